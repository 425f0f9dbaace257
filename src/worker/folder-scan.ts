import type { FileResult, Note } from '../core/finding';
import type { Engine } from '../scan/engine';
import { Grounds } from '../project/grounds';
import { entryOf, policyKey, resultOf, type ResultCache } from '../scan/result-cache';
import { decodeText } from '../project/text-encoding';
import { walk } from '../project/walk';
import { sha256Of } from '../project/digests';
import type { Workspace } from '../project/workspace';
import type { Turn } from './channel';
import type { FolderPart } from './protocol';
import { policyFor } from '../project/questions/policy';

/** Files that are read ahead, since a folder may be far away. */
const AHEAD = 8;

/** Judges files on disk one by one, so that a document that is being typed in is judged in between. Without `paths`: all that the policy includes. What `cache` knows is not judged again. */
export async function scanFolder(
  engine: Engine,
  workspace: Workspace,
  cache: ResultCache,
  paths: readonly string[] | null,
  turn: Turn,
): Promise<{ files: number; cancelled: boolean }> {
  const notes: Note[] = [];
  const wanted = paths ?? (await findFiles(workspace, turn, notes));
  let done = 0;
  const part = (result?: FileResult) =>
    turn.part({ done, total: wanted.length, ...(result ? { result } : {}) } satisfies FolderPart);
  for (const { path, message } of notes)
    part({ path, bytes: 0, findings: [], notes: [{ path, message }], suppressed: 0 });

  const reading: Promise<Uint8Array | null>[] = [];
  for (const [index, path] of wanted.entries()) {
    for (let next = reading.length; next < Math.min(index + AHEAD, wanted.length); next++)
      reading.push(workspace.host.files.read(wanted[next]!));
    const bytes = await reading[index];
    if (turn.signal.aborted) return { files: done, cancelled: true };
    done++;
    part(await judged(engine, workspace, cache, path, bytes ?? null));
  }
  return { files: done, cancelled: false };
}

/** The files of a folder in the walk's order; what was left out, and why, goes to `notes`. */
export async function findFiles(
  workspace: Workspace,
  turn: Turn,
  notes: Note[],
  wants?: (path: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  const options = {
    policyFor: (path: string) => policyFor(path, workspace),
    note: (note: Note) => notes.push(note),
    signal: turn.signal,
    ...(wants ? { wants } : {}),
  };
  for await (const { path } of walk(workspace.host.files, [''], options)) {
    found.push(path);
    if (found.length % 200 === 0) turn.part({ done: 0, total: 0 } satisfies FolderPart);
  }
  return found;
}

async function judged(
  engine: Engine,
  workspace: Workspace,
  cache: ResultCache,
  path: string,
  bytes: Uint8Array | null,
): Promise<FileResult> {
  const nothing = (message: string): FileResult => ({
    path,
    bytes: bytes?.length ?? 0,
    findings: [],
    notes: [{ path, message }],
    suppressed: 0,
  });
  if (!bytes) return nothing('not read: the file vanished or cannot be read');
  const key = await keyOf(workspace, path, bytes);
  const known =
    key === null
      ? null
      : await cache.find(key, workspace, new Date(workspace.host.clock.now()).toISOString().slice(0, 10));
  if (known) return resultOf(known, path, bytes.length);
  const decoded = decodeText(bytes);
  if (!decoded) return nothing('not read: not a text file');
  const grounds = new Grounds();
  const { revision } = workspace;
  const result = await engine.scan({ kind: 'text', path, text: decoded.text, bytes: bytes.length }, workspace, {
    grounds,
  });
  const entry = await entryOf(result, grounds, workspace);
  // What changed while the file was judged may have changed the answers, too.
  if (key !== null && entry && workspace.revision === revision) cache.keep(key, entry);
  return result;
}

/** Null where the platform has no digests: a browser has none for pages without transport security. */
async function keyOf(workspace: Workspace, path: string, bytes: Uint8Array): Promise<string | null> {
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return null;
  return `${await sha256Of(bytes)} ${path} ${policyKey(await policyFor(path, workspace))}`;
}

import type { FileResult, Note } from '../core/finding';
import { sha256Of } from '../project/digests';
import { policyFor } from '../project/questions/policy';
import { walk } from '../project/walk';
import type { Workspace } from '../project/workspace';
import { policyKey, resultOf, type ResultCache } from '../scan/result-cache';
import { isReadByRange, withNotes, type Session } from './session';

/** What is told while a folder is gone through. */
export interface FolderPart {
  readonly done: number;
  /** 0 while the files are still being counted. */
  readonly total: number;
  readonly result?: FileResult;
}

/** Who waits for a folder: told of every part, and may give up. */
export interface FolderTurn {
  readonly signal: AbortSignal;
  part(part: FolderPart): void;
}

/** Files that are read ahead, since a folder may be far away. */
const AHEAD = 8;

/** Judges files on disk one by one, so that a document that is being typed in is judged in between. Without `paths`: all that the policy includes. What `cache` knows is not judged again. */
export async function scanFolder(
  session: Session,
  workspace: Workspace,
  cache: ResultCache,
  paths: readonly string[] | null,
  turn: FolderTurn,
): Promise<{ files: number; cancelled: boolean }> {
  const notes: Note[] = [];
  const wanted = paths ?? (await findFiles(workspace, turn, notes));
  const told = new Set<string>();
  let done = 0;
  const part = (result: FileResult): void => turn.part({ done, total: wanted.length, result: once(result, told) });
  for (const { path, message } of notes)
    part({ path, bytes: 0, findings: [], notes: [{ path, message }], suppressed: 0 });

  const reading: (Promise<Uint8Array | null> | null)[] = [];
  for (const [index, path] of wanted.entries()) {
    for (let next = reading.length; next < Math.min(index + AHEAD, wanted.length); next++)
      reading.push(isReadByRange(wanted[next]!) ? null : workspace.host.files.read(wanted[next]!));
    const bytes = (await reading[index]) ?? null;
    reading[index] = null; // not kept for the whole folder
    if (turn.signal.aborted) return { files: done, cancelled: true };
    const result = await judged(session, workspace, cache, path, bytes);
    done++;
    part(await withNotes(workspace, result));
  }
  return { files: done, cancelled: false };
}

/** The files of a folder in the walk's order; what was left out, and why, goes to `notes`. */
export async function findFiles(
  workspace: Workspace,
  turn: FolderTurn,
  notes: Note[],
  wants?: (path: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  const options = {
    policyFor: (path: string) => policyFor(path, workspace),
    git: workspace.host.git,
    note: (note: Note) => notes.push(note),
    signal: turn.signal,
    ...(wants ? { wants } : {}),
  };
  for await (const { path } of walk(workspace.host.files, [''], options)) {
    found.push(path);
    if (found.length % 200 === 0) turn.part({ done: 0, total: 0 });
  }
  return found;
}

async function judged(
  session: Session,
  workspace: Workspace,
  cache: ResultCache,
  path: string,
  bytes: Uint8Array | null,
): Promise<FileResult> {
  const key = bytes && (await keyOf(workspace, path, bytes));
  const today = new Date(workspace.host.clock.now()).toISOString().slice(0, 10);
  const known = key === null ? null : await cache.find(key, workspace, today);
  if (known) return resultOf(known, path, bytes!.length);
  const { revision } = workspace;
  const judgement = await session.judgeFile(path, workspace, () => bytes);
  if (key === null) return judgement.result;
  const entry = await judgement.entry();
  // What changed while the file was judged may have changed the answers, too.
  if (entry && workspace.revision === revision) cache.keep(key, entry);
  return judgement.result;
}

/** Null where the platform has no digests: a browser has none for pages without transport security. */
async function keyOf(workspace: Workspace, path: string, bytes: Uint8Array): Promise<string | null> {
  if (!(globalThis.crypto as Crypto | undefined)?.subtle) return null;
  return `${await sha256Of(bytes)} ${path} ${policyKey(await policyFor(path, workspace))}`;
}

/** What is said of the surroundings of many files, once. */
function once(result: FileResult, told: Set<string>): FileResult {
  const notes = result.notes.filter(({ path, message }) => {
    const key = `${path}\n${message}`;
    return !told.has(key) && told.add(key);
  });
  return notes.length === result.notes.length ? result : { ...result, notes };
}

import type { FileResult, Note } from '../core/finding';
import { sha256Of } from '../project/digests';
import { policyFor } from '../project/questions/policy';
import { walk, type WalkedFile } from '../project/walk';
import type { Workspace } from '../project/workspace';
import { documentKindOf } from '../readers/documents';
import { policyKey, resultOf, type ResultCache } from '../scan/result-cache';
import { BASELINE_FILE, baselineFor, withoutBaselined } from './baseline-file';
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

/** What of a folder is looked at. */
export interface FolderWish {
  /** Without it: all that the policy includes. */
  readonly paths: readonly string[] | null;
  /** Leave a folder alone that has more text than this, bytes, or nothing of machine learning: it was not asked for. Infrastructure is then left for when it is. */
  readonly unaskedUpTo?: number;
  /** Tell also what the baseline knows. */
  readonly all?: boolean;
}

export interface FolderEnd {
  readonly files: number;
  readonly cancelled: boolean;
  /** Why the folder was left alone. */
  readonly left?: 'large' | 'foreign';
}

/** Judges files on disk one by one, so that a document that is being typed in is judged in between. What `cache` knows is not judged again. */
export async function scanFolder(
  session: Session,
  workspace: Workspace,
  cache: ResultCache,
  { paths, unaskedUpTo, all = false }: FolderWish,
  turn: FolderTurn,
): Promise<FolderEnd> {
  const notes: Note[] = [];
  const found = paths === null ? await findFiles(workspace, turn, notes) : null;
  if (turn.signal.aborted) return { files: 0, cancelled: true };
  if (found && unaskedUpTo !== undefined) {
    const left = leftAlone(found, unaskedUpTo);
    if (left) return { files: 0, cancelled: false, left };
  }
  const wanted = found?.map(({ path }) => path) ?? paths ?? [];
  const told = new Set<string>();
  let done = 0;
  const part = (result: FileResult): void => turn.part({ done, total: wanted.length, result: once(result, told) });
  turn.part({ done, total: wanted.length });
  for (const { path, message } of notes)
    part({ path, bytes: 0, findings: [], notes: [{ path, message }], suppressed: 0 });

  const reading: (Promise<Uint8Array | null> | null)[] = [];
  for (const [index, path] of wanted.entries()) {
    for (let next = reading.length; next < Math.min(index + AHEAD, wanted.length); next++)
      reading.push(isReadByRange(wanted[next]!) ? null : workspace.host.files.read(wanted[next]!));
    const bytes = (await reading[index]) ?? null;
    reading[index] = null; // not kept for the whole folder
    if (turn.signal.aborted) return { files: done, cancelled: true };
    const result = await judged(session, workspace, cache, path, bytes, unaskedUpTo !== undefined);
    done++;
    part(await withNotes(workspace, all ? result : await withoutBaselined(result, workspace, bytes)));
  }
  return { files: done, cancelled: false };
}

/** A baseline of the findings that the files of a folder have today, also of those that the one of now knows. */
export async function baselineOf(
  session: Session,
  workspace: Workspace,
  cache: ResultCache,
  turn: FolderTurn,
): Promise<{
  readonly path: string;
  readonly configured: boolean;
  readonly text: string;
  readonly findings: number;
} | null> {
  const configured = await baselineFor('', workspace);
  const path = configured ?? BASELINE_FILE;
  const { BaselineMaker, storedSource } = await import('./known-findings');
  const maker = new BaselineMaker(path);
  const results: FileResult[] = [];
  const end = await scanFolder(
    session,
    workspace,
    cache,
    { paths: null, all: true },
    {
      signal: turn.signal,
      part: ({ done, total, result }) => {
        if (result) results.push(result);
        turn.part({ done, total });
      },
    },
  );
  if (end.cancelled) return null;
  for (const result of results) {
    const isText = result.findings.length > 0 && !isReadByRange(result.path);
    const bytes = isText ? await workspace.host.files.read(result.path) : null;
    await maker.add(result, storedSource(result.path, bytes));
  }
  return { path, configured: configured !== null, text: maker.text(), findings: maker.findings };
}

/** Machine learning here is Python and notebooks: a folder without either is not what this tool is for. */
const OURS: ReadonlySet<string | null> = new Set(['python', 'notebook']);

function leftAlone(files: readonly WalkedFile[], most: number): 'large' | 'foreign' | null {
  if (!files.some(({ path }) => OURS.has(documentKindOf(path)))) return 'foreign';
  const bytes = files.reduce((sum, { path, size }) => sum + (isReadByRange(path) ? 0 : size), 0);
  return bytes > most ? 'large' : null;
}

/** The files of a folder in the walk's order; what was left out, and why, goes to `notes`. */
export async function findFiles(
  workspace: Workspace,
  turn: FolderTurn,
  notes: Note[],
  wants?: (path: string) => boolean,
): Promise<WalkedFile[]> {
  const found: WalkedFile[] = [];
  const options = {
    policyFor: (path: string) => policyFor(path, workspace),
    git: workspace.host.git,
    note: (note: Note) => notes.push(note),
    signal: turn.signal,
    ...(wants ? { wants } : {}),
  };
  for await (const file of walk(workspace.host.files, [''], options)) {
    found.push(file);
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
  unasked: boolean,
): Promise<FileResult> {
  const plain = bytes && (await keyOf(workspace, path, bytes));
  // What nobody asked for is judged by less, and is not the answer when somebody does.
  const key = plain && unasked ? `${plain} unasked` : plain;
  const today = new Date(workspace.host.clock.now()).toISOString().slice(0, 10);
  const known = key === null ? null : await cache.find(key, workspace, today);
  if (known) return resultOf(known, path, bytes!.length);
  const { revision } = workspace;
  const judgement = await session.judgeFile(path, workspace, () => bytes, unasked);
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

import type { FileResult } from '../core/finding';
import type { FileSystem } from '../core/host';
import type { ScanInput } from '../core/input';
import type { WorkspaceHost } from '../core/workspace-host';
import { Grounds } from '../project/grounds';
import { lockNotes } from '../project/questions/locks';
import { includes, policyNotes } from '../project/questions/policy';
import { decodeText } from '../project/text-encoding';
import { Workspace } from '../project/workspace';
import { documentKindOf, documentOf } from '../readers/documents';
import { withoutImages } from '../readers/notebook/image-bytes';
import type { Grammars } from '../readers/python/parser';
import { RULES } from '../rules/index';
import { Engine } from '../scan/engine';
import { stackOf } from '../scan/guard';
import { withoutBaselined } from './baseline-file';
import type { ScanOutcome } from '../scan/outcome';
import { entryOf, type CacheEntry } from '../scan/result-cache';

/** The one way to open a workspace: its configuration may speak of every rule there is. */
export const openWorkspace = (host: Omit<WorkspaceHost, 'rules'>): Workspace =>
  new Workspace({ ...host, rules: RULES.map(({ id }) => id) });

export interface SessionOptions {
  readonly grammars: Grammars;
  /** Ids of the rules that run; all of them when left out. */
  readonly rules?: readonly string[];
  /** Say of each finding why it is believed. */
  readonly explain?: boolean | undefined;
}

/** A result, and what a cache may keep of it: null when it could come out otherwise the next time. */
export interface FileJudgement {
  readonly result: FileResult;
  /** What a cache may keep of it. To be called right after the judgement, by who has a cache. */
  readonly entry: () => Promise<CacheEntry | null>;
}

const NOTHING_TO_KEEP = (): Promise<null> => Promise.resolve(null);

/** Bytes of a file, as a host reads them; null where it cannot be read. They may be others after the next file is read. */
export type ReadFile = (path: string) => Uint8Array | null | Promise<Uint8Array | null>;

/** An engine, and what every host does with it: the command line, its threads, the worker of the editor. One per thread. */
export class Session {
  private constructor(
    readonly engine: Engine,
    private readonly explain: boolean,
  ) {}

  static async open({ grammars, rules, explain = false }: SessionOptions): Promise<Session> {
    const wanted = rules && new Set(rules);
    const engine = await Engine.create(grammars, wanted ? RULES.filter(({ id }) => wanted.has(id)) : RULES);
    return new Session(engine, explain);
  }

  /** Judges what an editor holds. A document that the policy leaves out has nothing to say. */
  async scanDocument(input: ScanInput, workspace: Workspace): Promise<ScanOutcome> {
    if (!(await includes(input.path, workspace)))
      return { path: input.path, bytes: 0, findings: [], notes: [], suppressed: 0 };
    const outcome = await withoutBaselined(await this.engine.scan(input, workspace), workspace, input);
    const notes = await policyNotes(input.path, workspace);
    return notes.length === 0 ? outcome : { ...outcome, notes: [...outcome.notes, ...notes] };
  }

  /** Reads and judges one file. What cannot be read is a note, and so is a bug that this file brings to light. */
  async judgeFile(path: string, workspace: Workspace, read: ReadFile, unasked?: boolean): Promise<FileJudgement> {
    const input = await inputOf(path, workspace, read);
    if ('unread' in input) return { result: unread(path, input.unread, input.gone), entry: NOTHING_TO_KEEP };
    const grounds = new Grounds();
    // What is never read whole has no digest that a cache could know it by.
    if (input.kind === 'bytes') grounds.incomplete();
    try {
      const { stale: _stale, ...result } = await this.engine.scan(input, workspace, {
        grounds,
        explain: this.explain,
        unasked,
      });
      return { result, entry: () => entryOf(result, grounds, workspace) };
    } catch (error) {
      // It must not take the findings of all other files away. An error's message could hold what the file holds.
      workspace.host.logger.warn(`reading ${path} failed: ${stackOf(error)}`);
      return {
        result: unread(path, 'this is a bug of Touchstone, please report it'),
        entry: NOTHING_TO_KEEP,
      };
    }
  }

  /** The judgement of a file in which a short look finds nothing that can matter to a rule; null when it has to be judged. */
  async glanceAt(path: string, workspace: Workspace, read: ReadFile): Promise<FileJudgement | null> {
    const input = await inputOf(path, workspace, read);
    if ('unread' in input || input.kind !== 'text') return null;
    const result = await this.engine.glance(input, workspace);
    return result && { result, entry: () => entryOf(result, new Grounds(), workspace) };
  }

  dispose(): void {
    this.engine.dispose();
  }
}

/** The same with what is to be said of the file's surroundings: its configuration, and the locks beside a requirements file. */
export async function withNotes(workspace: Workspace, result: FileResult): Promise<FileResult> {
  const policy = await policyNotes(result.path, workspace);
  const locks = documentKindOf(result.path) === 'requirements' ? await lockNotes(result.path, workspace) : [];
  return policy.length + locks.length === 0 ? result : { ...result, notes: [...policy, ...locks, ...result.notes] };
}

/** Whether a file is read in pieces, so that nobody has to read it whole. */
export const isReadByRange = (path: string): boolean => documentOf(path)?.input === 'bytes';

/** Why a file is not read; `gone` when that is the system's doing. */
interface Unread {
  readonly unread: string;
  readonly gone: boolean;
}

/** A file as the engine takes it, or why it is not read. */
async function inputOf(path: string, workspace: Workspace, read: ReadFile): Promise<ScanInput | Unread> {
  const { files } = workspace.host;
  if (isReadByRange(path)) {
    const stat = await files.stat(path);
    return stat?.kind === 'file'
      ? { kind: 'bytes', path, size: stat.size, read: (start, end) => files.read(path, { start, end }) }
      : goneOf(path, files);
  }
  const found = read(path);
  const bytes = found instanceof Promise ? await found : found;
  if (!bytes) return goneOf(path, files);
  const stored = documentOf(path)?.input === 'cells' ? withoutImages(bytes) : bytes;
  const decoded = decodeText(stored);
  if (!decoded) return { unread: 'it is not a text file', gone: false };
  return { kind: 'text', path, text: decoded.text, bytes: bytes.length, stored };
}

const goneOf = async (path: string, files: FileSystem): Promise<Unread> => ({
  unread: (await files.failure?.(path)) ?? 'the file vanished, or it cannot be read',
  gone: true,
});

const unread = (path: string, reason: string, gone = false): FileResult => ({
  path,
  bytes: 0,
  findings: [],
  notes: [{ path, message: `not read: ${reason}`, ...(gone && { unread: reason }) }],
  suppressed: 0,
});

import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readableName } from '../core/file-name';
import type { RecordedFile, RecordedModel, ModelLockFacts } from '../core/model-lock-facts';
import { ownHubCacheFolder } from '../project/questions/hub-commit';
import { decodeText } from '../project/text-encoding';
import { MODEL_LOCK, readModelLock } from '../readers/model-lock/model-lock';
import { dvcOutputsOf, LONGEST_LFS_POINTER, lfsPointerOf } from '../readers/model-lock/pointers';
import { printVerified, type VerifiedItem } from '../report/verification';
import { snapshotOf } from '../session/model-lock';
import type { Outcome, Surroundings } from './command';
import { DigestThreads } from './digest-threads';
import { Failure } from './failure';
import { native } from './native-path';
import { NodeFileSystem } from './node-files';
import { neededOf } from './session';
import { hubCacheFolderOf } from './surroundings';

export interface VerifyArguments {
  readonly format: 'text' | 'json';
  readonly strict?: boolean;
}

const LONGEST_DOTENV = 512 * 1024;
/** Files that are hashed or waited for at once. */
const AT_ONCE = 8;

/** `touchstone verify`: hashes every file that the lock records anew, and tells which are not what it says. */
export async function verify(
  named: readonly string[],
  { format, strict = false }: VerifyArguments,
  { terminal, signal }: Surroundings,
): Outcome {
  const locks = locksOf(named.length > 0 ? named : ['.'], terminal.cwd);
  const threads = new DigestThreads();
  const progress = terminal.progress('Verifying');
  const stop = (): void => void threads.stop();
  signal.addEventListener('abort', stop);
  try {
    const checks: (() => Promise<VerifiedItem>)[] = [];
    for (const { file, only } of locks) {
      const { facts, notes } = readModelLock(readFileSync(file, 'utf8'), path.relative(terminal.cwd, file));
      for (const note of notes) terminal.say(`note: ${readableName(note.path)}: ${note.message}`);
      const lock = new LockCheck(
        facts,
        path.dirname(file),
        terminal.cwd,
        threads,
        hubCacheFolderOf(neededOf(terminal.env)),
      );
      const found = lock.checks(only);
      const gone = only.find((each) => !existsSync(native(each)) && !lock.has(each));
      if (gone !== undefined)
        throw new Failure(`${path.relative(terminal.cwd, gone)} does not exist, and is not locked`);
      checks.push(...found);
    }
    const items = await inParallel(checks, signal, (done) =>
      progress.update(`Verifying: ${done} of ${checks.length} files`),
    );
    progress.stop();
    await terminal.print(printVerified(items, format, terminal.palette));
    const has = (...states: readonly string[]): boolean => items.some(({ state }) => states.includes(state));
    return has('differs', 'missing') || (strict && has('unknown')) ? 1 : 0;
  } finally {
    signal.removeEventListener('abort', stop);
    progress.stop();
    await threads.stop();
  }
}

interface NamedLock {
  /** Absolute. */
  readonly file: string;
  /** Only what lies at or below one of these is checked; absolute. */
  readonly only: readonly string[];
}

/** The nearest lock at or above each path. */
function locksOf(named: readonly string[], cwd: string): readonly NamedLock[] {
  const found = new Map<string, string[]>();
  for (const name of named) {
    const at = path.resolve(cwd, name);
    const stat = statSync(native(at), { throwIfNoEntry: false });
    const isLock = path.basename(at) === MODEL_LOCK;
    const from = stat?.isDirectory() ? at : path.dirname(at);
    const file = ancestorsOf(from)
      .map((each) => path.join(each, MODEL_LOCK))
      .find((each) => existsSync(native(each)));
    if (file === undefined)
      throw new Failure(
        stat ? `there is no ${MODEL_LOCK} at or above ${name}; "touchstone lock" writes one` : `${name} does not exist`,
      );
    found.set(file, [...(found.get(file) ?? []), isLock ? path.dirname(at) : at]);
  }
  return [...found].map(([file, only]) => ({ file, only }));
}

function ancestorsOf(directory: string): readonly string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestorsOf(parent)];
}

/** The checks of one lock. */
class LockCheck {
  readonly #files: NodeFileSystem;
  #ownCache: string | null | undefined;

  constructor(
    private readonly facts: ModelLockFacts,
    private readonly root: string,
    private readonly cwd: string,
    private readonly threads: DigestThreads,
    private readonly hubCache: string,
  ) {
    this.#files = new NodeFileSystem(root);
  }

  /** Whether the lock speaks of a path, or of something below it. */
  has(at: string): boolean {
    return this.facts.files.some((file) => isBelow(at, path.join(this.root, file.path)));
  }

  checks(only: readonly string[]): readonly (() => Promise<VerifiedItem>)[] {
    const isWanted = (file: string): boolean => only.some((each) => isBelow(each, file));
    const whole = only.some((each) => isBelow(each, this.root));
    return [
      ...this.facts.files
        .filter((file) => isWanted(path.join(this.root, file.path)))
        .map((file) => () => this.#file(file)),
      ...(whole
        ? this.facts.models.flatMap((model) => model.files.map((file) => () => this.#cached(model, file)))
        : []),
    ];
  }

  async #file(file: RecordedFile): Promise<VerifiedItem> {
    const shown = path.relative(this.cwd, path.join(this.root, file.path)).split(path.sep).join('/');
    const item = itemOf(shown, file);
    const stat = await this.#files.stat(file.path);
    if (stat?.kind !== 'file') return this.#absent(file, item);
    const head = stat.size < LONGEST_LFS_POINTER ? await this.#files.read(file.path) : null;
    const pointer = head && lfsPointerOf(head);
    if (pointer && file.sha256 !== null)
      return pointer.sha256 === file.sha256
        ? { ...item, kind: 'lfs', state: 'unknown', actual: pointer.sha256, reason: 'not-pulled' }
        : { ...item, kind: 'lfs', state: 'differs', actual: pointer.sha256, reason: 'other-pointer' };
    return this.#hashed(path.join(this.root, file.path), file, item);
  }

  /** Data of DVC that was not pulled is not missing, as long as DVC holds what the lock says. */
  async #absent(file: RecordedFile, item: VerifiedItem): Promise<VerifiedItem> {
    const text = await this.#files.read(`${file.path}.dvc`, { start: 0, end: 1_000_000 });
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const held = text && dvcOutputsOf(new TextDecoder().decode(text)).find((output) => output.path === name);
    if (!held)
      return file.md5 !== null
        ? { ...item, kind: 'dvc', state: 'unknown', reason: 'not-pulled' }
        : { ...item, state: 'missing' };
    return file.md5 === null || held.md5 === file.md5
      ? { ...item, kind: 'dvc', state: 'unknown', actual: held.md5, reason: 'not-pulled' }
      : { ...item, kind: 'dvc', state: 'differs', expected: file.md5, actual: held.md5, reason: 'other-pointer' };
  }

  /** A file of a model in the hub's cache of this machine, which need not have it. */
  async #cached({ type, id, commit }: RecordedModel, file: RecordedFile): Promise<VerifiedItem> {
    const item = itemOf(`hf://${type === 'model' ? '' : `${type}s/`}${id}@${commit}/${file.path}`, file);
    const at = (await this.#caches())
      .map((cache) => path.join(cache, snapshotOf(type, id, commit), file.path))
      .find((each) => existsSync(native(each)));
    if (at === undefined) return { ...item, state: 'unknown', reason: 'not-cached' };
    return this.#hashed(at, file, item);
  }

  /** The project's own cache, if its `.env` names one, and that of this machine. */
  async #caches(): Promise<readonly string[]> {
    if (this.#ownCache === undefined) {
      const bytes = await this.#files.read('.env', { start: 0, end: LONGEST_DOTENV });
      this.#ownCache = bytes && ownHubCacheFolder(decodeText(bytes)?.text ?? '');
    }
    return this.#ownCache === null ? [this.hubCache] : [path.join(this.root, this.#ownCache), this.hubCache];
  }

  async #hashed(at: string, file: RecordedFile, item: VerifiedItem): Promise<VerifiedItem> {
    const actual = await this.threads.digest(at, file.sha256 === null ? 'md5' : 'sha256');
    if (actual === null) return { ...item, state: 'unknown', reason: 'not-read' };
    return { ...item, actual, state: actual === item.expected ? 'verified' : 'differs' };
  }
}

const itemOf = (shown: string, { sha256, md5, pointer }: RecordedFile): VerifiedItem => ({
  path: shown,
  kind: pointer ?? 'lock',
  state: 'unknown',
  expected: sha256 ?? md5,
  actual: null,
  reason: null,
  signer: null,
});

/** Whether a path is another one, or lies below it. */
const isBelow = (above: string, at: string): boolean =>
  at === above || at.startsWith(above.endsWith(path.sep) ? above : `${above}${path.sep}`);

async function inParallel<T>(
  jobs: readonly (() => Promise<T>)[],
  signal: AbortSignal,
  tell: (done: number) => void,
): Promise<readonly T[]> {
  const results: T[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < jobs.length) {
      signal.throwIfAborted();
      const index = next++;
      results[index] = await jobs[index]!();
      tell(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, jobs.length) }, work));
  return results;
}

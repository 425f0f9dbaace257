import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelLockFacts, RecordedFile, RecordedModel } from '../../core/model-lock-facts';
import { ownHubCacheFolder } from '../../project/questions/hub-commit';
import { decodeText } from '../../project/text-encoding';
import { MODEL_LOCK, readModelLock } from '../../readers/model-lock/model-lock';
import { dvcOutputsOf, LONGEST_LFS_POINTER, lfsPointerOf } from '../../readers/model-lock/pointers';
import type { VerifiedItem } from '../../report/verification';
import { snapshotOf } from '../../session/model-lock';
import type { DigestThreads } from '../digest-threads';
import { native } from '../native-path';
import { NodeFileSystem } from '../node-files';
import { neededOf } from '../session';
import { hubCacheFolderOf } from '../surroundings';
import { foldersFrom, isAtOrBelow, shownFrom, type Check, type NamedPath, type Verifier } from './verifier';

const LONGEST_DOTENV = 512 * 1024;

/** Every file that the nearest `touchstone.lock` at or above a path records. */
export const LOCK_VERIFIER: Verifier = {
  name: 'lock',
  async find(named, tools) {
    const checks: Check[] = [];
    const locks = new Map<string, LockCheck>();
    for (const [file, only] of locksOf(named)) {
      const { facts, notes } = readModelLock(readFileSync(native(file), 'utf8'), shownFrom(tools.cwd, file));
      for (const note of notes) tools.note(note.path, note.message);
      const hubCache = hubCacheFolderOf(neededOf(tools.env));
      const lock = new LockCheck(facts, path.dirname(file), tools.cwd, tools.threads, hubCache);
      locks.set(file, lock);
      checks.push(...lock.checks(only).map((check) => async () => [await check()]));
    }
    return {
      checks,
      speaksOf(each) {
        const file = lockOf(each);
        const lock = file === undefined ? undefined : locks.get(file);
        return lock ? (path.basename(each.at) === MODEL_LOCK || lock.has(each.at) ? 'recorded' : 'unrecorded') : null;
      },
      itemFor: (at) => ([...locks.values()].some((lock) => lock.records(at)) ? shownFrom(tools.cwd, at) : null),
    };
  },
};

/** The nearest lock at or above each path, with the paths whose files are wanted. */
function locksOf(named: readonly NamedPath[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const each of named) {
    const file = lockOf(each);
    if (file === undefined) continue;
    const only = path.basename(each.at) === MODEL_LOCK ? path.dirname(each.at) : each.at;
    found.set(file, [...(found.get(file) ?? []), only]);
  }
  return found;
}

const lockOf = (each: NamedPath): string | undefined =>
  foldersFrom(each)
    .map((folder) => path.join(folder, MODEL_LOCK))
    .find((file) => existsSync(native(file)));

/** The checks of one lock. */
class LockCheck {
  readonly #files: NodeFileSystem;
  #ownCache: string | null | undefined;
  #recorded: ReadonlySet<string> | undefined;

  constructor(
    private readonly facts: ModelLockFacts,
    private readonly root: string,
    private readonly cwd: string,
    private readonly threads: DigestThreads,
    private readonly hubCache: string,
  ) {
    this.#files = new NodeFileSystem(root);
  }

  /** Whether the lock speaks of a path, or of something below it; of its own folder it does. */
  has(at: string): boolean {
    return (
      isAtOrBelow(at, this.root) || this.facts.files.some((file) => isAtOrBelow(at, path.join(this.root, file.path)))
    );
  }

  /** Whether it records this file. */
  records(at: string): boolean {
    this.#recorded ??= new Set(this.facts.files.map((file) => path.join(this.root, file.path)));
    return this.#recorded.has(at);
  }

  checks(only: readonly string[]): readonly (() => Promise<VerifiedItem>)[] {
    const isWanted = (file: string): boolean => only.some((each) => isAtOrBelow(each, file));
    const whole = only.some((each) => isAtOrBelow(each, this.root));
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
    const item = itemOf(shownFrom(this.cwd, path.join(this.root, file.path)), file);
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
    const found = await this.threads.digests(at, file.sha256 === null ? 'md5' : 'sha256');
    // DVC 2 names a text by the MD5 that it would have with the line ends of Unix.
    const isOther = file.sha256 === null && found.length > 0 && !found.includes(item.expected!);
    const all = isOther ? [...found, ...(await this.threads.digests(at, 'md5-dos2unix'))] : found;
    if (all.length === 0) return { ...item, state: 'unknown', reason: 'not-read' };
    return all.includes(item.expected!)
      ? { ...item, actual: item.expected, state: 'verified' }
      : { ...item, actual: all[0]!, state: 'differs' };
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

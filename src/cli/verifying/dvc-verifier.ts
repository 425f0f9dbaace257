import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DvcEntry } from '../../core/dvc-facts';
import { dvcProjectIn, type DvcProject } from '../../project/dvc/dvc-project';
import { entryPath, readDvcRecords } from '../../project/dvc/dvc-records';
import { compareEntry, compareObject, type DvcPart, type DvcTools, type Md5Rule } from '../../project/dvc/dvc-state';
import { isDvcFile, isDvcLock } from '../../readers/dvc/recorded';
import type { VerifiedItem } from '../../report/verification';
import { native } from '../native-path';
import { NodeFileSystem } from '../node-files';
import {
  absoluteBelow,
  foldersFrom,
  isAtOrBelow,
  shownFrom,
  type Check,
  type Verifier,
  type VerifyTools,
} from './verifier';

/** What DVC holds, by its `.dvc` files and locks, and every object of its cache. */
export const DVC_VERIFIER: Verifier = {
  name: 'dvc',
  async find(named, tools) {
    const roots = new Map<string, string[]>();
    for (const each of named) {
      const root = foldersFrom(each).find((folder) => existsSync(native(path.join(folder, '.dvc', 'config'))));
      if (root !== undefined) roots.set(root, [...(roots.get(root) ?? []), each.at]);
    }
    const checks: Check[] = [];
    const held: string[] = [];
    for (const [root, only] of roots) {
      const repository = await DvcRepositoryCheck.open(root, tools);
      checks.push(...(await repository.checks(only)));
      held.push(...repository.held);
    }
    return {
      checks,
      speaksOf({ at }) {
        const root = [...roots.keys()].find((each) => isAtOrBelow(each, at));
        if (root === undefined) return null;
        const isOfDvc = at === root || isAtOrBelow(path.join(root, '.dvc'), at);
        return isOfDvc || held.some((each) => isAtOrBelow(at, each) || isAtOrBelow(each, at))
          ? 'recorded'
          : 'unrecorded';
      },
    };
  },
};

/** Folders in which nobody keeps data of DVC, and that may be large. */
const SKIPPED = /^(?:\.git|\.hg|\.dvc|node_modules|__pycache__|site-packages|\.venv|venv|\.tox)$/;
const DEEPEST = 32;
const MOST_FOLDERS = 100_000;
const NO_LIMIT = { bytes: Number.MAX_SAFE_INTEGER, files: 2_000_000 };

class DvcRepositoryCheck {
  /** Everything that an output, or the file that records it, is: absolute. */
  readonly held: string[] = [];
  readonly #tools: DvcTools;
  readonly #objects = new Set<string>();
  /** Folders that are outputs: DVC itself looks for no files of its own in them. */
  readonly #outputs = new Set<string>();
  #folders = 0;

  private constructor(
    private readonly root: string,
    repository: DvcProject,
    private readonly files: NodeFileSystem,
    private readonly verify: VerifyTools,
  ) {
    const { cache, outside } = repository;
    // A cache that several repositories share lies outside; links lead into it.
    const shared = outside !== null && path.isAbsolute(outside) ? outside : null;
    const place =
      cache !== null
        ? { files, path: cache }
        : shared !== null
          ? { files: new NodeFileSystem(shared), path: '' }
          : null;
    this.#tools = {
      files,
      root: '',
      cache: place,
      md5: (of, at, rule) => verify.threads.digests(absoluteBelow((of as NodeFileSystem).root, at), rule),
      md5Of: (bytes) => createHash('md5').update(bytes).digest('hex'),
      most: NO_LIMIT,
    };
  }

  static async open(root: string, verify: VerifyTools): Promise<DvcRepositoryCheck> {
    const plain = new NodeFileSystem(root);
    const repository = await dvcProjectIn(plain, '');
    const { outside } = repository;
    const named = outside !== null && path.isAbsolute(outside) ? [outside] : [];
    return new DvcRepositoryCheck(root, repository, new NodeFileSystem(root, { named }), verify);
  }

  async checks(only: readonly string[]): Promise<readonly Check[]> {
    const checks: Check[] = [];
    const isWanted = (at: string): boolean => only.some((each) => isAtOrBelow(each, at) || isAtOrBelow(at, each));
    const isWhole = only.some((each) => isAtOrBelow(each, this.root));
    // A pipeline or `.dvc` file may stand anywhere, and what it holds elsewhere.
    for await (const file of this.#records('', 0)) {
      const records = await readDvcRecords(this.files, file);
      for (const problem of records.problems) this.verify.note(this.#shown(file), problem);
      const isNamed = only.some((each) => isAtOrBelow(each, this.#absolute(file)));
      for (const { stage, folder } of records.stages)
        for (const output of stage.outputs) {
          const at = entryPath(folder, output);
          if (at === null) {
            // What lies outside is not opened, whatever a file says.
            if (isNamed) checks.push(async () => [this.#elsewhere(file, output)]);
            continue;
          }
          this.held.push(this.#absolute(at), this.#absolute(file));
          if (output.isFolder) this.#outputs.add(at);
          if (!isNamed && !isWanted(this.#absolute(at))) continue;
          checks.push(async () => this.#output(output, at, isNamed ? [this.#absolute(at)] : only));
          if (!isWhole) checks.push(...this.#objectOf(output));
        }
    }
    if (isWhole) checks.push(...(await this.#cacheChecks()));
    return checks;
  }

  /** Of a folder only the files that were named. */
  async #output(output: DvcEntry, at: string, only: readonly string[]): Promise<readonly VerifiedItem[]> {
    const parts = await compareEntry(output, at, this.#tools);
    const isWhole = only.some((each) => isAtOrBelow(each, this.#absolute(at)));
    const isNamed = (absolute: string): boolean =>
      isWhole || only.some((each) => isAtOrBelow(each, absolute) || isAtOrBelow(absolute, each));
    return parts.flatMap((part) => {
      const absolute = this.#absolute(part.path);
      return isNamed(absolute) ? [this.#item(part, 'dvc', absolute)] : [];
    });
  }

  #elsewhere(file: string, { path: at, digest }: DvcEntry): VerifiedItem {
    const part: DvcPart = { path: at, expected: digest, actual: null, state: 'unknown', reason: 'elsewhere' };
    return { ...this.#item(part, 'dvc', this.#absolute(file)), path: `${this.#shown(file)}: ${at.slice(0, 200)}` };
  }

  /** The one object of the cache that holds an output, and the list of a folder. */
  #objectOf({ digest, hash, isFolder }: DvcEntry): readonly Check[] {
    if (digest === null || hash === 'etag' || hash === 'checksum' || hash === null) return [];
    const key = `${hash} ${digest}`;
    if (this.#objects.has(key)) return [];
    this.#objects.add(key);
    return [async () => this.#object(digest, hash, isFolder)];
  }

  async #object(digest: string, rule: Md5Rule, isFolder: boolean): Promise<readonly VerifiedItem[]> {
    const part = await compareObject(digest, rule, isFolder, this.#tools);
    return part === null ? [] : [this.#item(part, 'dvc-cache', this.#inCache(part.path))];
  }

  /** Everything that lies in the cache: what nothing names now may be checked out with another commit. */
  async #cacheChecks(): Promise<readonly Check[]> {
    const { cache } = this.#tools;
    if (cache === null) return [];
    const checks: Check[] = [];
    for (const [folder, rule] of [
      ['files/md5', 'md5'],
      ['', 'md5-dos2unix'],
    ] as const) {
      const base = [cache.path, folder].filter((part) => part !== '').join('/');
      for (const { name, kind } of (await cache.files.list(base)) ?? []) {
        if (kind !== 'directory' || !/^[\da-f]{2}$/.test(name)) continue;
        for (const object of (await cache.files.list(`${base === '' ? '' : `${base}/`}${name}`)) ?? []) {
          const match = /^([\da-f]{30})(\.dir)?$/.exec(object.name);
          if (match) checks.push(async () => this.#object(name + match[1]!, rule, match[2] !== undefined));
        }
      }
    }
    return checks;
  }

  async *#records(folder: string, depth: number): AsyncGenerator<string> {
    this.verify.signal.throwIfAborted();
    if (++this.#folders > MOST_FOLDERS || depth > DEEPEST) {
      if (this.#folders === MOST_FOLDERS + 1 || depth > DEEPEST)
        this.verify.note(this.#shown(folder), 'not looked through for files of DVC: too many folders, or too deep');
      return;
    }
    const entries = [...((await this.files.list(folder)) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    // A repository within this one is its own.
    if (folder !== '' && entries.some(({ name, kind }) => name === '.dvc' && kind === 'directory')) return;
    const below = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
    for (const { name, kind } of entries)
      if (kind === 'file' && (isDvcFile(name) || isDvcLock(name))) yield below(name);
    for (const { name, kind, link } of entries)
      if (kind === 'directory' && !link && !SKIPPED.test(name) && !this.#outputs.has(below(name)))
        yield* this.#records(below(name), depth + 1);
  }

  #item(part: DvcPart, kind: 'dvc' | 'dvc-cache', at: string): VerifiedItem {
    const { state, expected, actual, reason } = part;
    return { path: shownFrom(this.verify.cwd, at), kind, state, expected, actual, reason, signer: null };
  }

  #absolute(at: string): string {
    return absoluteBelow(this.root, at);
  }

  #inCache(at: string): string {
    return path.join((this.#tools.cache!.files as NodeFileSystem).root, at);
  }

  #shown(at: string): string {
    return shownFrom(this.verify.cwd, this.#absolute(at));
  }
}

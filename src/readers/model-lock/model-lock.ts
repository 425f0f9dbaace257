import type { RecordedFile, RecordedModel, ModelLockFacts } from '../../core/model-lock-facts';
import type { Note } from '../../core/finding';
import { LineIndex, type Range } from '../../core/range';
import { readTomlTree, type TomlNode, type TomlTable } from '../toml/toml-tree';

/** What a lock is called, wherever it lies. */
export const MODEL_LOCK = 'touchstone.lock';

/** The version of the format that is written, and the newest that is read. */
export const LOCK_VERSION = 1;

/** Reads a `touchstone.lock`. What makes no sense is left out, with a note that says in which line it stands. Never throws. */
export function readModelLock(
  text: string,
  path: string,
): {
  readonly facts: ModelLockFacts;
  readonly notes: readonly Note[];
  /** A newer version wrote it: nothing of it is read, and it must not be written over. */
  readonly isNewer: boolean;
} {
  const reader = new LockReader(text, path);
  const { root, broken } = readTomlTree(text);
  for (const line of broken) reader.say(line, 'this makes no sense');
  const version = scalarOf(root, 'version');
  if (version !== null && Number(version) > LOCK_VERSION) {
    reader.say(1, `written by a newer version of Touchstone (format ${version.slice(0, 20)})`);
    return { facts: { kind: 'model-lock', path, files: [], models: [] }, notes: reader.notes, isNewer: true };
  }
  const files = reader.files(root);
  const models = tablesOf(root, 'model').flatMap((table) => reader.model(table));
  return { facts: { kind: 'model-lock', path, files, models }, notes: reader.notes, isNewer: false };
}

/** Notes of one file; more of them say nothing new. */
const MOST_NOTES = 20;
const SHA256 = /^[0-9a-f]{64}$/;
const MD5 = /^[0-9a-f]{32}$/;
const COMMIT = /^[0-9a-f]{40}$/;
const ID = /^[\w.-]{1,96}(?:\/[\w.-]{1,96})?$/;
const LONGEST_PATH = 1000;

class LockReader {
  readonly notes: Note[] = [];
  #lines: LineIndex | undefined;

  constructor(
    private readonly text: string,
    private readonly path: string,
  ) {}

  files(table: TomlTable): readonly RecordedFile[] {
    const seen = new Set<string>();
    return tablesOf(table, 'file').flatMap((each) => {
      const file = this.#file(each);
      if (file === null) return [];
      if (seen.has(file.path)) {
        this.#problem(file.range, 'this file stands here twice; the first entry counts');
        return [];
      }
      seen.add(file.path);
      return [file];
    });
  }

  model(table: TomlTable): readonly RecordedModel[] {
    const id = textOf(table, 'id');
    const type = textOf(table, 'type')?.value ?? 'model';
    const commit = textOf(table, 'commit')?.value ?? '';
    if (id === null || !ID.test(id.value) || !COMMIT.test(commit) || !isType(type)) {
      this.#problem(table.range, 'a model needs an id, a commit of 40 digits and a known type');
      return [];
    }
    const revision = textOf(table, 'revision')?.value ?? commit;
    return [{ id: id.value, type, revision, commit, files: this.files(table), range: id.range }];
  }

  say(line: number, message: string): void {
    if (this.notes.length < MOST_NOTES) this.notes.push({ path: this.path, message: `line ${line}: ${message}` });
  }

  #file(table: TomlTable): RecordedFile | null {
    const path = textOf(table, 'path');
    const sha256 = textOf(table, 'sha256')?.value ?? null;
    const md5 = textOf(table, 'md5')?.value ?? null;
    if (path === null || !isPlainPath(path.value)) {
      this.#problem(path?.range ?? table.range, 'a file needs a path that stays in its folder');
      return null;
    }
    const isRight = (sha256 === null || SHA256.test(sha256)) && (md5 === null || MD5.test(md5));
    if (!isRight || (sha256 ?? md5) === null) {
      this.#problem(path.range, 'a file needs its digest: 64 digits of SHA-256, or 32 of MD5 for a pointer of DVC');
      return null;
    }
    return { path: path.value, size: sizeIn(table), sha256, md5, pointer: pointerIn(table), range: path.range };
  }

  #problem({ start }: Range, message: string): void {
    this.#lines ??= new LineIndex(this.text);
    this.say(this.#lines.positionAt(start).line, message);
  }
}

/** A path that leads to nothing outside of its folder. */
const isPlainPath = (path: string): boolean =>
  path !== '' &&
  path.length <= LONGEST_PATH &&
  !/^[/\\]|^[A-Za-z]:|[\\\0]/.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

function sizeIn(table: TomlTable): number | null {
  const size = Number(scalarOf(table, 'size') ?? NaN);
  return Number.isSafeInteger(size) && size >= 0 ? size : null;
}

function pointerIn(table: TomlTable): RecordedFile['pointer'] {
  const pointer = textOf(table, 'pointer')?.value;
  return pointer === 'dvc' || pointer === 'lfs' ? pointer : null;
}

const isType = (type: string): type is RecordedModel['type'] => /^(?:model|dataset|space)$/.test(type);

const nodeOf = (table: TomlTable, key: string): TomlNode | undefined => table.entries.get(key)?.node;

const tablesOf = (table: TomlTable, key: string): readonly TomlTable[] => {
  const node = nodeOf(table, key);
  return node?.kind === 'list' ? node.items.filter((item) => item.kind === 'table') : [];
};

function textOf(table: TomlTable, key: string): { readonly value: string; readonly range: Range } | null {
  const node = nodeOf(table, key);
  return node?.kind === 'text' ? node : null;
}

const scalarOf = (table: TomlTable, key: string): string | null => {
  const node = nodeOf(table, key);
  return node?.kind === 'scalar' ? node.value : null;
};

import { modelFile } from '../analysis/artifacts/model-file';
import { LOADER_TRIGGERS } from '../analysis/models/loaders';
import { hubTypeOf, modelReferencesOf } from '../analysis/models/reference';
import { redacted } from '../analysis/secrets/redaction';
import type { Note, RepoType } from '../core/finding';
import type { FileSystem } from '../core/host';
import { stringOf } from '../core/value';
import { readDvcRecords } from '../project/dvc/dvc-records';
import { cachedList, heldFilesBelow } from '../project/dvc/dvc-state';
import { directoryOf, joinedPath, normalizedPath } from '../project/paths';
import { dvcToolsAt } from '../project/questions/dvc';
import { fileTextAt } from '../project/questions/file-text';
import { hubCommit, ownHubCache } from '../project/questions/hub-commit';
import { decodeText } from '../project/text-encoding';
import type { Workspace } from '../project/workspace';
import { documentOf, documentKindOf } from '../readers/documents';
import { dvcOutputsIn, LONGEST_LFS_POINTER, lfsPointerOf, type DvcOutput } from '../readers/model-lock/pointers';
import type { FileEntry, LockContent, ModelEntry } from '../readers/model-lock/print';
import type { Engine } from '../scan/engine';

/** What long work tells, and by what it is given up. */
export interface LockTurn {
  readonly signal: AbortSignal;
  progress(path: string): void;
}

/** What a project uses, with what of it is not in the lock and why. */
export interface MadeLock {
  readonly content: LockContent;
  readonly notes: readonly Note[];
}

/** Files whose names say that they hold data. */
const DATA =
  /\.(?:csv|tsv|parquet|arrow|feather|orc|jsonl|ndjson|tfrecords?|npy|npz|h5|hdf5|zarr|lance|db|sqlite3?|avro|msgpack|txt|xlsx?)(?:\.(?:gz|bz2|xz|zst))?$/i;
/** Of these the name does not tell whether a model is in them. */
const ANYTHING = /\.(?:bin|dat|model|pb|json)$/i;
const LARGEST_CODE = 2_000_000;
/** Files of one folder that are locked: a lock is for reading. */
const MOST_FOLDER_FILES = 5_000;

/** Whether the lock wants to see a file: what a walk for it has to find. */
export const isLockable = (path: string): boolean =>
  /\.dvc$|(?:^|\/)dvc\.lock$/.test(path) || CODE.has(documentKindOf(path)) || documentKindOf(path) === 'model-file';

const CODE: ReadonlySet<string | null> = new Set(['python', 'notebook']);

/**
 * Collects what a project uses: the model files that lie in it, the data files that its code names, what DVC holds, and the models
 * that its code takes from the hub, as far as the hub's cache on this machine has them. Nothing is downloaded.
 */
export async function collectLock(
  engine: Engine,
  workspace: Workspace,
  paths: readonly string[],
  before: LockContent,
  turn: LockTurn,
): Promise<MadeLock> {
  const collector = new LockCollector(engine, workspace, turn);
  for (const path of paths) {
    turn.signal.throwIfAborted();
    turn.progress(path);
    if (CODE.has(documentKindOf(path))) await collector.addCode(path);
    else if (documentKindOf(path) === 'model-file') await collector.addModelFile(path);
    else await collector.addDvc(path);
  }
  return collector.end(before);
}

class LockCollector {
  readonly #files = new Map<string, FileEntry>();
  readonly #models = new Map<string, ModelEntry | null>();
  readonly #notes: Note[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly workspace: Workspace,
    private readonly turn: LockTurn,
  ) {}

  async addModelFile(path: string): Promise<void> {
    if (ANYTHING.test(path)) {
      const known = await this.workspace.answer(modelFile, modelFile.key('', 'files', path));
      if (known?.state === 'inspected' && known.verdict === 'unknown' && !(await this.#isPointer(path))) return;
    }
    await this.#addFile(path);
  }

  /** What a `.dvc` file or a `dvc.lock` holds. What it has pulled is hashed as well. */
  async addDvc(path: string): Promise<void> {
    const { stages } = await readDvcRecords(this.workspace.host.files, path);
    for (const { stage, folder } of stages)
      for (const output of dvcOutputsIn(stage)) {
        const file = folder === null ? null : normalizedPath(folder === '' ? output.path : `${folder}/${output.path}`);
        if (file === null) this.#note(path, `${output.path} lies outside of the project, so it is not locked`);
        else if (output.isDirectory) await this.#addFolder(path, file, output);
        else if (!(await this.#addFile(file, output.md5)))
          this.#files.set(file, { path: file, size: output.size, sha256: null, md5: output.md5, pointer: 'dvc' });
      }
  }

  /** The files of a folder that DVC holds: those that are there, and by the list in DVC's cache those that were not pulled. */
  async #addFolder(record: string, folder: string, { md5, isText }: DvcOutput): Promise<void> {
    const tools = await dvcToolsAt(this.workspace.host.files, record);
    const most = { bytes: Number.MAX_SAFE_INTEGER, files: MOST_FOLDER_FILES };
    const list = tools && (await cachedList(md5!, isText ? 'md5-dos2unix' : 'md5', tools));
    const files = tools && (await heldFilesBelow(folder, { ...tools, most }));
    const there = files && [...files.keys()];
    if (tools === null || there === null || (list ?? []).length > MOST_FOLDER_FILES) {
      const why =
        tools === null ? 'there is no repository of DVC around it' : `it has more than ${MOST_FOLDER_FILES} files`;
      return this.#note(record, `the files of the folder ${folder} are not locked: ${why}`);
    }
    const held = new Map((list ?? []).map((member) => [member.path, member]));
    for (const name of there) await this.#addFile(`${folder}/${name}`, held.get(name)?.md5 ?? null);
    for (const { path, size, md5: digest } of held.values()) {
      const at = normalizedPath(`${folder}/${path}`);
      if (at !== null && digest !== null && !this.#files.has(at))
        this.#files.set(at, { path: at, size, sha256: null, md5: digest, pointer: 'dvc' });
    }
    if (there.length === 0 && list === null)
      this.#note(
        record,
        `the files of the folder ${folder} are not locked: it was not pulled, and DVC's cache has no list of it`,
      );
  }

  /** The data files that a program names, and the models that it takes from the hub. */
  async addCode(path: string): Promise<void> {
    const bytes = await this.workspace.host.files.read(path, { start: 0, end: LARGEST_CODE });
    const text = bytes && decodeText(bytes)?.text;
    if (!text || !MAY_NAME.some((word) => text.includes(word))) return;
    const { program } = await this.engine.inspect({ kind: 'text', path, text }, this.workspace, (read) => {
      // What a call names may stand in another file: asked now, so that it is known when the call is read.
      for (const call of read.program?.facts.calls ?? []) modelReferencesOf(call);
      return read;
    });
    if (program === null) return;
    for (const { expression } of program.facts.strings) {
      const named = stringOf(expression.value);
      if (named !== undefined && named.length < 500 && DATA.test(named)) await this.#addNamed(named, path);
    }
    for (const reference of program.facts.calls.flatMap((call) => modelReferencesOf(call)))
      if (reference.source === 'huggingface' && reference.id !== null && reference.local === false)
        await this.#addModel(hubTypeOf(reference), reference.id, reference.revisionText ?? 'main', path);
  }

  /** What another machine knew of a model that this one has not cached is kept. */
  end(before: LockContent): MadeLock {
    const models: ModelEntry[] = [];
    for (const [key, model] of this.#models) {
      const known = model ?? before.models.find((each) => keyOf(each) === key);
      if (known) models.push(known);
      else {
        const [type = '', id = ''] = key.split('\0');
        this.#note('', `${redacted(id)} is not locked: the ${type} is not in the local cache of the hub`);
      }
    }
    return { content: { files: [...this.#files.values()], models }, notes: this.#notes };
  }

  async #addNamed(named: string, document: string): Promise<void> {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(named)) return;
    for (const folder of new Set(['', directoryOf(document)])) {
      const path = normalizedPath(`${folder}${named}`);
      // Code and configuration are under review; what is read as such is no data.
      if (path === null || this.#files.has(path) || isReviewed(path)) continue;
      if (await this.#addFile(path)) return;
    }
  }

  /** False where there is no such file. */
  async #addFile(path: string, md5: string | null = null): Promise<boolean> {
    const { files } = this.workspace.host;
    const stat = await files.stat(path);
    if (stat?.kind !== 'file') return false;
    this.turn.signal.throwIfAborted();
    this.turn.progress(path);
    const known = this.#files.get(path);
    const pointer = await this.#pointerAt(path, stat.size);
    if (pointer) this.#files.set(path, { path, ...pointer, pointer: 'lfs' });
    else if (known?.sha256) this.#files.set(path, { ...known, md5: md5 ?? known.md5 });
    else {
      const sha256 = await this.#digest(path);
      if (sha256 === null) this.#note(path, 'not locked: it cannot be read, or changed while it was read');
      else this.#files.set(path, { path, size: stat.size, sha256, md5, pointer: null });
    }
    return true;
  }

  /** The digest of a file that has rested meanwhile. */
  async #digest(path: string): Promise<string | null> {
    const { files } = this.workspace.host;
    const before = await files.stat(path);
    const digest = (await files.sha256?.(path, Number.MAX_SAFE_INTEGER)) ?? null;
    const after = await files.stat(path);
    return before?.size === after?.size && before?.modified === after?.modified ? digest : null;
  }

  async #isPointer(path: string): Promise<boolean> {
    const stat = await this.workspace.host.files.stat(path);
    return stat !== null && (await this.#pointerAt(path, stat.size)) !== null;
  }

  async #pointerAt(path: string, size: number): Promise<ReturnType<typeof lfsPointerOf>> {
    if (size >= LONGEST_LFS_POINTER) return null;
    const bytes = await this.workspace.host.files.read(path, { start: 0, end: LONGEST_LFS_POINTER });
    return bytes && lfsPointerOf(bytes);
  }

  async #addModel(type: RepoType, id: string, revision: string, path: string): Promise<void> {
    const key = keyOf({ type, id, revision });
    if (this.#models.has(key)) return;
    this.#models.set(key, null);
    const known = await this.workspace.answer(hubCommit, hubCommit.key(path, type, id, revision));
    if (!known) return;
    const folder = snapshotOf(type, id, known.commit);
    const hubCache = await this.#cacheWith(folder);
    if (!hubCache) return;
    const files: FileEntry[] = [];
    for (const name of await filesBelow(hubCache, folder)) {
      this.turn.signal.throwIfAborted();
      this.turn.progress(`${id}/${name}`);
      const stat = await hubCache.stat(joinedPath(folder, name));
      const sha256 = await hubCache.sha256?.(joinedPath(folder, name), Number.MAX_SAFE_INTEGER);
      if (stat && sha256) files.push({ path: name, size: stat.size, sha256, md5: null, pointer: null });
      else this.#note('', `${name} of ${redacted(id)} is not locked: it cannot be read in the local cache of the hub`);
    }
    if (files.length > 0) this.#models.set(key, { type, id, revision, commit: known.commit, files });
  }

  /** The project's own cache, if it has a snapshot; else that of this machine. */
  async #cacheWith(folder: string): Promise<FileSystem | null> {
    const { files, hubCache } = this.workspace.host;
    const own = ownHubCache(files, (await fileTextAt('.env', this.workspace)) ?? '');
    return own && (await own.list(folder)) ? own : (hubCache ?? null);
  }

  #note(path: string, message: string): void {
    this.#notes.push({ path, message });
  }
}

/** Where the hub's cache has a commit. Source: huggingface_hub, "Understand caching". */
export const snapshotOf = (type: RepoType, id: string, commit: string): string =>
  `${type}s--${id.replace('/', '--')}/snapshots/${commit}`;

const keyOf = ({ type, id, revision }: Pick<ModelEntry, 'type' | 'id' | 'revision'>): string =>
  `${type}\0${id}\0${revision}`;

/** Words of which a program has one that names data or takes something from the hub. */
const MAY_NAME: readonly string[] = [
  ...LOADER_TRIGGERS,
  ...'.csv .tsv .parquet .arrow .feather .orc .jsonl .ndjson .tfrecord .npy .npz .h5 .hdf5 .zarr .lance .db .sqlite .avro .msgpack .txt .xls'.split(
    ' ',
  ),
];

/** Texts that people write and review: only what is data by its ending is locked. */
const isReviewed = (path: string): boolean =>
  /\.txt$/i.test(path)
    ? documentOf(path) !== null || /(?:^|\/)(?:readme|licen[cs]e|notice)/i.test(path)
    : documentKindOf(path) === 'config';

const MOST_FILES = 1_000;

/** The files of a snapshot, by their names from it. */
async function filesBelow(
  files: Workspace['host']['files'],
  folder: string,
  prefix = '',
  depth = 0,
): Promise<string[]> {
  const found: string[] = [];
  for (const { name, kind } of [...((await files.list(joinedPath(folder, prefix).replace(/\/$/, ''))) ?? [])].sort(
    (a, b) => (a.name < b.name ? -1 : 1),
  )) {
    if (kind === 'file') found.push(`${prefix}${name}`);
    else if (kind === 'directory' && depth < 8)
      found.push(...(await filesBelow(files, folder, `${prefix}${name}/`, depth + 1)));
    if (found.length >= MOST_FILES) break;
  }
  return found.slice(0, MOST_FILES);
}

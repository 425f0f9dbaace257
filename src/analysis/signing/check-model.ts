import type { Cryptography, FileSystem } from '../../core/host';
import type { SignatureFacts, SignedManifest, SignedResource } from '../../core/signature-facts';
import { partDigests } from './digests';
import { GIT_PATHS, isLeftOut, modelEntries, placeInModel, type FolderEntry } from './model-tree';
import { checkSigner, type ModelSigner, type SignatureReason, type SignerCheck } from './signer';
import type { TrustedSigners } from './trust';

export type SignedState = 'verified' | 'differs' | 'missing' | 'unknown';

export type SignedFileReason =
  'changed' | 'size' | 'unsigned' | 'ignored' | 'link' | 'linked-folder' | 'special-file' | 'not-read' | 'empty';

/** A file that is not as it was signed, or of which the signature says nothing. */
export interface SignedFile {
  /** As the file system has it. */
  readonly path: string;
  readonly state: Exclude<SignedState, 'verified'>;
  /** Lower-case hex. */
  readonly expected: string | null;
  readonly actual: string | null;
  readonly reason: SignedFileReason | null;
}

/** Everything that a signature says of a model, and whether it is so. Nothing about whether the model is harmless. */
export interface ModelCheck {
  readonly state: SignedState;
  readonly reason: SignatureReason | 'files-differ' | 'not-read' | null;
  /** A sentence without its stop, where the reason says too little. */
  readonly detail: string | null;
  readonly signer: ModelSigner | null;
  /** The model's folder or file, as the file system has it; null where the bundle does not say. */
  readonly model: string | null;
  readonly isOneFile: boolean;
  /** Files whose bytes are those that were signed, by their paths in the file system. */
  readonly intact: readonly string[];
  /** All others, in the order of their paths. */
  readonly files: readonly SignedFile[];
}

export interface ModelCheckOptions {
  readonly trust: TrustedSigners;
  readonly cryptography: Cryptography;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are hashed in all; the rest is not read. */
  readonly budget?: number;
  /** Hears of each file that is done. */
  readonly progress?: (path: string) => void;
}

/** Files that are hashed at once. */
const AT_ONCE = 4;

/** Verifies a bundle and the model that it is for: form, manifest, signature and signer, then every file, in both directions. `text` is the bundle's. */
export async function checkModel(
  facts: SignatureFacts,
  text: string,
  files: FileSystem,
  options: ModelCheckOptions,
): Promise<ModelCheck> {
  const signer = await checkSigner(facts, text, options.trust, options.cryptography, options.now);
  const { manifest } = facts;
  const nothing = { model: null, isOneFile: false, intact: [], files: [] };
  // What a signature that is wrong says of files is what anybody could have written.
  if (signer.state === 'invalid' || manifest === null) return { ...stateOf(signer, []), ...nothing };
  const model = await modelOf(facts.path, manifest, files);
  const found = await new ModelComparison(facts.path, manifest, model, files, options).run();
  if (found === null)
    return { ...stateOf(signer, []), state: 'unknown', reason: signer.reason ?? 'not-read', ...nothing };
  return {
    ...stateOf(signer, found.files),
    model: model.root,
    isOneFile: model.isOneFile,
    intact: found.intact,
    files: found.files,
  };
}

/** A file that differs outweighs a signer whom nobody knows: the bytes are not those of the statement, whoever made it. */
function stateOf({ state, reason, detail, signer }: SignerCheck, files: readonly SignedFile[]) {
  if (state === 'invalid') return { state: 'differs', reason, detail, signer } as const;
  if (files.some((file) => file.state !== 'unknown'))
    return { state: 'differs', reason: 'files-differ', detail, signer } as const;
  if (state === 'unknown') return { state, reason, detail, signer } as const;
  if (files.some((file) => file.reason === 'not-read'))
    return { state: 'unknown', reason: 'not-read', detail, signer } as const;
  return { state: 'verified', reason: null, detail, signer } as const;
}

interface ModelPlace {
  readonly root: string;
  readonly isOneFile: boolean;
}

/**
 * Where the model lies that a bundle is for: a file beside it, the folder that it lies in, or, when that has none of the signed
 * files, a folder beside it that is called as the signer called it.
 */
export async function modelOf(path: string, manifest: SignedManifest, files: FileSystem): Promise<ModelPlace> {
  const slash = path.lastIndexOf('/');
  const folder = slash === -1 ? '' : path.slice(0, slash);
  const first = manifest.resources[0]!.path;
  const isFile = async (at: string): Promise<boolean> => (await files.stat(at))?.kind === 'file';
  const isPlain = manifest.name !== '' && !/[/\\\0]/.test(manifest.name) && !/^\.{1,2}$/.test(manifest.name);
  const named = isPlain ? placeInModel(folder, manifest.name) : null;
  if (first === '.') {
    const beside = [path.replace(/(?:\.oms)?\.sig$|\.sigstore(?:\.json)?$|\.bundle\.json$/, ''), named];
    for (const file of beside)
      if (file !== null && file !== path && (await isFile(file))) return { root: file, isOneFile: true };
    return { root: named ?? folder, isOneFile: true };
  }
  const isIn = async (root: string): Promise<boolean> => {
    for (const { path: each } of manifest.resources.slice(0, LOOKS))
      if (await isFile(placeInModel(root, each))) return true;
    return false;
  };
  if (named !== null && !(await isIn(folder)) && (await isIn(named))) return { root: named, isOneFile: false };
  // The specification calls the one file of a model by its name.
  const isNamed = manifest.resources.length === 1 && first === manifest.name;
  if (isNamed && (await isFile(placeInModel(folder, first))))
    return { root: placeInModel(folder, first), isOneFile: true };
  return { root: folder, isOneFile: false };
}

/** Files that are looked for before a folder counts as another one. */
const LOOKS = 8;

/** The paths of all files that a bundle speaks of, as the file system has them. */
export async function coveredFiles(
  bundle: string,
  manifest: SignedManifest,
  files: FileSystem,
): Promise<ReadonlySet<string>> {
  const { root, isOneFile } = await modelOf(bundle, manifest, files);
  return new Set(isOneFile ? [root] : manifest.resources.map(({ path }) => placeInModel(root, path)));
}

interface Found {
  readonly intact: readonly string[];
  readonly files: readonly SignedFile[];
}

class ModelComparison {
  #left = Infinity;

  constructor(
    private readonly bundle: string,
    private readonly manifest: SignedManifest,
    private readonly model: ModelPlace,
    private readonly files: FileSystem,
    private readonly options: ModelCheckOptions,
  ) {
    this.#left = options.budget ?? Infinity;
  }

  /** Null where the model's folder cannot be read to its end. */
  async run(): Promise<Found | null> {
    const signed = this.#signed();
    if (this.model.isOneFile) return this.#compare(signed, await this.#oneEntry());
    const entries = await modelEntries(this.files, this.model.root, this.options.signal);
    if (entries === null) return null;
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    const found = await this.#compare(signed, byPath);
    const others: SignedFile[] = [];
    for (const entry of entries) {
      const other = signed.has(entry.path) ? null : await this.#uncovered(entry);
      if (other !== null) others.push(other);
    }
    return { intact: found.intact, files: ordered([...found.files, ...others]) };
  }

  /** The one file of a model, as its folder lists it. */
  async #oneEntry(): Promise<ReadonlyMap<string, FolderEntry>> {
    const { root } = this.model;
    const slash = root.lastIndexOf('/');
    const listed = await this.files.list(slash === -1 ? '' : root.slice(0, slash));
    const entry = listed?.find(({ name }) => name === root.slice(slash + 1));
    return new Map(entry ? [['.', { path: '.', kind: 'file', link: entry.link }]] : []);
  }

  #signed(): ReadonlyMap<string, readonly SignedResource[]> {
    const signed = new Map<string, SignedResource[]>();
    for (const resource of this.manifest.resources) {
      const path = this.model.isOneFile ? '.' : resource.path;
      const parts = signed.get(path);
      if (parts) parts.push(resource);
      else signed.set(path, [resource]);
    }
    return signed;
  }

  async #compare(
    signed: ReadonlyMap<string, readonly SignedResource[]>,
    entries: ReadonlyMap<string, FolderEntry>,
  ): Promise<Found> {
    const intact: string[] = [];
    const others: SignedFile[] = [];
    const waiting = [...signed];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        this.options.signal?.throwIfAborted();
        const [path, resources] = next;
        const file = await this.#file(path, resources, entries.get(path));
        if (file === null) intact.push(placeInModel(this.model.root, path));
        else others.push(file);
        this.options.progress?.(path);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { intact: intact.sort(), files: ordered(others) };
  }

  /** What is wrong with a signed file; null for one that is as it was. */
  async #file(path: string, resources: readonly SignedResource[], entry?: FolderEntry): Promise<SignedFile | null> {
    const at = placeInModel(this.model.root, path);
    const parts = [...resources].sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
    const [first] = parts as [SignedResource];
    const expected = parts.length === 1 ? first.digest : null;
    const say = (
      state: SignedFile['state'],
      reason: SignedFileReason | null,
      actual: string | null = null,
      of = expected,
    ): SignedFile => ({ path: at, state, expected: of, actual, reason });
    const stat = await this.files.stat(at);
    if (stat?.kind !== 'file') return say('missing', null);
    // What no walk comes upon lies behind a link to a folder, which nobody follows.
    if (isLeftOut(path, GIT_PATHS) ? entry?.link : !entry || (entry.link && !this.manifest.allowsLinks))
      return say('differs', 'link');
    const ranges = parts.map(({ start, end }) => ({ start: start ?? 0, end: end ?? stat.size }));
    const isWhole = ranges.every(({ start }, index) => start === (ranges[index - 1]?.end ?? 0));
    if (!isWhole || ranges.at(-1)!.end !== stat.size) return say('differs', 'size');
    const { cryptography, signal } = this.options;
    this.#left -= stat.size;
    if (this.#left < 0) return say('unknown', 'not-read');
    const digests = await partDigests(this.files, at, ranges, first.algorithm, cryptography, signal);
    if (digests === null) return say('unknown', 'not-read');
    const wrong = parts.findIndex(({ digest }, index) => digest !== digests[index]);
    return wrong === -1 ? null : say('differs', 'changed', digests[wrong], parts[wrong]!.digest);
  }

  /** What is said of something that is there and was not signed; null for what is no part of a model. */
  async #uncovered({ path, kind, link }: FolderEntry): Promise<SignedFile | null> {
    const at = placeInModel(this.model.root, path);
    if (at === this.bundle || isLeftOut(path, GIT_PATHS)) return null;
    const of = { path: at, expected: null, actual: null } as const;
    if (isLeftOut(path, this.manifest.ignored)) return { ...of, state: 'unknown', reason: 'ignored' };
    if (link && !this.manifest.allowsLinks) return { ...of, state: 'differs', reason: 'link' };
    // An empty file has no shards.
    if (this.manifest.method === 'shards' && kind === 'file' && (await this.files.stat(at))?.size === 0)
      return { ...of, state: 'unknown', reason: 'empty' };
    if (kind === 'linked-folder') return { ...of, state: 'unknown', reason: 'linked-folder' };
    return { ...of, state: 'differs', reason: kind === 'other' ? 'special-file' : 'unsigned' };
  }
}

const ordered = (files: readonly SignedFile[]): readonly SignedFile[] =>
  [...files].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));

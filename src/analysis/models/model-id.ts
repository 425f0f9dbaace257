import type { RepoType } from '../../core/finding';
import type { Value } from '../../core/value';
import { LEGACY_DATASETS, LEGACY_MODELS } from './legacy-ids';

/**
 * How firmly a reference says which version it means. `commit`: a 40-digit commit, or a version that cannot change.
 * `mutable`: a branch, tag, alias or shortened commit. `none`: nothing, so the newest. `release`: chosen by the installed
 * library's own table. `unknown`: a value that is not known here.
 */
export type Pinning = 'commit' | 'mutable' | 'none' | 'release' | 'unknown';

/** What the text of an identifier names. */
export type IdReading =
  | {
      readonly kind: 'repository';
      readonly repoType: RepoType | null;
      readonly id: string;
      readonly publisher: string | null;
      readonly name: string;
      readonly revision: string | null;
      readonly legacy: boolean;
    }
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly publisher: string;
      readonly name: string;
      readonly insecure: boolean;
      readonly revision: string | null;
      readonly github: boolean;
    }
  | { readonly kind: 'local' }
  | { readonly kind: 'unclear' };

/** First folders that people keep their own files in; `models/bert` is far more often a path than a publisher. */
const FOLDERS = new Set(
  'model models checkpoint checkpoints ckpt ckpts output outputs out result results data dataset datasets weight weights saved saved_model saved_models save saves run runs log logs tmp temp cache pretrained pretrained_model pretrained_models pretrain artifacts artifact experiment experiments exp exps trained trained_models finetuned lora loras assets resources files src tests test mlruns work_dir work_dirs build path'.split(
    ' ',
  ),
);
/** Whether a name is one that people give a folder of their own. */
export const isFolderName = (name: string): boolean => FOLDERS.has(name.toLowerCase());
const FILE_ENDING =
  /\.(?:pt|pth|bin|ckpt|safetensors|gguf|ggml|onnx|h5|hdf5|keras|pb|json|jsonl|yaml|yml|txt|csv|tsv|parquet|arrow|py|zip|tar|gz|pkl|pickle|model|npz|npy)$/i;
const SEGMENT = /^[A-Za-z0-9_](?:[\w.-]{0,95})$/;

/** Reads an identifier as a loader of the hub would. `repoType` decides which legacy names count. */
export function readId(text: string, repoType: RepoType): IdReading {
  const url = readUrl(text);
  if (url) return url;
  if (isLocalPath(text)) return { kind: 'local' };
  const parts = text.split('/');
  if (parts.length > 2 || !parts.every((part) => SEGMENT.test(part)) || /--|\.\./.test(text))
    return { kind: parts.length > 2 ? 'local' : 'unclear' };
  if (parts.length === 1) {
    const home = (repoType === 'dataset' ? LEGACY_DATASETS : LEGACY_MODELS).get(text);
    return home === undefined ? { kind: 'unclear' } : repository(null, home, null, true);
  }
  if (FOLDERS.has(parts[0]!.toLowerCase())) return { kind: 'unclear' };
  return repository(null, text, null, false);
}

/** A repository with a known identifier `publisher/name`, or a bare name. */
export function repository(repoType: RepoType | null, id: string, revision: string | null, legacy = false): IdReading {
  const slash = id.indexOf('/');
  return {
    kind: 'repository',
    repoType,
    id,
    publisher: slash < 0 ? null : id.slice(0, slash),
    name: id.slice(slash + 1),
    revision,
    legacy,
  };
}

/** Paths as people write them: relative with a dot, absolute, home, drive letter, backslash, a file ending. */
export function isLocalPath(text: string): boolean {
  return (
    text === '' ||
    /^(?:\.{1,2}(?:[\\/]|$)|[\\/~]|[A-Za-z]:[\\/]|file:)/.test(text) ||
    text.includes('\\') ||
    FILE_ENDING.test(text) ||
    /^[\w.-]+\/$/.test(text)
  );
}

/** Whether an expression that is no constant is surely a path of this machine, or begins like one. */
export function isLocalValue(value: Value, depth = 0): boolean {
  if (value.kind === 'string') return isLocalPath(value.value);
  if (value.kind === 'unknown')
    return (
      value.prefix !== undefined &&
      value.prefix !== '' &&
      (isLocalPath(value.prefix) ||
        (FOLDERS.has(value.prefix.split('/')[0]!.toLowerCase()) && value.prefix.includes('/')))
    );
  if (value.kind !== 'result') return false;
  if (
    /(?:^|\.)(?:os\.path\.\w+|pathlib\.(?:Path|PurePath|PosixPath)|tempfile\.\w+|os\.getcwd|snapshot_download|hf_hub_download|model_download|dataset_download)(?:$|\.|\()/.test(
      value.callee,
    )
  )
    return true;
  return (
    /^str$|\.format$/.test(value.callee) &&
    depth < 4 &&
    value.args[0] !== undefined &&
    isLocalValue(value.args[0], depth + 1)
  );
}

/** `org/` of an f-string such as `f"facebook/opt-{size}"`: who publishes it is known although the name is not. */
export function publisherOfPrefix(prefix: string | undefined): string | null {
  const match = prefix === undefined ? null : /^([A-Za-z0-9_][\w.-]{0,95})\/[\w.-]*$/.exec(prefix);
  return match && !FOLDERS.has(match[1]!.toLowerCase()) ? match[1]! : null;
}

/** `https://user@host:8080/path?query` in its parts. */
const WEB = /^(https?|ftp):\/\/(?:[^/@\s]{0,200}@)?([^/:\s?#]{1,253})(?::\d{1,5})?(\/[^?#]{0,2000})?/i;
const HUB_URI = /^hf:\/\/(?:(datasets|spaces|models)\/)?([\w.-]{1,96}\/[\w.-]{1,96})(?:@([^/]{1,200}))?(?:\/|$)/;
const HUB_PATH =
  /^\/(?:(datasets|spaces|models)\/)?([\w.-]{1,96}\/[\w.-]{1,96})(?:\/(?:blob|resolve|raw|tree)\/([^/]{1,200}))?(?:\/|$)/;

function readUrl(text: string): IdReading | null {
  const hub = HUB_URI.exec(text);
  if (hub) return hubRepository(hub);
  const match = WEB.exec(text);
  if (!match) return /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text) ? { kind: 'unclear' } : null;
  const host = match[2]!.toLowerCase();
  const path = match[3] ?? '/';
  const insecure = match[1]!.toLowerCase() !== 'https' && !/^(?:localhost|127\.|\[?::1|0\.0\.0\.0)/.test(host);
  const repo = !insecure && (host === 'huggingface.co' || host === 'hf.co') ? HUB_PATH.exec(path) : null;
  if (repo) return hubRepository(repo);
  return { kind: 'url', url: text, name: path.split('/').pop() ?? '', insecure, ...publisherOf(host, path.split('/')) };
}

/** What an address or a path on the hub names: kind of repository, `org/name`, revision. */
const hubRepository = ([, folder, id, revision]: RegExpExecArray): IdReading =>
  repository(typeOf(folder), id!, revision ? decode(revision) : null);

/** Who puts files at an address of the web: the owner on GitHub, of a shared host also the bucket, else the host. */
function publisherOf(
  host: string,
  path: readonly string[],
): { readonly publisher: string; readonly revision: string | null; readonly github: boolean } {
  if (host === 'github.com' || host === 'raw.githubusercontent.com') {
    const [, owner = '', , ...rest] = path;
    const revision = host === 'github.com' ? (rest[0] === 'releases' ? rest[2] : rest[1]) : rest[0];
    return { publisher: owner, revision: revision ?? null, github: true };
  }
  const shared = host === 'storage.googleapis.com' ? `${host}/${path[1] ?? ''}` : host;
  return { publisher: shared, revision: null, github: false };
}

const typeOf = (folder: string | undefined): RepoType =>
  folder === 'datasets' ? 'dataset' : folder === 'spaces' ? 'space' : 'model';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: the name as written is the best there is
  }
}

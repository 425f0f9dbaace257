import { shortened } from '../../../analysis/secrets/shortened';
import type { Fix } from '../../../core/finding';
import { argumentOf, type Argument, type CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { matchesCallee } from '../../../core/callee-pattern';
import { setKeyword } from '../../../readers/python/edits';
import { replaceValue } from '../../../readers/python/default-edit';
import { knownDigestFix } from './known-digest';
import { fileDigestFrom } from '../../../project/questions/file-digest';

/** Name and position of a parameter. */
type Parameter = readonly [name: string, position?: number];

/** A function that puts a file from the network on the disk. Checked in the sources of the libraries. */
export interface Fetcher {
  readonly callees: readonly string[];
  readonly url: Parameter;
  /** Where it puts the file. */
  readonly path: readonly Parameter[];
  /** Parameters of which one takes the expected digest; none for a function that cannot check. */
  readonly hashes: readonly Parameter[];
  /** How a SHA-256 is written there; null where only another digest is taken. */
  readonly sha256: ((digest: string) => string) | null;
  /** Whether a file from there cannot be named, so that nothing but the place it is put tells what it is. */
  readonly opaque?: boolean;
  /** Whether what it brings is data, by what it is made for. */
  readonly data?: boolean;
}

const plain = (digest: string): string => digest;
const prefixed = (digest: string): string => `sha256:${digest}`;

/** Functions that do not check, or only when they are asked to in another way than `HASHING_FETCHERS`. */
export const FETCHERS: readonly Fetcher[] = [
  {
    callees: [
      'urllib.request.urlretrieve',
      'urllib.urlretrieve',
      'six.moves.urllib.request.urlretrieve',
      'urllib.request.**.retrieve',
    ],
    url: ['url', 0],
    path: [['filename', 1]],
    hashes: [],
    sha256: null,
  },
  { callees: ['wget.download'], url: ['url', 0], path: [['out', 1]], hashes: [], sha256: null },
  {
    callees: ['gdown.download', 'gdown.download_folder'],
    url: ['url', 0],
    path: [['output', 1]],
    hashes: [['hasher']],
    sha256: null,
    opaque: true,
  },
  {
    callees: ['gdown.cached_download'],
    url: ['url', 0],
    path: [['path', 1]],
    hashes: [['hash', 4], ['md5']],
    sha256: prefixed,
    opaque: true,
  },
  {
    callees: ['torch.hub.download_url_to_file'],
    url: ['url', 0],
    path: [['dst', 1]],
    hashes: [['hash_prefix', 2]],
    sha256: plain,
  },
  {
    callees: [
      'basicsr.**.load_file_from_url',
      'facexlib.**.load_file_from_url',
      'gfpgan.**.load_file_from_url',
      'realesrgan.**.load_file_from_url',
      'modules.modelloader.load_file_from_url',
    ],
    url: ['url', 0],
    path: [
      ['file_name', 3],
      ['model_dir', 1],
    ],
    hashes: [['hash_prefix']],
    sha256: null,
  },
  {
    callees: ['pooch.retrieve'],
    url: ['url', 0],
    path: [
      ['fname', 2],
      ['path', 3],
    ],
    hashes: [['known_hash', 1]],
    sha256: prefixed,
  },
  {
    callees: ['torch_geometric.data.download_url', 'torch_geometric.**.download_url'],
    url: ['url', 0],
    path: [
      ['filename', 3],
      ['folder', 1],
    ],
    hashes: [],
    sha256: null,
    data: true,
  },
];

/** Functions that are made to check a digest and were not given one. */
export const HASHING_FETCHERS: readonly Fetcher[] = [
  {
    callees: [
      'keras.utils.get_file',
      'keras.utils.data_utils.get_file',
      'keras.src.utils.**.get_file',
      'tensorflow.keras.utils.get_file',
      'tensorflow.python.keras.utils.**.get_file',
      'tf_keras.utils.get_file',
    ],
    url: ['origin', 1],
    path: [['fname', 0]],
    hashes: [
      ['file_hash', 4],
      ['md5_hash', 3],
    ],
    sha256: plain,
  },
  {
    callees: ['torchvision.datasets.utils.download_url'],
    url: ['url', 0],
    path: [
      ['filename', 2],
      ['root', 1],
    ],
    hashes: [['md5', 3]],
    sha256: null,
  },
  {
    callees: ['torchvision.datasets.utils.download_and_extract_archive'],
    url: ['url', 0],
    path: [
      ['filename', 3],
      ['download_root', 1],
    ],
    hashes: [['md5', 4]],
    sha256: null,
  },
  {
    callees: ['torchvision.datasets.utils.download_file_from_google_drive'],
    url: ['file_id', 0],
    path: [
      ['filename', 2],
      ['root', 1],
    ],
    hashes: [['md5', 3]],
    sha256: null,
    opaque: true,
  },
  {
    callees: ['monai.apps.**.download_url'],
    url: ['url', 0],
    path: [['filepath', 1]],
    hashes: [['hash_val', 2]],
    sha256: null,
  },
  {
    callees: ['monai.apps.**.download_and_extract'],
    url: ['url', 0],
    path: [['filepath', 1]],
    hashes: [['hash_val', 3]],
    sha256: null,
  },
  {
    callees: ['paddle.utils.download.get_weights_path_from_url', 'paddle.utils.download.get_path_from_url'],
    url: ['url', 0],
    path: [['root_dir', 1]],
    hashes: [['md5sum', 2]],
    sha256: null,
  },
  {
    callees: ['torchtext.utils.download_from_url'],
    url: ['url', 0],
    path: [['path', 1]],
    hashes: [['hash_value', 4]],
    sha256: plain,
  },
  {
    callees: ['torchaudio.datasets.utils.download_url'],
    url: ['url', 0],
    path: [
      ['filename', 2],
      ['download_folder', 1],
    ],
    hashes: [['hash_value', 3]],
    sha256: plain,
  },
];

export const fetcherCallees = (fetchers: readonly Fetcher[]): readonly string[] =>
  fetchers.flatMap((fetcher) => fetcher.callees);

export const fetcherOf = (callee: string, fetchers: readonly Fetcher[]): Fetcher | undefined =>
  fetchers.find((fetcher) => fetcher.callees.some((pattern) => matchesCallee(pattern, callee)));

export const urlOf = (call: CallFact, fetcher: Fetcher): Argument | undefined =>
  argumentOf(call, ...fetcher.url) ?? (fetcher.opaque ? argumentOf(call, 'id') : undefined);

export const pathOf = (call: CallFact, fetcher: Fetcher): Argument | undefined =>
  fetcher.path
    .map((parameter) => argumentOf(call, ...parameter))
    .find((argument) => argument && argument.value.kind !== 'none');

/** Whether the call says which digest it expects, or may say so (`**kwargs`, a parameter). */
export function isHashed(call: CallFact, fetcher: Fetcher): boolean {
  if (fetcher.hashes.length === 0) return false;
  const given = fetcher.hashes.flatMap((parameter) => argumentOf(call, ...parameter) ?? []);
  if (given.length === 0) return call.open;
  return given.some(
    ({ value }) =>
      !((value.kind === 'none' || (value.kind === 'string' && value.value === '')) && value.via !== 'default'),
  );
}

/** A fix that gives the call the digest of the file as it is in the workspace. Null when it is not there: a digest is never made up. */
export function digestFix(call: CallFact, fetcher: Fetcher, context: PythonContext): Fix | null {
  const known = knownDigestFix(call, fetcher, context);
  if (known) return known;
  const hash = fetcher.hashes[0];
  if (!hash || !fetcher.sha256) return null;
  const [url, path] = [urlOf(call, fetcher)?.value, pathOf(call, fetcher)?.value];
  const names = [path, url].flatMap((value) =>
    value?.kind === 'string'
      ? [
          value.value
            .replace(/^[a-z]+:\/\/.*\/(?=[^/?#]+)/, '')
            .replace(/[?#].*$/, '')
            .replace(/^\.\//, ''),
        ]
      : [],
  );
  for (const name of names) {
    if (name === '' || name.startsWith('/') || name.includes('..')) continue;
    const digest = fileDigestFrom(context.path, name, context.project);
    if (!digest || !/^[0-9a-f]{64}$/.test(digest)) continue;
    const code = JSON.stringify(fetcher.sha256(digest));
    const positional =
      hash[1] === undefined
        ? undefined
        : call.args.find((argument) => argument.name === null && argument.position === hash[1]);
    const edit = positional
      ? replaceValue(context.facts, positional, code)
      : setKeyword(context.facts, call, hash[0], code);
    if (edit)
      return { title: `Set ${hash[0]} to the SHA-256 of ${shortened(name, 18)} now`, safety: 'unsafe', edits: [edit] };
  }
  return null;
}

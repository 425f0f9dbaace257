import type { RepoType } from '../../core/finding';
import { digestsIn, type KnownDigest } from './digests';
import { modelPinsInCode } from './model-calls';

/** A repository of a hub that the project pins somewhere. */
export interface ModelPin {
  readonly type: RepoType;
  readonly id: string;
  readonly commit: string;
  readonly path: string;
}

/** An image that the project takes at a digest somewhere. */
export interface ImagePin {
  /** With its registry, without tag. */
  readonly name: string;
  /** Null where none is written. */
  readonly tag: string | null;
  /** `sha256:…` */
  readonly digest: string;
  readonly path: string;
}

/** What a project pins in its own files, in the order in which they were read. */
export interface ProjectPins {
  readonly models: readonly ModelPin[];
  readonly images: readonly ImagePin[];
  readonly digests: readonly KnownDigest[];
}

/** What DVC writes. */
const MD5 = /\bmd5: [0-9a-f]{32}/;
/** A commit as all of a text, also of one inside of a notebook's JSON. */
const QUOTED_COMMIT = /["'][0-9a-f]{40}\\?["']/;
/** A keyword, a key or a name that holds one. */
const REVISION = /revision|commit/i;
const IMAGE =
  /([a-z0-9][\w.-]{0,100}(?::\d{2,5}(?=\/))?(?:\/[\w.-]{1,100}){0,5})(?::([\w.-]{1,128}))?@(sha256:[0-9a-f]{64})/g;
/** `org/name@<commit>`, and the address of a file or a folder at a commit. */
const AT_COMMIT = /\b([\w.-]{1,96}\/[\w.-]{1,96})@([0-9a-f]{40})\b/g;
const HUB_ADDRESS =
  /\bhuggingface\.co\/(datasets\/|spaces\/)?([\w.-]{1,96}\/[\w.-]{1,96})\/(?:resolve|tree|blob|raw)\/([0-9a-f]{40})\b/g;
/** `model: org/name` with `revision: <commit>` beside it, in YAML, TOML and JSON. */
const BESIDE =
  /["']?\b(?:repo_id|repo|model(?:_id|_name|_name_or_path)?|pretrained_model_name_or_path|id|path|name|dataset(?:_name)?)\b["']?[ \t]*[:=][ \t]*["']?([\w.-]{1,96}\/[\w.-]{1,96})["']?[ \t]*,?[ \t]*\r?\n[ \t]*["']?(?:\w+_)?revision["']?[ \t]*[:=][ \t]*["']?([0-9a-f]{40})\b/g;
/** `hf download org/name --revision <commit>`, on one logical line. */
const COMMAND =
  /\b(?:hf|huggingface-cli)[ \t]+download[ \t]+((?:[^\n\\]|\\\r?\n){0,400}?)--revision[ =]["']?([0-9a-f]{40})\b/g;

/** What the text of one file pins. Bounded by the text: no expression repeats without end. */
export function pinsIn(text: string, path: string): ProjectPins {
  // A file without a commit or a digest pins nothing.
  if (!holdsDigits(text, COMMIT_LENGTH, isHexadecimal) && !(text.includes('md5: ') && MD5.test(text)))
    return { models: [], images: [], digests: [] };
  const models: ModelPin[] = [];
  const add = (type: RepoType, id: string | undefined, commit: string): void => {
    if (id !== undefined) models.push({ type, id, commit, path });
  };
  // Each expression is only tried where the word stands that it cannot do without: most files have none of them.
  if (/\.(?:py|ipynb)$/.test(path) && REVISION.test(text) && QUOTED_COMMIT.test(text))
    for (const { type, id, commit } of modelPinsInCode(codeOf(text, path))) add(type, id, commit);
  for (const [, id, commit] of /@[0-9a-f]{40}/.test(text) ? text.matchAll(AT_COMMIT) : []) add('model', id, commit!);
  for (const [, kind, id, commit] of text.includes('huggingface.co/') ? text.matchAll(HUB_ADDRESS) : [])
    add(typeOf(kind), id, commit!);
  if (/\.(?:ya?ml|toml|json)$/.test(path) && REVISION.test(text))
    for (const [whole, id, commit] of text.matchAll(BESIDE))
      add(/^\W*dataset/.test(whole) ? 'dataset' : 'model', id, commit!);
  for (const [whole, words, commit] of text.includes('--revision') ? text.matchAll(COMMAND) : [])
    add(
      /--repo-type[ =]dataset/.test(whole) ? 'dataset' : 'model',
      words!.split(/[\s\\]+/).find((word) => /^[\w.-]+\/[\w.-]+$/.test(word)),
      commit!,
    );
  return { models, images: imagesIn(text, path), digests: mayHaveDigest(text, path) ? digestsIn(text, path) : [] };
}

const mayHaveDigest = (text: string, path: string): boolean =>
  path.endsWith('.dvc') || holdsDigits(text, DIGEST_LENGTH, isAnyHexadecimal);

const imagesIn = (text: string, path: string): readonly ImagePin[] =>
  (text.includes('@sha256:') ? [...text.matchAll(IMAGE)] : []).map(([, name, tag, digest]) => ({
    name: name!,
    tag: tag ?? null,
    digest: digest!,
    path,
  }));

/** Whether the bytes of a file may pin anything: most need not be made a text for this. */
export function mayPin(bytes: Uint8Array): boolean {
  // UTF-16 has a mark; in all that is a text beside that a digit is one byte.
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return true;
  for (let at = COMMIT_LENGTH - 1; at < bytes.length; at += COMMIT_LENGTH)
    if (runAround(at, COMMIT_LENGTH, (offset) => isHexadecimal(bytes[offset]!))) return true;
  return holdsMd5(bytes);
}

/** `md5: ` */
function holdsMd5(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(53, 2); at >= 0; at = bytes.indexOf(53, at + 1))
    if (bytes[at - 1] === 100 && bytes[at - 2] === 109 && bytes[at + 1] === 58 && bytes[at + 2] === 32) return true;
  return false;
}

const COMMIT_LENGTH = 40;
const DIGEST_LENGTH = 64;

/** Whether so many digits stand in a row: any such row has one at a place that is a multiple of that from where the look begins. */
function holdsDigits(text: string, many: number, isDigit: (code: number) => boolean): boolean {
  for (let at = many - 1; at < text.length; at += many)
    if (runAround(at, many, (offset) => isDigit(text.charCodeAt(offset)))) return true;
  return false;
}

/** Whether a place is within so many digits in a row. There is none before the beginning and none behind the end. */
function runAround(at: number, many: number, isDigitAt: (offset: number) => boolean): boolean {
  if (!isDigitAt(at)) return false;
  let from = at;
  while (at - from < many && isDigitAt(from - 1)) from--;
  let end = at;
  while (end - from < many && isDigitAt(end)) end++;
  return end - from >= many;
}

const isHexadecimal = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 102);
const isAnyHexadecimal = (code: number): boolean => isHexadecimal(code) || (code >= 65 && code <= 70);

const typeOf = (prefix: string | undefined): RepoType =>
  prefix === 'datasets/' ? 'dataset' : prefix === 'spaces/' ? 'space' : 'model';

/** The code of a program; of a notebook all its cells, one below the other. */
function codeOf(text: string, path: string): string {
  if (!path.endsWith('.ipynb')) return text;
  try {
    const { cells } = JSON.parse(text) as { readonly cells?: readonly { readonly source?: unknown }[] };
    return (cells ?? [])
      .map(({ source }) => (Array.isArray(source) ? source.join('') : String(source ?? '')))
      .join('\n');
  } catch {
    return ''; // a notebook that cannot be read says nothing, and the scan says so of itself
  }
}

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
  if (!holdsCommit(text) && !(text.includes('md5: ') && MD5.test(text))) return { models: [], images: [], digests: [] };
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
  const images = (text.includes('@sha256:') ? [...text.matchAll(IMAGE)] : []).map(([, name, tag, digest]) => ({
    name: name!,
    tag: tag ?? null,
    digest: digest!,
    path,
  }));
  return { models, images, digests: digestsIn(text, path) };
}

const COMMIT_LENGTH = 40;

/** Whether 40 hexadecimal digits stand in a row: any such row has one at a place that is a multiple of 40 from where the look begins. */
function holdsCommit(text: string): boolean {
  for (let at = COMMIT_LENGTH - 1; at < text.length; at += COMMIT_LENGTH) {
    if (!isHexadecimal(text.charCodeAt(at))) continue;
    let from = at;
    while (isHexadecimal(text.charCodeAt(from - 1))) from--;
    while (at - from < COMMIT_LENGTH && isHexadecimal(text.charCodeAt(at))) at++;
    if (at - from >= COMMIT_LENGTH) return true;
  }
  return false;
}

const isHexadecimal = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 102);

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

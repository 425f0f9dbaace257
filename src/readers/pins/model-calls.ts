import type { RepoType } from '../../core/finding';

interface CallPin {
  readonly type: RepoType;
  readonly id: string;
  readonly commit: string;
}

/** What stands between one pair of brackets, as far as it is read: texts and names, by the word before them. */
interface Frame {
  readonly callee: string;
  /** By keyword; of a mapping by key. */
  readonly named: Map<string, string>;
  /** What stands first. */
  first: string | null;
  /** The keyword or key that the next text belongs to. */
  key: string | null;
  /** The text before, which a colon makes a key. */
  last: string | null;
}

const IDS = [
  'pretrained_model_name_or_path',
  'repo_id',
  'model_id',
  'model_name',
  'model',
  'path',
  'id',
  'repo',
  'name',
];
/** A comment, a text, a name, a bracket, or a sign that tells what a text is. */
const TOKEN =
  /#[^\n]*|[rRuUbB]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|[fF][rR]?["']|[A-Za-z_][\w.]*|[()[\]{}]|==|[=:,]/g;
const DEEPEST = 200;

/**
 * The repositories that calls and dictionaries of a program pin to a commit, read from its tokens alone: it need not parse. The id is the
 * first argument or one of the usual keywords, written there or as a constant of the same file.
 */
export function modelPinsInCode(text: string): readonly CallPin[] {
  const constants = constantsIn(text);
  const pins: CallPin[] = [];
  const frames: Frame[] = [];
  let word = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const frame = frames[frames.length - 1];
    if (token.startsWith('#')) continue;
    if ('([{'.includes(token)) {
      if (frames.length >= DEEPEST) return pins;
      frames.push({ callee: word, named: new Map(), first: null, key: null, last: null });
    } else if (')]}'.includes(token)) {
      const closed = frames.pop();
      const pin = closed && pinOf(closed);
      if (pin) pins.push(pin);
    } else if (frame) read(token, word, frame, constants);
    word = /^[A-Za-z_][\w.]*$/.test(token) ? token : '';
  }
  return pins;
}

/** What a token says inside of brackets; `word` is the name before it. */
function read(token: string, word: string, frame: Frame, constants: ReadonlyMap<string, string>): void {
  if (token === '=') frame.key = word;
  else if (token === ':') frame.key = frame.last;
  else if (token === ',') {
    frame.key = null;
    frame.last = null;
    frame.first ??= '';
  } else {
    const value = textOf(token) ?? constants.get(token) ?? null;
    frame.last = value;
    if (value === null) return;
    if (frame.key !== null) frame.named.set(frame.key, value);
    else frame.first ??= value;
  }
}

function pinOf({ callee, named, first }: Frame): CallPin | null {
  const commit = named.get('revision') ?? '';
  const id = [first ?? '', ...IDS.map((key) => named.get(key) ?? '')].find((value) =>
    /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(value),
  );
  if (!/^[0-9a-f]{40}$/.test(commit) || id === undefined) return null;
  const told = named.get('repo_type');
  const type = told === 'dataset' || told === 'space' ? told : /dataset/i.test(callee) ? 'dataset' : 'model';
  return { type, id, commit };
}

/** What a plain text says; null for one with escapes, and for all that is none. */
function textOf(token: string): string | null {
  const text = /^[rRuU]?(["'])((?:(?!\1)[^\\\n])*)\1$/.exec(token)?.[2];
  return text ?? null;
}

/** Names of the module that are given one text each. */
function constantsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const [, name, , value] of text.matchAll(
    /^([A-Za-z_]\w*)(?:[ \t]*:[ \t]*\w+)?[ \t]*=[ \t]*(["'])([^"'\\\n]{0,200})\2[ \t]*(?:#.*)?$/gm,
  )) {
    if (found.has(name!)) twice.add(name!);
    found.set(name!, value!);
  }
  for (const name of twice) found.delete(name);
  return found;
}

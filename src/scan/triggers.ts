import type { Rule } from '../core/rule';
import { HABITUAL_ALIASES } from '../python/modules';
import { Automaton } from './automaton';

/**
 * What a string that some rule waits for says about the place where it stands.
 * `call`: the last name of a callee. `argument`: a word inside a call. `text`: inside a string or comment.
 * `token`: the same, in a long run of letters and digits. `value`: inside a string that is used as a value. `name`: in a name that is given a value with a quote in it. `any`: anywhere in code. `note`: a suppression comment.
 * `root`: a module that some callee begins with.
 */
export type Meaning = { readonly kind: 'argument' | 'text' | 'token' | 'value' | 'any' | 'note' | 'root' } | NameWord | CallWord;

export interface NameWord {
  readonly kind: 'name';
  readonly accepts: (name: string) => boolean;
}

export interface CallWord {
  readonly kind: 'call';
  readonly word: string;
  /** Modules of which one must be named in the text; null when nothing need be. */
  readonly roots: ReadonlySet<string> | null;
  /** Statements of the same scope that matter when this call is there. */
  readonly beside: RegExp | null;
}

export interface Hit {
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
}

/** What rules wait for in text, compiled once for all of them into one automaton. The dispatch asks the same questions, so nothing is lost by asking early. */
export class Triggers {
  readonly #strings: string[] = [];
  readonly #meanings: Meaning[][] = [];
  readonly #automaton: Automaton;

  constructor(rules: readonly Rule[]) {
    const words = new Map<string, { roots: Set<string> | null; beside: Set<string> }>();
    for (const { listen } of rules) {
      for (const { callees, triggers, beside } of listen.calls ?? []) {
        if (triggers) this.#watch(triggers, { kind: 'argument' });
        else for (const callee of callees) addCallee(words, callee, beside ?? []);
      }
      for (const listener of [listen.strings, listen.comments]) for (const trigger of listener?.triggers ?? []) this.#watch([trigger], { kind: listener?.tokens?.includes(trigger) ? 'token' : listener === listen.strings && listen.strings?.valuesOnly ? 'value' : 'text' });
      this.#watch(listen.comparisons?.triggers ?? [], { kind: 'any' });
      for (const listener of [listen.assignments, listen.dictItems]) {
        if (listener) this.#watch(listener.triggers, listener.anyValue ? { kind: 'any' } : { kind: 'name', accepts: remembered((name) => listener.accepts?.(name) ?? true) });
      }
    }
    const roots = new Set([...words.values()].flatMap((word) => [...(word.roots ?? [])]));
    this.#watch([...roots], { kind: 'root' });
    this.#watch(Object.keys(HABITUAL_ALIASES).filter((alias) => roots.has(HABITUAL_ALIASES[alias]!.split('.')[0]!)), { kind: 'root' });
    this.#watch(['touchstone:', 'nosec', 'noqa'], { kind: 'note' });
    for (const [word, { roots: from, beside }] of words) this.#watch([word], { kind: 'call', word, roots: from, beside: beside.size === 0 ? null : wordsPattern([...beside]) });
    this.#automaton = new Automaton(this.#strings);
  }

  /** Where the text has something that a rule waits for, as far as a look at the surroundings tells; empty when there is nothing for any rule. */
  find(text: string): readonly Hit[] {
    const hits: Hit[] = [];
    const roots = new Set<string>();
    this.#automaton.scan(text, (string, end) => {
      const start = end - this.#strings[string]!.length;
      for (const meaning of this.#meanings[string]!) {
        if (meaning.kind === 'root') {
          if (isWhole(text, start, end)) roots.add(this.#strings[string]!);
        } else if (isSign(meaning, text, start, end)) hits.push({ meaning, start, end });
      }
    });
    const possible = withRoots(hits, text, rootsNamed(roots));
    return possible.some(({ meaning, start }) => meaning.kind !== 'note' || text.startsWith('touchstone:', start)) ? possible : [];
  }

  #watch(strings: readonly string[], meaning: Meaning): void {
    for (const string of strings) {
      const lower = meaning.kind === 'call' ? string : string.toLowerCase();
      const index = this.#strings.findIndex((other) => other.toLowerCase() === lower.toLowerCase());
      if (index < 0) {
        this.#strings.push(lower);
        this.#meanings.push([meaning]);
      } else if (meaning.kind === 'call' || meaning.kind === 'name' || !this.#meanings[index]!.some((other) => other.kind === meaning.kind)) this.#meanings[index]!.push(meaning);
    }
  }
}

function addCallee(words: Map<string, { roots: Set<string> | null; beside: Set<string> }>, callee: string, beside: readonly string[]): void {
  const segments = callee.split('.');
  const last = segments[segments.length - 1]!;
  if (last.includes('*') || last === '') throw new Error(`The callee pattern ${callee} needs triggers of its own.`);
  const root = segments.length > 1 && !/[*?]/.test(segments[0]!) && segments[0] !== '' ? segments[0]! : null;
  const known = words.get(last) ?? { roots: new Set<string>(), beside: new Set<string>() };
  if (root === null) known.roots = null;
  else known.roots?.add(root.toLowerCase());
  for (const word of beside) known.beside.add(word);
  words.set(last, known);
}

/** Modules named in the text, also by the names that people give them by habit. */
function rootsNamed(found: ReadonlySet<string>): ReadonlySet<string> {
  const named = new Set(found);
  for (const word of found) if (HABITUAL_ALIASES[word] !== undefined) named.add(HABITUAL_ALIASES[word].split('.')[0]!);
  return named;
}

const isWordUnit = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code > 127;

const isWhole = (text: string, start: number, end: number): boolean => !isWordUnit(text.charCodeAt(start - 1)) && !isWordUnit(text.charCodeAt(end));

/** A look at the units around: cheap, because most hits end here. */
function isSign(meaning: Meaning, text: string, start: number, end: number): boolean {
  switch (meaning.kind) {
    case 'call': return isWhole(text, start, end) && text.startsWith(meaning.word, start) && isUsed(text, start, end);
    case 'name': return isAccepted(meaning, text, start, end) && mayGiveText(text, start, end);
    case 'token': return isLong(text, start, end);
    default: return true;
  }
}

/** Leaves out calls of modules that are not there, and bare calls of names that nothing brings in. */
function withRoots(hits: readonly Hit[], text: string, roots: ReadonlySet<string>): readonly Hit[] {
  const present = new Map<Meaning, boolean>();
  let imports: string | undefined;
  const isBrought = (word: string): boolean => {
    imports ??= importsOf(text);
    return imports.includes('*') || (imports.includes(word) && new RegExp(`(?<!\\w)${word}(?!\\w)`).test(imports));
  };
  return hits.filter(({ meaning, start, end }) => {
    if (meaning.kind !== 'call' || meaning.roots === null) return true;
    let known = present.get(meaning);
    if (known === undefined) present.set(meaning, (known = [...meaning.roots].some((root) => roots.has(root))));
    return known && (isMember(text, start) || isQuoted(text, start, end) || isBrought(meaning.word));
  });
}

const IMPORTED = /import(?!\w)(?:[ \t]|\\\r?\n)*(?:\((?:[^)#]|#[^\n]*){0,20000}|(?:[^\n\\]|\\\r?\n){0,5000})/g;

/** What stands after each `import`: every name that an import binds is in it. */
const importsOf = (text: string): string => (text.match(IMPORTED) ?? []).join('\n').replace(/#[^\n]*/g, '');

const isMember = (text: string, start: number): boolean => text.charCodeAt(start - 1) === 46 || /\.[\s\\]{1,40}$/.test(text.slice(Math.max(0, start - 42), start));

const isQuoted = (text: string, start: number, end: number): boolean => isQuote(text.charCodeAt(start - 1)) && isQuote(text.charCodeAt(end));

const isQuote = (code: number): boolean => code === 34 || code === 39;

/** Not a keyword, a target or a word in quotes, unless `getattr` is near. */
function isUsed(text: string, start: number, end: number): boolean {
  if (isQuoted(text, start, end)) return /\bgetattr\b/.test(text.slice(Math.max(0, start - 300), start));
  let at = end;
  while (text.charCodeAt(at) === 32) at++;
  return text.charCodeAt(at) !== 61 || text.charCodeAt(at + 1) === 61;
}

/** The identifier around the hit, or all that is in the quotes around it, is a name that the listener accepts. */
function isAccepted({ accepts }: NameWord, text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (isWordUnit(text.charCodeAt(from - 1))) from--;
  while (isWordUnit(text.charCodeAt(to))) to++;
  if (accepts(text.slice(from, to))) return true;
  const floor = Math.max(0, from - 100);
  const ceiling = Math.min(text.length, to + 100);
  if (isQuote(text.charCodeAt(from - 1)) && isQuote(text.charCodeAt(to))) return false;
  while (from > floor && isInQuotes(text.charCodeAt(from - 1))) from--;
  while (to < ceiling && isInQuotes(text.charCodeAt(to))) to++;
  return isQuote(text.charCodeAt(from - 1)) && isQuote(text.charCodeAt(to)) && accepts(text.slice(from, to));
}

const isInQuotes = (code: number): boolean => code !== 34 && code !== 39 && code !== 10 && code !== 13;

/** Begins at least 16 units without a gap, or what a quote, an escape or an interpolation cuts short. */
function isLong(text: string, start: number, end: number): boolean {
  if (isWordUnit(text.charCodeAt(start - 1)) && !text.slice(Math.max(0, start - 10), start).includes('\\')) return false;
  let to = end;
  while (to - start < 16 && isTokenUnit(text.charCodeAt(to))) to++;
  return to - start >= 16 || /["'\\{]/.test(text[to] ?? '');
}

const isTokenUnit = (code: number): boolean => isWordUnit(code) || code === 45 || code === 46 || code === 47 || code === 43 || code === 61 || code === 126 || code === 58 || code === 37;

/** Asks a costly question once per name: programs use few names, often. */
function remembered(accepts: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let answer = known.get(name);
    if (answer === undefined) {
      if (known.size > 20_000) known.clear();
      known.set(name, (answer = accepts(name)));
    }
    return answer;
  };
}

/** After a credential's name: something is given to it in this line that has a quote, or goes on in the next line. */
function mayGiveText(text: string, start: number, end: number): boolean {
  let depth = 0;
  let given = false;
  let last = 0;
  for (let i = end; i < text.length; i++) {
    const code = text.charCodeAt(i);
    switch (code) {
      case 10: return given && (depth > 0 || continues(text, start, i, last));
      case 35: if (given) return depth > 0 || continues(text, start, i, last); return false;
      case 34: case 39: if (given) return true; break;
      case 61: given ||= text.charCodeAt(i + 1) !== 61 && text.charCodeAt(i - 1) !== 61 && text.charCodeAt(i - 1) !== 33; break;
      case 58: given = true; break;
      case 40: case 91: case 123: depth++; break;
      case 41: case 93: case 125: depth--; break;
      default:
    }
    if (code !== 32 && code !== 9 && code !== 13) last = i;
  }
  return given && continues(text, start, text.length, last);
}

/** The line ends in the middle of an expression. */
const continues = (text: string, start: number, end: number, last: number): boolean => !/[\w"')\]}]/.test(text[last]!) || /\b(?:or|and|if|else|not|in|await|lambda)\s*$/.test(text.slice(Math.max(start, last - 10), end));

interface NameListener {
  readonly triggers: readonly string[];
  readonly anyValue?: boolean;
  accepts?(name: string): boolean;
}

/** Whether a listener is to hear of a binding with these names: the same question that the prefilter asks. */
export function hears({ triggers, anyValue, accepts }: NameListener, names: readonly string[], valueText: string): boolean {
  if (!anyValue && !/["']/.test(valueText)) return false;
  return names.some((name) => {
    const lower = name.toLowerCase();
    return triggers.some((word) => lower.includes(word.toLowerCase())) && (accepts?.(name) ?? true);
  });
}

/** The names in the target of a subscript, as written: identifiers, and what stands in quotes. */
export const namesIn = (target: string): readonly string[] => [...target.matchAll(/"([^"\n]*)"|'([^'\n]*)'|[\w\u0080-\uffff]+/g)].map((match) => match[1] ?? match[2] ?? match[0]);

/** Whether text holds one of the words, without case. */
export function mentions(words: RegExp, text: string): boolean {
  words.lastIndex = 0;
  return words.test(text);
}

export const wordsPattern = (words: readonly string[]): RegExp => new RegExp(words.length === 0 ? '(?!)' : words.map(escape).join('|'), 'i');

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

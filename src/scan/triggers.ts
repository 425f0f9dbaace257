import type { Rule } from '../core/rule';

/** What a rule waits for in text, compiled once for all rules. The dispatch asks the same questions, so nothing is lost by asking early. */
export class Triggers {
  /** Words of call patterns, each with the module roots of which one must be named; null when any file may have it. */
  readonly #words = new Map<string, Set<string> | null>();
  readonly #always: string[] = [];
  readonly #roots: RegExp;
  readonly #compiled = new Map<string, RegExp>();

  constructor(rules: readonly Rule[]) {
    const named = new Set<string>();
    for (const { listen } of rules) {
      for (const calls of listen.calls ?? []) {
        if (calls.triggers) this.#always.push(...calls.triggers.map(escape));
        else for (const callee of calls.callees) this.#addCallee(callee);
      }
      for (const listener of [listen.strings, listen.comments, listen.comparisons]) if (listener) this.#always.push(...listener.triggers.map(escape));
      for (const listener of [listen.assignments, listen.dictItems]) {
        if (listener?.anyValue) this.#always.push(...listener.triggers.map(escape));
        else for (const word of listener?.triggers ?? []) named.add(escape(word));
      }
    }
    if (named.size > 0) this.#always.push(namedValue([...named]));
    const roots = new Set([...this.#words.values()].flatMap((set) => [...(set ?? [])]));
    this.#roots = new RegExp(roots.size === 0 ? '(?!)' : [...roots].map(escape).join('|'), 'g');
  }

  /** The pattern whose hits say where a text is of interest; aliases that the text gives to the words are part of it. */
  for(text: string): RegExp {
    const present = new Set<string>();
    this.#roots.lastIndex = 0;
    for (const match of text.matchAll(this.#roots)) present.add(match[0]);
    const key = [...present].sort().join(' ');
    let pattern = this.#compiled.get(key);
    if (!pattern) {
      const words = [...this.#words].filter(([, roots]) => roots === null || [...roots].some((root) => present.has(root))).map(([word]) => word);
      pattern = union([...this.#always, ...words.map(bounded)]);
      if (this.#compiled.size < 500) this.#compiled.set(key, pattern);
    }
    const aliases = aliasesOf(text, pattern);
    return aliases.length === 0 ? pattern : union([pattern.source, ...aliases.map((alias) => `\\b${escape(alias)}\\b`)]);
  }

  #addCallee(callee: string): void {
    const segments = callee.split('.');
    const last = segments[segments.length - 1]!;
    if (last === '*' || last === '**' || last === '') throw new Error(`The callee pattern ${callee} needs triggers of its own.`);
    const root = segments.length > 1 && !/[*?]/.test(segments[0]!) && segments[0] !== '' ? segments[0]! : null;
    const known = this.#words.get(last);
    if (root === null) this.#words.set(last, null);
    else if (known === undefined) this.#words.set(last, new Set([root]));
    else known?.add(root);
  }
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const bounded = (word: string): string => word.split('*').map(escape).map((part, i, all) => (i === 0 && part !== '' ? '\\b' : '') + part + (i === all.length - 1 && part !== '' ? '\\b' : '')).join('\\w*');

const union = (parts: readonly string[]): RegExp => new RegExp(parts.length === 0 ? '(?!)' : parts.join('|'), 'gi');

/** A name with the word in it that is given something with a quote in it, or whose value goes on in the next line. */
const namedValue = (words: readonly string[]): string => `(?:${words.join('|')})[\\w\\-.]*(?:["'\\]]{0,2}[ \\t]*(?::[^=\\n]{0,80})?=(?!=)|["'][ \\t]*:)(?:[^\\n]*["']|[^\\n]*[([{\\\\,:=][ \\t]*\\r?\\n)`;

const ALIAS = /\b(\w+)[ \t]+as[ \t]+(\w+)|\b(\w+)[ \t]*=[ \t]*(?:functools[ \t]*\.[ \t]*)?(?:partial[ \t]*\([ \t]*)?((?:\w+[ \t]*\.[ \t]*)*\w+)[ \t]*(?=[,\r\n#)]|$)/g;

/** Other names under which the text calls what the pattern waits for: `import load as l`, `l = torch.load`. */
function aliasesOf(text: string, pattern: RegExp): string[] {
  const aliases = new Set<string>();
  for (const match of text.matchAll(ALIAS)) {
    const target = match[1] ?? match[4]!;
    const alias = match[2] ?? match[3]!;
    pattern.lastIndex = 0;
    if (alias !== target && pattern.test(target)) {
      pattern.lastIndex = 0;
      if (!pattern.test(alias)) aliases.add(alias);
    }
  }
  pattern.lastIndex = 0;
  return [...aliases].slice(0, 50);
}

/** Whether a name-and-value listener with these words is to hear of a binding: the same question that the prefilter asks. */
export function hears(words: readonly string[], name: string, valueText: string, anyValue = false): boolean {
  if (!anyValue && !/["']/.test(valueText)) return false;
  const lower = name.toLowerCase();
  return words.some((word) => lower.includes(word.toLowerCase()));
}

/** Whether text holds one of the words, without case. */
export function mentions(words: RegExp, text: string): boolean {
  words.lastIndex = 0;
  return words.test(text);
}

export const wordsPattern = (words: readonly string[]): RegExp => new RegExp(words.length === 0 ? '(?!)' : words.map(escape).join('|'), 'i');

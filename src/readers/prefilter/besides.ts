import { definedName } from './bindings';
import type { LinesByScope } from './by-scope';
import { visitNames } from './names';
import type { Outline } from './outline';

/** What a check of a digest or a signature is known by. */
const CHECKS = /digest|hash|sha_?\d|checksum|blake|md5|crc32|\.\s{0,20}verify/gi;
/** Any line of what checks may be the one that does. */
const ANYTHING = /\S/;
/** What words have that look for such checks. */
const A_CHECK = 'hexdigest(';

/** Statements that count beside one with a hit: those with certain words in the same scope, and calls of functions that check digests. */
export class Besides {
  /** Words of statements that count in a scope where something was found. */
  readonly words = new Set<RegExp>();
  /** Names of functions of which every line that has one counts. */
  readonly names = new Set<string>();
  /** Scopes that were searched for words. */
  readonly #asked = new Map<RegExp, Set<number>>();
  #checking: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(
    private readonly outline: Outline,
    private readonly scopes: LinesByScope,
    private readonly need: (index: number) => void,
    private readonly needAll: (index: number) => void,
  ) {}

  in(scope: number, words: RegExp): void {
    this.words.add(words);
    const asked = this.#asked.get(words);
    if (asked?.has(scope)) return;
    if (asked) asked.add(scope);
    else this.#asked.set(words, new Set([scope]));
    const { lines, text } = this.outline;
    for (const index of this.scopes.linesIn(scope))
      if (words.test(text.slice(lines[index]!.content, lines[index]!.end))) this.need(index);
    if (words.test(A_CHECK)) this.#checked(scope);
  }

  /** `guard(path, DIGEST)`: what a function of the program makes sure of, whatever it is called. */
  #checked(scope: number): void {
    const checking = (this.#checking ??= checkingIn(this.outline));
    if (checking.size === 0) return;
    const { lines, text } = this.outline;
    for (const index of this.scopes.linesIn(scope)) {
      const { kind, content, end } = lines[index]!;
      if (kind === 'def' || kind === 'import') continue;
      visitNames(text, content, end, (name) => {
        const functions = checking.get(name);
        if (!functions) return;
        this.need(index);
        if (this.names.has(name)) return;
        this.names.add(name);
        this.words.add(ANYTHING);
        for (const each of functions) this.needAll(each);
      });
    }
  }
}

/** Functions in which something may check a digest or a signature, by their names. */
function checkingIn(outline: Outline): ReadonlyMap<string, readonly number[]> {
  const { text, lines } = outline;
  const functions = new Set<number>();
  for (const { index } of text.matchAll(CHECKS)) {
    const at = outline.lineAt(index);
    for (let around = lines[at]?.scope ?? -1; around !== -1 && !functions.has(around); around = lines[around]!.scope)
      functions.add(around);
  }
  const names = new Map<string, number[]>();
  for (const index of functions) {
    if (lines[index]!.kind !== 'def') continue;
    const name = definedName(text, lines[index]!);
    const known = names.get(name);
    if (known) known.push(index);
    else names.set(name, [index]);
  }
  return names;
}

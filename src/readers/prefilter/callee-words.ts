import type { CallPattern, Following } from '../../core/rule';

/** The parts of a callee pattern that stand in every text that calls it: all that have no wildcard. Lower case. */
export const writtenOut = (segments: readonly string[]): string[] =>
  segments.flatMap((segment) => (/\W/.test(segment) || segment === '' ? [] : [segment.toLowerCase()]));

/** What the callee patterns with one last segment ask of the text, of those who follow values and of the others. */
export interface CalleeWord {
  readonly word: string;
  roots: Set<string> | null;
  readonly needs: string[][];
  bare: boolean;
  failures: boolean;
  results: boolean;
  readonly beside: Set<string>;
  readonly follows: boolean | Following;
  readonly anywhere: NonNullable<CallPattern['anywhere']> | null;
}

/** All callee patterns by their last segments. */
export class CalleeWords {
  readonly #words = new Map<string, CalleeWord[]>();
  /** The needs of each word, to tell whether they are there: some words have a hundred. */
  readonly #needs = new Map<CalleeWord, Set<string>>();

  get all(): readonly CalleeWord[] {
    return [...this.#words.values()].flat();
  }

  add(
    callee: string,
    beside: readonly string[],
    { follows, failures, results, anywhere }: Pick<CalleeWord, 'follows' | 'failures' | 'results' | 'anywhere'>,
  ): void {
    const segments = callee.split('.');
    const last = segments[segments.length - 1]!;
    if (last.includes('*') || last === '') throw new Error(`The callee pattern ${callee} needs triggers of its own.`);
    const root = segments.length > 1 && !/[*?]/.test(segments[0]!) && segments[0] !== '' ? segments[0]! : null;
    const word = this.#wordOf(last, follows, anywhere);
    word.failures ||= failures;
    word.results ||= results;
    if (segments.length === 1) word.bare = true;
    else if (root === null) word.roots = null;
    else word.roots?.add(root.toLowerCase());
    if (segments.length > 1) this.#need(word, writtenOut(segments.slice(0, -1)));
    for (const other of beside) word.beside.add(other);
  }

  #need(word: CalleeWord, needs: string[]): void {
    const known = this.#needs.get(word)!;
    const key = needs.join('.');
    if (known.has(key)) return;
    known.add(key);
    word.needs.push(needs);
  }

  #wordOf(word: string, follows: CalleeWord['follows'], anywhere: CalleeWord['anywhere']): CalleeWord {
    const alike = this.#words.get(word) ?? [];
    this.#words.set(word, alike);
    let known = alike.find((other) => other.follows === follows && other.anywhere === anywhere);
    if (!known) {
      known = {
        word,
        roots: new Set(),
        needs: [],
        bare: false,
        failures: false,
        results: false,
        beside: new Set(),
        follows,
        anywhere,
      };
      alike.push(known);
      this.#needs.set(known, new Set());
    }
    return known;
  }
}

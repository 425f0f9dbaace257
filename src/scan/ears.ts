import { detached } from '../core/detached-text';
import type { Rule } from '../core/rule';
import { WordFinder } from '../readers/prefilter/word-finder';

/** A rule with one of its listeners. */
export interface Ear<Listener> {
  readonly rule: Rule;
  readonly listener: Listener;
}

/** Names and callees recur from file to file; so the answers about so many are kept. */
export const MAX_REMEMBERED = 50_000;

/** Listeners that wait for words in a text: one look tells whether there is any. */
export class WordEars<Listener extends { readonly triggers: readonly string[] }> {
  readonly #finder: WordFinder;
  /** By word, who waits for it: places in `ears`. */
  readonly #waiting: readonly (readonly number[])[];

  constructor(private readonly ears: readonly Ear<Listener>[]) {
    this.#finder = new WordFinder(ears.flatMap(({ listener }) => listener.triggers));
    const waiting: number[][] = [];
    for (const [place, { listener }] of ears.entries())
      for (const word of listener.triggers) (waiting[this.#finder.indexOf(word)] ??= []).push(place);
    this.#waiting = waiting;
  }

  /** In the order of the rules. `from` and `to`: the part of a text that is looked at. */
  of(text: string, from = 0, to = text.length): readonly Ear<Listener>[] {
    const found = this.ears.length === 0 ? [] : this.#finder.find(text, from, to);
    if (found.length === 0) return [];
    const places = new Set(found.flatMap((word) => this.#waiting[word]!));
    return [...places].sort((a, b) => a - b).map((place) => this.ears[place]!);
  }
}

/** Listeners that wait for names. */
export class NameEars<Listener extends { readonly triggers: readonly string[]; accepts?(name: string): boolean }> {
  readonly #ears: WordEars<Listener>;
  readonly #known = new Map<string, readonly Ear<Listener>[]>();

  constructor(ears: readonly Ear<Listener>[]) {
    this.#ears = new WordEars(ears);
  }

  of(name: string): readonly Ear<Listener>[] {
    let ears = this.#known.get(name);
    if (!ears) {
      ears = this.#ears.of(name).filter(({ listener }) => listener.accepts?.(name) ?? true);
      if (this.#known.size > MAX_REMEMBERED) this.#known.clear();
      if (name.length < 200) this.#known.set(detached(name), ears);
    }
    return ears;
  }
}

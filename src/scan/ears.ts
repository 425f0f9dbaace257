import { detached } from '../core/detached-text';
import type { Rule } from '../core/rule';
import { mentions, wordsPattern } from '../readers/prefilter/words';

/** A rule with one of its listeners. */
export interface Ear<Listener> {
  readonly rule: Rule;
  readonly listener: Listener;
}

/** Names and callees recur from file to file; so the answers about so many are kept. */
export const MAX_REMEMBERED = 50_000;

/** Listeners that wait for words in a text: one look tells whether there is any. */
export class WordEars<Listener extends { readonly triggers: readonly string[] }> {
  readonly #all: RegExp;
  readonly #each: readonly { readonly words: RegExp; readonly ear: Ear<Listener> }[];

  constructor(ears: readonly Ear<Listener>[]) {
    this.#all = wordsPattern([...new Set(ears.flatMap(({ listener }) => listener.triggers))]);
    this.#each = ears.map((ear) => ({ words: wordsPattern(ear.listener.triggers), ear }));
  }

  of(text: string): readonly Ear<Listener>[] {
    return this.#each.length > 0 && mentions(this.#all, text)
      ? this.#each.flatMap(({ words, ear }) => (mentions(words, text) ? [ear] : []))
      : [];
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

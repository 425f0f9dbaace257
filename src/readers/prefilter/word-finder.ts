import { Automaton } from './automaton';

/** Which of many words stand in a text, without case: one pass, whatever their number. */
export class WordFinder {
  readonly #indices = new Map<string, number>();
  readonly #automaton: Automaton;
  /** One occurrence of each is enough. */
  readonly #once: Uint8Array;

  constructor(words: Iterable<string>) {
    for (const word of words) {
      const lower = word.toLowerCase();
      if (!this.#indices.has(lower)) this.#indices.set(lower, this.#indices.size);
    }
    this.#automaton = new Automaton([...this.#indices.keys()].map((text) => ({ text, whole: false })));
    this.#once = new Uint8Array(this.#indices.size).fill(1);
  }

  /** By what `find` tells of a word. */
  indexOf(word: string): number {
    return this.#indices.get(word.toLowerCase())!;
  }

  /** The words in a part of a text, by their indices, each once. */
  find(text: string, from = 0, to = text.length): readonly number[] {
    const found = this.#automaton.find(text, this.#once, from, to);
    for (let i = 0; i < found.length; i += 2) found[i >> 1] = found[i]!;
    found.length >>= 1;
    return found;
  }
}

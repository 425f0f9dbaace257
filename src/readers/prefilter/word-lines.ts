import { isNameUnit } from '../python/nearby';
import { visitWords } from './names';
import type { Outline } from './outline';

/** Above so many words an index of all is cheaper than looking for each. */
const FEW_WORDS = 24;

/** Lines of code by the words that stand in them. */
export class WordLines {
  readonly #known = new Map<string, readonly number[]>();
  #all: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(private readonly outline: Outline) {}

  linesWith(word: string): readonly number[] {
    if (word === '') return [];
    if (this.#all) return this.#all.get(word) ?? [];
    let lines = this.#known.get(word);
    if (!lines) {
      if (this.#known.size >= FEW_WORDS) {
        this.#all = this.#index();
        return this.linesWith(word);
      }
      this.#known.set(word, (lines = this.#search(word)));
    }
    return lines;
  }

  #search(word: string): readonly number[] {
    const { text } = this.outline;
    const index = new LineIndexer(this.outline);
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      if (!isNameUnit(text.charCodeAt(at - 1)) && !isNameUnit(text.charCodeAt(at + word.length))) index.add(word, at);
    return index.lines.get(word) ?? [];
  }

  #index(): ReadonlyMap<string, readonly number[]> {
    const index = new LineIndexer(this.outline);
    visitWords(this.outline.text, (word, at) => index.add(word, at));
    return index.lines;
  }
}

/** Gathers the lines of code in which something stands, by names, from places in the order of the text. */
export class LineIndexer {
  readonly lines = new Map<string, number[]>();
  #line = 0;

  constructor(private readonly outline: Outline) {}

  add(name: string, at: number): void {
    const { lines } = this.outline;
    while (this.#line + 1 < lines.length && lines[this.#line + 1]!.start <= at) this.#line++;
    const line = lines[this.#line];
    if (!line || at >= line.end || line.kind === 'comment' || line.kind === 'string') return;
    const list = this.lines.get(name);
    if (!list) this.lines.set(name, [this.#line]);
    else if (list[list.length - 1] !== this.#line) list.push(this.#line);
  }
}

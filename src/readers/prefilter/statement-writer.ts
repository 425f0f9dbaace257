import { Offsets } from '../python/offsets';
import { definedName } from './bindings';
import type { Outline } from './outline';

/**
 * Puts statements of an outline, in their order, one behind the other as a program of its own, with the way back to their offsets.
 * Each stays in its line and its suite; what stood between two on one line is left out.
 */
export class StatementWriter {
  readonly offsets = new Offsets();
  readonly #parts: string[] = [];
  #length = 0;
  /** The statement that was put last, while others of its line may follow it; -1 for none. */
  #open = -1;
  /** Where what was put last ends in the whole text. */
  #place = 0;

  constructor(private readonly outline: Outline) {}

  get text(): string {
    return this.#parts.join('');
  }

  whole(index: number): void {
    const { content, end } = this.outline.lines[index]!;
    this.#put(index, this.outline.text.slice(content, end), end - content);
  }

  /** That something stands there: a `0`. */
  stub(index: number): void {
    this.#put(index, '0', 1);
  }

  /** How a suite is left, without what it is left with. */
  exit(index: number, word: string): void {
    this.#put(index, word, word.length);
  }

  /** A function of which only the name matters; it ends where it really ends. */
  name(index: number): void {
    const { lines, text } = this.outline;
    const { content } = lines[index]!;
    const name = definedName(text, lines[index]!);
    const stop = text.indexOf(name, content + 3) + name.length;
    const last = lines[this.outline.lastOf(index)]!;
    // The blank keeps the end of the name apart from what is put in.
    this.#put(index, `${text.slice(content, stop)} `, stop - content, '');
    this.#append('():0\n', last.end, 0);
    this.#open = -1;
  }

  #put(index: number, code: string, span: number, end = this.outline.isJoined(index + 1) ? '' : '\n'): void {
    const { start, content, margin } = this.outline.lines[index]!;
    const before = this.outline.lines[this.#open];
    const joins = before !== undefined && before.margin === margin;
    if (before !== undefined)
      this.#append(!joins ? '\n' : this.outline.lines[index]!.parent === this.#open ? ' ' : '; ', this.#place, 0);
    if (!joins && start !== margin) this.#indent(index);
    const blanks = joins ? '' : this.outline.text.slice(start, content);
    this.#append(`${blanks}${code}${end}`, content - blanks.length, blanks.length + span);
    this.#place = content + span;
    this.#open = end === '' ? index : -1;
  }

  /** The blanks before the line of a statement whose forerunners on that line are left out. */
  #indent(index: number): void {
    const { lines, text } = this.outline;
    let first = index;
    while (this.outline.isJoined(first)) first--;
    const { start, content } = lines[first]!;
    if (content > start) this.#append(text.slice(start, content), start, content - start);
  }

  #append(part: string, place: number, span: number): void {
    this.offsets.add(this.#length, place, span);
    this.#parts.push(part);
    this.#length += part.length;
  }
}

import type { Range } from './range';

/** UTF-16 units. */
const LONGEST_IN_PLACE = 100_000;

/**
 * A text that was put together from pieces of a source (joined lines, a word without its quotes), with the way back:
 * every place in it is known as an offset in the source. Pieces keep the source's order.
 */
export class MappedText {
  private constructor(
    readonly text: string,
    /** Where each piece begins in `text`, ascending. */
    private readonly starts: readonly number[],
    /** Where each piece begins in the source. */
    private readonly sources: readonly number[],
    /** Where the source is taken up when the text is empty. */
    private readonly origin: number,
  ) {}

  /** The stretch `start`..`end` of a source; `base` is added to every offset. */
  static of(source: string, start = 0, end = source.length, base = 0): MappedText {
    return new MappedText(
      source.slice(start, end),
      start < end ? [0] : [],
      start < end ? [start + base] : [],
      start + base,
    );
  }

  static join(parts: readonly MappedText[], origin = 0): MappedText {
    if (parts.length === 1) return parts[0]!;
    const starts: number[] = [];
    const sources: number[] = [];
    let length = 0;
    for (const part of parts) {
      part.starts.forEach((start, index) => {
        starts.push(length + start);
        sources.push(part.sources[index]!);
      });
      length += part.text.length;
    }
    return new MappedText(parts.map((part) => part.text).join(''), starts, sources, parts[0]?.origin ?? origin);
  }

  get length(): number {
    return this.text.length;
  }

  slice(start: number, end: number = this.text.length): MappedText {
    if (start >= end) return new MappedText('', [], [], this.offsetAt(start));
    const starts: number[] = [];
    const sources: number[] = [];
    for (let piece = this.pieceAt(start); piece < this.starts.length && this.starts[piece]! < end; piece++) {
      const from = Math.max(this.starts[piece]!, start);
      starts.push(from - start);
      sources.push(this.sources[piece]! + from - this.starts[piece]!);
    }
    return new MappedText(this.text.slice(start, end), starts, sources, sources[0] ?? this.origin);
  }

  /** Source offset of the unit at `index`; of the end for the text's length. */
  offsetAt(index: number): number {
    if (this.starts.length === 0) return this.origin;
    if (index >= this.text.length) return this.offsetAt(this.text.length - 1) + 1;
    const piece = this.pieceAt(index);
    return this.sources[piece]! + index - this.starts[piece]!;
  }

  /** Source range of `start`..`end`; it covers what was left out between pieces, but nothing before or after. */
  range(start = 0, end: number = this.text.length): Range {
    if (start >= end) {
      const at = start > 0 ? this.offsetAt(start - 1) + 1 : this.offsetAt(0);
      return { start: at, end: at };
    }
    return { start: this.offsetAt(start), end: this.offsetAt(end - 1) + 1 };
  }

  /** The same on the stretch of the source that it covers: blanks where nothing was taken, and what does not fit left out. Of a very long one only the beginning. */
  inPlace(): { readonly text: string; readonly offset: number } {
    const { start, end } = this.range();
    const units = new Array<string>(Math.min(Math.max(0, end - start), LONGEST_IN_PLACE)).fill(' ');
    for (let i = 0; i < this.text.length; i++) {
      const at = this.offsetAt(i) - start;
      if (at >= 0 && at < units.length) units[at] = this.text[i]!;
    }
    return { text: units.join(''), offset: start };
  }

  trim(): MappedText {
    let start = 0;
    let end = this.text.length;
    while (start < end && isBlank(this.text.charCodeAt(start))) start++;
    while (end > start && isBlank(this.text.charCodeAt(end - 1))) end--;
    return start === 0 && end === this.text.length ? this : this.slice(start, end);
  }

  private pieceAt(index: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** What Python's `str.isspace` takes for white space, in UTF-16 units. */
export function isBlank(unit: number): boolean {
  return (
    (unit >= 9 && unit <= 13) ||
    (unit >= 0x1c && unit <= 0x20) ||
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

import type { Program } from './program';

/** A program written in another way, with the way back. */
export interface Variant {
  readonly text: string;
  /** Where an offset of the variant stands in the original; what was only put in stands where it was put. */
  placeOf(offset: number): number;
  /** New names to old ones, where names are others. */
  readonly names?: ReadonlyMap<string, string>;
}

/** A way to write a program in another way that keeps its meaning. */
export interface Transformation {
  readonly name: string;
  /** Null where there is nothing to change. */
  apply(program: Program): Variant | null;
}

/** A change of the text of a program. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after some changes, which do not overlap; null when there are none. Of two at one place, the first given comes first. */
export function changed(text: string, changes: readonly Change[], names?: ReadonlyMap<string, string>): Variant | null {
  const real = changes.filter(({ start, end, text: written }) => text.slice(start, end) !== written);
  if (real.length === 0) return null;
  const sorted = [...real].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  /** Starts of stretches of the variant with what they stand for: kept text moves along, new text stands still. */
  const stretches: { readonly at: number; readonly original: number; readonly moves: boolean }[] = [];
  let from = 0;
  let length = 0;
  const put = (part: string, original: number, moves: boolean): void => {
    if (part === '') return;
    stretches.push({ at: length, original, moves });
    parts.push(part);
    length += part.length;
  };
  for (const { start, end, text: written } of sorted) {
    if (start < from) throw new Error(`changes overlap at ${start}: ${JSON.stringify(text.slice(start, start + 40))}`);
    put(text.slice(from, start), from, true);
    put(written, start, false);
    from = end;
  }
  put(text.slice(from), from, true);
  return {
    text: parts.join(''),
    names,
    placeOf: (offset) => {
      let low = 0;
      let high = stretches.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (stretches[middle]!.at <= offset) low = middle + 1;
        else high = middle;
      }
      const { at, original, moves } = stretches[low - 1]!;
      return moves ? original + offset - at : original;
    },
  };
}

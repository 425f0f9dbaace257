import type { PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Expression, TextPiece } from '../../core/semantics';
import type { StringValue } from '../../core/value';
import { once } from './fact-index';

/** What stands for what a formatted text is filled in with. */
const HOLE = '{}';

/** A text as it is written, in one literal or in several. Offsets in it count UTF-16 units of what it says. */
export interface WrittenText {
  /** What it says: escapes decoded, literals joined, `{}` for what is filled in. */
  readonly text: string;
  /** What is filled in, with the offset of its `{}`. */
  readonly holes: readonly { readonly at: number; readonly expression: Expression }[];
  /** Where a stretch of it is written, in program offsets; null where that goes over from one literal to the next, or is empty. */
  placeOf(stretch: Range): Range | null;
}

/** The text that an expression writes out: a string, several side by side, or joined with `+`. Null for anything else. */
export const writtenText: (expression: Expression) => WrittenText | null = once((expression) => {
  const pieces = piecesOf(expression);
  return pieces && new TextOfPieces(pieces);
});

/** Where a stretch of a literal's value is written; null where the value says something else than the literal, or the stretch has no place of its own. */
export function placeInLiteral({ semantics }: PythonFacts, value: StringValue, stretch: Range): Range | null {
  const expression = semantics.expressionAt(value.origin);
  const written = expression && writtenText(expression);
  return written?.text === value.value ? written.placeOf(stretch) : null;
}

function piecesOf(expression: Expression): readonly TextPiece[] | null {
  if (expression.kind === 'text') return expression.pieces;
  const [left, right] = expression.parts;
  if (expression.kind !== 'operation' || expression.name !== '+' || !left || !right) return null;
  const [before, after] = [piecesOf(left), piecesOf(right)];
  return before && after && [...before, ...after];
}

class TextOfPieces implements WrittenText {
  readonly text: string;
  readonly holes: WrittenText['holes'];
  /** Where each piece begins in the text. */
  readonly #starts: readonly number[];

  constructor(private readonly pieces: readonly TextPiece[]) {
    const starts: number[] = [];
    const holes: { at: number; expression: Expression }[] = [];
    const parts: string[] = [];
    let at = 0;
    for (const piece of pieces) {
      starts.push(at);
      if (piece.hole) holes.push({ at, expression: piece.hole });
      const part = piece.hole ? HOLE : piece.text;
      parts.push(part);
      at += part.length;
    }
    this.text = parts.join('');
    this.holes = holes;
    this.#starts = starts;
  }

  placeOf({ start, end }: Range): Range | null {
    if (start < 0 || end <= start || end > this.text.length) return null;
    const [first, last] = [this.#pieceAt(start), this.#pieceAt(end - 1)];
    for (let i = first; i < last; i++) if (this.pieces[i]!.end !== this.pieces[i + 1]!.start) return null;
    return rangeOf(this.#sourceOf(first, start, false), this.#sourceOf(last, end, true));
  }

  /** Where an offset is written; in the middle of an escape or of braces, where they begin or end. */
  #sourceOf(index: number, offset: number, atEnd: boolean): number {
    const piece = this.pieces[index]!;
    if (piece.hole === null && piece.text.length === piece.end - piece.start)
      return piece.start + offset - this.#starts[index]!;
    return atEnd ? piece.end : piece.start;
  }

  /** The piece that has the unit at an offset. */
  #pieceAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

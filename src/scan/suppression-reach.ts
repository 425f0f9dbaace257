import { LineIndex, rangeOf, type Range } from '../core/range';
import { cellAt } from '../readers/notebook/notebook';
import { firstAfter } from '../readers/python/nesting';

/** A text with comments, and what in it stands on several lines. Made once for a text, however many comments it has. */
export class Layout {
  readonly #lines: LineIndex;
  #byStart: readonly Range[] | undefined;
  #byEnd: readonly Range[] | undefined;

  constructor(
    readonly text: string,
    /** Cells of a notebook; one or none for a plain file. */
    private readonly cells: readonly { readonly range: Range }[],
    /** Statements, commands, instructions and values of more than one line. */
    private readonly spans: () => readonly Range[],
  ) {
    this.#lines = new LineIndex(text);
  }

  /** The cell that an offset is in; the whole text where there are none. */
  cellAt(offset: number): Range {
    return cellAt(this.cells, offset)?.range ?? rangeOf(0, this.text.length);
  }

  /** The line of an offset without its end, as far as it is in a cell. */
  lineAt(offset: number, cell: Range): Range {
    const { line } = this.#lines.positionAt(offset);
    let end = line < this.#lines.lineCount ? this.#lines.startOf(line + 1) : this.text.length;
    while (end > offset && isBreak(this.text, end - 1)) end--;
    return rangeOf(Math.max(cell.start, this.#lines.startOf(line)), Math.min(cell.end, end));
  }

  /** Where that ends which begins in a line; the line's end where nothing goes on. */
  endOf(line: Range): number {
    return this.#beginningIn(line).reduce((last, span) => Math.max(last, span.end), line.end);
  }

  /** Whether something begins in a line that only looks like a comment: a magic that a script has behind its mark. */
  begins(line: Range): boolean {
    return this.#beginningIn(line).length > 0;
  }

  #beginningIn({ start, end }: Range): readonly Range[] {
    this.#byStart ??= [...this.spans()].sort((a, b) => a.start - b.start);
    return this.#byStart.slice(
      firstAfter(this.#byStart, start - 1, (span) => span.start),
      firstAfter(this.#byStart, end, (span) => span.start),
    );
  }

  /** Where that begins which ends in a line; the line's beginning where nothing does. */
  startOf({ start, end }: Range): number {
    this.#byEnd ??= [...this.spans()].sort((a, b) => a.end - b.end);
    const within = this.#byEnd.slice(
      firstAfter(this.#byEnd, start - 1, (span) => span.end),
      firstAfter(this.#byEnd, end, (span) => span.end),
    );
    return within.reduce((first, span) => Math.min(first, span.start), start);
  }
}

/** Where a comment stands. */
export interface LaidComment {
  /** Nothing but blanks beside it on its lines. */
  readonly alone: boolean;
  /** Lines that it stands on, without the line end. */
  readonly lines: Range;
  /** What is taken out when it goes. */
  readonly removal: (from: number) => Range;
}

export function placeOf(layout: Layout, comment: Range): LaidComment {
  const { text } = layout;
  const cell = layout.cellAt(comment.start);
  const lines = rangeOf(layout.lineAt(comment.start, cell).start, layout.lineAt(comment.end, cell).end);
  const alone = isBlank(text, lines.start, comment.start) && isBlank(text, comment.end, lines.end);
  return {
    alone,
    lines,
    removal(from) {
      // Other words may stand before the mark, in the same comment or as code; the end of a line belongs to them.
      if (!alone || from > comment.start) return rangeOf(withoutBlanks(text, from, lines.start), comment.end);
      if (lines.end < cell.end) return rangeOf(lines.start, afterBreak(text, lines.end));
      return rangeOf(beforeBreak(text, lines.start, cell.start), lines.end);
    },
  };
}

/** Comments that may stand between one and what it is for. */
const MOST_BETWEEN = 20;

/**
 * How far a comment counts: for its own line; alone on its line also for what begins on the next one, to its end; behind the end of
 * something that stands on several lines for all of that. Cells end it.
 */
export function reachOf(layout: Layout, comment: Range, { alone, lines }: LaidComment): Range {
  const { text } = layout;
  const cell = layout.cellAt(comment.start);
  if (!alone) return rangeOf(layout.lineAt(layout.startOf(lines), cell).start, lines.end);
  const sign = /^(?:#|;|!|\/\/)/.exec(text.slice(comment.start, comment.start + 2))?.[0];
  let line: Range | null = lines;
  for (let between = 0; between <= MOST_BETWEEN; between++) {
    line = line.end >= cell.end ? null : layout.lineAt(afterBreak(text, line.end), cell);
    // Comments may stand one below the other.
    if (!line || !sign || !text.slice(line.start, line.end).trimStart().startsWith(sign) || layout.begins(line)) break;
  }
  if (!line || isBlank(text, line.start, line.end)) return lines;
  return rangeOf(lines.start, layout.endOf(line));
}

const isBreak = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r';

function isBlank(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && /\s/.test(text[at]!)) at++;
  return at >= end;
}

const afterBreak = (text: string, at: number): number => at + (text.startsWith('\r\n', at) ? 2 : 1);

function beforeBreak(text: string, at: number, limit: number): number {
  if (at <= limit) return at;
  return Math.max(limit, at - (text.startsWith('\r\n', at - 2) ? 2 : 1));
}

function withoutBlanks(text: string, at: number, limit: number): number {
  while (at > limit && /[ \t]/.test(text[at - 1]!)) at--;
  return at;
}

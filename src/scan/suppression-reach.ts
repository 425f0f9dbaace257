import { rangeOf, type Range } from '../core/range';
import { cellAt } from '../readers/notebook/notebook';

/** A text with comments, and what in it stands on several lines. */
export interface Laid {
  readonly text: string;
  /** Cells of a notebook; one or none for a plain file. */
  readonly cells: readonly { readonly range: Range }[];
  /** Statements, commands, instructions and values of more than one line. */
  readonly spans: () => readonly Range[];
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

export function placeOf({ text, cells }: Laid, comment: Range): LaidComment {
  const cell = cellAt(cells, comment.start)?.range ?? rangeOf(0, text.length);
  const lines = rangeOf(
    Math.max(cell.start, lineStart(text, comment.start)),
    Math.min(cell.end, lineEnd(text, comment.end)),
  );
  const alone = (text.slice(lines.start, comment.start) + text.slice(comment.end, lines.end)).trim() === '';
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

/**
 * How far a comment counts: for its own line; alone on its line also for what begins on the next one, to its end; behind the end of
 * something that stands on several lines for all of that. Cells end it.
 */
export function reachOf(laid: Laid, comment: Range, { alone, lines }: LaidComment): Range {
  if (!alone) {
    const ending = laid
      .spans()
      .filter(({ start, end }) => end >= lines.start && end <= lines.end && start < lines.start);
    const first = Math.min(lines.start, ...ending.map(({ start }) => start));
    return rangeOf(lineStart(laid.text, first), lines.end);
  }
  const { text, cells } = laid;
  const limit = cellAt(cells, comment.start)?.range.end ?? text.length;
  const sign = /^(?:#|;|!|\/\/)/.exec(text.slice(comment.start, comment.start + 2))?.[0];
  let line = nextLine(text, lines, limit);
  // Comments may stand one below the other.
  while (line && sign && text.slice(line.start, line.end).trimStart().startsWith(sign))
    line = nextLine(text, line, limit);
  if (!line || text.slice(line.start, line.end).trim() === '') return lines;
  const { start, end } = line;
  const beginning = laid.spans().filter((span) => span.start >= start && span.start <= end);
  return rangeOf(lines.start, Math.max(end, ...beginning.map((span) => span.end)));
}

function nextLine(text: string, { end }: Range, limit: number): Range | null {
  if (end >= limit) return null;
  const start = afterBreak(text, end);
  return start > limit ? null : rangeOf(start, Math.min(limit, lineEnd(text, start)));
}

const isBreak = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r';

function lineStart(text: string, at: number): number {
  while (at > 0 && !isBreak(text, at - 1)) at--;
  return at;
}

function lineEnd(text: string, at: number): number {
  while (at < text.length && !isBreak(text, at)) at++;
  return at;
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

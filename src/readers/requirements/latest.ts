import type { PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';

/** Words by which people say that they mean whatever is newest. */
const LATEST = /\b(?:latest|newest|nightly|bleeding[- ]edge|most recent|up[- ]to[- ]date)\b/i;

/** Lines of comments above a place that are still about it, and the characters that are read of one. */
const MOST_LINES = 10;
const MOST_CHARACTERS = 400;
const MOST_OF_CELL = 20_000;

/** A line that is nothing but a comment, in Python, a shell or a requirements file. */
const COMMENT = /^[ \t]*#/;

/** Whether a comment on the line of a place, or right above it, says that the newest release is wanted. */
export function asksForLatest(text: string, { start, end }: Range): boolean {
  const behind = /[ \t;]#(.*)/.exec(lineAt(text, end).slice(end - lineStartAt(text, end)));
  if (behind && LATEST.test(behind[1]!)) return true;
  let at = lineStartAt(text, start);
  for (let i = 0; i < MOST_LINES && at > 0; i++) {
    at = lineStartAt(text, at - 1);
    const line = lineAt(text, at);
    if (!COMMENT.test(line)) return false;
    if (LATEST.test(line)) return true;
  }
  return false;
}

/** Whether a comment in a notebook's cell says so, wherever in the cell it stands. */
export const cellAsksForLatest = (text: string, { start, end }: Range): boolean =>
  text
    .slice(start, Math.min(end, start + MOST_OF_CELL))
    .split('\n')
    .some((line) => LATEST.test(/(?:^|[ \t;])#(.*)/.exec(line)?.[1] ?? ''));

/** The same of a statement of a program. */
export const statementAsksForLatest = ({ text }: Pick<PythonFacts, 'text'>, statement: Range): boolean =>
  asksForLatest(text, statement);

const lineStartAt = (text: string, offset: number): number =>
  offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

function lineAt(text: string, offset: number): string {
  const start = lineStartAt(text, offset);
  const end = text.indexOf('\n', offset);
  return text.slice(start, Math.min(end < 0 ? text.length : end, Math.max(offset, start) + MOST_CHARACTERS));
}

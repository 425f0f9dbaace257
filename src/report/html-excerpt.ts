import type { LocatedFinding } from '../core/finding';
import { markup, type Markup } from '../core/markup';
import { maskNear, secretColumns, type Columns } from './masking';
import type { SourceText } from './source-text';

/** Characters of a line that are shown: enough for a long call, not for a minified file. */
const LONGEST = 240;

/**
 * The line that a finding begins on, its own part marked. Only that line: what stands around it may be part of a secret that
 * nobody points at any more. Null where the text is not at hand.
 */
export function markedLine(
  { cell, range: { start, end } }: LocatedFinding,
  source: SourceText | null,
  inFile: readonly LocatedFinding[],
  secret: ReadonlySet<string>,
): Markup | null {
  const line = source?.line(cell, start.line) ?? '';
  if (line.trim() === '') return null;
  const pointed: Columns = {
    start: start.column - 1,
    end: end.line === start.line ? end.column - 1 : line.trimEnd().length,
  };
  const { line: masked, own, from: cut } = maskNear(line, secretColumns(inFile, secret, cell, start.line), pointed);
  const from = cut > 0 || own.end > LONGEST ? Math.max(own.start - LONGEST / 4, 0) : indentOf(masked);
  const to = Math.min(Math.max(from + LONGEST, own.start + 1), masked.length);
  const [before, middle, after] = [
    masked.slice(from, own.start),
    masked.slice(Math.max(own.start, from), Math.min(own.end, to)),
    masked.slice(Math.min(own.end, to), to),
  ];
  return markup`<pre><i>${start.line}</i><code>${from > indentOf(masked) ? '…' : ''}${before}<mark>${middle}</mark>${after}${to < masked.length ? '…' : ''}</code></pre>
`;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

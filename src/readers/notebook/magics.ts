import type { CommandFact } from '../../core/command-facts';
import { rangeOf } from '../../core/range';
import { logicalLines, physicalEnd, trimmed } from '../python/logical-lines';
import { openingOf } from './cell-magics';
import { givesItsValue, pythonBehind } from './python-magics';

const LINE_MAGIC = /%{1,2}(\w+)[ \t]*/y;
const HELP = /(?:\?{1,2}[\w.*]+|[\w.*]+\?{1,2})[ \t]*$/y;
/** `files = !ls`, `a, b = %sql …` */
const ASSIGNED = /[\w.,[\]'" \t]{1,200}?=[ \t]*([!%])(?=[^\s=])/y;

export interface MaskedCell {
  /** As long as the cell, with everything that is not Python replaced so that the parser passes over it. */
  readonly text: string;
  /** Offsets are those of the cell plus `base`. */
  readonly magics: readonly CommandFact[];
}

/** What stands for a stretch of a cell: `with`, blanks, and `last` (where Python goes on behind it: the end of a statement). */
interface Mask {
  readonly start: number;
  readonly end: number;
  readonly with: string;
  readonly last?: string;
}

/** Takes IPython magics and shell escapes out of one cell at equal length and keeps them as facts. */
export function maskMagics(cell: string, base: number): MaskedCell {
  if (!/[%!?]/.test(cell)) return { text: cell, magics: [] };
  const magics: CommandFact[] = [];
  const masks: Mask[] = [];
  const opening = openingOf(cell, base);
  if (opening) {
    magics.push(opening.magic);
    const { start, python } = opening;
    if (python === null) return { text: cell.slice(0, start) + blanks(cell.slice(start), '#'), magics };
    masks.push({
      start,
      end: python,
      with: opening.continues ? '0' : '#',
      ...(opening.continues ? { last: ';' } : {}),
    });
  }
  const skipTo = masks[0]?.end ?? 0;
  const claim = (content: number, lineEnd: number): number | null => {
    if (content < skipTo) return opening?.continues ? null : lineEnd;
    const code = cell[content];
    if (code === '!') {
      const end = continued(cell, lineEnd);
      magics.push(shell(cell, content, cell[content + 1] === '!' ? content + 2 : content + 1, end, base));
      masks.push({ start: content, end, with: '0' });
      return end;
    }
    LINE_MAGIC.lastIndex = content;
    const line = code === '%' ? LINE_MAGIC.exec(cell) : null;
    if (line) {
      const python = pythonBehind(cell, line[1]!, content + line[0].length, lineEnd);
      if (python !== null) {
        magics.push(lineMagic(cell, line[1]!, content, python, python, base));
        masks.push({ start: content, end: python, with: '0', last: ';' });
        return null;
      }
      const end = continued(cell, lineEnd);
      magics.push(lineMagic(cell, line[1]!, content, content + line[0].length, end, base));
      masks.push({ start: content, end, with: '0' });
      return end;
    }
    HELP.lastIndex = content;
    const help = HELP.exec(cell.slice(0, lineEnd));
    if (help && help[0].includes('?')) {
      masks.push({ start: content, end: lineEnd, with: '0' });
      return lineEnd;
    }
    ASSIGNED.lastIndex = content;
    const assigned = ASSIGNED.exec(cell);
    if (assigned && content + assigned[0].length <= lineEnd) {
      const at = content + assigned[0].length - 1;
      LINE_MAGIC.lastIndex = at;
      const magic = assigned[1] === '%' ? LINE_MAGIC.exec(cell) : null;
      const python = magic && pythonBehind(cell, magic[1]!, at + magic[0].length, lineEnd);
      if (magic && python !== null) {
        magics.push(lineMagic(cell, magic[1]!, at, python, python, base));
        masks.push({
          start: at,
          end: python,
          ...(givesItsValue(magic[1]!) ? { with: ' ' } : { with: '0', last: ';' }),
        });
        return null;
      }
      const end = continued(cell, lineEnd);
      magics.push(
        magic ? lineMagic(cell, magic[1]!, at, at + magic[0].length, end, base) : shell(cell, at, at + 1, end, base),
      );
      masks.push({ start: at, end, with: '0' });
      return end;
    }
    return null;
  };
  // The generator is run for its claims; the lines themselves are not needed.
  for (const _line of logicalLines(cell, claim)) void _line;
  // Masks are in the order of the text and do not overlap.
  const parts: string[] = [];
  let at = 0;
  for (const mask of masks) {
    const masked = blanks(cell.slice(mask.start, mask.end), mask.with);
    parts.push(cell.slice(at, mask.start), mask.last === undefined ? masked : masked.slice(0, -1) + mask.last);
    at = mask.end;
  }
  return { text: parts.join('') + cell.slice(at), magics };
}

/** `first` and blanks in place of everything but line ends: each further line begins with `#`, so that nothing is indented. */
const blanks = (text: string, first: string): string =>
  text.replace(/[^\r\n]+/g, (line, offset: number) => (offset === 0 ? first : '#') + ' '.repeat(line.length - 1));

/** A command goes on over line ends that a backslash escapes. */
function continued(cell: string, lineEnd: number): number {
  let end = lineEnd;
  while (cell[end - 1] === '\\' && end < cell.length) {
    const next = cell.indexOf('\n', end);
    if (next === -1) break;
    end = physicalEnd(cell, next + 1);
  }
  return end;
}

function shell(cell: string, start: number, bodyStart: number, end: number, base: number): CommandFact {
  while (cell[bodyStart] === ' ') bodyStart++;
  const body = trimmed(cell, Math.min(bodyStart, end), end);
  const text = cell.slice(body.start, body.end);
  return {
    kind: 'shell',
    name: /^\S*/.exec(text)![0],
    body: text,
    bodyRange: rangeOf(base + body.start, base + body.end),
    range: rangeOf(base + start, base + end),
  };
}

function lineMagic(
  cell: string,
  name: string,
  start: number,
  bodyStart: number,
  end: number,
  base: number,
): CommandFact {
  const body = trimmed(cell, Math.min(bodyStart, end), end);
  return {
    kind: 'line',
    name,
    body: cell.slice(body.start, body.end),
    bodyRange: rangeOf(base + body.start, base + body.end),
    range: rangeOf(base + start, base + end),
  };
}

import { rangeOf, type Range } from '../../core/range';
import { linesOf } from '../config/config-collector';

/** A value of an INI file as its lines, without comments and blank ends. The first is what stands behind the key; it may be empty. */
export interface IniValue {
  readonly section: string;
  readonly key: string;
  readonly lines: readonly Range[];
}

/** `key = value`, `key: value`, at the start of a line. */
const PAIR = /^([^\s=:#;[][^=:\n]{0,200}?)[ \t]*[=:][ \t]*/;

/**
 * The values of an INI file with all lines that they go on in. As Python's configparser reads it: a comment has a line of its own,
 * and a `;` in a line may begin a marker. Blank lines end nothing.
 */
export function iniValues(text: string): readonly IniValue[] {
  const values: IniValue[] = [];
  let section = '';
  let open: { section: string; key: string; lines: Range[] } | null = null;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, Math.min(end, start + LONGEST));
    const indent = /^[\s\ufeff]*/.exec(line)![0].length;
    const rest = line.slice(indent);
    if (rest === '' || /^[#;]/.test(rest)) continue;
    const from = start + indent;
    if (indent > 0 && open !== null) {
      open.lines.push(trimmed(text, from, start + line.length));
    } else if (rest.startsWith('[')) {
      section = rest.slice(1, rest.includes(']') ? rest.indexOf(']') : undefined).trim();
      open = null;
    } else {
      const pair = PAIR.exec(rest);
      open = null;
      if (pair === null) continue;
      open = { section, key: pair[1]!, lines: [trimmed(text, from + pair[0].length, start + line.length)] };
      values.push(open);
    }
  }
  return values;
}

/** Units of a line that are read. */
const LONGEST = 10_000;

function trimmed(text: string, from: number, to: number): Range {
  let end = to;
  while (end > from && /\s/.test(text[end - 1]!)) end--;
  return rangeOf(from, end);
}

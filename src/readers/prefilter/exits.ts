import type { Line, Outline } from './outline';

/** How a statement leaves its suite, by its first word. */
const EXIT = /(?:raise|return|continue|break)(?![\w\u0080-\uffff])/y;
/** Functions that end the program; read whole, because only their names tell. */
const ENDS = /(?:sys\.exit|exit|quit|os\._exit|os\.abort)\s*\(/y;

/** The keyword by which a statement leaves its suite; `(` where it calls a function that ends the program; null where it stays. */
export function exitOf(text: string, { content, kind }: Line): string | null {
  if (kind !== 'other') return null;
  EXIT.lastIndex = content;
  const word = EXIT.exec(text)?.[0];
  if (word !== undefined) return word;
  ENDS.lastIndex = content;
  return ENDS.test(text) ? '(' : null;
}

/**
 * The last statements of suites that leave them, where the suite's header is kept: what comes behind a `try` or an `if` depends on
 * whether its suite leaves. Of functions and classes it does not matter.
 */
export function exitsOf({ lines, text }: Outline, isKept: (index: number) => boolean): readonly number[] {
  const exits: number[] = [];
  const ended = new Set<number>();
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i]!;
    if (line.kind === 'comment' || line.parent === -1 || ended.has(line.parent)) continue;
    ended.add(line.parent);
    const { kind } = lines[line.parent]!;
    if (kind !== 'def' && kind !== 'class' && isKept(line.parent) && exitOf(text, line) !== null) exits.push(i);
  }
  return exits;
}

/** Whether a line that comes or goes may change what a failure leads to: all that is tried is read, it leaves its suite, or the line before does. */
export function mayLead(
  outline: Outline,
  first: number,
  fresh: readonly Line[],
  after: string,
  extentOf: (index: number) => number,
): boolean {
  const { lines, text } = outline;
  const kindOf = ({ parent }: Line): string => lines[parent]?.kind ?? '';
  const isExit = (line: Line, within: string): boolean =>
    line.parent !== -1 &&
    extentOf(line.parent) !== 0 &&
    !/^(?:def|class)$/.test(kindOf(line)) &&
    exitOf(within, line) !== null;
  const isTried = (line: Line): boolean =>
    line.kind !== 'comment' && extentOf(line.parent) === 3 && /^(?:try|clause)$/.test(kindOf(line));
  let before = first - 1;
  while (before >= 0 && lines[before]!.kind === 'comment') before--;
  return fresh.some((line) => isExit(line, after) || isTried(line)) || (before >= 0 && isExit(lines[before]!, text));
}

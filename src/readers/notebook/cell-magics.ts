import type { CommandFact } from '../../core/command-facts';
import { rangeOf } from '../../core/range';
import { physicalEnd } from '../python/logical-lines';
import { isPythonCellMagic, pythonBehind, runsItsFirstLine } from './python-magics';

/** What a cell begins with that says what the cell is. */
export interface Opening {
  readonly magic: CommandFact;
  /** Where the magic begins in the cell. */
  readonly start: number;
  /** Where Python goes on; null where no more of the cell is Python. */
  readonly python: number | null;
  /** Whether Python goes on on the magic's own line. */
  readonly continues: boolean;
}

const BEFORE = String.raw`^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*`;
const CELL_MAGIC = new RegExp(String.raw`${BEFORE}%%(\w+|!)`);
/**
 * Databricks takes one sign where IPython takes two: the rest of the cell is of the language that its first line names. `%sql` with
 * a statement on its line is the line magic of ipython-sql. Source: Databricks, Develop code in notebooks, Mix languages.
 */
const DATABRICKS = new RegExp(
  String.raw`${BEFORE}%(?:(sh|r|scala|md|md-sandbox|fs)(?=[ \t\r\n]|$)|(sql|python)(?=[ \t]*(?:\r?\n|$)))`,
);

/** What a cell begins with; null for a cell of plain Python. `base` is added to the places of the command. */
export function openingOf(cell: string, base: number): Opening | null {
  return cellMagicOf(cell, base) ?? databricksOf(cell, base);
}

function cellMagicOf(cell: string, base: number): Opening | null {
  const match = CELL_MAGIC.exec(cell);
  if (match === null) return null;
  const start = match[0].lastIndexOf('%%');
  const lineEnd = physicalEnd(cell, start);
  const name = nameOf(match[1]!, cell.slice(match[0].length, lineEnd));
  if (!isPythonCellMagic(name)) return elsewhere(cell, name, start, afterLine(cell, lineEnd), base);
  const blanks = /^[ \t]*/.exec(cell.slice(match[0].length, lineEnd))![0].length;
  const setup = runsItsFirstLine(name) ? pythonBehind(cell, name, match[0].length + blanks, lineEnd) : null;
  return inPython(name, start, setup ?? lineEnd, setup !== null, base);
}

function databricksOf(cell: string, base: number): Opening | null {
  const match = DATABRICKS.exec(cell);
  if (match === null) return null;
  const name = (match[1] ?? match[2])!;
  const start = match[0].length - name.length - 1;
  const lineEnd = physicalEnd(cell, start);
  if (name === 'python') return inPython(name, start, lineEnd, false, base);
  // `%sh -e` stops at the first command that fails.
  const options = /^[ \t]*(?:-e(?=[ \t\r\n]|$)[ \t]*)?/.exec(cell.slice(match[0].length, lineEnd))![0].length;
  const rest = match[0].length + options;
  return elsewhere(cell, name, start, rest < lineEnd ? rest : afterLine(cell, lineEnd), base);
}

/** `%%script bash -e` is a cell of bash, `%%script false` one that is not run. Source: IPython, `%%script`. */
function nameOf(magic: string, rest: string): string {
  if (magic === '!') return 'sx';
  if (magic !== 'script') return magic;
  const words = rest.trim().split(/\s+/);
  const program = words.find((word) => !word.startsWith('-') && !/(?:^|\/)env$/.test(word)) ?? '';
  const name = program.slice(program.lastIndexOf('/') + 1).replace(/(?<=^python)[\d.]+$/, '');
  return name === '' ? magic : name;
}

/** `from`: behind the magic, where Python goes on. */
function inPython(name: string, start: number, from: number, continues: boolean, base: number): Opening {
  const none = rangeOf(base + from, base + from);
  const range = rangeOf(base + start, base + from);
  return { magic: { kind: 'cell', name, body: '', bodyRange: none, range }, start, python: from, continues };
}

function elsewhere(cell: string, name: string, start: number, body: number, base: number): Opening {
  const magic: CommandFact = {
    kind: 'cell',
    name,
    body: cell.slice(body),
    bodyRange: rangeOf(base + body, base + cell.length),
    range: rangeOf(base + start, base + cell.length),
  };
  return { magic, start, python: null, continues: false };
}

function afterLine(cell: string, lineEnd: number): number {
  const feed = cell.indexOf('\n', lineEnd);
  return feed < 0 ? cell.length : feed + 1;
}

import type { PositionRange } from '../core/range';
import type { ReadDocument, ReadProgram } from '../scan/engine';
import type { ScanInput } from '../core/input';
import { documentKindOf } from '../readers/documents';
import { isPythonCell, isShellLanguage } from '../readers/notebook/languages';

/** Text to be put in at a line and column from 1. */
export interface CommentPlace {
  readonly cell: number | null;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Suppressed {
  readonly input: ScanInput;
  readonly cell: number | null;
  /** First line of the finding, from 1. */
  readonly line: number;
  readonly rule: string;
  readonly reason: string;
  readonly wholeFile: boolean;
}

/** What is read of the document: its program, and what in it stands on several lines. */
export type ReadLayout = Pick<ReadDocument, 'program' | 'spans'>;

/**
 * Where a suppression comment goes: on the line above the finding, or above the statement, command or value that the line is in the
 * middle of; at the line's end where neither can be; nowhere in a cell magic's body, or in JSON.
 */
export function placeSuppression(
  { input, cell, line, rule, reason, wholeFile }: Suppressed,
  read: ReadLayout | null,
): CommentPlace | null {
  if (/\.json$/i.test(input.path)) return null;
  const lines = linesOf(input, cell);
  // In Markdown it would be a heading; in the body of a cell magic it may be anything.
  if (!lines || (cell !== null && (/^\s*%(?:%|(?:md|sql|scala|fs)\b)/.test(lines[0]!) || !takesComments(input, cell))))
    return null;
  const words = reason.replace(/\s+/g, ' ').trim();
  const sign = /\.jsonc$/i.test(input.path) ? '//' : '#';
  const comment = `${sign} touchstone: ${wholeFile ? 'ignore-file' : 'ignore'}[${rule}] ${words}`;
  if (wholeFile) return { cell, line: 1 + headOf(lines, input), column: 1, text: `${comment}\n` };

  const text = lines[line - 1];
  if (text === undefined || (documentKindOf(input.path) === 'workflow' && isFolded(lines, line))) return null;
  const strings = read?.program ? multiLineStrings(read.program, cell) : [];
  const spans = (read?.spans() ?? [])
    .filter((span) => span.cell === cell)
    .map(({ range }) => range)
    .filter(({ start, end }) => start.line < line && line <= end.line);
  const isBarred = (at: number): boolean => {
    const continued = isContinued(lines[at - 2]);
    // A Dockerfile takes comments between continued lines, and nothing else does.
    if (continued) return documentKindOf(input.path) !== 'dockerfile';
    const within = read?.program ? strings : spans;
    return within.some(({ start, end }) => start.line < at && at <= end.line);
  };
  const above = [line, ...spans.map(({ start }) => start.line).sort((a, b) => b - a)].find((at) => !isBarred(at));
  if (above !== undefined)
    return { cell, line: above, column: 1, text: `${/^[ \t]*/.exec(lines[above - 1]!)![0]}${comment}\n` };
  const endsInString = strings.some(({ start, end }) => start.line <= line && line < end.line);
  return endsInString || isContinued(text) ? null : { cell, line, column: text.length + 1, text: `  ${comment}` };
}

function linesOf(input: ScanInput, cell: number | null): string[] | null {
  const text =
    input.kind === 'text' ? input.text : input.kind === 'bytes' || cell === null ? undefined : input.cells[cell]?.text;
  return text === undefined ? null : text.split(/\r\n|\r|\n/);
}

/** Whether a line of YAML is joined with others to one text, in which a comment would be part of the text. */
function isFolded(lines: readonly string[], line: number): boolean {
  const indentOf = (text: string): number => /^ */.exec(text)![0].length;
  const own = lines[line - 1]!;
  let level = indentOf(own);
  for (let above = line - 2; above >= 0 && level > 0; above--) {
    const text = lines[above]!;
    if (text.trim() === '' || indentOf(text) >= level) continue;
    level = indentOf(text);
    const header = /(?:^|[\s:-])([|>])[-+\d]{0,2}[ \t]*(?:#.*)?$/.exec(text)?.[1];
    if (header !== undefined) return header === '>';
  }
  return !/^\s*(?:-(?:\s|$)|["']?[\w.$-]+["']?\s*:(?:\s|$))/.test(own);
}

/** Whether a `#` begins a comment in a cell. */
function takesComments(input: ScanInput, cell: number): boolean {
  const own = input.kind === 'notebook' ? input.cells[cell] : undefined;
  return (
    own === undefined ||
    (own.kind === 'code' && (isPythonCell(own) || /^(?:r|julia)$/i.test(own.language) || isShellLanguage(own.language)))
  );
}

/** Lines that must stay first: the interpreter and the encoding (PEP 263), a Dockerfile's directives. */
function headOf(lines: readonly string[], input: ScanInput): number {
  const kind = input.kind === 'notebook' ? 'notebook' : documentKindOf(input.path);
  if (kind === 'dockerfile')
    return Math.max(
      0,
      lines.findIndex((line) => !/^#[ \t]*(?:syntax|escape|check)[ \t]*=/i.test(line)),
    );
  if (kind === 'shell') return lines[0]?.startsWith('#!') ? 1 : 0;
  if (kind !== 'python') return 0;
  let head = lines[0]?.startsWith('#!') ? 1 : 0;
  if (/^[ \t\f]*#.*?coding[:=]/.test(lines[head] ?? '')) head++;
  return head;
}

const isContinued = (line: string | undefined): boolean => line !== undefined && /\\[ \t]*$/.test(line);

function multiLineStrings(program: ReadProgram, cell: number | null): PositionRange[] {
  return program.facts.strings.flatMap(({ range }) => {
    if (!program.facts.text.slice(range.start, range.end).includes('\n')) return [];
    const start = program.locate(range.start);
    return start.cell === cell ? [{ start, end: program.locate(range.end) }] : [];
  });
}

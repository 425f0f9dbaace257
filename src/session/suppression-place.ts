import type { PositionRange } from '../core/range';
import type { ReadProgram } from '../scan/engine';
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

/**
 * Where a suppression comment goes: on the line above the finding; at the line's end where a comment above would break
 * the code (behind a backslash); nowhere inside a string, in a cell magic's body, or in JSON.
 */
export function placeSuppression(
  { input, cell, line, rule, reason, wholeFile }: Suppressed,
  program: ReadProgram | null,
): CommentPlace | null {
  if (/\.jsonc?$/i.test(input.path)) return null;
  const lines = linesOf(input, cell);
  // In Markdown it would be a heading; in the body of a cell magic it may be anything.
  if (!lines || (cell !== null && (/^\s*%(?:%|(?:md|sql|scala|fs)\b)/.test(lines[0]!) || !takesComments(input, cell))))
    return null;
  const words = reason.replace(/\s+/g, ' ').trim();
  const comment = `# touchstone: ${wholeFile ? 'ignore-file' : 'ignore'}[${rule}] ${words}`;
  if (wholeFile) return { cell, line: 1 + headOf(lines, input), column: 1, text: `${comment}\n` };

  const text = lines[line - 1];
  if (text === undefined || (documentKindOf(input.path) === 'workflow' && isFolded(lines, line))) return null;
  const strings = program ? multiLineStrings(program, cell) : [];
  const inString = strings.some(({ start, end }) => start.line < line && line <= end.line);
  // A Dockerfile takes comments between continued lines, and nowhere else.
  const above = documentKindOf(input.path) === 'dockerfile' || !isContinued(lines[line - 2]);
  if (!inString && above) return { cell, line, column: 1, text: `${/^[ \t]*/.exec(text)![0]}${comment}\n` };
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

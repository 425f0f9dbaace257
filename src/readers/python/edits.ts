import type { Edit } from '../../core/finding';
import type { Argument, CallFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { PythonContext } from '../../core/rule';
import type { Expression } from '../../core/semantics';
import { cellAt } from '../notebook/notebook';
import { replaceValue } from './default-edit';
import { behindStatement } from './import-offset';
import { blanksAround, placeInOrder } from './import-place';
import { LineLexer } from './logical-lines';

/**
 * Sets `name=code` in a call: replaces the keyword's value, or appends the keyword before any `**kwargs`, keeping commas,
 * comments and line style. Null when the keyword came out of a `**dict`, or the call is not closed yet.
 */
export function setKeyword(facts: PythonFacts, call: CallFact, name: string, code: string): Edit | null {
  const { text } = facts;
  const present = call.args.find((argument) => argument.name === name);
  if (present) return present.spread ? null : replaceValue(facts, present, code);
  const { start, end } = call.argumentsRange;
  if (text[start] !== '(' || text[end - 1] !== ')') return null;
  const spread = firstSpread(text, start + 1, end - 1);
  if (spread !== null) return { range: rangeOf(spread, spread), text: `${name}=${code}, ` };
  const last = lastToken(text, start + 1, end - 1);
  if (last === null) return { range: rangeOf(start + 1, start + 1), text: `${name}=${code}` };
  if (last.comma) return onOwnLine(text, start, end, last.end, `${name}=${code}`);
  return afterLast(text, start, last.end, `${name}=${code}`);
}

/** Removes an argument with the comma that belongs to it; null when it came out of a `**dict` or a comment stands in between. */
export function removeArgument(facts: PythonFacts, call: CallFact, argument: Argument): Edit | null {
  if (argument.spread) return null;
  const { text } = facts;
  const inside = call.argumentsRange;
  const before = text.slice(inside.start + 1, argument.range.start);
  const after = text.slice(argument.range.end, inside.end - 1);
  const comma = /,\s*$/.exec(before);
  if (comma) return { range: rangeOf(argument.range.start - comma[0].length, argument.range.end), text: '' };
  const following = /^\s*,[ \t]*/.exec(after);
  if (following) return { range: rangeOf(argument.range.start, argument.range.end + following[0].length), text: '' };
  return /^\s*$/.test(before) && /^\s*$/.test(after) ? { range: argument.range, text: '' } : null;
}

/** Puts another name in the place of `from` in `from` or `a.b.from`; null for all other expressions. */
export const renameLast = ({ kind, name, end }: Expression, from: string, to: string): Edit | null =>
  (kind === 'name' || kind === 'attribute') && name === from
    ? { range: rangeOf(end - name.length, end), text: to }
    : null;

/** Replaces the text of a range in the program. */
export const replaceWith = (range: Range, text: string): Edit => ({ range, text });

/**
 * The name under which a module is bound at `near`, and the edits that import it when it is not. In a notebook the import
 * goes into the cell of `near`, because a fix edits one cell.
 */
export function ensureImport(
  context: PythonContext,
  module: string,
  near: Range,
): { readonly name: string; readonly edits: readonly Edit[] } {
  const { facts } = context;
  for (const item of facts.imports) {
    if (item.scope !== 0 || item.statement.end > near.start || !onEveryPath(facts.text, item.statement)) continue;
    if (item.member === null && item.module === module) return { name: item.alias ?? module, edits: [] };
    if (item.member === null && item.alias === null && item.module.startsWith(`${module}.`))
      return { name: module, edits: [] };
  }
  const newline = lineEnd(facts.text);
  const ordered =
    context.notebook || facts.importOffset > near.start
      ? null
      : placeInOrder(facts.text, module, lineStart(facts.text, near.start), newline);
  if (ordered) return { name: module, edits: [{ range: rangeOf(ordered.at, ordered.at), text: ordered.text }] };
  const at = context.notebook
    ? cellStart(context, near)
    : facts.importOffset > near.start
      ? lineStart(facts.text, near.start)
      : facts.importOffset;
  const alone = context.notebook ? { before: '', after: '' } : blanksAround(facts.text, at, newline);
  const before = needsBreak(facts.text, at) ? newline : alone.before;
  return {
    name: module,
    edits: [{ range: rangeOf(at, at), text: `${before}import ${module}${newline}${alone.after}` }],
  };
}

/** The line end that the text uses. */
export const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

export function lineStart(text: string, offset: number): number {
  if (offset <= 0) return 0;
  const feed = text.lastIndexOf('\n', offset - 1) + 1;
  // The other kind is searched for in this line alone: most texts have none, and a search for it would go to their beginning.
  return feed + text.slice(feed, offset).lastIndexOf('\r') + 1;
}

const needsBreak = (text: string, at: number): boolean => at > 0 && at === text.length && text[at - 1] !== '\n';

/** Whether a statement stands at the left margin, alone or behind others: not in `try`, `if` or a function. */
export function onEveryPath(text: string, statement: Range): boolean {
  const start = logicalStart(text, statement.start);
  if (start === statement.start) return true;
  if (/\s/.test(text[start]!)) return false;
  const lexer = new LineLexer(text.slice(start, statement.end));
  while (lexer.open()) {
    lexer.close();
    if (lexer.heads) return false;
  }
  return true;
}

/** The blanks before a statement; null when others stand before it on its logical line, so that no line can be put there. */
export function blanksBefore(text: string, statement: Range): string | null {
  const start = logicalStart(text, statement.start);
  const blanks = text.slice(start, statement.start);
  return /^[ \t\f]*$/.test(blanks) ? blanks : null;
}

/** Lines that a backslash may join before a statement, at most. */
const MOST_JOINED = 50;

/** Where the line begins that an offset is in, with those before it that end in a backslash. */
function logicalStart(text: string, offset: number): number {
  let start = lineStart(text, offset);
  for (let i = 0; i < MOST_JOINED && start > 0; i++) {
    const before = lineStart(text, start - (text.slice(start - 2, start) === '\r\n' ? 2 : 1));
    const line = text.slice(before, start).trimEnd();
    if (!line.endsWith('\\') || line.trimStart().startsWith('#')) break;
    start = before;
  }
  return start;
}

/** After the magics, comments and `__future__` imports that open the cell. */
function cellStart(context: PythonContext, near: Range): number {
  const { facts, cells } = context;
  const opens = behindOpening(context, near);
  const from = cellAt(cells, near.start)?.range.start ?? opens;
  const future = facts.imports
    .filter(
      ({ module, statement }) => module === '__future__' && statement.start >= from && statement.end <= near.start,
    )
    .at(-1);
  return future ? behindStatement(facts.text, future.statement.start) : opens;
}

function behindOpening(context: PythonContext, near: Range): number {
  const { facts, cells } = context;
  const cell = cellAt(cells, near.start);
  if (!cell) return facts.importOffset;
  let at = cell.range.start;
  for (;;) {
    const magic = facts.commands.find((item) => item.range.start === at);
    const comment = facts.text[at] === '#' && !magic;
    if (!magic && !comment) return at;
    const stop = facts.text.indexOf('\n', magic ? magic.range.end : at);
    if (stop === -1 || stop + 1 > cell.range.end || stop + 1 > near.start) return at;
    at = stop + 1;
  }
}

/**
 * Takes a statement out: its lines where it has them for itself, else it becomes `pass`, as it does below a header, where it could be
 * the only one. Null where it stands in the middle of something.
 */
export function withoutStatement({ text }: PythonFacts, statement: Range): Edit | null {
  const rest = /^[^\r\n]*/.exec(text.slice(statement.end))![0];
  const blanks = blanksBefore(text, statement);
  if (blanks === '' && /^\s*(?:#.*)?$/.test(rest)) {
    const end = statement.end + rest.length;
    return replaceWith(rangeOf(statement.start, end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0)), '');
  }
  // Below an `if` or a `def` it could be the only statement, and others may stand on its line.
  const before = text.slice(Math.max(0, statement.start - 200), statement.start);
  const alone = (blanks !== null || /[;:](?:\s|\\\r?\n)*$/.test(before)) && /^\s*(?:[;#].*)?$/.test(rest);
  return alone ? replaceWith(statement, 'pass') : null;
}

/** Offset of a top-level `**` argument between two offsets, or null. */
function firstSpread(text: string, from: number, to: number): number | null {
  let depth = 0;
  let startsArgument = true;
  for (let i = from; i < to; i++) {
    const skipped = skipToken(text, i, to);
    if (skipped > i) {
      if (text[i] !== '#') startsArgument = false;
      i = skipped - 1;
      continue;
    }
    const c = text[i]!;
    if (/\s/.test(c)) continue;
    if (depth === 0 && startsArgument && c === '*' && text[i + 1] === '*') return i;
    startsArgument = depth === 0 && c === ',';
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
  }
  return null;
}

/** End of the last token that is no comment, and whether it is a trailing comma; null for an empty list. */
function lastToken(text: string, from: number, to: number): { end: number; comma: boolean } | null {
  let last: { end: number; comma: boolean } | null = null;
  for (let i = from; i < to; i++) {
    const skipped = skipToken(text, i, to);
    if (skipped > i) {
      if (text[i] !== '#') last = { end: skipped, comma: false };
      i = skipped - 1;
    } else if (!/[\s\\]/.test(text[i]!)) last = { end: i + 1, comma: text[i] === ',' };
  }
  return last;
}

/** End of the string or comment that begins at `at`, else `at`. */
function skipToken(text: string, at: number, to: number): number {
  const c = text[at];
  if (c === '#') {
    const end = text.indexOf('\n', at);
    return end === -1 || end > to ? to : end;
  }
  if (c !== '"' && c !== "'") return at;
  const quote = text.startsWith(c.repeat(3), at) ? c.repeat(3) : c;
  for (let i = at + quote.length; i < to; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(quote, i)) return i + quote.length;
  }
  return to;
}

/** `f(a, b)` → `f(a, b, new)`; when each argument has its own line, so has the new one. */
function afterLast(text: string, open: number, last: number, code: string): Edit {
  const line = lineStart(text, last);
  const indent = /^[ \t]*/.exec(text.slice(line, last))![0];
  const oneEach =
    line > open && text.slice(open + 1, line).trim() !== '' && text.slice(0, line).trimEnd().endsWith(',');
  const first = line > open && text.slice(open + 1, line).trim() === '' && /^[ \t]*[\r\n]/.test(text.slice(open + 1));
  const ownLine = oneEach || (first && /^[ \t]*(?:#[^\r\n]*)?\r?\n\s*\)/.test(text.slice(last)));
  if (!ownLine) return { range: rangeOf(last, last), text: `, ${code}` };
  const stop = last + /^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(last))![0].length;
  const comment = text.slice(last, stop);
  return {
    range: rangeOf(last, stop),
    text: `,${comment.trim() === '' ? '' : comment}${lineEnd(text)}${indent}${code}`,
  };
}

/** After a trailing comma: on a line of its own when the last argument has one, with a trailing comma again. */
function onOwnLine(text: string, open: number, close: number, comma: number, code: string): Edit {
  const line = lineStart(text, comma);
  if (line <= open || !text.slice(comma, close).includes('\n'))
    return { range: rangeOf(comma, comma), text: ` ${code},` };
  const indent = /^[ \t]*/.exec(text.slice(line, comma))![0];
  const stop = /^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(comma, close))![0].length + comma;
  return { range: rangeOf(stop, stop), text: `${lineEnd(text)}${indent}${code},` };
}

/** Puts `raise` in the place of the statement that a call stands in; null where that is not a statement of a handler. */
export function raiseInstead({ semantics }: PythonFacts, { range, statement }: CallFact): Edit | null {
  const around = semantics.suitesAround(range);
  const handler = around.findIndex(({ kind }) => kind === 'except');
  const within = around.slice(0, handler);
  // In a `try` of its own the handler there would take it.
  const simple =
    handler >= 0 &&
    within.every(({ kind }) => kind !== 'try') &&
    around[0]!.range.start <= statement.start &&
    statement.end <= around[0]!.range.end;
  return simple ? replaceWith(statement, 'raise') : null;
}

/** Puts a list in the place of a range: of what stands at other ranges, or, where there are none, of something else. */
export function listOf({ text }: PythonFacts, range: Range, items: readonly Range[], otherwise: string): Edit {
  const written = items.map(({ start, end }) => text.slice(start, end));
  return replaceWith(range, `[${written.length > 0 ? written.join(', ') : otherwise}]`);
}

/** Puts a statement on a line of its own before another one; null when others stand before that on its line. */
export function statementBefore({ text }: PythonFacts, statement: Range, code: string): Edit | null {
  const blanks = blanksBefore(text, statement);
  const at = lineStart(text, statement.start);
  return blanks === null ? null : { range: rangeOf(at, at), text: `${blanks}${code}${lineEnd(text)}` };
}

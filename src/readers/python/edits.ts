import type { Edit } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { PythonContext } from '../../core/rule';
import { cellAt } from '../notebook/notebook';

/**
 * Sets `name=code` in a call: replaces the keyword's value, or appends the keyword before any `**kwargs`, keeping commas,
 * comments and line style. Null when the keyword came out of a `**dict`, or the call is not closed yet.
 */
export function setKeyword(facts: PythonFacts, call: CallFact, name: string, code: string): Edit | null {
  const { text } = facts;
  const present = call.args.find((argument) => argument.name === name);
  if (present) return present.spread ? null : replaceWith(present.valueRange, code);
  const { start, end } = call.argumentsRange;
  if (text[start] !== '(' || text[end - 1] !== ')') return null;
  const spread = firstSpread(text, start + 1, end - 1);
  if (spread !== null) return { range: rangeOf(spread, spread), text: `${name}=${code}, ` };
  const last = lastToken(text, start + 1, end - 1);
  if (last === null) return { range: rangeOf(start + 1, start + 1), text: `${name}=${code}` };
  if (last.comma) return onOwnLine(text, start, end, last.end, `${name}=${code}`);
  return afterLast(text, start, last.end, `${name}=${code}`);
}

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
  const at = context.notebook
    ? cellStart(context, near)
    : Math.min(facts.importOffset, lineStart(facts.text, near.start));
  return {
    name: module,
    edits: [
      {
        range: rangeOf(at, at),
        text: `${needsBreak(facts.text, at) ? '\n' : ''}import ${module}${lineEnd(facts.text)}`,
      },
    ],
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

/** An import counts when it stands at the left margin: not in `try`, `if` or a function. */
const onEveryPath = (text: string, statement: Range): boolean =>
  lineStart(text, statement.start) === statement.start ||
  /[;]\s*$/.test(text.slice(lineStart(text, statement.start), statement.start));

/** After the magics and comments that open the cell. */
function cellStart(context: PythonContext, near: Range): number {
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

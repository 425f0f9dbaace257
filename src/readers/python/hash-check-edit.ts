import type { Edit } from '../../core/finding';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import type { PythonContext } from '../../core/rule';
import { blanksBefore, ensureImport, lineEnd, onEveryPath } from './edits';
import { behindLine } from './import-offset';

const HELPER = '_verify_sha256';

/**
 * Checks the SHA-256 of a file before the statement of a call, or behind it, with a function that is inserted once. Null where the call does not begin
 * a line.
 */
export function hashCheckEdits(
  context: PythonContext,
  call: CallFact,
  path: string,
  sha256: string,
  behind = false,
): readonly Edit[] | null {
  const { text } = context.facts;
  const indent = blanksBefore(text, call.statement);
  if (indent === null) return null;
  const at = behind ? behindLine(text, call.statement.start) : call.statement.start - indent.length;
  // Behind the last line of a text that has no end of line, and behind one that others share, there is no place.
  if (behind && text[at - 1] !== '\n') return null;
  const newline = lineEnd(text);
  const check: Edit = {
    range: rangeOf(at, at),
    text: `${indent}${HELPER}(${JSON.stringify(path)}, "${sha256}")${newline}`,
  };
  return merge([...helper(context, call, newline), check]);
}

function helper(context: PythonContext, call: CallFact, newline: string): readonly Edit[] {
  const { text } = context.facts;
  if (new RegExp(`^def ${HELPER}\\(`, 'm').test(text)) return [];
  const hashlib = ensureImport(context, 'hashlib', call.statement);
  const place = helperPosition(context, call);
  const body = [
    `def ${HELPER}(path, expected):`,
    '    """Raise ValueError unless the file has the expected SHA-256 digest."""',
    `    digest = ${hashlib.name}.sha256()`,
    '    with open(path, "rb") as file:',
    '        for chunk in iter(lambda: file.read(1 << 20), b""):',
    '            digest.update(chunk)',
    '    if digest.hexdigest() != expected:',
    '        raise ValueError(f"{path} does not have the expected SHA-256 digest")',
  ].join(newline);
  // Two blank lines around a function of the module (PEP 8): as many as are not there already.
  const [import_] = hashlib.edits;
  const behindImport = place.afterImport || import_?.range.start === place.at;
  const there = /^(?:[ \t]*\r?\n)*/.exec(text.slice(place.at, place.at + 200))![0].split('\n').length - 1;
  const ends = /^\s*$/.test(text.slice(place.at));
  const written = import_ && !place.afterImport ? import_.text.trimEnd().length : 0;
  const edits = written > 0 ? [{ ...import_!, text: `${import_!.text.trimEnd()}${newline}` }] : hashlib.edits;
  return [
    ...edits,
    {
      range: rangeOf(place.at, place.at),
      text: `${behindImport ? newline.repeat(2) : ''}${body}${newline}${ends ? '' : newline.repeat(Math.max(0, 2 - there))}`,
    },
  ];
}

/** Behind the line of the last import on every path before the statement (in a notebook: of its cell), else where an import would go. */
function helperPosition(context: PythonContext, call: CallFact): { at: number; afterImport: boolean } {
  const { facts, cells } = context;
  const from = context.notebook
    ? (cells.find(({ range }) => range.start <= call.range.start && call.range.end <= range.end)?.range.start ?? 0)
    : 0;
  const starts = facts.imports
    .filter(
      ({ scope, statement }) =>
        scope === 0 &&
        statement.start >= from &&
        statement.end <= call.statement.start &&
        onEveryPath(facts.text, statement),
    )
    .map((item) => item.statement.start);
  if (starts.length === 0) {
    const at = ensureImport(context, 'touchstone_place', call.statement).edits[0]?.range.start ?? from;
    return { at, afterImport: false };
  }
  return { at: behindLine(facts.text, Math.max(...starts)), afterImport: true };
}

/** Insertions at one place become one edit, in order. */
function merge(edits: readonly Edit[]): readonly Edit[] {
  const merged: Edit[] = [];
  for (const edit of edits) {
    const same = merged.findIndex(
      (other) =>
        other.range.start === edit.range.start &&
        other.range.end === edit.range.end &&
        other.range.start === other.range.end,
    );
    if (same < 0) merged.push(edit);
    else merged[same] = { range: edit.range, text: merged[same]!.text + edit.text };
  }
  return merged;
}

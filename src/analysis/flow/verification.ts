import { lastNameOf } from '../../core/callee-pattern';
import type { Edit, Fix } from '../../core/finding';
import type { CallFact } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import type { PythonContext } from '../../core/rule';
import type { Value } from '../../core/value';
import { callsOf } from '../../readers/python/fact-index';
import { blanksBefore, ensureImport, lineEnd, onEveryPath } from '../../readers/python/edits';
import { behindLine } from '../../readers/python/import-offset';
import { takes, unwrap } from './file-keys';
import { fileDigestFrom } from '../../project/questions/file-digest';

const HELPER = '_verify_sha256';
const VERIFIER =
  /(?:verify|check|assert|validate|ensure|expect|confirm)\w*(?:sha|hash|digest|checksum|integrity|md5|signature)|(?:hash|checksum|digest|sha256)_?(?:check|verif)/i;
const HASHING = /(?:hexdigest|digest|sha\d+|hash|checksum|blake\w*)/i;

/** A call that may have to do with a digest. */
function isCheck(call: CallFact): boolean {
  const name = lastNameOf(call.callee);
  return name === 'compare_digest' || VERIFIER.test(name) || HASHING.test(name);
}

/** Whether the code makes sure of the bytes before the call loads them: a named check of the same file, or a comparison of a digest in the same scope. */
export function isVerified(call: CallFact, value: Value | undefined, context: PythonContext): boolean {
  const { facts } = context;
  return callsOf(facts, isCheck, call.scope).some((other) => {
    if (other.range.end > call.range.start) return false;
    const name = lastNameOf(other.callee);
    if (name === 'compare_digest') return true;
    const verifies = VERIFIER.test(name);
    const same = value !== undefined && takes(other, value, facts, call);
    if (verifies && same) return true;
    if (!HASHING.test(name) || !(same || /digest$/.test(name))) return false;
    return facts.comparisons.some(
      (comparison) =>
        comparison.range.start <= other.range.start &&
        other.range.end <= comparison.range.end &&
        comparison.range.end <= call.range.start,
    );
  });
}

/**
 * A fix that checks the file's SHA-256 before the statement that loads it, with a helper that is inserted once. Null unless the
 * path is written in the code and the file is in the workspace: an expected digest is never made up.
 * Not safe: a file that is trained anew has another digest, and then the check refuses it, which is the point.
 */
export function hashCheckFix(context: PythonContext, call: CallFact, value: Value | undefined): Fix | null {
  const source = value && unwrap(value);
  if (source?.kind !== 'string' || source.via === 'default') return null;
  const digest = fileDigestFrom(context.path, source.value.replace(/^\.\//, ''), context.project);
  if (!digest || !/^[0-9a-f]{64}$/.test(digest)) return null;
  const { text } = context.facts;
  const indent = blanksBefore(text, call.statement);
  if (indent === null) return null;
  const at = call.statement.start - indent.length;
  const newline = lineEnd(text);
  const check: Edit = {
    range: rangeOf(at, at),
    text: `${indent}${HELPER}(${JSON.stringify(source.value)}, "${digest}")${newline}`,
  };
  return {
    title: `Check the SHA-256 of ${source.value} before loading it`,
    safety: 'unsafe',
    edits: merge([...helper(context, call, newline), check]),
  };
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
  return [
    ...hashlib.edits,
    {
      range: rangeOf(place.at, place.at),
      text: place.afterImport ? `${newline}${newline}${body}${newline}` : `${body}${newline}${newline}${newline}`,
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

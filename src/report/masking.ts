import type { LocatedFinding, LocatedFix } from '../core/finding';
import type { Rule } from '../core/rule';
import { isShowable, secretsIn } from '../analysis/secrets/redaction';
import type { SourceText } from './source-text';

/** Columns of one line, from 0, end exclusive. */
export interface Columns {
  readonly start: number;
  readonly end: number;
}

/** CWE-798: use of hard-coded credentials. */
const HARDCODED = 798;

/** Ids of the rules whose findings point at secrets, so that this is never printed: not those that point at a name, and a secret in an output is not where its finding is. */
export const secretRules = (rules: readonly Rule[]): ReadonlySet<string> =>
  new Set(
    rules
      .filter(({ category, cwe, listen }) => category === 'secrets' && cwe === HARDCODED && !listen.documents?.output)
      .map(({ id }) => id),
  );

/**
 * A line of source as it may be shown: what secret findings point at, and what else must not be shown, is starred, at equal
 * length. `own` is what the finding itself points at.
 */
export const maskLine = (line: string, secrets: readonly Columns[], own: Columns | null): string =>
  starred(line, [...secrets, ...secretsIn(line, 'line', own)]);

/** The columns of a line that findings of secret rules point at. */
export function secretColumns(
  findings: readonly LocatedFinding[],
  secret: ReadonlySet<string>,
  cell: number | null,
  line: number,
): Columns[] {
  return findings
    .filter(
      (finding) =>
        secret.has(finding.rule) &&
        finding.cell === cell &&
        finding.range.start.line <= line &&
        line <= finding.range.end.line,
    )
    .map(({ range: { start, end } }) => ({
      start: line === start.line ? start.column - 1 : 0,
      end: line === end.line ? end.column - 1 : Infinity,
    }));
}

/**
 * A finding as it may leave the machine: without the fixes whose text holds the secret (they move it to another file) or another
 * one of `all` (they rewrite a literal that holds two), and without those of other rules that write down a name or an address
 * with a key in it.
 */
export function withoutSecrets(
  finding: LocatedFinding,
  secret: ReadonlySet<string>,
  sourceOf: (path: string) => SourceText | null,
  all: readonly LocatedFinding[],
): LocatedFinding {
  if (finding.fixes.length === 0) return finding;
  const source = secret.has(finding.rule) ? sourceOf(finding.path) : null;
  const words = secret.has(finding.rule)
    ? all
        .filter(({ rule, path, cell }) => secret.has(rule) && path === finding.path && cell === finding.cell)
        .flatMap(({ cell, range }) => maskedWordsOf(source?.textAt(cell, range) ?? ''))
    : null;
  const fixes = finding.fixes.filter((fix) =>
    words === null ? fix.edits.every(({ text }) => isShowable(text, 'identifier')) : !holds(fix, finding.path, words),
  );
  return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
}

/** Stars between quotes are as good as the quotes, so those stay. */
function starred(line: string, hidden: readonly Columns[]): string {
  let result = line;
  for (const { start, end } of hidden) {
    const text = line.slice(start, Math.min(end, line.length));
    const inside = /^([a-zA-Z]{0,2}(?:"""|'''|"|')?)([\s\S]*?)((?:"""|'''|"|')?)$/.exec(text)!;
    const masked = inside[1]!.match(/["']/)
      ? inside[1]! + '*'.repeat(inside[2]!.length) + inside[3]!
      : '*'.repeat(text.length);
    result = result.slice(0, start) + masked + result.slice(start + text.length);
  }
  return result;
}

function maskedWordsOf(text: string): readonly string[] {
  const whole = text.replace(/^[a-zA-Z]{0,2}["']{1,3}|["']{1,3}$/g, '');
  return [whole, ...text.split(/[^A-Za-z0-9_+/=.-]+/).filter((word) => word.length >= 12)].filter(
    (word) => word.length >= 4,
  );
}

/** A fix that writes the secret somewhere: its words, or, where source and value differ by escapes, any line of a dotenv file. */
const holds = (fix: LocatedFix, path: string, words: readonly string[]): boolean =>
  fix.edits.some(
    (edit) =>
      words.some((word) => edit.text.includes(word)) ||
      (edit.path !== path && /(?:^|\/)[^/]*\.env[^/]*$/.test(edit.path) && /=[^\n]*\S/.test(edit.text)),
  );

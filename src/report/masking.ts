import type { LocatedFinding, LocatedFix } from '../core/finding';
import type { Rule } from '../core/rule';
import { isShowable, secretsIn } from '../analysis/secrets/redaction';
import type { ScanReport } from './report';

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

/** The findings of secret rules, also those that became part of another finding, each with its own place. */
export const secretFindings = (
  findings: readonly LocatedFinding[],
  secret: ReadonlySet<string>,
): readonly LocatedFinding[] =>
  findings
    .flatMap((finding) => [
      finding,
      ...(finding.absorbed ?? []).map((part) => ({ ...finding, ...part, cell: part.cell ?? finding.cell })),
    ])
    .filter(({ rule }) => secret.has(rule));

/**
 * A line of source as it may be shown: what secret findings point at, and what else must not be shown, is starred, at equal
 * length. `own` is what the finding itself points at.
 */
export const maskLine = (line: string, secrets: readonly Columns[], own: Columns | null): string =>
  starred(line, [...secrets, ...secretsIn(line, 'line', own)]);

/** Units of a line before and behind what is pointed at that are looked at for keys: more than any is long. */
const AROUND = 4096;

/** `maskLine` for who shows only what stands near `own`: long lines, masked in whole for each finding on them, take minutes. */
export function maskNear(
  line: string,
  secrets: readonly Columns[],
  own: Columns,
): { readonly line: string; readonly own: Columns; readonly from: number } {
  const from = Math.max(own.start - AROUND, 0);
  const to = Math.min(own.end, own.start + AROUND) + AROUND;
  const moved = ({ start, end }: Columns): Columns => ({
    start: Math.max(start - from, 0),
    end: Math.min(end, to) - from,
  });
  const near = secrets.filter(({ start, end }) => start < to && end > from).map(moved);
  return { line: maskLine(line.slice(from, to), near, moved(own)), own: moved(own), from };
}

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
 * Findings as they may leave the machine: without the fixes whose text holds what a secret finding of the same document points at
 * (they move it to another file, rewrite a literal that holds two, or write a command anew that has a password in it), and
 * without those of other rules that write down a name or an address with a key in it.
 */
export function fixMasking(report: ScanReport): (finding: LocatedFinding) => LocatedFinding {
  const secret = secretRules(report.rules);
  const words = new Map<string, Set<string>>();
  const keyOf = ({ path, cell }: LocatedFinding): string => `${cell}\0${path}`;
  for (const finding of secretFindings([...report.findings, ...report.baselined], secret)) {
    const known = words.get(keyOf(finding)) ?? new Set();
    for (const word of maskedWordsOf(report.source(finding.path)?.textAt(finding.cell, finding.range) ?? ''))
      known.add(word);
    words.set(keyOf(finding), known);
  }
  return (finding) => {
    if (finding.fixes.length === 0) return finding;
    const own = [...(words.get(keyOf(finding)) ?? [])];
    const fixes = finding.fixes.filter(
      (fix) =>
        !holds(fix, own) &&
        (secret.has(finding.rule)
          ? !fillsDotenv(fix, finding.path)
          : fix.edits.every(({ text }) => isShowable(text, 'identifier'))),
    );
    return fixes.length === finding.fixes.length ? finding : { ...finding, fixes };
  };
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

/** A fix that writes one of the words somewhere. */
const holds = ({ edits }: LocatedFix, words: readonly string[]): boolean =>
  edits.some(({ text }) => words.some((word) => text.includes(word)));

/** A fix that fills in a line of a dotenv file: where source and value differ by escapes, no word tells. */
const fillsDotenv = ({ edits }: LocatedFix, path: string): boolean =>
  edits.some((edit) => edit.path !== path && /(?:^|\/)[^/]*\.env[^/]*$/.test(edit.path) && /=[^\n]*\S/.test(edit.text));

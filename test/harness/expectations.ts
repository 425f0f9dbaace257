import { SEVERITIES, type Severity } from '../../src/core/finding';
import { RULES } from '../../src/rules/index';

/** `joined`: it became part of a finding about the same thing at another place. */
type Expected = Severity | 'joined';

/** A finding that has to be there: of a rule, and of this severity where one is named. */
export interface Expectation {
  readonly rule: string;
  readonly severity: Expected | null;
}

/** By line, from 1. A line may have several, of one rule too. */
export type Expectations = ReadonlyMap<number, readonly Expectation[]>;

/** What was found, as far as it is compared. */
export interface Found {
  readonly line: number;
  readonly rule: string;
  readonly severity: Expected;
}

/** `# expect: rule-id, rule-id=severity` at the end of a line. */
const MARK = /[ \t]*#[ \t]*expect:([\w=, -]+)(?=\r?$)/;

const RULE_IDS = new Set(RULES.map(({ id }) => id));

/** Reads a text with marks: without them it is what is judged. */
export function readExpectations(written: string): { readonly text: string; readonly expected: Expectations } {
  const expected = new Map<number, readonly Expectation[]>();
  const lines = written.split('\n').map((line, i) => {
    const mark = MARK.exec(line);
    if (mark === null) return line;
    expected.set(i + 1, parseExpectations(mark[1]!));
    return line.replace(MARK, '');
  });
  return { text: lines.join('\n'), expected };
}

/** The list behind `# expect:`. A rule or a severity that does not exist is a mistake of the test. */
export function parseExpectations(list: string): readonly Expectation[] {
  return list.split(',').map((item) => {
    const [rule, severity = null, ...more] = item.trim().split('=');
    if (!RULE_IDS.has(rule!)) throw new Error(`there is no rule '${rule}' to expect: ${list}`);
    if (more.length > 0 || (severity !== null && severity !== 'joined' && !SEVERITIES.includes(severity as Severity)))
      throw new Error(`there is no such severity to expect: ${list}`);
    return { rule: rule!, severity: severity as Expected | null };
  });
}

/** What was expected and is not there, and what is there and was not expected; both empty where all is well. */
export function compareFindings(
  expected: Expectations,
  found: readonly Found[],
  text: string,
): { readonly missing: readonly string[]; readonly unexpected: readonly string[] } {
  const lines = text.split('\n');
  const tell = (line: number, { rule, severity }: Expectation): string =>
    `${line}: ${rule}${severity === null ? '' : `=${severity}`}: ${lines[line - 1]!.trim().slice(0, 90)}`;
  const left = [...found];
  const missing: string[] = [];
  for (const [line, all] of expected) {
    // Those with a severity choose first: the others are content with any.
    for (const expectation of [...all].sort((a, b) => Number(a.severity === null) - Number(b.severity === null))) {
      const { rule, severity } = expectation;
      const at = left.findIndex(
        (each) => each.line === line && each.rule === rule && (severity === null || each.severity === severity),
      );
      if (at < 0) missing.push(tell(line, expectation));
      else left.splice(at, 1);
    }
  }
  return { missing, unexpected: left.map((each) => tell(each.line, each)) };
}

import type { LocatedFinding, Severity } from '../src/core/finding';
import { secretRules } from '../src/report/masking';
import { RULES } from '../src/rules/index';

/** `true`: the maintainer would want to know. `arguable`: true in the words of the rule, but somebody could close it. `false`: wrong. */
export const VERDICTS = ['true', 'arguable', 'false'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judgement {
  readonly package: string;
  readonly version: string;
  readonly path: string;
  /** Of the line's text without blanks around it: the judgement stays when the line moves, and goes when it changes. */
  readonly line: string;
  readonly rule: string;
  /** Null until somebody has judged. */
  readonly verdict: Verdict | null;
  readonly reason: string;
}

export interface Hit {
  readonly finding: LocatedFinding;
  /** The line as it may be shown. */
  readonly shown: string;
  readonly judgement: Judgement;
}

export interface Scanned {
  readonly name: string;
  /** What people write with libraries, and no library itself. */
  readonly application: boolean;
  readonly version: string;
  readonly files: number;
  readonly megabytes: number;
  readonly notes: readonly string[];
  readonly hits: readonly Hit[];
}

export const SECRETS = secretRules(RULES);

/** What has to be judged one by one, in any code. */
export const isGrave = ({ rule, severity }: LocatedFinding): boolean => severity === 'error' || SECRETS.has(rule);

/** What has to be judged one by one: errors, warnings and secrets. */
export const mustBeJudged = (finding: LocatedFinding): boolean => isGrave(finding) || finding.severity === 'warning';

export const countBy = (hits: readonly Hit[], severity: Severity): number =>
  hits.filter(({ finding }) => finding.severity === severity).length;

export const rulesIn = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({ finding }) => finding.rule))].sort();

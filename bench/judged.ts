import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
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

export const JUDGEMENTS = path.join(__dirname, 'judgements.json');

/** How a judgement knows its line. */
export const hashOf = (line: string): string => createHash('sha256').update(line.trim()).digest('hex').slice(0, 16);

export const keyOf = ({ package: name, version, path: file, line, rule }: Judgement): string =>
  [name, version, file, line, rule].join('\n');

/** What was judged, by `keyOf`. Throws for one that is not whole. */
export function readJudgements(): Map<string, Judgement> {
  if (!existsSync(JUDGEMENTS)) return new Map();
  const all = JSON.parse(readFileSync(JUDGEMENTS, 'utf8')) as readonly Judgement[];
  for (const judgement of all) {
    if (judgement.verdict !== null && !VERDICTS.includes(judgement.verdict))
      throw new Error(`${judgement.path}: there is no verdict "${String(judgement.verdict)}"`);
    if (judgement.verdict !== null && judgement.reason.trim() === '')
      throw new Error(`${judgement.path}: a verdict needs a reason`);
  }
  return new Map(all.map((judgement) => [keyOf(judgement), judgement]));
}

/** The section of `docs/precision.md` that bench/infrastructure.ts writes; empty where there is none. */
export const sectionIn = (page: string): string =>
  existsSync(page)
    ? (/\n<!-- infrastructure:begin -->[^]*<!-- infrastructure:end -->\n/.exec(readFileSync(page, 'utf8'))?.[0] ?? '')
    : '';

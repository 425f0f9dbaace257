import type { FileResult, Finding, LocatedFinding, Note } from '../core/finding';
import type { ScanInput } from '../core/input';
import type { Policy } from '../core/policy';
import type { Grounds } from '../project/grounds';
import type { Workspace } from '../project/workspace';
import type { SuppressionFact } from '../core/suppression-facts';
import { absorb } from './absorption';
import { inReadingOrder, locate } from './location';
import { unitedByThing, unitedInPlace } from './union';
import { Suppressions, type Commented, type KnownRules } from './suppression';

/** What a scan of one document gives. */
export interface ScanOutcome extends FileResult {
  /** True when the input was given up because a newer one of the same session came. */
  readonly stale?: boolean;
}

/** A text in which there may be findings. */
export type JudgedText = Commented;

export interface JudgedFinding {
  readonly finding: Finding;
  readonly place: JudgedText;
}

export interface OutcomeOptions {
  /** Gets what the judgement rests on. */
  readonly grounds?: Grounds | undefined;
  /** Say of each finding why it is believed. */
  readonly explain?: boolean | undefined;
  /** Nobody asked for it: what is only about infrastructure is left for when somebody does. */
  readonly unasked?: boolean | undefined;
}

/** What has its say when the findings are known. */
export interface Afterwards {
  ran(): KnownRules['ran'];
  ids(): KnownRules['ids'];
  /** What is found in a suppression comment. */
  review(comment: SuppressionFact): readonly Finding[];
}

/** Findings as they leave the engine: silenced ones counted, the others with lines and columns, each once, in reading order. */
export function outcomeOf(
  input: ScanInput,
  judged: readonly JudgedFinding[],
  { parts, notes: read }: { readonly parts: readonly JudgedText[]; readonly notes: readonly Note[] },
  policy: Policy,
  workspace: Workspace,
  { explain = false, grounds }: OutcomeOptions,
  afterwards: Afterwards,
): ScanOutcome {
  const { path } = input;
  const today = dayOf(workspace.host.clock.now());
  const suppressions = new Suppressions(parts, { path, today, honourNosec: policy.honourNosec });
  if (suppressions.dependOnDate) grounds?.dated(today);
  const located = new Map<string, LocatedFinding>();
  let suppressed = 0;
  const isTold = ({ finding, place }: JudgedFinding): boolean => {
    const silenced = suppressions.silence(finding, place);
    if (silenced) suppressed++;
    return !silenced;
  };
  const tell = ({ finding, place }: JudgedFinding): void => {
    const item = locate(finding, place.placement, (other) => workspace.knownText(other), explain);
    const key = JSON.stringify([item.rule, item.cell, item.range, item.message]);
    if (!located.has(key)) located.set(key, item);
  };
  // A comment silences what is said of its place, not what is said of the same thing elsewhere.
  for (const each of unitedByThing(unitedInPlace(absorb(judged)).filter(isTold))) tell(each);
  // What comments did is known only now. What is found in them can be silenced as everything can.
  for (const { fact, place } of suppressions.facts(afterwards, judged))
    for (const finding of afterwards.review(fact)) if (isTold({ finding, place })) tell({ finding, place });
  return {
    path,
    bytes: sizeOf(input),
    findings: [...located.values()].sort(inReadingOrder),
    notes: [...read, ...suppressions.notes],
    suppressed,
  };
}

/** Bytes, as far as the host knows them; else UTF-16 units. */
const DAY = 86_400_000;
let day = { number: NaN, text: '' };

/** The date in UTC: it is asked for each file, and seldom another one. */
function dayOf(milliseconds: number): string {
  const number = Math.floor(milliseconds / DAY);
  if (day.number !== number) day = { number, text: new Date(milliseconds).toISOString().slice(0, 10) };
  return day.text;
}

function sizeOf(input: ScanInput): number {
  switch (input.kind) {
    case 'text':
      return input.bytes ?? input.text.length;
    case 'bytes':
      return input.size;
    case 'notebook':
      return input.cells.reduce((sum, cell) => sum + cell.text.length, 0);
  }
}

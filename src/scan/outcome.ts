import type { FileResult, Finding, LocatedFinding, Note } from '../core/finding';
import type { ScanInput } from '../core/input';
import type { Policy } from '../core/policy';
import type { Grounds } from '../project/grounds';
import type { Workspace } from '../project/workspace';
import type { Part } from '../readers/reading';
import { absorb } from './absorption';
import { inReadingOrder, locate } from './location';
import { unitedByThing, unitedInPlace } from './union';
import { Suppressions } from './suppression';

/** What a scan of one document gives. */
export interface ScanOutcome extends FileResult {
  /** True when the input was given up because a newer one of the same session came. */
  readonly stale?: boolean;
}

/** A text in which there may be findings. */
export type JudgedText = Omit<Part, 'facts'>;

export interface JudgedFinding {
  readonly finding: Finding;
  readonly place: JudgedText;
}

export interface OutcomeOptions {
  /** Gets what the judgement rests on. */
  readonly grounds?: Grounds | undefined;
  /** Say of each finding why it is believed. */
  readonly explain?: boolean | undefined;
}

/** Findings as they leave the engine: silenced ones counted, the others with lines and columns, each once, in reading order. */
export function outcomeOf(
  input: ScanInput,
  judged: readonly JudgedFinding[],
  { parts, notes: read }: { readonly parts: readonly JudgedText[]; readonly notes: readonly Note[] },
  policy: Policy,
  workspace: Workspace,
  { explain = false, grounds }: OutcomeOptions,
): ScanOutcome {
  const { path } = input;
  const today = new Date(workspace.host.clock.now()).toISOString().slice(0, 10);
  const suppressions = new Map<string, Suppressions>();
  const notes = [...read];
  for (const { text, comments } of parts) {
    if (suppressions.has(text)) continue;
    const own = new Suppressions(text, comments, { path, today, honourNosec: policy.honourNosec });
    suppressions.set(text, own);
    notes.push(...own.notes);
    if (own.dependOnDate) grounds?.dated(today);
  }
  const located = new Map<string, LocatedFinding>();
  let suppressed = 0;
  // A comment silences what is said of its place, not what is said of the same thing elsewhere.
  const told = unitedInPlace(absorb(judged)).filter(({ finding, place }) => {
    const silenced = [finding, ...(finding.absorbed ?? [])].some(({ rule, range }) =>
      suppressions.get(place.text)!.covers(rule, range),
    );
    if (silenced) suppressed++;
    return !silenced;
  });
  for (const { finding, place } of unitedByThing(told)) {
    const item = locate(finding, place.placement, (other) => workspace.knownText(other), explain);
    const key = JSON.stringify([item.rule, item.cell, item.range, item.message]);
    if (!located.has(key)) located.set(key, item);
  }
  return { path, bytes: sizeOf(input), findings: [...located.values()].sort(inReadingOrder), notes, suppressed };
}

/** Bytes, as far as the host knows them; else UTF-16 units. */
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

import type { Range } from './range';

/**
 * What became of a rule that a suppression comment names. `unjudged`: nobody can say, because the rule did not run, was switched
 * off, or the document was not read to its end. `unknown`: there is no such rule.
 */
export type SuppressionState = 'used' | 'unused' | 'unjudged' | 'unknown';

export interface SuppressedRule {
  readonly id: string;
  readonly state: SuppressionState;
  readonly range: Range;
  /** What goes with it, of the list that it stands in. */
  readonly removal: Range;
  /** The rule that was probably meant, where there is none of this name. */
  readonly suggestion: string | null;
}

/** Why a comment silences nothing, whatever stands there. `expired`: its last day is over. */
export type SuppressionRefusal = 'no-rule' | 'no-reason' | 'no-date' | 'expired';

/** A suppression comment after the scan: the findings of its document are known, and what it did to them. */
export interface SuppressionFact {
  /** From the comment's sign to its end. */
  readonly range: Range;
  /** The same with what goes with it: blanks before it, and the line if it stands alone. */
  readonly removal: Range;
  readonly wholeFile: boolean;
  readonly rules: readonly SuppressedRule[];
  readonly refused: SuppressionRefusal | null;
  /** Where rules are named or should be. */
  readonly list: Range;
  /** Rules of findings that it would reach, if it named them; only where it names none. */
  readonly reached: readonly string[];
  /** The last day as it is written, and the ISO date that was meant if one is certain. */
  readonly until: { readonly text: string; readonly range: Range; readonly meant: string | null } | null;
}

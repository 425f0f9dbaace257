import { defineQuestion, type Question } from '../../core/question';
import type { Rank } from '../names/index';

interface NameQuestion extends Question {
  /** PEP 503 name. */
  readonly distribution: string;
}

/** What the list of the most downloaded distributions says of a name. */
export interface ListedName {
  /** The day of the ranking, ISO 8601; null where the list could not be read. */
  readonly asOf: string | null;
  readonly rank: Rank | null;
  /** A name among the foremost that this one, which is in no list, may be taken for. */
  readonly resembles: string | null;
}

const UNKNOWN: ListedName = { asOf: null, rank: null, resembles: null };

/** Whether a distribution is one of the 15,000 most downloaded of the package index. The list lies in the program and is loaded when somebody asks. */
export const listedName = defineQuestion({
  kind: 'listed-name',
  key: (_path, distribution: string): NameQuestion => ({ kind: 'listed-name', distribution }),
  async find({ distribution }): Promise<ListedName> {
    const { knownNames } = await import('../names/index');
    const { asOf, rankOf, resembledBy } = knownNames();
    const rank = rankOf(distribution);
    return { asOf, rank, resembles: rank === null ? resembledBy(distribution) : null };
  },
  nothing: UNKNOWN,
  // The list is a part of the program.
  forgottenWhen: (path) => path === null,
});

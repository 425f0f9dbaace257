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
  /** Whether this one is in no list, and one edit makes a listed name of it. */
  readonly hasNeighbour: boolean;
}

const UNKNOWN: ListedName = { asOf: null, rank: null, resembles: null, hasNeighbour: false };

/** Whether a distribution is one of the 15,000 most downloaded of the package index. The list lies in the program and is loaded when somebody asks. */
export const listedName = defineQuestion({
  kind: 'listed-name',
  key: (_path, distribution: string): NameQuestion => ({ kind: 'listed-name', distribution }),
  async find({ distribution }): Promise<ListedName> {
    const { knownNames } = await import('../names/index');
    const { asOf, rankOf, resembledBy, hasNeighbour } = knownNames();
    const rank = rankOf(distribution);
    if (rank !== null) return { asOf, rank, resembles: null, hasNeighbour: false };
    return { asOf, rank, resembles: resembledBy(distribution), hasNeighbour: hasNeighbour(distribution) };
  },
  nothing: UNKNOWN,
  // The list is a part of the program.
  forgottenWhen: (path) => path === null,
});

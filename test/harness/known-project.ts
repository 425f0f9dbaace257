import type { Project } from '../../src/core/question';

/** Answers by kind of question; each gets the arguments of the question. */
export type Known = Readonly<Record<string, (...args: string[]) => unknown>>;

/** What is answered to a question that a test says nothing about. */
const NOTHING: Known = { lock: () => [] };

/** A project that knows what a test says, and that there is nothing else. */
export const knownProject = (known: Known = {}): Project => ({
  ask: ((kind: { readonly kind: string }, ...args: string[]) => {
    const answer = known[kind.kind] ?? NOTHING[kind.kind];
    return answer ? answer(...args) : null;
  }) as Project['ask'],
});

import type { Note } from '../core/finding';

/** Wrong usage, or something the user has to put right: told in one line on standard error, with exit status 2. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What the exit status of a command says: 0 nothing to do, 1 findings, 2 wrong usage, a named path that cannot be read, or a failure of the tool. */
export type ExitStatus = 0 | 1 | 2;

/** A configuration that is not as it should be: nothing is scanned, since nobody knows what was meant. */
export class Misconfigured extends Failure {
  constructor(
    message: string,
    readonly notes: readonly Note[],
  ) {
    super(message);
  }
}

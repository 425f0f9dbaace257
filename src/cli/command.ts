import type { ExitStatus } from './failure';
import type { Terminal } from './terminal';

/** What every command gets beside its own arguments. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly debug: boolean;
  /** Aborted when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
}

export type Outcome = Promise<ExitStatus>;

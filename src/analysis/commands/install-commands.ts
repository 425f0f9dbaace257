import type { Listeners } from '../../core/rule';
import { SHELL_CALLEES } from './call-commands';

/** What a notebook's `%pip install …` becomes when it is saved as a script. */
export const LINE_MAGICS: readonly string[] = ['get_ipython().run_line_magic', 'IPython.get_ipython().run_line_magic'];

/** Nothing is said of these calls as such: they are heard of so that the install commands in them are read (`install-calls.ts`). */
export const INSTALL_CALLS: NonNullable<Listeners['calls']> = [
  { callees: [...SHELL_CALLEES, ...LINE_MAGICS], check: () => undefined },
];

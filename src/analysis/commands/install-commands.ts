import type { Reads } from '../../core/rule';
import { SHELL_CALLEES } from './call-commands';

/** What a notebook's `%pip install …` becomes when it is saved as a script. */
export const LINE_MAGICS: readonly string[] = ['get_ipython().run_line_magic', 'IPython.get_ipython().run_line_magic'];

/** Calls that may install packages: nothing is said of them as such, but of the install commands in them (`install-calls.ts`). */
export const INSTALLING: Reads = { calls: [{ callees: [...SHELL_CALLEES, ...LINE_MAGICS] }] };

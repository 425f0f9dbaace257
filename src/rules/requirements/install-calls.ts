import type { Listeners } from '../../core/rule';
import { SHELL_CALLEES } from '../shell/document-commands';

/** Nothing is said of these calls as such: they are heard of so that the install commands in them are read (`scan/install-calls.ts`). */
export const INSTALL_CALLS: NonNullable<Listeners['calls']> = [{ callees: SHELL_CALLEES, check: () => undefined }];

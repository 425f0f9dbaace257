import type { Expression } from '../../../core/semantics';
import { stringOf } from '../../../core/value';

/** Variables that hold a key, which nobody runs. */
const CREDENTIAL = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)S?$/i;

/** Whether a variable of the environment is said to hold a key. */
export const isCredential = (name: Expression | undefined): boolean => CREDENTIAL.test(stringOf(name?.value) ?? '');

import { DVC_VERIFIER } from './dvc-verifier';
import { LOCK_VERIFIER } from './lock-verifier';
import type { Verifier } from './verifier';

/** All that `touchstone verify` knows to verify by; items come in this order. */
export const VERIFIERS: readonly Verifier[] = [LOCK_VERIFIER, DVC_VERIFIER];

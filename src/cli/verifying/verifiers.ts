import { DVC_VERIFIER } from './dvc-verifier';
import { GIT_VERIFIER } from './git-verifier';
import { LOCK_VERIFIER } from './lock-verifier';
import { MLFLOW_VERIFIER } from './mlflow-verifier';
import { SIGNATURE_VERIFIER } from './signature-verifier';
import type { Verifier } from './verifier';

/** All that `touchstone verify` knows to verify by; items come in this order. */
export const VERIFIERS: readonly Verifier[] = [
  LOCK_VERIFIER,
  DVC_VERIFIER,
  SIGNATURE_VERIFIER,
  GIT_VERIFIER,
  MLFLOW_VERIFIER,
];

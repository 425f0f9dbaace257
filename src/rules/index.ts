import type { Rule } from '../core/rule';
import safetensorsAvoided from './deserialization/safetensors-avoided';
import unsafeLightningCheckpoint from './deserialization/unsafe-lightning-checkpoint';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafeSafeGlobals from './deserialization/unsafe-safe-globals';
import unsafeTorchLoad from './deserialization/unsafe-torch-load';
import unverifiedCheckpointUrl from './deserialization/unverified-checkpoint-url';
import weightsOnlyDisabled from './deserialization/weights-only-disabled';
import remoteCodeTrusted from './models/remote-code-trusted';
import unpinnedModelRevision from './models/unpinned-model-revision';
import untrustedModelSource from './models/untrusted-model-source';
import extraIndex from './requirements/extra-index';
import incompleteHashes from './requirements/incomplete-hashes';
import insecureIndex from './requirements/insecure-index';
import mutableVcsRequirement from './requirements/mutable-vcs-requirement';
import unhashedUrlRequirement from './requirements/unhashed-url-requirement';
import unpinnedRequirement from './requirements/unpinned-requirement';
import hardcodedSecret from './secrets/hardcoded-secret';
import secretInNotebookOutput from './secrets/secret-in-notebook-output';

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [
  extraIndex,
  hardcodedSecret,
  incompleteHashes,
  insecureIndex,
  mutableVcsRequirement,
  remoteCodeTrusted,
  safetensorsAvoided,
  secretInNotebookOutput,
  unhashedUrlRequirement,
  unpinnedModelRevision,
  unpinnedRequirement,
  unsafeLightningCheckpoint,
  unsafePickleLoad,
  unsafeSafeGlobals,
  unsafeTorchLoad,
  untrustedModelSource,
  unverifiedCheckpointUrl,
  weightsOnlyDisabled,
];

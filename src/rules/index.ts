import type { Rule } from '../core/rule';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafeTorchLoad from './deserialization/unsafe-torch-load';
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
import secretInImage from './secrets/secret-in-image';
import secretInLog from './secrets/secret-in-log';
import secretInNotebookOutput from './secrets/secret-in-notebook-output';
import secretOnCommandLine from './secrets/secret-on-command-line';

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [
  extraIndex,
  hardcodedSecret,
  incompleteHashes,
  insecureIndex,
  mutableVcsRequirement,
  remoteCodeTrusted,
  secretInImage,
  secretInLog,
  secretInNotebookOutput,
  secretOnCommandLine,
  unhashedUrlRequirement,
  unpinnedModelRevision,
  unpinnedRequirement,
  unsafePickleLoad,
  unsafeTorchLoad,
  untrustedModelSource,
];

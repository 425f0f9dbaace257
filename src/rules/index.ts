import type { Rule } from '../core/rule';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafeTorchLoad from './deserialization/unsafe-torch-load';
import remoteCodeTrusted from './models/remote-code-trusted';
import unpinnedModelRevision from './models/unpinned-model-revision';
import untrustedModelSource from './models/untrusted-model-source';
import hardcodedSecret from './secrets/hardcoded-secret';
import secretInNotebookOutput from './secrets/secret-in-notebook-output';

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [
  hardcodedSecret,
  remoteCodeTrusted,
  secretInNotebookOutput,
  unpinnedModelRevision,
  unsafePickleLoad,
  unsafeTorchLoad,
  untrustedModelSource,
];

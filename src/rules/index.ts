import type { Rule } from '../core/rule';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafeTorchLoad from './deserialization/unsafe-torch-load';
import insecureShellDownload from './downloads/insecure-shell-download';
import pipedShellScript from './downloads/piped-shell-script';
import unpinnedGitClone from './downloads/unpinned-git-clone';
import unverifiedShellDownload from './downloads/unverified-shell-download';
import agentCodeExecution from './execution/agent-code-execution';
import dynamicCodeExecution from './execution/dynamic-code-execution';
import modelOutputExecuted from './execution/model-output-executed';
import shellCommandInjection from './execution/shell-command-injection';
import unsandboxedTemplate from './execution/unsandboxed-template';
import remoteCodeTrusted from './models/remote-code-trusted';
import unpinnedHubDownload from './models/unpinned-hub-download';
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
  agentCodeExecution,
  dynamicCodeExecution,
  extraIndex,
  hardcodedSecret,
  incompleteHashes,
  insecureIndex,
  insecureShellDownload,
  modelOutputExecuted,
  mutableVcsRequirement,
  pipedShellScript,
  remoteCodeTrusted,
  secretInNotebookOutput,
  shellCommandInjection,
  unhashedUrlRequirement,
  unpinnedGitClone,
  unpinnedHubDownload,
  unpinnedModelRevision,
  unpinnedRequirement,
  unsafePickleLoad,
  unsafeTorchLoad,
  unsandboxedTemplate,
  untrustedModelSource,
  unverifiedShellDownload,
];

import type { Rule } from '../core/rule';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafeTorchLoad from './deserialization/unsafe-torch-load';
import downloadedCodeExecuted from './downloads/downloaded-code-executed';
import downloadedCodeImported from './downloads/downloaded-code-imported';
import insecureDownload from './downloads/insecure-download';
import insecureHubEndpoint from './downloads/insecure-hub-endpoint';
import missingDownloadHash from './downloads/missing-download-hash';
import tlsVerificationDisabled from './downloads/tls-verification-disabled';
import unsafeArchiveExtraction from './downloads/unsafe-archive-extraction';
import unverifiedDownload from './downloads/unverified-download';
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
  downloadedCodeExecuted,
  downloadedCodeImported,
  extraIndex,
  hardcodedSecret,
  incompleteHashes,
  insecureDownload,
  insecureHubEndpoint,
  insecureIndex,
  missingDownloadHash,
  mutableVcsRequirement,
  remoteCodeTrusted,
  secretInNotebookOutput,
  tlsVerificationDisabled,
  unhashedUrlRequirement,
  unpinnedModelRevision,
  unpinnedRequirement,
  unsafeArchiveExtraction,
  unsafePickleLoad,
  unsafeTorchLoad,
  untrustedModelSource,
  unverifiedDownload,
];

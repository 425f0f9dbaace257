import type { Rule } from '../core/rule';
import kerasLambdaLayer from './deserialization/keras-lambda-layer';
import kerasUnsafeDeserialization from './deserialization/keras-unsafe-deserialization';
import nativeLibraryLoad from './deserialization/native-library-load';
import remoteSavedModel from './deserialization/remote-saved-model';
import remoteTorchscript from './deserialization/remote-torchscript';
import safetensorsAvoided from './deserialization/safetensors-avoided';
import unsafeDatasetScript from './deserialization/unsafe-dataset-script';
import unsafeDistributedObject from './deserialization/unsafe-distributed-object';
import unsafeFastaiLoad from './deserialization/unsafe-fastai-load';
import unsafeGensimLoad from './deserialization/unsafe-gensim-load';
import unsafeJoblibLoad from './deserialization/unsafe-joblib-load';
import unsafeJsonpickleDecode from './deserialization/unsafe-jsonpickle-decode';
import unsafeKerasLoad from './deserialization/unsafe-keras-load';
import unsafeLightningCheckpoint from './deserialization/unsafe-lightning-checkpoint';
import unsafeMarshalLoad from './deserialization/unsafe-marshal-load';
import unsafeMlflowLoad from './deserialization/unsafe-mlflow-load';
import unsafeMsgpackNumpy from './deserialization/unsafe-msgpack-numpy';
import unsafeNumpyLoad from './deserialization/unsafe-numpy-load';
import unsafePandasLoad from './deserialization/unsafe-pandas-load';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafePickleTransport from './deserialization/unsafe-pickle-transport';
import unsafeRuamelLoad from './deserialization/unsafe-ruamel-load';
import unsafeSafeGlobals from './deserialization/unsafe-safe-globals';
import unsafeShelveOpen from './deserialization/unsafe-shelve-open';
import unsafeSkopsLoad from './deserialization/unsafe-skops-load';
import unsafeSpacyLoad from './deserialization/unsafe-spacy-load';
import unsafeTorchLoad from './deserialization/unsafe-torch-load';
import unsafeTorchPackage from './deserialization/unsafe-torch-package';
import unsafeVectorStoreLoad from './deserialization/unsafe-vector-store-load';
import unsafeYamlLoad from './deserialization/unsafe-yaml-load';
import unverifiedCheckpointUrl from './deserialization/unverified-checkpoint-url';
import weightsOnlyDisabled from './deserialization/weights-only-disabled';
import downloadedCodeExecuted from './downloads/downloaded-code-executed';
import downloadedCodeImported from './downloads/downloaded-code-imported';
import insecureDownload from './downloads/insecure-download';
import insecureHubEndpoint from './downloads/insecure-hub-endpoint';
import insecureShellDownload from './downloads/insecure-shell-download';
import missingDownloadHash from './downloads/missing-download-hash';
import pipedShellScript from './downloads/piped-shell-script';
import tlsVerificationDisabled from './downloads/tls-verification-disabled';
import unpinnedGitClone from './downloads/unpinned-git-clone';
import unsafeArchiveExtraction from './downloads/unsafe-archive-extraction';
import unverifiedDownload from './downloads/unverified-download';
import unverifiedShellDownload from './downloads/unverified-shell-download';
import agentCodeExecution from './execution/agent-code-execution';
import dynamicCodeExecution from './execution/dynamic-code-execution';
import modelOutputExecuted from './execution/model-output-executed';
import shellCommandInjection from './execution/shell-command-injection';
import unsandboxedTemplate from './execution/unsandboxed-template';
import debugServer from './infrastructure/debug-server';
import exposedServer from './infrastructure/exposed-server';
import insecureClusterConnection from './infrastructure/insecure-cluster-connection';
import insecureTrackingServer from './infrastructure/insecure-tracking-server';
import predictableTemporaryFile from './infrastructure/predictable-temporary-file';
import publicDemoLink from './infrastructure/public-demo-link';
import unauthenticatedNotebookServer from './infrastructure/unauthenticated-notebook-server';
import worldWritablePermissions from './infrastructure/world-writable-permissions';
import remoteCodeTrusted from './models/remote-code-trusted';
import unpinnedHubDownload from './models/unpinned-hub-download';
import unpinnedImage from './requirements/unpinned-image';
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
  agentCodeExecution,
  debugServer,
  downloadedCodeExecuted,
  downloadedCodeImported,
  dynamicCodeExecution,
  exposedServer,
  extraIndex,
  hardcodedSecret,
  incompleteHashes,
  insecureClusterConnection,
  insecureDownload,
  insecureHubEndpoint,
  insecureIndex,
  insecureShellDownload,
  insecureTrackingServer,
  kerasLambdaLayer,
  kerasUnsafeDeserialization,
  missingDownloadHash,
  modelOutputExecuted,
  mutableVcsRequirement,
  nativeLibraryLoad,
  pipedShellScript,
  predictableTemporaryFile,
  publicDemoLink,
  remoteCodeTrusted,
  remoteSavedModel,
  remoteTorchscript,
  safetensorsAvoided,
  secretInImage,
  secretInLog,
  secretInNotebookOutput,
  secretOnCommandLine,
  shellCommandInjection,
  tlsVerificationDisabled,
  unauthenticatedNotebookServer,
  unhashedUrlRequirement,
  unpinnedGitClone,
  unpinnedHubDownload,
  unpinnedImage,
  unpinnedModelRevision,
  unpinnedRequirement,
  unsafeArchiveExtraction,
  unsafeDatasetScript,
  unsafeDistributedObject,
  unsafeFastaiLoad,
  unsafeGensimLoad,
  unsafeJoblibLoad,
  unsafeJsonpickleDecode,
  unsafeKerasLoad,
  unsafeLightningCheckpoint,
  unsafeMarshalLoad,
  unsafeMlflowLoad,
  unsafeMsgpackNumpy,
  unsafeNumpyLoad,
  unsafePandasLoad,
  unsafePickleLoad,
  unsafePickleTransport,
  unsafeRuamelLoad,
  unsafeSafeGlobals,
  unsafeShelveOpen,
  unsafeSkopsLoad,
  unsafeSpacyLoad,
  unsafeTorchLoad,
  unsafeTorchPackage,
  unsafeVectorStoreLoad,
  unsafeYamlLoad,
  unsandboxedTemplate,
  untrustedModelSource,
  unverifiedCheckpointUrl,
  unverifiedDownload,
  unverifiedShellDownload,
  weightsOnlyDisabled,
  worldWritablePermissions,
];

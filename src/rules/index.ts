import type { Rule } from '../core/rule';
import kerasLambdaLayer from './deserialization/keras-lambda-layer';
import kerasUnsafeDeserialization from './deserialization/keras-unsafe-deserialization';
import unsafeFastaiLoad from './deserialization/unsafe-fastai-load';
import unsafeGensimLoad from './deserialization/unsafe-gensim-load';
import unsafeJoblibLoad from './deserialization/unsafe-joblib-load';
import unsafeJsonpickleDecode from './deserialization/unsafe-jsonpickle-decode';
import unsafeKerasLoad from './deserialization/unsafe-keras-load';
import unsafeLangchainLoad from './deserialization/unsafe-langchain-load';
import unsafeMarshalLoad from './deserialization/unsafe-marshal-load';
import unsafeMsgpackNumpy from './deserialization/unsafe-msgpack-numpy';
import unsafeNumpyLoad from './deserialization/unsafe-numpy-load';
import unsafePandasLoad from './deserialization/unsafe-pandas-load';
import unsafePickleLoad from './deserialization/unsafe-pickle-load';
import unsafePickleTransport from './deserialization/unsafe-pickle-transport';
import unsafeShelveOpen from './deserialization/unsafe-shelve-open';
import unsafeSkopsLoad from './deserialization/unsafe-skops-load';
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
import secretInNotebookOutput from './secrets/secret-in-notebook-output';

/** All rules, in the order of their ids. */
export const RULES: readonly Rule[] = [
  extraIndex,
  hardcodedSecret,
  incompleteHashes,
  insecureIndex,
  kerasLambdaLayer,
  kerasUnsafeDeserialization,
  mutableVcsRequirement,
  remoteCodeTrusted,
  secretInNotebookOutput,
  unhashedUrlRequirement,
  unpinnedModelRevision,
  unpinnedRequirement,
  unsafeFastaiLoad,
  unsafeGensimLoad,
  unsafeJoblibLoad,
  unsafeJsonpickleDecode,
  unsafeKerasLoad,
  unsafeLangchainLoad,
  unsafeMarshalLoad,
  unsafeMsgpackNumpy,
  unsafeNumpyLoad,
  unsafePandasLoad,
  unsafePickleLoad,
  unsafePickleTransport,
  unsafeShelveOpen,
  unsafeSkopsLoad,
  unsafeTorchLoad,
  untrustedModelSource,
];

import { defineRule } from '../../core/rule';
import { ORIGIN_READS } from '../../analysis/flow/origin';
import { handedLoadsOf, loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [
  loader(
    [
      'joblib.load',
      'joblib.numpy_pickle.load',
      'sklearn.externals.joblib.load',
      'sklearn.externals.joblib.numpy_pickle.load',
      'sklearn.utils._joblib.load',
    ],
    ['filename'],
  ),
];

export default defineRule({
  id: 'unsafe-joblib-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe joblib load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'An object, usually a scikit-learn model, is loaded with `joblib.load`.',
    why: 'joblib files are pickles: loading one runs the code in it. From the network, an attacker on the way to the server supplies that code (error); from a file, whoever can write the file (warning). A file that the user names on the command line is information; where the caller passes the file, or the code reads back what it wrote itself, it is a hint.',
    fix: "Keep scikit-learn models as skops or ONNX, and arrays as `.npy` without pickle. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
    references: [
      'https://joblib.readthedocs.io/en/stable/persistence.html',
      'https://scikit-learn.org/stable/model_persistence.html',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [loadsOf(LOADERS), handedLoadsOf(LOADERS, ['joblib.load'])],
  },
});

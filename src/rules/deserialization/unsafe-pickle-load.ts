import { defineRule } from '../../core/rule';
import { ORIGIN_READS } from '../../analysis/flow/origin';
import { OWN_UNPICKLERS } from './pickle/own-unpickler';
import { handedLoadsOf, loadsOf } from './pickle/pickle-load';
import { UNPICKLING_FUNCTIONS } from './pickle/unpickling-functions';

export default defineRule({
  id: 'unsafe-pickle-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe pickle load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A pickle is loaded: `pickle.load`, `pickle.loads`, `Unpickler` and classes derived from it that refuse nothing, dill, cloudpickle, or a library that unpickles what it loads (Paddle, statsmodels, networkx, AutoGluon, Stable-Baselines3 and others).',
    why: 'A pickle is a program that rebuilds objects; whoever can change the file decides what runs. From the network that is anyone on the network path (error); for a file it is whoever can write it (warning); one that the user of the program names on its command line is information; where the caller passes the file, or the code reads back what it wrote itself, it is a hint.',
    fix: 'Keep arrays as `.npy` without pickle, tables as Parquet, weights as safetensors, settings as JSON, scikit-learn models as skops. Where it must be loaded, check the SHA-256 of the file against a value that is kept in the code: the quick fix inserts the check with the digest of the file in the workspace, which it trusts as it is now.',
    references: [
      'https://docs.python.org/3/library/pickle.html',
      'https://dill.readthedocs.io/en/latest/',
      'https://github.com/cloudpipe/cloudpickle#readme',
    ],
  },
  listen: {
    calls: [
      loadsOf(UNPICKLING_FUNCTIONS),
      OWN_UNPICKLERS,
      handedLoadsOf(UNPICKLING_FUNCTIONS, ['pickle.load', 'pkl.load', 'dill.load']),
    ],
    // What unpicklers of the program refuse.
    reads: { calls: ORIGIN_READS, classes: ['Unpickler'] },
  },
});

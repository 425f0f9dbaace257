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
    what: 'A pickle is loaded: with `pickle.load`, `pickle.loads`, `Unpickler` or a subclass that refuses nothing, dill, cloudpickle, or a library that unpickles what it loads (Paddle, statsmodels, networkx, AutoGluon, Stable-Baselines3 and others).',
    why: 'A pickle is a program that rebuilds objects; whoever can change the file decides what runs. From the network that includes any attacker on the way to the server (error); for a file, anyone who can write it (warning). A file that the user names on the command line is information; where the caller passes the file, or the code reads back what it wrote itself, it is a hint.',
    fix: "Keep arrays as `.npy` without pickle, tables as Parquet, weights as safetensors, settings as JSON, scikit-learn models as skops. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
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

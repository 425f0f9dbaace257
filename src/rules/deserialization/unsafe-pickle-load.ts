import { defineRule } from '../../core/rule';
import { checkKeras, checkSwitch } from './keras-load';
import { ORIGIN_TRIGGERS } from './origin';
import { checkNumpy, checkPickle, checkSkops } from './pickle-load';
import { PICKLE_CALLEES } from './pickle-loaders';

export default defineRule({
  id: 'unsafe-pickle-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe pickle load',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'Data is loaded in a format that runs code: pickle and everything built on it (joblib, dill, cloudpickle, `pandas.read_pickle`, `numpy.load(allow_pickle=True)`, shelve, gensim, fastai), marshal, jsonpickle, Keras models with `safe_mode=False`, skops with every type trusted.',
    why: 'A pickle is a program that rebuilds objects; whoever can change the file decides what runs. From the network that is everybody on the way (error); for a file it is whoever can write it (warning); where the caller passes the file, or the code reads back what it wrote itself, it is a hint.',
    fix: 'Keep arrays as `.npy` without pickle, tables as Parquet, weights as safetensors, scikit-learn models as skops. Where a pickle must be loaded, check its SHA-256 against a value that is kept in the code: the quick fix inserts the check with the digest of the file in the workspace.',
    references: ['https://docs.python.org/3/library/pickle.html', 'https://joblib.readthedocs.io/en/stable/persistence.html', 'https://keras.io/api/models/model_saving_apis/model_saving_and_loading/'],
  },
  listen: {
    calls: [
      { callees: PICKLE_CALLEES, beside: ORIGIN_TRIGGERS, check: checkPickle },
      { callees: ['numpy.load', 'numpy.lib.npyio.load', 'cupy.load'], beside: ORIGIN_TRIGGERS, check: checkNumpy },
      { callees: ['skops.io.load', 'skops.io.loads', 'skops.io._persist.load'], beside: ORIGIN_TRIGGERS, check: checkSkops },
      { callees: ['keras.models.load_model', 'keras.saving.load_model', 'tensorflow.keras.models.load_model', 'tensorflow.keras.saving.load_model', 'tensorflow.python.keras.**.load_model', 'tf_keras.models.load_model', 'keras.src.saving.**.load_model'], beside: ORIGIN_TRIGGERS, check: checkKeras },
      { callees: ['keras.config.enable_unsafe_deserialization', 'tensorflow.keras.config.enable_unsafe_deserialization', 'keras.src.saving.**.enable_unsafe_deserialization', 'tf_keras.**.enable_unsafe_deserialization'], check: checkSwitch },
    ],
  },
});

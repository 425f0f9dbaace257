import { defineRule } from '../../core/rule';
import { OWN_UNPICKLERS } from './pickle/own-unpickler';
import { handedLoadsOf, loadsOf } from './pickle/pickle-load';
import { loader } from './pickle/pickle-loaders';

const LOADERS = [
  loader(
    [
      'pickle.load',
      '_pickle.load',
      'cPickle.load',
      'pickle5.load',
      'six.moves.cPickle.load',
      'pickle.Unpickler',
      '_pickle.Unpickler',
      'cPickle.Unpickler',
      'pickle5.Unpickler',
      'six.moves.cPickle.Unpickler',
      'ray.cloudpickle.load',
      'pandas.compat.pickle_compat.load',
      'pandas.compat.pickle_compat.Unpickler',
    ],
    ['file'],
  ),
  loader(
    [
      'pickle.loads',
      '_pickle.loads',
      'cPickle.loads',
      'pickle5.loads',
      'six.moves.cPickle.loads',
      'ray.cloudpickle.loads',
      'pandas.compat.pickle_compat.loads',
    ],
    ['data'],
    { noHash: true },
  ),
  loader(
    [
      'dill.load',
      'dill.Unpickler',
      'dill.load_session',
      'dill.load_module',
      'cloudpickle.load',
      'cloudpickle.cloudpickle.load',
      'joblib.externals.cloudpickle.load',
    ],
    ['file', 'filename'],
  ),
  loader(
    [
      'dill.loads',
      'cloudpickle.loads',
      'cloudpickle.cloudpickle.loads',
      'joblib.externals.cloudpickle.loads',
      'srsly.pickle_loads',
    ],
    ['str', 'data'],
    { noHash: true },
  ),
  loader(
    [
      'paddle.load',
      'paddle.framework.load',
      'paddle.framework.io.load',
      'statsmodels.api.load',
      'statsmodels.**.load_pickle',
      'networkx.read_gpickle',
      'networkx.readwrite.gpickle.read_gpickle',
      'compress_pickle.load',
      'klepto.**.load',
      'sktime.**.load_from_path',
    ],
    ['fname', 'path'],
  ),
  loader(
    ['llama_index.**.SimpleObjectNodeMapping.from_persist_dir', 'llama_index.**.ObjectIndex.from_persist_dir'],
    ['persist_dir'],
    { noHash: true },
  ),
  loader(
    ['mmcv.load', 'mmcv.fileio.load', 'mmengine.load', 'mmengine.fileio.load', 'mmengine.fileio.io.load'],
    ['file'],
    { only: /\.(?:pkl|pickle)\b|\bfile_format\s*=\s*["'](?:pkl|pickle)["']/ },
  ),
  loader(
    [
      'pyspark.**.pickleFile',
      'autogluon.**.TabularPredictor.load',
      'autogluon.**.TimeSeriesPredictor.load',
      'autogluon.**.MultiModalPredictor.load',
      'ray.rllib.**.from_checkpoint',
    ],
    ['path', 'name'],
    { quiet: true, noHash: true },
  ),
  loader(
    ['stable_baselines3.*.load', 'sb3_contrib.*.load', 'pycaret.**.load_model', 'surprise.dump.load'],
    ['path', 'model_name', 'file_name'],
    { quiet: true, noHash: true },
  ),
];

export default defineRule({
  id: 'unsafe-pickle-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe pickle load',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A pickle is loaded: `pickle.load`, `pickle.loads`, `Unpickler` and classes derived from it that refuse nothing, dill, cloudpickle, or a library that unpickles what it loads (Paddle, statsmodels, networkx, AutoGluon, Stable-Baselines3 and others).',
    why: 'A pickle is a program that rebuilds objects; whoever can change the file decides what runs. From the network that is everybody on the way (error); for a file it is whoever can write it (warning); where the caller passes the file, or the code reads back what it wrote itself, it is a hint.',
    fix: 'Keep arrays as `.npy` without pickle, tables as Parquet, weights as safetensors, settings as JSON, scikit-learn models as skops. Where it must be loaded, check the SHA-256 of the file against a value that is kept in the code: the quick fix inserts the check with the digest of the file in the workspace.',
    references: [
      'https://docs.python.org/3/library/pickle.html',
      'https://dill.readthedocs.io/en/latest/',
      'https://github.com/cloudpipe/cloudpickle#readme',
    ],
  },
  listen: {
    calls: [loadsOf(LOADERS), OWN_UNPICKLERS, handedLoadsOf(LOADERS, ['pickle.load', 'pkl.load', 'dill.load'])],
  },
});

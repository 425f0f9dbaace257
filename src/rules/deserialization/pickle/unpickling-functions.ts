import { loader, type PickleLoader } from './pickle-loaders';

/** Functions of pickle and its relatives, and of libraries that unpickle what they load. Those of joblib, pandas, gensim and others have rules of their own. */
export const UNPICKLING_FUNCTIONS: readonly PickleLoader[] = [
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
    { only: { ending: /(?:^|\.)(?:pkl|pickle)\b/, argument: 'file_format' } },
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

import { matchesCallee } from '../../core/callee-pattern';

/** A function that unpickles, or runs code in another way, when it loads. */
export interface PickleLoader {
  readonly callees: readonly string[];
  /** Keywords and position of what is loaded. */
  readonly keywords: readonly string[];
  readonly position?: number;
  /** Suffix that the function adds to its path argument, for hashing. */
  readonly noHash?: boolean;
  /** Said only as a hint unless the source is remote: the name is common, or the format is usually a harmless one. */
  readonly quiet?: boolean;
  /** Bytes over a network by their nature. */
  readonly remote?: boolean;
}

const loader = (callees: readonly string[], keywords: readonly string[], rest: Partial<PickleLoader> = {}): PickleLoader => ({ callees, keywords, position: 0, ...rest });

export const PICKLE_LOADERS: readonly PickleLoader[] = [
  loader(['pickle.load', '_pickle.load', 'cPickle.load', 'pickle5.load', 'six.moves.cPickle.load', 'pickle.Unpickler', '_pickle.Unpickler', 'cPickle.Unpickler', 'ray.cloudpickle.load', 'pandas.compat.pickle_compat.load'], ['file']),
  loader(['pickle.loads', '_pickle.loads', 'cPickle.loads', 'pickle5.loads', 'six.moves.cPickle.loads', 'ray.cloudpickle.loads'], ['data'], { noHash: true }),
  loader(['dill.load', 'dill.Unpickler', 'dill.load_session', 'dill.load_module', 'cloudpickle.load', 'cloudpickle.cloudpickle.load'], ['file', 'filename']),
  loader(['dill.loads', 'cloudpickle.loads', 'cloudpickle.cloudpickle.loads'], ['str', 'data'], { noHash: true }),
  loader(['joblib.load', 'joblib.numpy_pickle.load', 'sklearn.externals.joblib.load', 'sklearn.utils._joblib.load'], ['filename']),
  loader(['pandas.read_pickle', 'pandas.io.pickle.read_pickle', 'geopandas.read_pickle'], ['filepath_or_buffer']),
  loader(['shelve.open', 'shelve.DbfilenameShelf', 'shelve.Shelf'], ['filename'], { noHash: true }),
  loader(['marshal.load'], ['file']),
  loader(['marshal.loads'], ['bytes'], { noHash: true }),
  loader(['jsonpickle.decode', 'jsonpickle.loads', 'jsonpickle.unpickler.decode'], ['string'], { noHash: true }),
  loader(['gensim.models.**.load', 'gensim.corpora.**.load', 'gensim.similarities.**.load', 'gensim.utils.unpickle', 'gensim.utils.SaveLoad.load'], ['fname']),
  loader(['torch.package.PackageImporter', 'torch.package.package_importer.PackageImporter'], ['file_or_buffer']),
  loader(['statsmodels.**.load_pickle', 'networkx.read_gpickle', 'fastai.**.load_learner', 'compress_pickle.load', 'klepto.**.load', 'sktime.**.load_from_path'], ['fname', 'path']),
  loader(['stable_baselines3.*.load', 'sb3_contrib.*.load', 'pycaret.**.load_model', 'surprise.dump.load'], ['path', 'model_name', 'file_name'], { quiet: true, noHash: true }),
  loader(['mlflow.sklearn.load_model', 'mlflow.pyfunc.load_model', 'mlflow.pytorch.load_model', 'mlflow.statsmodels.load_model', 'mlflow.langchain.load_model'], ['model_uri'], { quiet: true, noHash: true }),
  loader(['zmq.**.recv_pyobj'], [], { position: undefined, remote: true, noHash: true }),
  loader(['torch.distributed.recv_object_list', 'torch.distributed.broadcast_object_list'], ['object_list'], { quiet: true, noHash: true }),
];

export const PICKLE_CALLEES: readonly string[] = PICKLE_LOADERS.flatMap((entry) => entry.callees);

export const pickleLoaderOf = (callee: string): PickleLoader | undefined => PICKLE_LOADERS.find((entry) => entry.callees.some((pattern) => matchesCallee(pattern, callee)));

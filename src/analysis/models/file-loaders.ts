import { matchesCallee } from '../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact } from '../../core/python-facts';

/** A function that loads one model file of this machine. */
interface FileLoader {
  readonly callees: readonly string[];
  /** The argument that is the file. */
  readonly keyword: string;
  readonly position?: number;
  /** It unpickles, or may: a rule of its own speaks of the call wherever the file lies. */
  readonly told?: boolean;
  /** It is told what it runs, and does not run it: only what no option keeps it from counts. */
  readonly guarded?: string;
}

const KERAS = ['keras', 'tensorflow.keras', 'tf_keras', 'tensorflow.compat.v1.keras', 'tensorflow.compat.v2.keras'];

const LOADERS: readonly FileLoader[] = [
  {
    callees: ['torch.load', 'torch.serialization.load'],
    keyword: 'f',
    position: 0,
    told: true,
    guarded: 'weights_only',
  },
  {
    callees: ['joblib.load', 'joblib.numpy_pickle.load', 'sklearn.externals.joblib.load'],
    keyword: 'filename',
    position: 0,
    told: true,
  },
  {
    callees: [
      'pickle.load',
      '_pickle.load',
      'cPickle.load',
      'pickle5.load',
      'dill.load',
      'cloudpickle.load',
      'pickle.Unpickler',
    ],
    keyword: 'file',
    position: 0,
    told: true,
  },
  {
    callees: ['pandas.read_pickle', 'pandas.io.pickle.read_pickle'],
    keyword: 'filepath_or_buffer',
    position: 0,
    told: true,
  },
  { callees: ['numpy.load'], keyword: 'file', position: 0, told: true, guarded: 'allow_pickle' },
  {
    callees: KERAS.flatMap((keras) => [`${keras}.models.load_model`, `${keras}.saving.load_model`]),
    keyword: 'filepath',
    position: 0,
  },
  { callees: ['torch.jit.load'], keyword: 'f', position: 0 },
  { callees: ['llama_cpp.Llama', 'llama_cpp.llama.Llama'], keyword: 'model_path', position: 0 },
  { callees: ['onnxruntime.InferenceSession'], keyword: 'path_or_bytes', position: 0 },
  { callees: ['onnx.load', 'onnx.load_model'], keyword: 'f', position: 0 },
  { callees: ['ultralytics.YOLO', 'ultralytics.**.YOLO'], keyword: 'model', position: 0 },
  {
    callees: ['tensorflow.lite.Interpreter', 'tflite_runtime.interpreter.Interpreter'],
    keyword: 'model_path',
    position: 0,
  },
  { callees: ['**.load_from_checkpoint'], keyword: 'checkpoint_path', position: 0 },
];

/** Functions that load a model from one file. */
export const MODEL_FILE_LOADERS: readonly string[] = LOADERS.flatMap(({ callees }) => callees);

/** The file that a call loads; null for a call of something else. */
export function fileOf(call: CallFact): (Pick<FileLoader, 'told' | 'guarded'> & { readonly file: Argument }) | null {
  const loader = LOADERS.find(({ callees }) => callees.some((pattern) => matchesCallee(pattern, call.callee)));
  const file = loader && argumentOf(call, loader.keyword, loader.position);
  return file ? { ...loader, file } : null;
}

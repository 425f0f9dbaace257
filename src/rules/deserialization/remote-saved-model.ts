import { lastNameOf } from '../../core/callee-pattern';
import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { truthOf } from '../../core/value';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf, type Origin } from '../../analysis/flow/origin';
import { isNeverReached } from '../../analysis/flow/dead-branches';
import { isVerified } from '../../analysis/flow/verification';
import { bypassOf, isHdf5 } from './keras/keras-load';

const KERAS = [
  'keras.models.load_model',
  'keras.saving.load_model',
  'tensorflow.keras.models.load_model',
  'tensorflow.keras.saving.load_model',
  'tf_keras.models.load_model',
  'keras.layers.TFSMLayer',
  'tensorflow.keras.layers.TFSMLayer',
];
const SAVED = [
  'tensorflow.saved_model.load',
  'tensorflow.compat.*.saved_model.load',
  'tensorflow.compat.*.saved_model.loader.load',
  'tensorflow.saved_model.loader.load',
  'tensorflow.compat.*.saved_model.load_v2',
  'tensorflow.python.saved_model.**.load',
];
/** Where people keep what is their own, as a rule. */
const BUCKET = /^(?:gs|s3|abfss?):\/\//i;

/** Downloads that bring one file: a SavedModel is a folder, so that what is loaded from their path is another. */
const FILE =
  /(?:^|\.)(?:urlretrieve|urlopen|download_url_to_file|download_file|download_to_filename|hf_hub_download)$|^(?:requests|httpx|urllib3|aiohttp)\b|^wget\.|^gdown\.(?:download|cached_download)$/;

export default defineRule({
  id: 'remote-saved-model',
  severity: 'warning',
  category: 'deserialization',
  title: 'TensorFlow model from the network',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003', 'AML.T0011.000'],
  docs: {
    what: 'A SavedModel or Keras model is loaded from a URL, a bucket or a file that was just downloaded, and its content is not verified.',
    why: 'TensorFlow calls its models programs: a graph can read and write files and use the network when it runs. Whoever can write to that location decides what runs here. Because a bucket is usually your own, it is only a hint.',
    fix: 'Download with an expected hash (`keras.utils.get_file(…, file_hash="…")`) or at a pinned version, then load the folder. Restrict write access to the bucket. There is no quick fix: a digest of today\'s file proves nothing; it must come from the publisher or from someone who reviewed the file.',
    references: [
      'https://github.com/tensorflow/tensorflow/blob/master/SECURITY.md',
      'https://www.tensorflow.org/api_docs/python/tf/saved_model/load',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: SAVED, beside: ORIGIN_TRIGGERS, follows: true, check: checkSaved },
      { callees: KERAS, beside: ORIGIN_TRIGGERS, follows: true, check: checkKeras },
    ],
  },
});

/** `load(export_dir)`; in the first version `load(sess, tags, export_dir)`. */
function checkSaved(call: CallFact, context: PythonContext): void {
  report(
    call,
    context,
    'export_dir',
    call.args.some((argument) => argument.position === 2) && /compat\.v1|loader/.test(call.callee) ? 2 : 0,
    true,
  );
}

/** What safe_mode does not hold back is told of by unsafe-keras-load. */
function checkKeras(call: CallFact, context: PythonContext): void {
  const hdf5 = isHdf5(argumentOf(call, 'filepath', 0), context);
  if (truthOf(argumentOf(call, 'safe_mode', 3)?.value) === false || hdf5 || bypassOf(context) !== null) return;
  report(call, context, 'filepath', 0);
}

function report(call: CallFact, context: PythonContext, keyword: string, position: number, folder = false): void {
  const file = argumentOf(call, keyword, position);
  const origin = originOf(file?.value, call, context.facts);
  if (origin.kind !== 'remote' || origin.pinned || (folder && FILE.test(origin.from))) return;
  if (isVerified(call, file?.value, context) || isNeverReached(call, context.facts.semantics)) return;
  const last = lastNameOf(call.callee);
  context.report({
    range: call.range,
    severity: severityOf(origin),
    related: relatedOf(origin),
    message: `${last.startsWith('load') && last !== 'load_model' ? 'tf.saved_model.load' : last} loads a program from ${whereFrom(origin)}.`,
  });
}

const severityOf = (origin: Origin & { kind: 'remote' }): Severity => (BUCKET.test(origin.from) ? 'info' : 'warning');

function whereFrom(origin: Origin & { kind: 'remote' }): string {
  if (BUCKET.test(origin.from)) return 'a bucket: whoever can write there runs code here';
  return origin.from.includes('://') ? 'a URL without verifying it' : 'a download without verifying it';
}

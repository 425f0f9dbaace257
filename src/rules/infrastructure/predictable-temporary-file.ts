import { shortened } from '../../analysis/secrets/shortened';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, truthOf, type Value } from '../../core/value';
import { callsOf } from '../../readers/python/fact-index';
import { takes, unwrap } from '../../analysis/flow/file-keys';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';

/** Loads that run code, of a file that is named. */
const LOADS = [
  'pickle.load',
  'dill.load',
  'cloudpickle.load',
  'joblib.load',
  'pandas.read_pickle',
  'shelve.open',
  'torch.load',
  'torch.jit.load',
  'runpy.run_path',
];

/** Folders that everybody may write. */
const FOLDERS = /\/(?:tmp|shm)\b/;
const WEIGHTS_ONLY = /\bweights_only\s*=\s*True\b/;

export default defineRule({
  id: 'predictable-temporary-file',
  severity: 'info',
  category: 'infrastructure',
  title: 'Predictable temporary file',
  cwe: 377,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'A file with a fixed name in a world-writable folder (`/tmp`, `/var/tmp`, `/dev/shm`) is written and then run, or loaded in a format that runs code; or a name for one comes from `tempfile.mktemp`, which does not create the file.',
    why: 'On a shared machine any user can create a file of that name first, or replace it between writing and loading, and so run code as you.',
    fix: 'Use `tempfile.TemporaryDirectory()` or `tempfile.mkstemp()`, which only you can read, or a folder in the project.',
    references: ['https://docs.python.org/3/library/tempfile.html'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: LOADS,
        beside: ORIGIN_TRIGGERS,
        follows: { unless: WEIGHTS_ONLY, anywhere: FOLDERS },
        check: checkLoad,
      },
      { callees: ['tempfile.mktemp'], check: checkName },
    ],
  },
});

const SHARED = /^\/(?:tmp|var\/tmp|dev\/shm)\/[\w.-]+/;
const WRITES =
  /(?:^|\.)(?:dump|save|to_pickle|urlretrieve|download|download_url_to_file|download_file|save_model|write_bytes|save_pretrained)$/;

function checkLoad(call: CallFact, context: PythonContext): void {
  const file = call.args.find(
    (argument) =>
      argument.name === null || /^(?:f|file|filename|path|filepath_or_buffer|path_name)$/.test(argument.name),
  );
  if (!file || !isShared(file.value) || truthOf(argumentOf(call, 'weights_only')?.value) === true) return;
  const { facts } = context;
  const written = callsOf(facts, WRITES, call.scope).find(
    (other) => other.range.end <= call.range.start && takes(other, file.value, facts),
  );
  if (!written || isVerified(call, file.value, context)) return;
  context.report({
    range: call.range,
    severity: 'info',
    message: `Another user can plant a file at ${shortened(pathOf(file.value)!)} before it is loaded.`,
  });
}

/** `tempfile.mktemp()` only chooses a name, so the file can be there before it is made. */
function checkName(call: CallFact, context: PythonContext): void {
  context.report({
    range: call.range,
    severity: 'info',
    message: 'mktemp only picks a name: another user can plant a file there first.',
    detail: 'mkstemp and NamedTemporaryFile create the file at once',
  });
}

const isShared = (value: Value): boolean => SHARED.test(pathOf(value) ?? '');

/** A path that is written in one piece or put together with `os.path.join`. */
function pathOf(value: Value): string | undefined {
  const path = unwrap(value);
  if (path.kind !== 'result' || !path.callee.endsWith('path.join')) return stringOf(path);
  const parts = path.args.map(stringOf);
  return parts.includes(undefined) ? undefined : parts.join('/');
}

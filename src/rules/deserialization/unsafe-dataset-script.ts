import { shortened } from '../../analysis/secrets/shortened';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, truthOf } from '../../core/value';
import { unwrap } from '../../analysis/flow/file-keys';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';
import { isBelow, resolved } from '../../analysis/versions';
import { endingOf } from './origins/path-ending';

export default defineRule({
  id: 'unsafe-dataset-script',
  severity: 'error',
  category: 'deserialization',
  title: 'Data set script',
  cwe: 829,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.002', 'AML.T0011.000'],
  docs: {
    what: '`load_dataset` is given a Python file, which it runs to build the data set.',
    why: "A data set script runs with your permissions. A script of the project itself is only a hint; a downloaded one is someone else's code. From version 4 on, datasets refuses scripts, so nothing is reported there.",
    fix: 'Convert the data set to Parquet (`datasets-cli convert_to_parquet`) and load that, or build it with `Dataset.from_generator` in reviewed code. There is no quick fix: the data must be converted first.',
    references: [
      'https://huggingface.co/docs/datasets/dataset_script',
      'https://github.com/huggingface/datasets/releases/tag/4.0.0',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: [
          'datasets.load_dataset',
          'datasets.load_dataset_builder',
          'datasets.load.load_dataset',
          'datasets.load.load_dataset_builder',
        ],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const path = argumentOf(call, 'path', 0);
  const version = resolved(context, 'datasets');
  // With trust_remote_code=True it is told of as such.
  if (
    !path ||
    truthOf(argumentOf(call, 'trust_remote_code')?.value) === true ||
    (version !== null && !isBelow(version, '4'))
  )
    return;
  const text = stringOf(unwrap(path.value));
  const origin = originOf(path.value, call, context.facts);
  const fetched = origin.kind === 'remote' && /\.py$/.test(endingOf(path.expression, context.facts));
  if (!fetched && !/\.py$/.test(text ?? '')) return;
  if (isVerified(call, path.value, context)) return;
  context.report({
    range: path.valueRange,
    severity: fetched ? (origin.kind === 'remote' && origin.pinned ? 'warning' : 'error') : 'hint',
    related: relatedOf(origin),
    message: `load_dataset runs the Python code in ${fetched ? 'the downloaded script' : JSON.stringify(shortened(text ?? ''))}.`,
  });
}

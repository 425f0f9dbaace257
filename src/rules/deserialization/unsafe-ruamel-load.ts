import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf, type Value } from '../../core/value';
import { replaceWith } from '../../readers/python/edits';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { describeFile, checkpointSeverityOf } from './origins/judgement';
import { isVerified } from '../../analysis/flow/verification';
import { isBelow, resolved } from '../../analysis/versions';
import { powerOf } from './yaml/yaml-loader';

export default defineRule({
  id: 'unsafe-ruamel-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe ruamel.yaml load',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'ruamel.yaml is set up to build any Python object: `YAML(typ="unsafe")`, or `ruamel.yaml.load` with no loader or an unsafe one (before 0.18).',
    why: 'A tag such as `!!python/object/apply:os.system` in the file calls the function that it names.',
    fix: 'Use `YAML()` (round trip) or `YAML(typ="safe")`, and register the classes you need with `yaml.register_class`.',
    references: ['https://yaml.dev/doc/ruamel.yaml/basicuse/', 'https://yaml.dev/doc/ruamel.yaml/api/'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: ['ruamel.yaml.YAML', 'ruamel.yaml.main.YAML', 'ruamel_yaml.YAML'], check: checkObject },
      {
        callees: [
          'ruamel.yaml.load',
          'ruamel.yaml.load_all',
          'ruamel.yaml.main.load',
          'ruamel_yaml.load',
          'ruamel_yaml.load_all',
        ],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: checkFunction,
      },
    ],
  },
});

function checkObject(call: CallFact, context: PythonContext): void {
  const typ = argumentOf(call, 'typ');
  if (!typ || !isUnsafe(typ.value)) return;
  const literal = typ.value.kind === 'string' && !typ.spread && typ.value.via === 'literal';
  context.report({
    range: typ.range,
    severity: 'warning',
    message: 'YAML(typ="unsafe") runs any code hidden in the files it loads.',
    fixes: literal
      ? [{ title: 'Set typ="safe"', safety: 'unsafe', edits: [replaceWith(typ.valueRange, '"safe"')] }]
      : [],
  });
}

const isUnsafe = (value: Value): boolean =>
  value.kind === 'sequence'
    ? value.items.some(isUnsafe)
    : stringOf(value) === 'unsafe' && value.kind === 'string' && value.via !== 'default';

/** Gone since 0.18, where the functions raise an exception. */
function checkFunction(call: CallFact, context: PythonContext): void {
  const stream = argumentOf(call, 'stream', 0);
  const loader = argumentOf(call, 'Loader', 1);
  const version = resolved(context, 'ruamel-yaml');
  if (
    !stream ||
    stream.value.kind === 'string' ||
    (!loader && call.open) ||
    (version !== null && !isBelow(version, '0.18'))
  )
    return;
  const missing = !loader || loader.value.kind === 'none';
  if (!missing && powerOf(loader.value, context)?.power !== 'any') return;
  const origin = originOf(stream.value, call, context.facts);
  if (isVerified(call, stream.value, context)) return;
  const written = loader && !loader.spread ? (loader.expression.dotted ?? '') : '';
  const prefix = /^((?:\w+\.)+)\w+$/.exec(written)?.[1];
  context.report({
    range: call.range,
    severity: checkpointSeverityOf(origin, 'warning'),
    related: relatedOf(origin),
    message: `ruamel.yaml.load ${missing ? 'without a loader' : `with ${written}`} runs any code hidden in ${describeFile(origin)}.`,
    fixes:
      loader && prefix !== undefined
        ? [
            {
              title: `Use ${prefix}SafeLoader`,
              safety: 'unsafe',
              edits: [replaceWith(loader.valueRange, `${prefix}SafeLoader`)],
            },
          ]
        : [],
  });
}

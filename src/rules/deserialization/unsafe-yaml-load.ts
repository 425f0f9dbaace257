import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import type { Value } from '../../core/value';
import { ORIGIN_TRIGGERS, originOf, relatedOf, type Origin } from '../../analysis/flow/origin';
import { describe } from './torch/torch-load';
import { isVerified } from '../../analysis/flow/verification';
import { isBelow, resolved } from '../../analysis/versions';
import { powerOf, safeLoadFix } from './yaml/yaml-loader';

export default defineRule({
  id: 'unsafe-yaml-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe YAML load',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'YAML is loaded by PyYAML with a loader that builds Python objects: `yaml.load` without a loader, with `Loader`, `UnsafeLoader` or `FullLoader`, `yaml.unsafe_load`, `yaml.full_load`.',
    why: 'A tag such as `!!python/object/apply:os.system` in the file calls what it names. `FullLoader` was meant to prevent that and did not before PyYAML 5.4 (CVE-2020-14343). Without a loader, `yaml.load` is unsafe before 5.1, the same as `FullLoader` up to 5.4, and raises an exception from 6 on. Configuration files travel with models and are trusted by habit.',
    fix: 'Use `yaml.safe_load`. Where a tag of your own is needed, add a constructor to a subclass of `yaml.SafeLoader`.',
    references: [
      'https://pyyaml.org/wiki/PyYAMLDocumentation',
      'https://github.com/yaml/pyyaml/wiki/PyYAML-yaml.load(input)-Deprecation',
      'https://nvd.nist.gov/vuln/detail/CVE-2020-14343',
    ],
  },
  listen: {
    calls: [
      {
        callees: [
          'yaml.load',
          'yaml.load_all',
          'yaml.unsafe_load',
          'yaml.unsafe_load_all',
          'yaml.full_load',
          'yaml.full_load_all',
        ],
        beside: ORIGIN_TRIGGERS,
        check,
      },
      {
        callees: ['hyperpyyaml.load_hyperpyyaml', 'hyperpyyaml.core.load_hyperpyyaml'],
        beside: ORIGIN_TRIGGERS,
        check: checkHyper,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const stream = argumentOf(call, 'stream', 0);
  // A document that is written in the code is what it is.
  if (!stream || isWritten(stream.value)) return;
  const name = call.callee.slice('yaml.'.length);
  const loader = /^load/.test(name) ? argumentOf(call, 'Loader', 1) : undefined;
  if (!loader && call.open) return;
  const version = resolved(context, 'pyyaml');
  const missing = /^load/.test(name) && (!loader || loader.value.kind === 'none');
  const raises = missing && version !== null && !isBelow(version, '6');
  const known = missing
    ? ({ power: version !== null && !isBelow(version, '5.1') ? 'full' : 'any', name: '' } as const)
    : /^load/.test(name)
      ? powerOf(loader!, context)
      : ({ power: name.startsWith('full') ? 'full' : 'any', name: '' } as const);
  if (!known || known.power === 'plain') return;
  const origin = originOf(stream.value, call, context.facts);
  if (isVerified(call, stream.value, context)) return;
  const fix = safeLoadFix(
    call,
    missing ? undefined : loader,
    context,
    !raises && !missing ? true : version !== null && !raises,
  );
  const milder = known.power === 'full' && version !== null && !isBelow(version, '5.4');
  // FullLoader runs code only in versions from before 2021: without a version that is worth knowing, no more.
  const doubtful = known.power === 'full' && version === null;
  context.report({
    range: call.range,
    severity: raises ? 'info' : severityOf(origin, milder || doubtful),
    related: relatedOf(origin),
    fixes: fix ? [fix] : [],
    message: raises
      ? `yaml.${name} without a loader raises an exception in the resolved PyYAML ${version}, which asks for one since version 6.`
      : messageOf(name, known.name, missing, milder, version, origin),
  });
}

/** `yaml.load("a: 1")`, `yaml.load(io.StringIO("a: 1"))`. */
const isWritten = (value: Value): boolean =>
  value.kind === 'string' ||
  (value.kind === 'result' &&
    /^(?:io\.StringIO|textwrap\.dedent)$/.test(value.callee) &&
    value.args[0]?.kind === 'string');

/** `!new:` and `!apply:` are what HyperPyYAML is for, so only a file of somebody else is a finding. */
function checkHyper(call: CallFact, context: PythonContext): void {
  const stream = argumentOf(call, 'yaml_stream', 0);
  const origin = originOf(stream?.value, call, context.facts);
  if (origin.kind !== 'remote' || isVerified(call, stream?.value, context)) return;
  context.report({
    range: call.range,
    severity: origin.pinned ? 'warning' : 'error',
    related: relatedOf(origin),
    message: `load_hyperpyyaml calls whatever ${describe(origin)} asks for.`,
  });
}

function messageOf(
  name: string,
  loader: string,
  missing: boolean,
  milder: boolean,
  version: string | null,
  origin: Origin,
): string {
  const how = missing ? 'without a loader ' : loader === '' ? '' : `with ${loader} `;
  if (milder)
    return `yaml.${name} ${how}builds Python objects that ${describe(origin)} asks for, which is not meant for files of others.`;
  const full =
    loader.includes('Full') || name.startsWith('full') || (missing && version !== null && !isBelow(version, '5.1'));
  const why = full
    ? version === null
      ? ', unless PyYAML is 5.4 or later'
      : `, because the resolved PyYAML ${version} is older than 5.4`
    : missing && version === null
      ? ', unless PyYAML is 6 or later, which refuses that call'
      : '';
  return `yaml.${name} ${how}runs any code that is hidden in ${describe(origin)}${why}.`;
}

function severityOf(origin: Origin, milder: boolean): Severity {
  if (origin.kind === 'own') return 'hint';
  if (origin.kind === 'remote') return milder || origin.pinned ? 'warning' : 'error';
  return milder ? 'info' : 'warning';
}

import type { Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf, type Origin } from '../../analysis/flow/origin';
import { isVerified } from '../../analysis/flow/verification';
import { isBelow } from '../../analysis/versions';
import { describeFile } from './origins/judgement';
import { YAML_LOADS, yamlLoadOf, type YamlLoad } from './yaml/yaml-load';
import { LOADER_TEACHING } from './yaml/taught-loaders';
import { safeLoadFix } from './yaml/yaml-loader';

export default defineRule({
  id: 'unsafe-yaml-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe YAML load',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'PyYAML loads YAML with a loader that builds Python objects: `yaml.load` without a loader, with `Loader`, `UnsafeLoader` or `FullLoader`, `yaml.unsafe_load`, `yaml.full_load`.',
    why: 'A tag such as `!!python/object/apply:os.system` in the file calls the function that it names. `FullLoader` was meant to prevent that and did not before PyYAML 5.4 (CVE-2020-14343). Without a loader, `yaml.load` is unsafe before 5.1, equals `FullLoader` up to 5.4, and raises an exception from 6 on. Configuration files travel with models and are trusted out of habit.',
    fix: 'Use `yaml.safe_load`. If you need a tag of your own, add a constructor to a subclass of `yaml.SafeLoader`.',
    references: [
      'https://pyyaml.org/wiki/PyYAMLDocumentation',
      'https://github.com/yaml/pyyaml/wiki/PyYAML-yaml.load(input)-Deprecation',
      'https://nvd.nist.gov/vuln/detail/CVE-2020-14343',
    ],
  },
  listen: {
    calls: [
      { callees: YAML_LOADS, beside: ORIGIN_TRIGGERS, follows: true, check },
      {
        callees: ['hyperpyyaml.load_hyperpyyaml', 'hyperpyyaml.core.load_hyperpyyaml'],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: checkHyper,
      },
    ],
    // Whether other loaders know more than the safe one.
    reads: { calls: [...ORIGIN_READS, ...LOADER_TEACHING] },
  },
});

function check(call: CallFact, context: PythonContext): void {
  const load = yamlLoadOf(call, context);
  if (!load || isVerified(call, load.stream.value, context)) return;
  const { stream, loader, missing, version, raises } = load;
  const origin = originOf(stream.value, call, context.facts);
  const fix = safeLoadFix(call, loader, context, !raises && (!missing || version !== null));
  // FullLoader runs code only in versions from before 2021: without a version that is worth knowing, no more.
  const milder = load.power === 'full' && (version === null || isTamed(load));
  context.report({
    range: call.range,
    severity: raises ? 'info' : severityOf(origin, milder),
    related: relatedOf(origin),
    fixes: fix ? [fix] : [],
    message: raises ? `yaml.${load.name} without a loader fails in PyYAML ${version}.` : messageOf(load, origin),
  });
}

/** FullLoader of a version that does what it was meant for. */
const isTamed = ({ power, version }: YamlLoad): boolean =>
  power === 'full' && version !== null && !isBelow(version, '5.4');

/** `!new:` and `!apply:` are what HyperPyYAML is for, so only a file of somebody else is a finding. */
function checkHyper(call: CallFact, context: PythonContext): void {
  const stream = argumentOf(call, 'yaml_stream', 0);
  const origin = originOf(stream?.value, call, context.facts);
  if (origin.kind !== 'remote' || isVerified(call, stream?.value, context)) return;
  context.report({
    range: call.range,
    severity: origin.pinned ? 'warning' : 'error',
    related: relatedOf(origin),
    message: `load_hyperpyyaml calls any function that ${describeFile(origin)} names.`,
  });
}

function messageOf(load: YamlLoad, origin: Origin): string {
  const { name, loaderName, missing, version } = load;
  const how = missing ? 'without a loader ' : loaderName === '' ? '' : `with ${loaderName} `;
  if (isTamed(load)) return `yaml.${name} ${how}builds the Python objects that ${describeFile(origin)} names.`;
  const full =
    loaderName.includes('Full') || name.startsWith('full') || (missing && version !== null && !isBelow(version, '5.1'));
  const why = full
    ? version === null
      ? ' (unless PyYAML is 5.4 or later)'
      : ` (PyYAML ${version} is older than 5.4)`
    : missing && version === null
      ? ' (unless PyYAML is 6 or later)'
      : '';
  return `yaml.${name} ${how}runs any code hidden in ${describeFile(origin)}${why}.`;
}

function severityOf(origin: Origin, milder: boolean): Severity {
  if (origin.kind === 'own') return 'hint';
  if (origin.kind === 'remote') return milder || origin.pinned ? 'warning' : 'error';
  return milder ? 'info' : 'warning';
}

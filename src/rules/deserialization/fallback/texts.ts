import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { isBelow, resolved } from '../../../analysis/versions';
import { powerOf } from '../yaml/yaml-loader';
import { firstOrNamed, runsCode, SAFE, unsafeBy, type Family, type LoadVerdict } from './family';

const YAML = /^yaml\.(?:safe_|unsafe_|full_)?load(?:_all)?$/;

/** `yaml.safe_load`, and the functions of PyYAML that build more. */
export const YAML_FAMILY: Family = {
  isLoad: ({ callee }) => YAML.test(callee),
  flag: { name: 'Loader', position: 1 },
  loaded: (call) => firstOrNamed(call, 'stream'),
  mixed: true,
  files: true,
  absorbs: ['unsafe-yaml-load'],
  judge(call, setting, context) {
    const name = call.callee.slice('yaml.'.length);
    if (name.startsWith('safe_')) return SAFE;
    if (name.startsWith('unsafe_')) return unsafeBy('error', runsCode());
    if (name.startsWith('full_')) return fullVerdict(context);
    return loaderVerdict(setting, context);
  },
};

function loaderVerdict(loader: Value | undefined, context: PythonContext): LoadVerdict | null {
  const version = resolved(context, 'pyyaml');
  if (loader === undefined || loader.kind === 'none') {
    if (version === null) return unsafeBy('warning', runsCode(' (unless PyYAML is 5.4 or later)'));
    // From 6 on the call raises an exception.
    if (!isBelow(version, '6')) return null;
    return isBelow(version, '5.1') ? unsafeBy('error', runsCode()) : fullVerdict(context);
  }
  const known = powerOf(loader, context);
  if (known === null) return null;
  if (known.power === 'plain') return SAFE;
  return known.power === 'full' ? fullVerdict(context) : unsafeBy('error', runsCode());
}

/** FullLoader does what it was meant for since PyYAML 5.4. */
function fullVerdict(context: PythonContext): LoadVerdict {
  const version = resolved(context, 'pyyaml');
  if (version === null) return unsafeBy('warning', runsCode(' (unless PyYAML is 5.4 or later)'));
  return isBelow(version, '5.4')
    ? unsafeBy('error', runsCode(` (PyYAML ${version})`))
    : unsafeBy('info', 'If the safe load fails, this one builds the Python objects the file names.');
}

const PLAIN = /^(?:ast\.literal_eval|json\.loads)$/;
const EVAL = /^(?:builtins\.)?eval$/;

/** `ast.literal_eval`, and `eval` of the same text. */
export const LITERAL_FAMILY: Family = {
  isLoad: ({ callee }: CallFact) => PLAIN.test(callee) || EVAL.test(callee),
  loaded: (call) => firstOrNamed(call, 'node_or_string', 's', 'source'),
  mixed: true,
  absorbs: ['dynamic-code-execution', 'model-output-executed', 'agent-code-execution'],
  judge: ({ callee }) =>
    PLAIN.test(callee) ? SAFE : unsafeBy('error', 'If the text is not a plain value, eval executes it as code.'),
};

import type { Fix } from '../../core/finding';
import type { CallFact } from '../../core/python-facts';
import { defineRule, type Near, type PythonContext } from '../../core/rule';
import { ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { raiseInstead } from '../../readers/python/edits';
import { fallbackOf } from './fallback/fallback';
import { LOAD_MODEL } from './keras/keras-load';
import { ARRAY_LOADS } from './numpy/allow-pickle';
import { URL_LOADS } from './torch/url-loads';
import { YAML_LOADS } from './yaml/yaml-load';

const FILE_LOADS = [
  'torch.load',
  'torch.serialization.load',
  'ultralytics.**.torch_load',
  'pickle.load',
  'pickle.loads',
  'dill.load',
  'cloudpickle.load',
  'joblib.load',
  'pandas.read_pickle',
  ...ARRAY_LOADS,
  ...LOAD_MODEL,
  ...YAML_LOADS,
];
/** A switch that is left on everywhere is no fallback. */
const left = (safe: 'True' | 'False'): Near => ({ flag: new RegExp(`^(?:${safe}|None)\\b`) });
/** It may be handed on where a loop goes through its positions. */
const turned: Near = { anywhere: /\bfor[\s\\(]+(?:\w+\s*,\s*)?(?:verify|use_safetensors|trust_remote_code)\b/ };

export default defineRule({
  id: 'unsafe-fallback',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe fallback',
  cwe: 636,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'When a safe load fails, an unsafe one of the same file, text or URL follows: `torch.load(…, weights_only=True)`, then `weights_only=False`; `yaml.safe_load`, then `yaml.load`; `ast.literal_eval`, then `eval`; `verify=True`, then `False`; and likewise for `allow_pickle`, `safe_mode`, `use_safetensors`, `check_hash` and `trust_remote_code`. The second load may be in a handler, after it, in a retry loop, or in a function called there.',
    why: 'The safe load fails on exactly the files that contain code, so whoever made the file chooses which of the two runs. Handlers of `TypeError`, `AttributeError` and `ImportError` deal with old library versions and are not reported.',
    fix: 'Let it fail: `raise`. Allow the types that your own files need (`torch.serialization.add_safe_globals`), or let a person decide about each file.',
    references: ['https://docs.pytorch.org/docs/stable/notes/serialization.html'],
  },
  listen: {
    calls: [
      { callees: FILE_LOADS, beside: ORIGIN_TRIGGERS, failures: true, check },
      { callees: [...URL_LOADS, 'eval', 'builtins.eval'], failures: true, check },
      { callees: ['**'], triggers: ['verify', 'use_safetensors'], near: left('True'), failures: true, check },
      { callees: ['**'], triggers: ['trust_remote_code'], near: left('False'), failures: true, check },
      {
        callees: ['**'],
        triggers: ['verify', 'use_safetensors', 'trust_remote_code'],
        near: turned,
        failures: true,
        check,
      },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const fallback = fallbackOf(call, context);
  if (!fallback) return;
  const edit = fallback.led && raiseInstead(context.facts, fallback.led);
  const fixes: readonly Fix[] = edit ? [{ title: 'Raise the error again', safety: 'unsafe', edits: [edit] }] : [];
  context.report({
    range: fallback.call.range,
    ...fallback.danger,
    related: fallback.related,
    absorbs: fallback.absorbs,
    fixes,
  });
}

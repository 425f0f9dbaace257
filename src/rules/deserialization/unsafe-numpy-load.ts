import type { Fix, Severity } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { truthOf } from '../../core/value';
import { ORIGIN_TRIGGERS, originOf, relatedOf, type Origin } from '../../analysis/flow/origin';
import { contentOf, setTo, severityOf } from './pickle/pickle-load';
import { hashCheckFix, isVerified } from '../../analysis/flow/verification';
import { isBelow, resolved } from '../../analysis/versions';

const LOADS = ['numpy.load', 'numpy.lib.npyio.load', 'numpy.lib._npyio_impl.load', 'cupy.load', 'jax.numpy.load'];

export default defineRule({
  id: 'unsafe-numpy-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe numpy load',
  cwe: 502,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'An array is loaded with `allow_pickle=True` (also as third positional argument), or with a NumPy older than 1.16.3, where that is the default.',
    why: 'An array of objects is a pickle inside the `.npy` or `.npz` file: with `allow_pickle` the code in it runs, whether or not the array needed it.',
    fix: 'Leave `allow_pickle` out. Keep dictionaries as JSON, and several arrays as `.npz`: neither needs pickle. Where it must be loaded, check the SHA-256 of the file against a value that is kept in the code: the quick fix inserts the check with the digest of the file in the workspace.',
    references: [
      'https://numpy.org/doc/stable/reference/generated/numpy.load.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2019-6446',
      'https://cwe.mitre.org/data/definitions/502.html',
    ],
  },
  listen: {
    calls: [
      {
        callees: [...LOADS, 'numpy.lib.format.read_array', 'numpy.lib._format_impl.read_array'],
        beside: ORIGIN_TRIGGERS,
        check,
      },
      { callees: ['functools.partial'], triggers: ['allow_pickle'], check: checkPartial },
    ],
  },
});

/** `numpy.load(file, mmap_mode=None, allow_pickle=False)`, `numpy.lib.format.read_array(fp, allow_pickle=False)`. */
function check(call: CallFact, context: PythonContext): void {
  const reads = call.callee.endsWith('.read_array');
  const allow = argumentOf(call, 'allow_pickle', reads ? 1 : 2);
  const file = argumentOf(call, reads ? 'fp' : 'file', 0);
  const on =
    allow !== undefined && truthOf(allow.value) === true && !('via' in allow.value && allow.value.via === 'default');
  const version =
    allow === undefined && !call.open && call.callee.startsWith('numpy.') ? resolved(context, 'numpy') : null;
  const old = version !== null && isBelow(version, '1.16.3');
  if (!on && !old) return;
  const origin = originOf(file?.value, call, context.facts);
  if ((origin.kind === 'own' && origin.memory) || isVerified(call, file?.value, context)) return;
  const fixes: Fix[] = [];
  // `.item()` and `.tolist()` unpack an object: without pickle there would be nothing to unpack.
  const edit =
    on && !/^\s*\.\s*(?:item|tolist)\s*\(/.test(context.facts.text.slice(call.range.end, call.range.end + 40))
      ? setTo(context, call, allow, 'allow_pickle', 'False')
      : null;
  if (edit) fixes.push({ title: 'Set allow_pickle=False', safety: 'unsafe', edits: [edit] });
  const hash = hashCheckFix(context, call, file?.value);
  if (hash) fixes.push(hash);
  const how = on
    ? 'with allow_pickle=True'
    : `of the resolved numpy ${version}, where allow_pickle is on unless it is turned off (CVE-2019-6446),`;
  const name = reads ? 'read_array' : `${call.callee.split('.')[0]}.load`;
  context.report({
    range: call.range,
    severity: severity(origin, on),
    message: `${name} ${how} runs any code that is hidden in ${contentOf(origin)}.`,
    fixes,
    related: relatedOf(origin),
  });
}

/** Who writes allow_pickle=True asks for it, whoever passes the file. */
const severity = (origin: Origin, on: boolean): Severity =>
  on && origin.kind === 'parameter' ? 'warning' : severityOf(origin, 'warning');

/** `np.load = partial(np.load, allow_pickle=True)` */
function checkPartial(call: CallFact, context: PythonContext): void {
  const allow = argumentOf(call, 'allow_pickle');
  // Every other partial is heard of where it is called.
  const loads = context.facts.assignments.some(
    (fact) => fact.role === 'attribute' && fact.target === 'numpy.load' && fact.valueRange.start === call.range.start,
  );
  if (!loads || !allow || truthOf(allow.value) !== true || ('via' in allow.value && allow.value.via === 'default'))
    return;
  const edit = setTo(context, call, allow, 'allow_pickle', 'False');
  context.report({
    range: call.range,
    severity: 'warning',
    message:
      'numpy.load is replaced by a version with allow_pickle=True, which runs any code that is hidden in whatever any library loads from here on.',
    fixes: edit ? [{ title: 'Set allow_pickle=False', safety: 'unsafe', edits: [edit] }] : [],
  });
}

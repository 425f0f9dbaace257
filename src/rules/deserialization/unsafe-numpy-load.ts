import type { Fix } from '../../core/finding';
import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { methodCalledOn } from '../../readers/python/fact-index';
import { isSetTrue } from '../../core/value';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { hashCheckFix } from '../../analysis/flow/verification';
import { setArgument } from './fixes/argument-edit';
import { ARRAY_LOADS, arrayLoadOf } from './numpy/allow-pickle';
import { knownContent, withContent } from './origins/known-content';
import { describeContent, isHarmlessOrigin, severityOf } from './origins/judgement';

export default defineRule({
  id: 'unsafe-numpy-load',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe numpy load',
  cwe: 502,
  atlas: ['AML.T0010.002', 'AML.T0011.000'],
  docs: {
    what: 'An array is loaded with `allow_pickle=True` (also as the third positional argument), or with a NumPy older than 1.16.3, where that is the default.',
    why: 'An object array is a pickle inside the `.npy` or `.npz` file: with `allow_pickle` its code runs, whether or not the array needs it.',
    fix: "Remove `allow_pickle`. Keep dictionaries as JSON and several arrays as `.npz`: neither needs pickle. If you must load it, check the file's SHA-256 against a value kept in the code. The quick fix inserts that check with the digest of the file in the workspace, trusting it as it is now.",
    references: [
      'https://numpy.org/doc/stable/reference/generated/numpy.load.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2019-6446',
    ],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      { callees: ARRAY_LOADS, beside: ORIGIN_TRIGGERS, follows: true, check },
      { callees: ['functools.partial'], triggers: ['allow_pickle'], check: checkPartial },
    ],
  },
});

function check(call: CallFact, context: PythonContext): void {
  const load = arrayLoadOf(call, context);
  if (!load) return;
  const { file, allow, name, how } = load;
  const origin = originOf(file?.value, call, context.facts);
  if (isHarmlessOrigin(origin, call, file?.value, context)) return;
  const fixes: Fix[] = [];
  const edit = allow && !isUnpacked(call, context) ? setArgument(context, call, allow, 'allow_pickle', 'False') : null;
  if (edit) fixes.push({ title: 'Set allow_pickle=False', safety: 'unsafe', edits: [edit] });
  const hash = hashCheckFix(context, call, file?.value);
  if (hash) fixes.push(hash);
  const report = {
    range: call.range,
    // Who writes allow_pickle=True asks for it, whoever passes the file.
    severity: allow && origin.kind === 'parameter' ? 'warning' : severityOf(origin, 'warning'),
    message: `${name} ${how} runs any code hidden in ${describeContent(origin)}.`,
    fixes,
    related: relatedOf(origin),
  } as const;
  context.report(withContent(report, name, origin, knownContent(origin, file?.value, context)));
}

/** `.item()` and `.tolist()` unpack an object: without pickle there would be nothing to unpack. */
const isUnpacked = (call: CallFact, { facts }: PythonContext): boolean =>
  /^(?:item|tolist)$/.test(methodCalledOn(call, facts) ?? '');

/** `np.load = partial(np.load, allow_pickle=True)` */
function checkPartial(call: CallFact, context: PythonContext): void {
  const allow = argumentOf(call, 'allow_pickle');
  // Every other partial is heard of where it is called.
  const loads = context.facts.assignments.some(
    (fact) => fact.role === 'attribute' && fact.target === 'numpy.load' && fact.valueRange.start === call.range.start,
  );
  if (!loads || !allow || !isSetTrue(allow.value)) return;
  const edit = setArgument(context, call, allow, 'allow_pickle', 'False');
  context.report({
    range: call.range,
    severity: 'warning',
    message: 'numpy.load is replaced: every array loaded from here on can run code.',
    fixes: edit ? [{ title: 'Set allow_pickle=False', safety: 'unsafe', edits: [edit] }] : [],
  });
}

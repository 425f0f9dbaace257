import { argumentOf, type CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import type { Expression } from '../../core/semantics';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { setArgument } from './fixes/argument-edit';
import { isVerified } from '../../analysis/flow/verification';
import { isBelow, resolved } from '../../analysis/versions';

export default defineRule({
  id: 'unsafe-skops-load',
  severity: 'warning',
  category: 'deserialization',
  title: 'Unsafe skops load',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'A skops file is loaded with `trusted=True`, or with every type trusted that the file itself names (`trusted=get_untrusted_types(…)`).',
    why: 'skops is safe because it loads only types that the code trusts. Passing on whatever the file asks for trusts its author with everything: loading a type can run code.',
    fix: 'List the expected types in the code, `trusted=["package.Type"]`, after reviewing what `get_untrusted_types` returns.',
    references: [
      'https://skops.readthedocs.io/en/stable/persistence.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2024-37065',
    ],
  },
  listen: {
    calls: [
      {
        callees: ['skops.io.load', 'skops.io.loads', 'skops.io._persist.load', 'skops.io._persist.loads'],
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check,
      },
    ],
    // Where what a file asks for is looked at before.
    reads: { calls: [...ORIGIN_READS, { callees: ['skops.io.get_untrusted_types'], results: true }] },
  },
});

/** `skops.io.load(file, trusted=None)`. Since skops 0.10 `True` is refused, so it harms nobody there. */
function check(call: CallFact, context: PythonContext): void {
  const trusted = argumentOf(call, 'trusted', 1);
  if (!trusted) return;
  const { value } = trusted;
  const version = resolved(context, 'skops');
  const everything = value.kind === 'result' && /(?:^|\.)get_untrusted_types$/.test(value.callee);
  const all =
    value.kind === 'boolean' &&
    value.value &&
    value.via !== 'default' &&
    (version === null || isBelow(version, '0.10'));
  if (!all && (!everything || isReviewed(trusted.expression, call, context))) return;
  if (isVerified(call, argumentOf(call, 'file', 0)?.value ?? argumentOf(call, 'data', 0)?.value, context)) return;
  const edit = trusted.spread ? null : setArgument(context, call, trusted, 'trusted', '[]');
  context.report({
    range: trusted.range,
    message: 'skops trusts every type that the file names, which undoes its protection.',
    detail: 'List the types that you expect instead',
    fixes: edit ? [{ title: 'Trust no further types (trusted=[])', safety: 'unsafe', edits: [edit] }] : [],
  });
}

/** The types are looked at before: compared, gone through or asked about. */
function isReviewed(use: Expression, call: CallFact, { facts }: PythonContext): boolean {
  const { semantics } = facts;
  const given = use.kind === 'name' ? semantics.bindingsOf(use).map(({ at }) => at) : [];
  const isSame = (other: Expression): boolean =>
    other.name === use.name && semantics.bindingsOf(other).some(({ at }) => given.includes(at));
  const tests = [...semantics.suites.flatMap(({ test }) => (test ? [test] : [])), ...semantics.assertions];
  return given.length > 0 && tests.some((test) => test.end <= call.range.start && isMentioned(test, isSame, facts));
}

/** Parts of one condition that are looked at. */
const MOST_PARTS = 80;

/** Whether a name stands in an expression; what a comprehension goes through is found by the names that it gives. */
function isMentioned(
  expression: Expression,
  isSame: (name: Expression) => boolean,
  { semantics }: PythonContext['facts'],
): boolean {
  const queue = [expression];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const part = queue[i]!;
    if (part.kind === 'name' && isSame(part)) return true;
    const through = part.kind === 'name' ? semantics.bindingsOf(part).filter(({ kind }) => kind === 'iteration') : [];
    queue.push(...part.parts, ...through.flatMap(({ value }) => (value ? [value] : [])));
  }
  return false;
}

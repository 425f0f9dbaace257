import { defineRule } from '../../core/rule';
import { argumentOf, type CallFact } from '../../core/python-facts';
import type { PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { ORIGIN_READS, ORIGIN_TRIGGERS, originOf, relatedOf } from '../../analysis/flow/origin';
import { describeFile, severityOf } from './origins/judgement';

export default defineRule({
  id: 'unsafe-shelve-open',
  severity: 'error',
  category: 'deserialization',
  title: 'Unsafe shelve open',
  cwe: 502,
  atlas: ['AML.T0011.000'],
  docs: {
    what: 'A shelf is opened with `shelve.open`.',
    why: 'Each value in a shelf is a pickle that is loaded when it is read: anyone who can change the file runs code here. Such files are often in folders that others can write to, such as a shared cache.',
    fix: 'Keep the values as JSON in `sqlite3` or `dbm`, or keep the file where nobody else can write. There is no quick fix: stored data must be converted to another format first.',
    references: ['https://docs.python.org/3/library/shelve.html', 'https://docs.python.org/3/library/pickle.html'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [{ callees: ['shelve.open', 'shelve.DbfilenameShelf'], beside: ORIGIN_TRIGGERS, follows: true, check }],
  },
});

/** `shelve.open(filename, flag='c', protocol=None, writeback=False)`; `n` makes a new, empty one. */
function check(call: CallFact, context: PythonContext): void {
  const file = argumentOf(call, 'filename', 0);
  if (!file || stringOf(argumentOf(call, 'flag', 1)?.value) === 'n') return;
  const origin = originOf(file.value, call, context.facts);
  const severity = isWritten(call, context) ? 'hint' : severityOf(origin, 'warning');
  context.report({
    range: call.range,
    severity,
    message: `Reading this shelf runs any code hidden in ${describeFile(origin)}.`,
    related: relatedOf(origin),
  });
}

/** A cache of the code's own: it puts in what it reads. */
function isWritten(call: CallFact, { facts }: PythonContext): boolean {
  const { assignments, semantics } = facts;
  return assignments.some(({ role, targetRange }) => {
    const [shelf] = role === 'subscript' ? (semantics.expressionAt(targetRange)?.parts ?? []) : [];
    return shelf !== undefined && semantics.bindingsOf(shelf).some(({ value }) => value === call.expression);
  });
}

import type { Fix } from '../../../core/finding';
import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { stringOf, type Value } from '../../../core/value';
import { listOf, replaceWith } from '../../../readers/python/edits';

/** Settings of Celery that say in which formats messages may come or are sent, by their new and old names. */
export const QUEUE_SETTINGS: readonly string[] = [
  'accept_content',
  'task_serializer',
  'result_serializer',
  'event_serializer',
];
const SETTING = /^(?:celery_)?(?:(?:result_)?accept_content|(?:task|result|event)_serializer)$/i;
const PICKLE = /^(?:pickle|application\/x-python-serialize)$/;

export function checkQueueCall(call: CallFact, context: PythonContext): void {
  for (const argument of call.args)
    if (argument.name !== null && !argument.spread && SETTING.test(argument.name))
      say(argument.name, argument.value, argument.range, context);
}

/** `@app.task(serializer="pickle")`, `task.apply_async(serializer="pickle")`. */
export function checkTask(call: CallFact, context: PythonContext): void {
  const serializer = argumentOf(call, 'serializer');
  if (serializer && !serializer.spread) say('task_serializer', serializer.value, serializer.range, context);
}

export function checkQueueAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (SETTING.test(fact.name) && fact.role !== 'parameter-default') say(fact.name, fact.value, fact.range, context);
}

export function checkQueueItem(item: DictItemFact, context: PythonContext): void {
  if (SETTING.test(item.key)) say(item.key, item.value, item.range, context);
}

function say(setting: string, value: Value, range: Range, context: PythonContext): void {
  if (!('via' in value) || value.via === 'default') return;
  const accepts = /accept_content$/i.test(setting);
  const values = accepts ? (value.kind === 'sequence' ? value.items : []) : [value];
  if (!values.some((item) => PICKLE.test(stringOf(item) ?? ''))) return;
  const others = values.filter((item) => !PICKLE.test(stringOf(item) ?? '')).map((item) => item.range);
  const literal = /^(?:sequence|text)$/.test(context.facts.semantics.expressionAt(value.origin)?.kind ?? '');
  const edit = accepts ? listOf(context.facts, value.origin, others, '"json"') : replaceWith(value.origin, '"json"');
  const fixes: Fix[] =
    value.via === 'literal' && literal
      ? [{ title: accepts ? 'Do not accept pickle' : 'Send JSON', safety: 'unsafe', edits: [edit] }]
      : [];
  context.report({
    range,
    severity: accepts ? 'error' : 'warning',
    fixes,
    message: accepts
      ? 'Workers unpickle messages: anyone who can write to the queue runs code in them.'
      : 'Messages are sent as pickles: their readers run any code in the queue.',
  });
}

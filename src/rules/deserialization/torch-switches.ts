import type { AssignmentFact, CallFact, DictItemFact, MagicFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { PythonContext } from '../../core/rule';
import { stringOf, truthOf, type Value } from '../../core/value';
import { replaceWith } from '../../python/edits';
import { consumersOf } from '../models/remote-code';

const FORCE = 'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD';
/** Callables that make an allow-list worthless: with one of them a pickle does what it likes. */
const DANGEROUS = /^(?:(?:builtins\.)?(?:eval|exec|compile|__import__|getattr|open|input|globals)|os\.(?:system|popen|exec\w+|spawn\w+|remove|unlink)|posix\.system|nt\.system|subprocess\.\w+|importlib\.import_module|runpy\.\w+|(?:pickle|_pickle|dill|cloudpickle|marshal|joblib)\.loads?|torch\.load|torch\.hub\.load|functools\.partial|operator\.(?:attrgetter|methodcaller|itemgetter)|shutil\.\w+|webbrowser\.open|code\.\w+)$/;

/** `kwargs["weights_only"] = False`, `os.environ["TORCH_FORCE_…"] = "1"`, `def load(…, weights_only=False)`. */
export function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.name === FORCE) return isOn(fact.value) ? reportForce(fact.range, context) : undefined;
  if (fact.name !== 'weights_only' || !isFalse(fact.value)) return;
  if (fact.role === 'subscript' || fact.role === 'attribute') say(context, fact.range, 'weights_only is set to False here, which lets a checkpoint run any code that is hidden in it.', 'error', fact.value);
  else if (fact.role === 'parameter-default' || fact.role === 'class-attribute') say(context, fact.range, 'weights_only is False unless a caller asks for it, which lets a checkpoint run any code that is hidden in it.', 'hint', fact.value);
}

/** `{"weights_only": False}`, `{"TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD": "1"}`. */
export function checkItem(item: DictItemFact, context: PythonContext): void {
  if (item.key === FORCE && isOn(item.value)) return reportForce(item.range, context);
  if (item.key === 'use_safetensors' && isFalse(item.value)) return say(context, item.range, 'use_safetensors=False loads pickled weights even where safe ones exist.', 'warning', item.value);
  if (item.key !== 'weights_only' || !isFalse(item.value)) return;
  const consumers = item.value.kind === 'boolean' ? consumersOf(context.facts, 'weights_only', item.value.origin) : [];
  // torch.load itself reports what reaches it.
  if (!consumers.some((call) => call.callee === 'torch.load')) say(context, item.range, 'weights_only=False lets a checkpoint run any code that is hidden in it.', 'error', item.value);
}

/** `partial(torch.load, weights_only=False)`; `add_safe_globals([eval])`; `setdefault("weights_only", False)`. */
export function checkPartial(call: CallFact, context: PythonContext): void {
  const [first] = call.args;
  const off = call.args.find((argument) => argument.name === 'weights_only');
  // Once torch.load is assigned, its own name stands for the result, so the text counts as well.
  const wrapsLoad = first !== undefined && ((first.value.kind === 'reference' && first.value.name === 'torch.load') || context.facts.text.slice(first.valueRange.start, first.valueRange.end) === 'torch.load');
  if (wrapsLoad && off && isFalse(off.value)) say(context, call.range, 'Replacing torch.load by a version with weights_only=False lets every checkpoint that is loaded through it run code.', 'error', off.value);
}

export function checkSafeGlobals(call: CallFact, context: PythonContext): void {
  const list = call.args[0]?.value;
  for (const item of list?.kind === 'sequence' ? list.items : []) {
    const value = item.kind === 'sequence' ? item.items[0] : item;
    const name = value?.kind === 'reference' ? value.name : value?.kind === 'unknown' ? value.name ?? '' : '';
    if (DANGEROUS.test(name)) say(context, item.range, `${name} in the list of safe globals lets a checkpoint run any code although weights_only is on.`, 'error');
  }
}

export function checkSetDefault(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (stringOf(name?.value) === 'weights_only' && value && isFalse(value.value)) say(context, call.range, 'weights_only is set to False here, which lets a checkpoint run any code that is hidden in it.', 'error', value.value);
  if (stringOf(name?.value) === FORCE && value && isOn(value.value)) reportForce(call.range, context);
}

/** `%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1`, `!TORCH_FORCE_…=1 python train.py`. */
export function checkMagic(magic: MagicFact, context: PythonContext): void {
  const match = /\bTORCH_FORCE_NO_WEIGHTS_ONLY_LOAD[ =]+["']?(?:1|y|yes|true)\b/i.exec(magic.body);
  if (match) reportForce({ start: magic.bodyRange.start + match.index, end: magic.bodyRange.start + match.index + match[0].length }, context);
}

const reportForce = (range: Range, context: PythonContext): void => say(context, range, `${FORCE} makes torch.load run code that is hidden in a checkpoint, in this program and in every library it uses.`, 'error');

const isOn = (value: Value): boolean => /^(?:1|y|yes|true)$/i.test(stringOf(value) ?? '');
const isFalse = (value: Value): boolean => value.kind === 'boolean' && truthOf(value) === false;

function say(context: PythonContext, range: Range, message: string, severity: 'error' | 'warning' | 'hint', value?: Value): void {
  const name = /use_safetensors/.test(message) ? 'use_safetensors' : 'weights_only';
  const literal = value?.kind === 'boolean' && context.facts.text.slice(value.origin.start, value.origin.end) === 'False' ? value.origin : null;
  context.report({ range, message, severity, fixes: literal ? [{ title: `Set ${name}=True`, safety: 'unsafe', edits: [replaceWith(literal, 'True')] }] : [] });
}

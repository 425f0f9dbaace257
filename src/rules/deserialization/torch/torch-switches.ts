import type { Fix } from '../../../core/finding';
import type { CommandFact } from '../../../core/command-facts';
import {
  argumentOf,
  type Argument,
  type AssignmentFact,
  type CallFact,
  type DictItemFact,
  type StringFact,
} from '../../../core/python-facts';
import { lastNameOf, matchesCallee } from '../../../core/callee-pattern';
import type { ConfigEntry } from '../../../core/config-facts';
import type { Range } from '../../../core/range';
import type { ConfigContext, PythonContext, CommandContext } from '../../../core/rule';
import { stringOf, truthOf, type Value } from '../../../core/value';
import { replaceWith } from '../../../readers/python/edits';
import { turnedOff } from '../../../readers/python/switch-edit';
import { callAround, consumersOf } from '../../../analysis/models/remote-code';
import { writtenSwitch } from '../fixes/argument-edit';
import { isTorchPatch } from './torch-patch';
import { weightsOnlyOf } from './weights-only';
import { isVerified } from '../../../analysis/flow/verification';

const NAME = 'weights_only';
const FORCE = 'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD';
const LOADS = /load|restore|resume|(?:^|_)read|from_|create_model|^(?:fit|test|validate|predict)$/i;
/** Loaders that other rules judge, whatever weights_only is. */
const JUDGED = /^torch\.(?:serialization\.)?load$|(?:^|\.)(?:load_from_checkpoint|load_state_dict_from_url|load_url)$/;
const SHELL = /\bTORCH_FORCE_NO_WEIGHTS_ONLY_LOAD[ =]+["']?(?:1|y|yes|true)\b/i;
const RUNS =
  /^(?:os\.(?:system|popen)|subprocess\.\w+|asyncio\.create_subprocess_\w+)$|(?:^|\.)(?:run_commands|run_command|get_ipython\(\)\.system)$/;
const SETS = /(?:^|\.)(?:setdefault|putenv|setenv)$/;
const EVERYWHERE = `${FORCE} lets every checkpoint run code.`;
const OFF = 'weights_only=False lets a checkpoint run any code hidden in it.';
const SET_HERE = 'weights_only is set to False: a checkpoint can run any code hidden in it.';
const REPLACED = 'torch.load is replaced: every checkpoint loaded from here on can run code.';
const THROUGH = 'This is torch.load with weights_only=False: what it loads can run code.';

/** Loaders of files: where they stand, the scan also reads whether the file was checked before. */
export const FILE_LOADERS: readonly string[] = [
  'timm.**.load_checkpoint',
  'timm.**.load_state_dict',
  'timm.**.resume_checkpoint',
  'accelerate.**.load_checkpoint_in_model',
  'accelerate.**.load_checkpoint_and_dispatch',
  'huggingface_hub.**.load_torch_model',
  'huggingface_hub.**.load_state_dict_from_file',
  'lightning.**.Fabric().load',
];

export function checkTorchFile(call: CallFact, context: PythonContext): void {
  const off = argumentOf(call, NAME);
  if (
    off &&
    !off.spread &&
    weightsOnlyOf(off, call) === 'off' &&
    !call.args.some((argument) => isVerified(call, argument.value, context))
  )
    say(context, off.range, OFF, 'error', off.value);
}

/** A call that turns weights_only off: for itself, for a dictionary of arguments, for the environment, or for torch.load itself. */
export function checkTorchCall(call: CallFact, context: PythonContext): void {
  const forced = argumentOf(call, FORCE);
  if (forced && !forced.spread && isOn(forced.value)) return sayEverywhere(context, forced.range, forced.valueRange);
  if (SETS.test(call.callee)) return checkSetter(call, context);
  const off = argumentOf(call, NAME);
  if (off && !off.spread && weightsOnlyOf(off, call) === 'off') checkOff(call, off, context);
}

/** `kwargs.setdefault("weights_only", False)`, `os.putenv("TORCH_FORCE_…", "1")` */
function checkSetter(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (stringOf(name?.value) === NAME && value && isFalse(value.value))
    say(context, call.range, SET_HERE, 'error', value.value);
  if (stringOf(name?.value) === FORCE && value && isOn(value.value))
    sayEverywhere(context, call.range, value.valueRange);
}

/** A call with `weights_only=False`, by what it does with it. */
function checkOff(call: CallFact, off: Argument, context: PythonContext): void {
  if (call.callee === 'functools.partial') {
    if (wrapsLoad(call))
      say(context, call.range, isTorchPatch(call, context.facts) ? REPLACED : THROUGH, 'error', off.value);
  } else if (isTorchPatch(call, context.facts)) say(context, call.range, REPLACED, 'error', off.value);
  else if (/(?:^|\.)(?:update|dict)$/.test(call.callee)) {
    if (!isJudged(off.value, context)) say(context, off.range, SET_HERE, 'error', off.value);
  } else if (call.args.some(({ value }) => value.kind === 'reference' && JUDGED.test(value.name))) {
    say(context, call.range, THROUGH, 'error', off.value); // executor.submit(torch.load, path, weights_only=False)
  } else if (isOtherLoader(call)) say(context, off.range, OFF, 'error', off.value);
}

/** A loader of another library, that no other check is about. */
const isOtherLoader = (call: CallFact): boolean =>
  isLoader(call) &&
  !JUDGED.test(call.callee) &&
  !argumentOf(call, 'ckpt_path') &&
  !FILE_LOADERS.some((pattern) => matchesCallee(pattern, call.callee));

/** `kwargs["weights_only"] = False`, `os.environ["TORCH_FORCE_…"] = "1"`, `def load(…, weights_only=False)`. */
export function checkTorchAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.name === FORCE) return isOn(fact.value) ? sayEverywhere(context, fact.range, fact.valueRange) : undefined;
  if (fact.name !== NAME || !isFalse(fact.value)) return;
  if (fact.role === 'subscript' || fact.role === 'attribute') say(context, fact.range, SET_HERE, 'error', fact.value);
  else if ((fact.role === 'parameter-default' || fact.role === 'class-attribute') && reachesLoader(fact, context))
    say(
      context,
      fact.range,
      'weights_only is False by default: a checkpoint can run any code hidden in it.',
      'hint',
      fact.value,
    );
}

/** `{"weights_only": False}`, `{"TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD": "1"}`. */
export function checkTorchItem(item: DictItemFact, context: PythonContext): void {
  if (item.key === FORCE && isOn(item.value)) return sayEverywhere(context, item.range, item.valueRange);
  if (item.key === NAME && isFalse(item.value) && !isJudged(item.value, context))
    say(context, item.range, OFF, 'error', item.value);
}

/** `os.system("TORCH_FORCE_…=1 python train.py")`; a text that only speaks of it is none. */
export function checkTorchString(string: StringFact, context: PythonContext): void {
  const run = callAround(context.facts, string.range);
  if (run && RUNS.test(run.callee) && SHELL.test(string.value ?? '')) say(context, string.range, EVERYWHERE, 'error');
}

/** `%env TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD=1`, `!TORCH_FORCE_…=1 python train.py`. */
export function checkTorchCommand(command: CommandFact, context: CommandContext): void {
  const match = SHELL.exec(command.body);
  if (match)
    say(
      context,
      { start: command.bodyRange.start + match.index, end: command.bodyRange.start + match.index + match[0].length },
      EVERYWHERE,
      'error',
    );
}

/** `TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD: "1"` in a file of settings, or the pair of `name` and `value` of a container. */
export function checkTorchEntry(entry: ConfigEntry, context: ConfigContext): void {
  const named = entry.key === 'name' && entry.value === FORCE;
  if (named || (entry.key === FORCE && ON.test(entry.value)))
    context.report({
      range: entry.valueRange,
      severity: 'error',
      message: EVERYWHERE,
    });
}

/** `def save(model, weights_only=False)` means something else. */
const reachesLoader = (fact: AssignmentFact, context: PythonContext): boolean =>
  (fact.functionName !== null && LOADS.test(fact.functionName)) ||
  (fact.value.kind === 'boolean' && consumersOf(context.facts, NAME, fact.value.origin).some(isLoader));

/** Once torch.load is assigned, its own name stands for the result, so what it is a member of counts as well. */
function wrapsLoad(call: CallFact): boolean {
  const [first] = call.args;
  if (first === undefined) return false;
  const { kind, name, parts } = first.expression;
  return (
    (first.value.kind === 'reference' && JUDGED.test(first.value.name)) ||
    (kind === 'attribute' && JUDGED.test(`${parts[0]!.qualified}.${name}`))
  );
}

/** Whether a function is called like one that loads. */
export const isLoader = (call: CallFact): boolean => LOADS.test(lastNameOf(call.callee));

/** The literal reaches a call that another rule reports. */
const isJudged = (value: Value, context: PythonContext): boolean =>
  value.kind === 'boolean' &&
  consumersOf(context.facts, NAME, value.origin).some(
    (call) => JUDGED.test(call.callee) && !isTorchPatch(call, context.facts),
  );

const ON = /^(?:1|y|yes|true)$/i;
const isOn = (value: Value): boolean => ON.test(stringOf(value) ?? '');
const isFalse = (value: Value): boolean => value.kind === 'boolean' && truthOf(value) === false;

/** `at`: where the value of the switch stands. */
function sayEverywhere(context: PythonContext, range: Range, at: Range): void {
  const edit = turnedOff(context.facts, at);
  const fixes: Fix[] = edit ? [{ title: 'Turn the switch off', safety: 'unsafe', edits: [edit] }] : [];
  context.report({ range, message: EVERYWHERE, severity: 'error', fixes });
}

function say(context: CommandContext, range: Range, message: string, severity: 'error' | 'hint', value?: Value): void {
  const literal = writtenSwitch(value, context.facts);
  context.report({
    range,
    message,
    severity,
    fixes: literal ? [{ title: 'Set weights_only=True', safety: 'unsafe', edits: [replaceWith(literal, 'True')] }] : [],
  });
}

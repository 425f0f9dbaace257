import type { ConfigEntry } from '../../../core/config-facts';
import type { Fix } from '../../../core/finding';
import type { CommandFact } from '../../../core/command-facts';
import type { AssignmentFact, CallFact, DictItemFact } from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import type { ConfigContext, PythonContext, CommandContext } from '../../../core/rule';
import { isDefault, stringOf, type Value } from '../../../core/value';
import { turnedOff } from '../../../readers/python/switch-edit';

/** Lets vLLM's engine and workers send each other pickles, functions among them, over their sockets (vllm/envs.py). */
const SWITCH = 'VLLM_ALLOW_INSECURE_SERIALIZATION';
export const ENGINE_SWITCHES: readonly string[] = [SWITCH];

const ON = /^(?:1|true|yes|on)$/i;
const WRITTEN = new RegExp(`(?<![\\w$])${SWITCH}[ =]+["']?(?:1|true|yes|on)\\b`, 'i');
const MESSAGE = `${SWITCH} lets engine and workers exchange pickles, which run code.`;

const isOn = (value: Value | undefined): boolean =>
  value !== undefined && ON.test(stringOf(value) ?? '') && !isDefault(value);

export function checkSwitchCall(call: CallFact, context: PythonContext): void {
  const [name, value] = call.args;
  if (
    /(?:^|\.)(?:setdefault|putenv|setenv)$/.test(call.callee) &&
    stringOf(name?.value) === SWITCH &&
    isOn(value?.value)
  )
    return sayInCode(call.range, value!.valueRange, context);
  const keyword = call.args.find((argument) => argument.name === SWITCH && !argument.spread);
  if (keyword && isOn(keyword.value)) sayInCode(keyword.range, keyword.valueRange, context);
}

export function checkSwitchAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (fact.name === SWITCH && fact.role === 'subscript' && isOn(fact.value))
    sayInCode(fact.range, fact.valueRange, context);
}

export function checkSwitchItem(item: DictItemFact, context: PythonContext): void {
  if (item.key === SWITCH && isOn(item.value)) sayInCode(item.range, item.valueRange, context);
}

/** `export VLLM_…=1`, `%env VLLM_… 1`, `ENV VLLM_…=1`. */
export function checkSwitchCommand(command: CommandFact, context: CommandContext): void {
  const match = WRITTEN.exec(command.body);
  if (match)
    say(
      rangeOf(command.bodyRange.start + match.index, command.bodyRange.start + match.index + match[0].length),
      context,
    );
}

/** `VLLM_…: "1"`, `- VLLM_…=1`, or the pair of `name` and `value` of a container. */
export function checkSwitchEntry(entry: ConfigEntry, context: ConfigContext): void {
  const paired =
    entry.key === 'name' &&
    entry.value === SWITCH &&
    context.facts.entries.some(
      ({ key, keys, value }) =>
        key === 'value' &&
        ON.test(value) &&
        keys.length === entry.keys.length &&
        keys.slice(0, -1).every((part, index) => part === entry.keys[index]),
    );
  if (
    paired ||
    (entry.key === SWITCH && ON.test(entry.value)) ||
    (entry.value.startsWith(`${SWITCH}=`) && WRITTEN.test(entry.value))
  )
    context.report({ range: entry.valueRange, severity: 'warning', message: MESSAGE });
}

/** `at`: where the value of the switch stands. */
function sayInCode(range: Range, at: Range, context: PythonContext): void {
  const edit = turnedOff(context.facts, at);
  const fixes: Fix[] = edit ? [{ title: 'Turn the switch off', safety: 'unsafe', edits: [edit] }] : [];
  context.report({ range, severity: 'warning', message: MESSAGE, fixes });
}

const say = (range: Range, context: CommandContext): void =>
  context.report({ range, severity: 'warning', message: MESSAGE });

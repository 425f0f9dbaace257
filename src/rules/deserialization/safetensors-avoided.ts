import { lastNameOf } from '../../core/callee-pattern';
import type { Severity } from '../../core/finding';
import { argumentOf, type AssignmentFact, type CallFact, type DictItemFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import { defineRule, type Near, type PythonContext } from '../../core/rule';
import { isSetFalse, type Value } from '../../core/value';
import { replaceWith } from '../../readers/python/edits';
import { writtenSwitch } from './fixes/argument-edit';
import { consumersOf } from '../../analysis/models/remote-code';

const SWITCHES: Readonly<Record<string, { readonly severity: Severity; readonly message: string }>> = {
  use_safetensors: {
    severity: 'warning',
    message: 'use_safetensors=False loads pickled weights even where safe ones exist.',
  },
  safe_serialization: {
    severity: 'info',
    message: 'safe_serialization=False saves the weights as a pickle.',
  },
  save_safetensors: {
    severity: 'info',
    message: 'save_safetensors=False saves checkpoints as pickles.',
  },
};
/** Functions that load, save or gather arguments for that; others only look for a file's name. */
const TAKES = /load|save|push|from_|pipeline|train|fuse|merge|download|^(?:dict|update|partial)$|^[A-Z]\w*$/;
const TRIGGERS = Object.keys(SWITCHES);
const near: Near = { flag: /^(?:True|None)\b/ };

export default defineRule({
  id: 'safetensors-avoided',
  severity: 'warning',
  category: 'deserialization',
  title: 'Safetensors avoided',
  cwe: 502,
  owasp: 'LLM04:2025',
  atlas: ['AML.T0011.000', 'AML.T0018.002'],
  docs: {
    what: 'Weights are loaded (`use_safetensors=False`) or saved (`safe_serialization=False`, `save_safetensors=False`) as pickles although the library supports safetensors.',
    why: 'A safetensors file contains tensors and nothing else. The pickle next to it can contain code, and is often the file nobody checks; anything saved as a pickle today must be trusted by everyone who loads it later.',
    fix: 'Remove the argument, or set it to `True`. If the repository has no safetensors file, convert it once (`safetensors.torch.save_file`) and load the result.',
    references: [
      'https://huggingface.co/docs/safetensors/index',
      'https://huggingface.co/docs/diffusers/main/en/using-diffusers/other-formats',
      'https://huggingface.co/docs/hub/security-pickle',
    ],
  },
  listen: {
    calls: [{ callees: ['**'], triggers: TRIGGERS, near, check: checkCall }],
    assignments: { triggers: TRIGGERS, anyValue: true, near, check: checkAssignment },
    dictItems: { triggers: TRIGGERS, anyValue: true, near, check: checkItem },
  },
});

function checkCall(call: CallFact, context: PythonContext): void {
  if (!TAKES.test(lastNameOf(call.callee))) return;
  for (const name of TRIGGERS) {
    const argument = argumentOf(call, name);
    // A bare `save` writes what it is given: the state of an optimizer is no safetensors file at all.
    if (argument && !argument.spread && isSetFalse(argument.value))
      say(name, argument.range, argument.value, context, /(?:^|\.)save$/.test(call.callee) ? 'hint' : undefined);
  }
}

function checkItem(item: DictItemFact, context: PythonContext): void {
  if (SWITCHES[item.key] && isSetFalse(item.value)) say(item.key, item.range, item.value, context);
}

/** `options["use_safetensors"] = False`; a default of False that some loader is given. */
function checkAssignment(fact: AssignmentFact, context: PythonContext): void {
  if (!SWITCHES[fact.name] || !isSetFalse(fact.value)) return;
  if (fact.role === 'subscript' || fact.role === 'attribute') say(fact.name, fact.range, fact.value, context);
  else if (
    fact.name === 'use_safetensors' &&
    fact.role === 'parameter-default' &&
    fact.value.kind === 'boolean' &&
    consumersOf(context.facts, fact.name, fact.value.origin).length > 0
  )
    say(fact.name, fact.range, fact.value, context, 'hint');
}

/** A parameter that is False by default is the caller's choice. */

function say(
  name: string,
  range: Range,
  value: Value,
  context: PythonContext,
  severity = SWITCHES[name]!.severity,
): void {
  const literal = writtenSwitch(value, context.facts);
  context.report({
    range,
    severity,
    message: SWITCHES[name]!.message,
    fixes: literal ? [{ title: `Set ${name}=True`, safety: 'unsafe', edits: [replaceWith(literal, 'True')] }] : [],
  });
}

import {
  argumentOf,
  type Argument,
  type AssignmentFact,
  type CallFact,
  type DictItemFact,
  type PythonFacts,
  type StringFact,
} from '../../../core/python-facts';
import type { Severity } from '../../../core/finding';
import { contains, type Range } from '../../../core/range';
import type { FunctionFact } from '../../../core/semantics';
import { isDefault, stringOf, truthOf, type Value } from '../../../core/value';
import { affirms, decisionsAround } from '../../../analysis/flow/decisions';
import { isUnreadOption, unreadIn } from '../../../analysis/flow/unread';
import { milder } from '../../../analysis/models/reporting';
import { callAround, consumersOf, fieldDefaultOf, definesOption } from '../../../analysis/models/remote-code';
import { setsFlag } from './trusted-on-command-line';

/** The keyword, field and key that lets a loader run the code of a repository. */
export const SWITCH = 'trust_remote_code';

/** A place at which code turns the switch on. */
export interface TurnedOn {
  readonly value: Value;
  readonly range: Range;
  /** Who decides instead: `default`, whoever leaves it as it is; `asked`, whoever turns on a switch of the program for it. */
  readonly decided: 'default' | 'asked' | null;
  /** The function whose parameter it is. */
  readonly of?: FunctionFact | undefined;
}

/**
 * Calls that take the switch and load no code of a repository: a server of tools that is started, what a test expects, what is written
 * down or stored, settings of generation, which are data alone.
 */
const LOADS_NOTHING =
  /(?:^|\.)(?:GenerationConfig\.from_pretrained|from_mcp|assert_\w+|save_\w+|push_to_\w+|log_\w+|register\w*|debug|info|warning|print|print_\w+)$/;

/** `trust_remote_code=True` in a call, written there or out of a configuration file. */
export function trustArgumentOf(call: CallFact): Argument | undefined {
  const named = LOADS_NOTHING.test(call.callee) ? undefined : argumentOf(call, SWITCH);
  return named &&
    (!named.spread || isConfigured(named.value)) &&
    truthOf(named.value) === true &&
    !isDefault(named.value)
    ? named
    : undefined;
}

/** `kwargs.setdefault("trust_remote_code", True)`, `setattr(config, …, True)`, `options.get(…, True)`, the default of an option. */
export function turnedOnByCall(call: CallFact, facts: PythonFacts): TurnedOn | null {
  const at = /(?:^|\.)(?:setdefault|setattr|getattr|get|pop)$/.test(call.callee)
    ? call.args.findIndex((argument) => stringOf(argument.value) === SWITCH)
    : -1;
  const set = at < 0 ? defaultOfOption(call) : call.args[at + 1];
  if (!set || truthOf(set.value) !== true || (at < 0 && isUnreadOption(SWITCH, facts))) return null;
  return { value: set.value, range: set.valueRange, decided: decidedBy(set.valueRange, facts) };
}

const defaultOfOption = (call: CallFact): Argument | undefined =>
  definesOption(call) &&
  call.args.some((argument) => /^--?trust[-_]remote[-_]code$/.test(stringOf(argument.value) ?? ''))
    ? argumentOf(call, 'default')
    : undefined;

/** `trust_remote_code = True`, a field or parameter that is on unless told otherwise, `HF_…_TRUST_REMOTE_CODE` in the environment. */
export function turnedOnByAssignment(fact: AssignmentFact, facts: PythonFacts): TurnedOn | null {
  const { name, role, value, range } = fact;
  if (!/^(?:HF_(?:\w+_)?)?trust_remote_code$/i.test(name)) return null;
  const declared = declaredOn(fact, facts);
  if (declared) return declared;
  if (!isOn(fact)) return null;
  // A local constant is judged where it is used, with what is loaded there.
  if (role === 'variable' && consumersOf(facts, SWITCH, fact.value.origin).length > 0) return null;
  const of = role === 'parameter-default' ? functionOf(fact, facts) : undefined;
  const unread = of ? unreadIn(of, name, facts) : null;
  if (unread === 'parameter') return null;
  // One of several assignments: which one holds where it is used is not known. Under `if trust_remote_code:` the caller decided.
  const left = unread === 'field' || role === 'variable' ? 'default' : null;
  return { value, range, of, decided: unread === 'field' ? left : (decidedBy(range, facts) ?? left) };
}

/** `trust_remote_code: bool = field(default=True)` */
function declaredOn({ role, value, valueRange }: AssignmentFact, facts: PythonFacts): TurnedOn | null {
  if (value.kind !== 'result' || (role !== 'class-attribute' && role !== 'parameter-default')) return null;
  const declared = fieldDefaultOf(valueRange, facts);
  return declared && truthOf(declared.value) === true
    ? { value: declared.value, range: declared.range, decided: 'default' }
    : null;
}

type Written = Extract<Value, { readonly origin: Range }>;

/** Whether it is given what turns it on. What only hands on a default is not what does. */
function isOn(fact: AssignmentFact): fact is AssignmentFact & { readonly value: Written } {
  const { name, value } = fact;
  if (value.kind === 'unknown' || value.kind === 'result' || value.kind === 'reference' || isDefault(value))
    return false;
  if (value.kind === 'string') return /^HF_/.test(name) && /^(?:1|true|yes|on)$/i.test(value.value);
  return truthOf(value) === true;
}

/** The function whose parameter is given a default. */
const functionOf = ({ name, range }: AssignmentFact, { semantics }: PythonFacts): FunctionFact | undefined =>
  semantics.functions.find(({ parameters }) =>
    parameters.some((parameter) => parameter.name === name && contains(parameter.range, range)),
  );

/** `{"trust_remote_code": True}` */
export const turnedOnByItem = ({ key, value, range }: DictItemFact, facts: PythonFacts): TurnedOn | null =>
  key === SWITCH && value.kind !== 'string' && truthOf(value) === true && !isDefault(value)
    ? { value, range, decided: decidedBy(range, facts) }
    : null;

/** Whether a string is the switch: an option that a program is given, an argument inside a list of them, or a command with it. */
export function isSwitchedOn({ value, range }: StringFact, facts: PythonFacts): boolean {
  if (value === null) return false;
  // model_args="pretrained=…,trust_remote_code=True"
  if (/^\s*\w+=[^\n]*,\s*trust_remote_code=(?:true|1)\s*(?:,|$)/i.test(value)) return true;
  if (facts.comparisons.some((comparison) => contains(comparison.range, range))) return false; // `"--flag" in sys.argv`
  if (isAskedFor(range, facts)) return false;
  const around = callAround(facts, range);
  if (/^--trust[-_]remote[-_]code(?:=(?:true|1))?$/i.test(value)) return !(around && definesOption(around));
  return around !== undefined && /^(?:os\.(?:system|popen)|subprocess\.\w+)$/.test(around.callee) && setsFlag(value);
}

/** Stands under `if trust_remote_code:`, so somebody else decided that. A condition that says `not` is no permission. */
const isAskedFor = (range: Range, { semantics }: PythonFacts): boolean =>
  decisionsAround(range, semantics).some((decision) => affirms(decision, TRUSTS));
const TRUSTS =
  /^(?!(?:\w*_)?(?:no|not|never|deny|un|dis[a-z]+)_)(?:\w*_)?(?:trust(?:s|ed)?(?:_(?:remote\w*|code|hub|repo|model))?$|trust_remote|remote_code|(?:allow|enable|run|use|accept)_(?:remote_|custom_)?code)/i;

/** Whether a switch of the program has to be turned on before a place is reached. */
export const decidedBy = (range: Range, facts: PythonFacts): 'asked' | null =>
  isAskedFor(range, facts) ? 'asked' : null;

/** What is left of a severity where somebody else decides. */
export const severityFor = (decided: TurnedOn['decided'], severity: Severity): Severity =>
  decided === 'default' ? 'hint' : decided === 'asked' ? milder('info', severity) : severity;

/** Out of a configuration file, where nothing else is reported. A dictionary in code is judged where it is written. */
const isConfigured = (value: Value): boolean =>
  value.kind !== 'unknown' && value.elsewhere !== undefined && !value.elsewhere.path.endsWith('.py');

import { lastNameOf } from '../../../core/callee-pattern';
import type { Argument, CallFact, PythonFacts } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import type { DictValue, Value } from '../../../core/value';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import { credentialIn, ENVIRONMENT_NAME, type FoundCredential } from '../python/credential-expressions';
import { comesFromOutside } from '../python/credential-reads';
import { TRACKER_METHODS } from './log-words';

/** Where what a call writes is read: in a log, in the output of a cell, or by an experiment tracker. */
export type Destination = 'log' | 'output' | 'tracker';

/** Modules that write for people to read. */
const LOGGERS =
  /^(?:logging|loguru|absl\.logging|structlog|streamlit|rich|click|typer|pprint|tqdm|sys\.(?:stdout|stderr))\b/;
/** What people call an object that does, whatever it is: `self.logger`, `app_log`. */
const CALLED_LOGGER = /(?:^|_)(?:log|logger|logging|console|tqdm)$/i;

/** Where a call writes to; null for one that writes nowhere. */
export function destinationOf(call: CallFact, { notebook }: PythonContext): Destination | null {
  const { callee } = call;
  const tracks =
    TRACKER_METHODS.includes(lastNameOf(callee)) || /^(?:wandb\.|comet_ml\.|neptune\.|mlflow\.|clearml\.)/.test(callee);
  if (!tracks && callee !== 'print' && !LOGGERS.test(callee) && !isCalledLogger(call)) return null;
  return tracks ? 'tracker' : notebook && /print$|^streamlit/.test(callee) ? 'output' : 'log';
}

/** By the name of what the method belongs to, as it is written or where it comes from. */
function isCalledLogger({ callee, expression }: CallFact): boolean {
  const [method] = expression.parts;
  const [object] = method?.kind === 'attribute' ? method.parts : [];
  return CALLED_LOGGER.test(object?.name ?? '') || CALLED_LOGGER.test(callee.split('.').at(-2) ?? '');
}

/** Arguments that say how to write. wandb.init takes an API key nowhere, and settings of the connection are not logged. */
const MANNERS =
  /^(?:sep|end|file|flush|level|exc_info|stack_info|extra_headers|settings|key|project|entity|mode|id|style)$/;

/** Whether an argument is written, and not said of the writing. */
export const isWritten = ({ name, spread }: Argument, call: CallFact): boolean =>
  !spread && !(name !== null && MANNERS.test(name)) && !(lastNameOf(call.callee) === 'init' && name !== 'config');

/** What is wrong with one argument: a name beside it, an entry of a dictionary, or a credential in the expression. */
export function findIn(argument: Argument, call: CallFact, facts: PythonFacts): FoundCredential | null {
  const { value, expression, valueRange: range } = argument;
  const found = credentialIn(facts, expression);
  if (found?.name === ENVIRONMENT_NAME) return found;
  if (value.kind === 'dict' && value.via === 'literal') return entryOf(value, facts);
  const named = call.args[call.args.indexOf(argument) - 1]?.value;
  if (
    TRACKER_METHODS.includes(lastNameOf(call.callee)) &&
    named?.kind === 'string' &&
    namesCredential(named.value) &&
    isOpen(expression)
  )
    return { range, name: named.value, alone: true };
  return mayHold(value) ? found : null;
}

const mayHold = (value: Value): boolean =>
  value.kind === 'unknown' ||
  value.kind === 'result' ||
  value.kind === 'reference' ||
  (value.kind === 'string' && value.via === 'constant');

/** The first entry under a credential's name whose value is not written out: a literal is another rule's business. */
function entryOf(value: DictValue, facts: PythonFacts): FoundCredential | null {
  for (const [key, item] of value.entries) {
    const expression = facts.semantics.expressionAt(item.range);
    if (key.kind === 'string' && namesCredential(key.value) && expression && isOpen(expression))
      return { range: item.range, name: key.value, alone: true };
    if (item.kind === 'dict' && item.via === 'literal') {
      const inner = entryOf(item, facts);
      if (inner !== null) return inner;
    } else {
      const found = expression && mayHold(item) ? credentialIn(facts, expression) : null;
      if (found !== null) return found;
    }
  }
  return null;
}

/** Not a literal, and nothing that hides: a bare name, an attribute, a look-up. */
export function isOpen({ value, kind, dotted, parts }: Expression): boolean {
  if (comesFromOutside(value)) return true;
  if (value.kind !== 'unknown' && value.kind !== 'reference') return false;
  const [object, key, more] = parts;
  return kind === 'subscript'
    ? object !== undefined && object.dotted !== null && key?.kind === 'text' && more === undefined
    : dotted !== null;
}

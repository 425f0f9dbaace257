import { lastNameOf } from '../../../core/callee-pattern';
import type { Argument, CallFact, PythonFacts } from '../../../core/python-facts';
import { textAt, type Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { DictValue, Value } from '../../../core/value';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import {
  comesFromOutside,
  credentialsIn,
  withoutFormattedText,
  type FoundCredential,
} from '../python/credential-expressions';
import { HEARD, TRACKER_METHODS } from './log-words';

/** Where what a call writes is read: in a log, in the output of a cell, or by an experiment tracker. */
export type Destination = 'log' | 'output' | 'tracker';

/** Receivers that write for people to read. */
const LOGGERS =
  /^(?:logging|loguru|absl\.logging|structlog|streamlit|rich|click|typer|pprint|tqdm|sys\.(?:stdout|stderr))\b|(?:^|[._])(?:log|logger|logging|console|tqdm)\.\w+$/i;

/** Where a call writes to; null for one that writes nowhere, or speaks of no credential. */
export function destinationOf(call: CallFact, { facts, notebook }: PythonContext): Destination | null {
  const { callee } = call;
  const written = textAt(facts.text, call.calleeRange).replace(/\s/g, '');
  const tracks =
    TRACKER_METHODS.includes(lastNameOf(call.callee)) ||
    /^(?:wandb\.|comet_ml\.|neptune\.|mlflow\.|clearml\.)/.test(callee);
  if (!tracks && callee !== 'print' && !LOGGERS.test(callee) && !LOGGERS.test(written)) return null;
  if (!HEARD.test(withoutFormattedText(textAt(facts.text, call.range)))) return null;
  return tracks ? 'tracker' : notebook && /print$|^streamlit/.test(callee) ? 'output' : 'log';
}

/** Arguments that say how to write. wandb.init takes an API key nowhere, and settings of the connection are not logged. */
const MANNERS =
  /^(?:sep|end|file|flush|level|exc_info|stack_info|extra_headers|settings|key|project|entity|mode|id|style)$/;

/** Whether an argument is written, and not said of the writing. */
export const isWritten = ({ name, spread }: Argument, call: CallFact): boolean =>
  !spread && !(name !== null && MANNERS.test(name)) && !(lastNameOf(call.callee) === 'init' && name !== 'config');

/** What is wrong with one argument: a name beside it, an entry of a dictionary, or a credential in the expression. */
export function findIn(value: Value, range: Range, call: CallFact, facts: PythonFacts): FoundCredential | null {
  const written = textAt(facts.text, range);
  if (/^(?:dict\(|json\.dumps\(dict\()?os\.environ(?:\.copy\(\))?\)*(?:, ?indent=\d+\))?$/.test(written))
    return { range, name: 'os.environ', alone: false };
  if (value.kind === 'dict' && value.via === 'literal') return entryOf(value, call, facts);
  const position = call.args.findIndex((argument) => argument.valueRange.start === range.start);
  const named = call.args[position - 1]?.value;
  if (
    TRACKER_METHODS.includes(lastNameOf(call.callee)) &&
    named?.kind === 'string' &&
    namesCredential(named.value) &&
    isOpen(value, written)
  )
    return { range, name: named.value, alone: true };
  return mayHold(value) ? (credentialsIn(facts, range, call.scope)[0] ?? null) : null;
}

const mayHold = (value: Value): boolean =>
  value.kind === 'unknown' ||
  value.kind === 'result' ||
  value.kind === 'reference' ||
  (value.kind === 'string' && value.via === 'constant');

/** The first entry under a credential's name whose value is not written out: a literal is another rule's business. */
function entryOf(value: DictValue, call: CallFact, facts: PythonFacts): FoundCredential | null {
  for (const [key, item] of value.entries) {
    const written = textAt(facts.text, item.range);
    if (key.kind === 'string' && namesCredential(key.value) && isOpen(item, written))
      return { range: item.range, name: key.value, alone: true };
    if (item.kind === 'dict' && item.via === 'literal') {
      const inner = entryOf(item, call, facts);
      if (inner !== null) return inner;
    } else {
      const [found] = mayHold(item) ? credentialsIn(facts, item.range, call.scope) : [];
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** Not a literal, and nothing that hides: a bare name, an attribute, a look-up. */
export const isOpen = (value: Value, written: string): boolean =>
  comesFromOutside(value) ||
  ((value.kind === 'unknown' || value.kind === 'reference') &&
    /^[A-Za-z_][\w.]*(?:\[["'][\w.]+["']\])?$/.test(written));

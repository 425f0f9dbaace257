import { lastNameOf } from '../../core/callee-pattern';
import type { Edit } from '../../core/finding';
import { argumentOf, type Argument, type PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { isDefault, stringOf } from '../../core/value';
import { callsAround } from './fact-index';

/**
 * Writes another value in the place of an argument's. What an option, a field or a parameter gives unless somebody says otherwise is
 * changed where it is written, so that people can still say otherwise; null where that place is not a literal of this document.
 */
export function replaceValue(facts: PythonFacts, { value, valueRange }: Argument, code: string): Edit | null {
  if (value.kind === 'unknown' || !isDefault(value)) return { range: valueRange, text: code };
  const written = facts.semantics.expressionAt(value.origin);
  const literal = written?.kind === 'constant' || (written?.kind === 'text' && stringOf(written.value) !== undefined);
  return literal && keepsFlag(facts, value.origin, code)
    ? { range: rangeOf(value.origin.start, value.origin.end), text: code }
    : null;
}

/**
 * Whether a flag of the command line still does something when its default becomes `code`: one that stores False needs a default of
 * True, one that stores True one of False. Source: argparse, `action`.
 */
export function keepsFlag(facts: PythonFacts, preset: Range, code: string): boolean {
  const option = callsAround(facts, preset).find(({ callee }) => lastNameOf(callee) === 'add_argument');
  const action = option && stringOf(argumentOf(option, 'action')?.value);
  return !((action === 'store_false' && code === 'False') || (action === 'store_true' && code === 'True'));
}

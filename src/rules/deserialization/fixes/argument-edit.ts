import type { Edit } from '../../../core/finding';
import type { CommandedFacts } from '../../../core/command-facts';
import type { Argument, CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { keepsFlag, replaceValue } from '../../../readers/python/default-edit';
import { setKeyword } from '../../../readers/python/edits';

/** Sets an argument that is there, also one that is given by its position. */
export const setArgument = (
  context: PythonContext,
  call: CallFact,
  argument: Argument,
  name: string,
  code: string,
): Edit | null =>
  argument.name === null ? replaceValue(context.facts, argument, code) : setKeyword(context.facts, call, name, code);

/** Where `True` or `False` is written that becomes `code`; null for a value that something else gives, and for a flag that would lose its sense. */
export const writtenSwitch = (value: Value | undefined, facts: CommandedFacts, code = 'True'): Range | null =>
  value?.kind === 'boolean' &&
  facts.kind === 'python' &&
  facts.semantics.expressionAt(value.origin)?.kind === 'constant' &&
  keepsFlag(facts, value.origin, code)
    ? value.origin
    : null;

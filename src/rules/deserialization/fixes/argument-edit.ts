import type { Edit } from '../../../core/finding';
import type { CommandedFacts } from '../../../core/command-facts';
import type { Argument, CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { replaceWith, setKeyword } from '../../../readers/python/edits';

/** Sets an argument that is there, also one that is given by its position. */
export const setArgument = (
  context: PythonContext,
  call: CallFact,
  argument: Argument,
  name: string,
  code: string,
): Edit | null =>
  argument.name === null ? replaceWith(argument.valueRange, code) : setKeyword(context.facts, call, name, code);

/** Where `True` or `False` is written; null for a value that something else gives. */
export const writtenSwitch = (value: Value | undefined, facts: CommandedFacts): Range | null =>
  value?.kind === 'boolean' &&
  facts.kind === 'python' &&
  facts.semantics.expressionAt(value.origin)?.kind === 'constant'
    ? value.origin
    : null;

import type { Edit } from '../../../core/finding';
import type { Argument, CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
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

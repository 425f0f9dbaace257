import type { Edit } from '../../../core/finding';
import type { Argument, CallFact, PythonFacts } from '../../../core/python-facts';
import { rangeOf } from '../../../core/range';

export { replaceWith, setKeyword } from '../../../readers/python/edits';

/** Removes an argument with the comma that belongs to it; null when it came out of a `**dict` or a comment stands in between. */
export function removeArgument(facts: PythonFacts, call: CallFact, argument: Argument): Edit | null {
  if (argument.spread) return null;
  const { text } = facts;
  const inside = call.argumentsRange;
  const before = text.slice(inside.start + 1, argument.range.start);
  const after = text.slice(argument.range.end, inside.end - 1);
  const comma = /,\s*$/.exec(before);
  if (comma) return { range: rangeOf(argument.range.start - comma[0].length, argument.range.end), text: '' };
  const following = /^\s*,[ \t]*/.exec(after);
  if (following) return { range: rangeOf(argument.range.start, argument.range.end + following[0].length), text: '' };
  return /^\s*$/.test(before) && /^\s*$/.test(after) ? { range: argument.range, text: '' } : null;
}

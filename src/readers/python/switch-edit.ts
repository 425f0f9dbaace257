import type { Edit } from '../../core/finding';
import type { PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { replaceWith } from './edits';
import { plainStretch } from './spelling';

/** What turns a switch off that is written this way, in the same spelling. */
const OFF: ReadonlyMap<string, string> = new Map([
  ['1', '0'],
  ['true', 'false'],
  ['True', 'False'],
  ['TRUE', 'FALSE'],
  ['yes', 'no'],
  ['on', 'off'],
  ['y', 'n'],
]);

/** Turns off a switch whose value is written at a place: `True`, `"1"`, `"true"`. Null for a value that comes from elsewhere. */
export function turnedOff({ semantics }: PythonFacts, at: Range): Edit | null {
  const written = semantics.expressionAt(at);
  if (written?.kind === 'constant' && written.value.kind === 'boolean' && written.value.value)
    return replaceWith(rangeOf(written.start, written.end), 'False');
  const stretch = written?.kind === 'text' ? plainStretch(written) : null;
  const off = stretch && OFF.get(stretch.text);
  return stretch && off !== undefined && off !== null ? replaceWith(rangeOf(stretch.start, stretch.end), off) : null;
}

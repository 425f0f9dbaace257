import type { Edit } from '../core/finding';
import type { CallFact, PythonFacts } from '../core/python-facts';
import type { Range } from '../core/range';
import type { PythonContext } from '../core/rule';

/** Sets `name=code` in a call: replaces the keyword's value, or appends the keyword before any `**kwargs`, keeping commas, comments and line style. Null when it came out of a `**dict`. */
export function setKeyword(_facts: PythonFacts, _call: CallFact, _name: string, _code: string): Edit | null {
  throw new Error('being written');
}

/** Replaces the text of a range in the program. */
export const replaceWith = (range: Range, text: string): Edit => ({ range, text });

/** The name under which a module is bound at `near`, and the edits that import it when it is not. In a notebook the import goes into the cell of `near`. */
export function ensureImport(_context: PythonContext, _module: string, _near: Range): { readonly name: string; readonly edits: readonly Edit[] } {
  throw new Error('being written');
}

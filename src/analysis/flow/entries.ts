import type { Expression } from '../../core/semantics';
import { KNOWN_MODULES, PYTHON_BUILTINS } from '../../readers/python/modules';

/** Built in, or of a module that is known by its habitual name. */
export const isGlobal = (expression: Expression): boolean =>
  expression.qualified !== expression.name ||
  PYTHON_BUILTINS.has(expression.name) ||
  KNOWN_MODULES.has(expression.name) ||
  /^__\w+__$/.test(expression.name);

/** Of a table that is asked for a key only the table counts, and what is given where the key is not there. */
export const LOOKS_UP: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', 'getlist']);

/** The value of a key that is written in a mapping; the last where it is there more than once. */
export function mappingEntryOf(mapping: Expression, key: string): Expression | undefined {
  return mapping.parts.findLast(
    ({ kind, parts: [name] }) => kind === 'pair' && name?.value.kind === 'string' && name.value.value === key,
  )?.parts[1];
}

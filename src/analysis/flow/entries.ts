import type { Expression } from '../../core/semantics';
import { KNOWN_MODULES, PYTHON_BUILTINS } from '../../readers/python/modules';

/** Built in, or of a module that is known by its habitual name. */
export const isGlobal = (expression: Expression): boolean =>
  expression.qualified !== expression.name ||
  PYTHON_BUILTINS.has(expression.name) ||
  KNOWN_MODULES.has(expression.name) ||
  /^__\w+__$/.test(expression.name);

/** The value of a key that is written in a mapping that is written there too. */
export function mappingEntryOf(mapping: Expression, key: Expression): Expression | undefined {
  const { value } = key;
  if (value.kind !== 'string') return undefined;
  for (const { kind, parts } of mapping.parts) {
    const name = kind === 'pair' ? parts[0]?.value : undefined;
    if (name?.kind === 'string' && name.value === value.value) return parts[1];
  }
  return undefined;
}

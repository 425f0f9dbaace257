import type { Edit } from '../../../core/finding';
import type { Range } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import { ensureImport } from '../../../readers/python/edits';

/** How a member of a module is called at a place: by the name under which it is imported, else through its package, with the import that this needs. */
export function ensureMember(
  context: PythonContext,
  module: string,
  member: string,
  near: Range,
): { readonly name: string; readonly edits: readonly Edit[] } {
  const found = context.facts.imports.find(
    (each) => each.scope === 0 && each.module === module && each.member === member && each.statement.end <= near.start,
  );
  if (found) return { name: found.alias ?? member, edits: [] };
  // `mlflow` brings all of it along.
  const [top = module, ...rest] = module.split('.');
  const { name, edits } = ensureImport(context, top, near);
  return { name: [name, ...rest, member].join('.'), edits };
}

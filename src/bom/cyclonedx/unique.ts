import type { Problem } from '../problem';
import { pointerSegment } from '../problem';

/** The arrays whose `uniqueItems` the compiled schema leaves to this check. `scripts/compile-schemas.mjs` has the same list. */
const LARGE_ARRAYS = new Set([
  'annotations',
  'assemblies',
  'components',
  'compositions',
  'dependencies',
  'dependsOn',
  'provides',
  'services',
  'vulnerabilities',
]);
/** Under these keys the schema has arrays of the same names that may hold duplicates. */
const UNCHECKED_PARENTS = new Set(['targets']);
const MAX_DEPTH = 200;

/** JSON Schema's `uniqueItems` for the arrays that grow with the project, in one pass over the document. */
export function findDuplicateItems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, '', '', 0, problems);
  return problems;
}

function visit(node: unknown, pointer: string, parent: string, depth: number, problems: Problem[]): void {
  if (typeof node !== 'object' || node === null || depth > MAX_DEPTH) return;
  for (const [key, value] of Object.entries(node)) {
    const at = pointer + pointerSegment(key);
    if (Array.isArray(value) && LARGE_ARRAYS.has(key) && !UNCHECKED_PARENTS.has(parent))
      checkArray(value, at, problems);
    visit(value, at, Array.isArray(node) ? parent : key, depth + 1, problems);
  }
}

function checkArray(items: readonly unknown[], pointer: string, problems: Problem[]): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const text = canonicalText(item);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, index);
    else
      problems.push({
        severity: 'error',
        check: 'schema',
        pointer: pointer + pointerSegment(index),
        message: `The item is the same as item ${first} of the list, which must not hold duplicates.`,
      });
  });
}

/** JSON with sorted keys: equal for equal values. */
export function canonicalText(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}

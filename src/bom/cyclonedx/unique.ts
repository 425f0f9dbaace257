/** JSON with sorted keys: equal for equal values. */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}

/** Items up to which each is compared with each. */
const FEW = 8;

/** Whether two of the items are the same. */
export function hasRepeated(items: readonly unknown[]): boolean {
  if (items.length < 2) return false;
  if (items.length <= FEW) return items.some((item, index) => includesBefore(items, item, index));
  if (areInOrder(items)) return false;
  if (items.every((item) => typeof item === 'string')) return new Set(items).size < items.length;
  return haveOwnRefs(items) ? false : new Set(items.map(canonicalText)).size < items.length;
}

/** Whether each is a text that comes after the one before it, as in every list that is sorted: to see that takes a fifth of a look-up. */
function areInOrder(items: readonly unknown[]): boolean {
  let last: string | null = null;
  for (const item of items) {
    if (typeof item !== 'string' || (last !== null && item <= last)) return false;
    last = item;
  }
  return true;
}

function includesBefore(items: readonly unknown[], item: unknown, end: number): boolean {
  for (let index = 0; index < end; index++) if (isSame(items[index], item)) return true;
  return false;
}

/** Whether each of the items has a `bom-ref` that no other has: then no two are the same, whatever else is in them. */
function haveOwnRefs(items: readonly unknown[]): boolean {
  const refs = new Set<string>();
  for (const item of items) {
    const ref = typeof item === 'object' && item !== null ? (item as Record<string, unknown>)['bom-ref'] : undefined;
    if (typeof ref !== 'string') return false;
    refs.add(ref);
  }
  return refs.size === items.length;
}

/** Whether two values of a JSON document are the same; recursion is bounded by its depth. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((each, index) => isSame(each, b[index]))
    );
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

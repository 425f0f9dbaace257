/** Three-way comparison by code units: the same on every machine, whatever its language. */
export function order(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted by key, one of each key. */
export function distinct<T>(items: readonly T[], keyOf: (item: T) => readonly (string | number)[]): readonly T[] {
  if (items.length < 2) return items;
  const keyed = items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => orderKeys(a.key, b.key));
  return keyed
    .filter((entry, index) => index === 0 || orderKeys(entry.key, (keyed[index - 1] as typeof entry).key) !== 0)
    .map((entry) => entry.item);
}

function orderKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < a.length; index++) {
    const result = order(a[index] as string | number, b[index] as string | number);
    if (result !== 0) return result;
  }
  return 0;
}

/** Items by key, in their order. (`Map.groupBy` is not in Node 20.) */
export function grouped<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** A sorted copy, by code units as `order` has it: that is how texts are sorted where nobody says otherwise, and then twice as fast. */
export const sorted = (items: readonly string[]): readonly string[] => [...items].sort();

import type { Binding } from './scopes';

/** What a name means at a place: one binding, any of several, or nothing in this program. */
export type Lookup =
  | { readonly kind: 'bound'; readonly binding: Binding }
  | { readonly kind: 'ambiguous'; readonly bindings: readonly Binding[] }
  | { readonly kind: 'unbound' };

/** In the scope of the use: the last binding before it, if it is on every path. */
export function lookupHere(bindings: readonly Binding[], offset: number): Lookup {
  const count = MANY < bindings.length && isOrdered(bindings) ? countBefore(bindings, offset) : -1;
  const before =
    count >= 0 ? bindings.slice(Math.max(0, count - 1), count) : bindings.filter((binding) => binding.at <= offset);
  const last = before[before.length - 1];
  if (last === undefined)
    return bindings.length === 1 ? { kind: 'bound', binding: bindings[0]! } : { kind: 'ambiguous', bindings };
  if (last.block.start <= offset && offset <= last.block.end) return { kind: 'bound', binding: last };
  if (count >= 0) return { kind: 'ambiguous', bindings: bindings.slice(0, count) };
  return before.length === 1 && bindings.length === 1 && last.kind !== 'assign'
    ? { kind: 'bound', binding: last }
    : { kind: 'ambiguous', bindings: before };
}

/** A name that is bound so often is looked up by halving. */
const MANY = 50;

const ORDERED = new WeakMap<readonly Binding[], boolean>();

function isOrdered(bindings: readonly Binding[]): boolean {
  let ordered = ORDERED.get(bindings);
  if (ordered === undefined)
    ORDERED.set(bindings, (ordered = bindings.every((binding, i) => i === 0 || bindings[i - 1]!.at <= binding.at)));
  return ordered;
}

function countBefore(bindings: readonly Binding[], offset: number): number {
  let low = 0;
  let high = bindings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bindings[middle]!.at <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From an inner scope any binding may be the current one. */
export function lookupOutside(bindings: readonly Binding[]): Lookup {
  return bindings.length === 1 ? { kind: 'bound', binding: bindings[0]! } : { kind: 'ambiguous', bindings };
}

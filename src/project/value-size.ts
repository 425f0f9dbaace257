import type { Value } from '../core/value';

/** How many values a value holds, itself included; counting stops soon after `limit`. */
export function sizeOf(value: Value, limit: number): number {
  const inner =
    value.kind === 'sequence'
      ? value.items
      : value.kind === 'dict'
        ? value.entries.flat()
        : value.kind === 'result'
          ? value.args
          : [];
  let size = 1;
  for (const item of [...inner, ...(value.kind === 'unknown' ? [] : (value.parts ?? []))]) {
    size += sizeOf(item, limit - size);
    if (size > limit) break;
  }
  return size;
}

/**
 * Whether one edit makes one name of another: a letter more, less or another one, or two that changed places (Damerau, 1964). Names are
 * PEP 503's. A number at the end that differs is another version of a thing, no slip of a finger.
 */
export function isOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || short === long) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short[short.length - 1 - end] === long[long.length - 1 - end]) end++;
  const [cut, more] = [short.length - start - end, long.length - start - end];
  if (end === 0 && /^\d*$/.test(short.slice(start)) && /^\d*$/.test(long.slice(start))) return false;
  if (cut <= 1 && more <= 1) return true;
  return cut === 2 && more === 2 && short[start] === long[start + 1] && short[start + 1] === long[start];
}

/** What a name looks like at a glance: without separators, and with signs alike that look alike (`0` and `o`, `1`, `i` and `l`, `rn` and `m`, `vv` and `w`). */
export const skeletonOf = (name: string): string =>
  name.replace(/[-_.]/g, '').replace(/0/g, 'o').replace(/[1i]/g, 'l').replace(/rn/g, 'm').replace(/vv/g, 'w');

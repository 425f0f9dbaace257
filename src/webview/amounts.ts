/** Numbers as the inspector writes them. */

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  if (unit === 0) return value === 1 ? '1 byte' : `${value} bytes`;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${UNITS[unit]}`;
}

const SCALES: readonly (readonly [least: number, sign: string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

/** Parameters as people say them: 7.24 B. */
export function shortCount(count: number): string {
  for (const [least, sign] of SCALES) if (count >= least) return `${(count / least).toPrecision(3)} ${sign}`;
  return String(count);
}

/** With the thousands apart. */
export const withThousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');

export const amount = (count: number, one: string, many = `${one}s`): string =>
  `${withThousands(count)} ${count === 1 ? one : many}`;

/** A share that is never called whole unless it is. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '100 %' : `${Math.floor((100 * part) / whole)} %`;

import { visit } from 'jsonc-parser';
import type { ArtifactBudget } from './artifact-budget';

/** Longest JSON that is read; the head of 100,000 tensors has about 10 MB. */
export const LONGEST_JSON = 32 * 1024 * 1024;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Parsed as `json.loads` does it, a byte order mark and `NaN` included; undefined for what is none. */
export function jsonOf(text: string): JsonValue | undefined {
  const plain = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(plain) as JsonValue;
  } catch {
    if (!/\b(?:NaN|Infinity)\b/.test(plain)) return undefined;
  }
  try {
    return JSON.parse(
      plain.replace(/("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g, (_, quoted?: string) => quoted ?? 'null'),
    ) as JsonValue;
  } catch {
    return undefined;
  }
}

export const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys that an object of the first two levels has twice: readers of different languages take another one of them each. */
export function duplicateKeys(text: string): readonly string[] {
  const seen: Set<string>[] = [];
  const found: string[] = [];
  const look = (): unknown =>
    visit(text, {
      onObjectBegin: () => void seen.push(new Set()),
      onObjectEnd: () => void seen.pop(),
      onObjectProperty(name) {
        const keys = seen.at(-1);
        if (keys?.has(name) && found.length < 20) found.push(name);
        keys?.add(name);
      },
    });
  try {
    look();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    found.push('(nested too deeply)'); // it goes down by calling itself
  }
  return found;
}

/** Every value with its JSON pointer (RFC 6901), outer ones first, however deep: whoever hides something nests it. */
export function* jsonValues(
  value: JsonValue,
  budget: ArtifactBudget,
  pointer = '',
): Generator<{ readonly value: JsonValue; readonly pointer: string; readonly key: string }> {
  const open: { readonly value: JsonValue; readonly pointer: string; readonly key: string }[] = [
    { value, pointer, key: '' },
  ];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    budget.step();
    yield each;
    const { value: outer, pointer: at } = each;
    if (typeof outer !== 'object' || outer === null) continue;
    const keys = Object.keys(outer);
    for (let index = keys.length - 1; index >= 0; index--) {
      const key = keys[index]!;
      open.push({ value: (outer as Record<string, JsonValue>)[key]!, pointer: `${at}/${escaped(key)}`, key });
    }
  }
}

/** A key in a pointer. */
const escaped = (key: string): string =>
  key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;

/**
 * The text of JSON in bytes, as Python's `json.loads` takes it: UTF-8, -16 or -32 by its mark of the byte order or by where zeros
 * stand (RFC 4627, 3). Null for UTF-32, which nothing here reads.
 */
export function jsonTextOf(bytes: Uint8Array): string | null {
  const encoding = jsonEncoding(bytes);
  return encoding === null ? null : new TextDecoder(encoding).decode(bytes);
}

export function jsonEncoding([a = 0, b = 0, c = 1, d = 1]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? null : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0) return b === 0 ? null : 'utf-16be';
  return b === 0 ? (c === 0 && d === 0 ? null : 'utf-16le') : 'utf-8';
}

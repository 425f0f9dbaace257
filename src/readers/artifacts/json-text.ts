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
  visit(text, {
    onObjectBegin: () => void seen.push(new Set()),
    onObjectEnd: () => void seen.pop(),
    onObjectProperty(name) {
      const keys = seen.at(-1);
      if (keys?.has(name) && found.length < 20) found.push(name);
      keys?.add(name);
    },
  });
  return found;
}

/** Every value with its JSON pointer (RFC 6901), outer ones first, `DEPTH` deep. */
export function* jsonValues(
  value: JsonValue,
  budget: ArtifactBudget,
  pointer = '',
  depth = 0,
): Generator<{ readonly value: JsonValue; readonly pointer: string; readonly key: string }> {
  budget.step();
  if (depth === 0) yield { value, pointer, key: '' };
  if (typeof value !== 'object' || value === null || depth >= DEPTH) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    yield { value: inner, pointer: at, key };
    if (typeof inner === 'object' && inner !== null) yield* jsonValues(inner, budget, at, depth + 1);
  }
}

const DEPTH = 200;

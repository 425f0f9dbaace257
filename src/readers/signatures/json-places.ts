import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { rangeOf, type Range } from '../../core/range';

/** Deeper than any bundle; the parser recurses. */
const DEEPEST = 50;

/** A value of a JSON document, with its place. Objects know their members; one that stands there twice is an ambiguity, and refused. */
export interface JsonPlace {
  readonly value: unknown;
  readonly range: Range;
  readonly members: ReadonlyMap<string, JsonPlace> | null;
  readonly items: readonly JsonPlace[] | null;
}

/** Reads strict JSON; a sentence for what is none. */
export function readJsonPlaces(text: string): JsonPlace | string {
  if (isTooDeep(text)) return 'values are nested too deeply';
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (!root || errors.length > 0) return 'it is not valid JSON';
  const doubled: string[] = [];
  const place = placeOf(root, doubled);
  return doubled.length > 0 ? 'a key stands twice in one object' : place;
}

function placeOf(node: Node, doubled: string[]): JsonPlace {
  const range = rangeOf(node.offset, node.offset + node.length);
  if (node.type === 'array')
    return {
      value: null,
      range,
      members: null,
      items: (node.children ?? []).map((child) => placeOf(child, doubled)),
    };
  if (node.type !== 'object') return { value: node.value as unknown, range, members: null, items: null };
  const members = new Map<string, JsonPlace>();
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (!key || !value) continue;
    if (members.has(key.value as string)) doubled.push(key.value as string);
    members.set(key.value as string, placeOf(value, doubled));
  }
  return { value: null, range, members, items: null };
}

function isTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== 17 /* EOF */; token = scanner.scan()) {
    if (token === 1 || token === 3) {
      if (++depth > DEEPEST) return true;
    } else if (token === 2 || token === 4) depth--;
  }
  return false;
}

/** The value at a way of keys; undefined where it ends before. */
export function jsonAt(place: JsonPlace | undefined, ...keys: readonly string[]): JsonPlace | undefined {
  let at = place;
  for (const key of keys) at = at?.members?.get(key);
  return at;
}

export const jsonTextAt = (place: JsonPlace | undefined): string | null =>
  typeof place?.value === 'string' ? place.value : null;

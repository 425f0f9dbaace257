/** What is wrong with a document. An `error` makes it invalid or untrue; a `warning` makes it less useful. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** The check that found it: `schema`, or the name of a semantic check such as `dangling-reference`. */
  readonly check: string;
  /** JSON pointer (RFC 6901) into the document; '' is the document. */
  readonly pointer: string;
  /** One sentence. Never holds a value that might be a secret. */
  readonly message: string;
}

/** The way to a place in a document: its last step, and the way before it. Written out only where something is wrong. */
export interface Trail {
  readonly above: Trail | null;
  readonly key: string | number;
}

/** The JSON pointer of a place; '' for the document. */
export function pointerOf(trail: Trail | null): string {
  let pointer = '';
  for (let at = trail; at !== null; at = at.above) pointer = pointerSegment(at.key) + pointer;
  return pointer;
}

/**
 * Goes through everything in a document, the document first. `above` is the way to what a value is in, and `key` its place there; both are
 * null for the document. Most values are texts, and most visits end without a word, so nothing is made for them. Recursion is bounded by the
 * depth of the document, which the caller limits.
 */
export function visitAll(node: unknown, enter: Visitor): void {
  enter(node, null, null);
  visitBelow(node, enter, null);
}

export type Visitor = (node: unknown, above: Trail | null, key: string | number | null) => void;

/** The way to a value as `visitAll` tells of it. */
export const trailTo = (above: Trail | null, key: string | number | null): Trail | null =>
  key === null ? null : { above, key };

function visitBelow(node: unknown, enter: Visitor, trail: Trail | null): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) for (let key = 0; key < node.length; key++) visitPart(node[key], enter, trail, key);
  else for (const key in node) visitPart((node as Record<string, unknown>)[key], enter, trail, key);
}

/** Goes through a part of a document, the part first. */
export function visitPart(child: unknown, enter: Visitor, above: Trail | null, key: string | number): void {
  enter(child, above, key);
  if (typeof child === 'object' && child !== null) visitBelow(child, enter, { above, key });
}

/** One step of a JSON pointer. */
export function pointerSegment(key: string | number): string {
  if (typeof key === 'number' || !/[~/]/u.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

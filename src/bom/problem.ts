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

/** Goes through everything in a document, the document first. Recursion is bounded by its depth, which the caller limits. */
export function visitAll(
  node: unknown,
  enter: (node: unknown, trail: Trail | null) => void,
  trail: Trail | null = null,
): void {
  enter(node, trail);
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) node.forEach((child, key) => visitAll(child, enter, { above: trail, key }));
  else
    for (const key in node)
      if (Object.hasOwn(node, key)) visitAll((node as Record<string, unknown>)[key], enter, { above: trail, key });
}

/** One step of a JSON pointer. */
export function pointerSegment(key: string | number): string {
  if (typeof key === 'number' || !/[~/]/u.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

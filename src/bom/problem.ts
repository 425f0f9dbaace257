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

/** One step of a JSON pointer. */
export function pointerSegment(key: string | number): string {
  if (typeof key === 'number' || !/[~/]/u.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

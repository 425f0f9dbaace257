import { readableName } from '../core/file-name';

/** A document with the text of its file: two spaces, one newline at the end. */
export interface WrittenDocument {
  readonly text: string;
  /** What a reader of the text gets. */
  readonly document: unknown;
}

/**
 * The file of a document of plain values, none of them `undefined`. Paths may have names that are no UTF-8, which no JSON can hold: those are
 * written as people read them.
 */
export function writeDocument(document: object): WrittenDocument {
  const text = printDocument(document);
  if (!holdsEscape(text)) return { text, document };
  const readable = `${JSON.stringify(document, (_key, value: unknown) => (typeof value === 'string' ? readableName(value) : value), 2)}\n`;
  return { text: readable, document: JSON.parse(readable) };
}

export const printDocument = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

/** Half of a surrogate pair is an escape in JSON, and the only one that begins so. */
export const holdsEscape = (text: string): boolean => text.includes('\\ud');

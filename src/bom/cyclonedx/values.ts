import { redacted } from '../../analysis/secrets/redaction';
import type { BomProperty } from './document';

/** Own property names; CycloneDX reserves `cdx:` for its own taxonomy. */
const NAMESPACE = 'touchstone:';
/** UTF-16 units of one value. */
const MAX_TEXT = 1000;

export const property = (name: string, value: string): BomProperty => ({ name: NAMESPACE + name, value: clean(value) });

/** `{[name]: list}` when the list has something, else nothing: empty lists say no more than no list. */
export function some<K extends string, T>(name: K, list: readonly T[]): { [key in K]?: T[] } {
  return list.length > 0 ? ({ [name]: list } as { [key in K]: T[] }) : NOTHING;
}

const NOTHING = {};

/** Too short for a key, and no part of an address: nearly every name and version. */
const PLAIN = /^[\w.+-]{1,15}$/u;

/** Free text without credentials, keys or control characters; cut where the schema's longest field (a version) ends. */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  // Redacted before it is cut: half of a URL no longer shows that it carries a password.
  const open = redacted(text);
  const kept = open.length > MAX_TEXT ? `${open.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/u, '')}…` : open;
  return kept.replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
}

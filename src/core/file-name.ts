import { bytesOfCharacter } from './utf-8';

// A file system has names of bytes. Those that are no UTF-8 are kept in a string as Python keeps them (PEP 383): each such byte is
// half of a surrogate pair, U+DC80 to U+DCFF, which no name that is text can hold alone.

const LONE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** A name, or a path, as text from which its bytes can be told again. */
export function nameOfBytes(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!text.includes('\ufffd')) return text;
  let name = '';
  for (let at = 0; at < bytes.length;) {
    const end = at + Math.abs(bytesOfCharacter(bytes, at));
    if (bytesOfCharacter(bytes, at) > 0)
      name += new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, end));
    else for (const byte of bytes.subarray(at, end)) name += String.fromCharCode(0xdc00 + byte);
    at = end;
  }
  return name;
}

/** Whether a name holds bytes that are no UTF-8. */
export const hasBytes = (name: string): boolean => name.search(LONE) >= 0;

/** The bytes of a name that `nameOfBytes` gave. */
export function bytesOfName(name: string): Uint8Array {
  const bytes: number[] = [];
  let at = 0;
  for (const found of name.matchAll(LONE)) {
    bytes.push(...new TextEncoder().encode(name.slice(at, found.index)), found[0].charCodeAt(0) - 0xdc00);
    at = found.index + 1;
  }
  return new Uint8Array([...bytes, ...new TextEncoder().encode(name.slice(at))]);
}

/** A name for people and for other programs: a byte that is no UTF-8 is `\xNN`. */
export const readableName = (name: string): string =>
  hasBytes(name) ? name.replace(LONE, (unit) => `\\x${(unit.charCodeAt(0) - 0xdc00).toString(16)}`) : name;

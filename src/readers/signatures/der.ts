/** One element of DER (ITU-T X.690): its tag byte and where it and its content lie. */
export interface DerElement {
  readonly bytes: Uint8Array;
  readonly tag: number;
  /** Of the whole element, header included. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Tags of the universal class, with the bit for what holds other elements. */
export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** No certificate and no key has more elements at one level. */
const MOST_ELEMENTS = 2_000;

/** The element at a place; null where there is none: tags of several bytes, lengths without an end or longer than they need be are no DER of certificates. */
export function derAt(bytes: Uint8Array, start = 0, end = bytes.length): DerElement | null {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || start + 2 > end || (tag & 0x1f) === 0x1f) return null;
  if (first < 0x80) return bounded({ bytes, tag, start, content: start + 2, end: start + 2 + first }, end);
  const count = first & 0x7f;
  if (count === 0 || count > 4 || start + 2 + count > end) return null;
  let length = 0;
  for (let at = 0; at < count; at++) length = length * 256 + bytes[start + 2 + at]!;
  if (length < 0x80 || bytes[start + 2] === 0) return null;
  return bounded({ bytes, tag, start, content: start + 2 + count, end: start + 2 + count + length }, end);
}

const bounded = (element: DerElement, end: number): DerElement | null => (element.end <= end ? element : null);

/** The one element that bytes are, of a tag; null where they are another one, or something follows. */
export function derOf(bytes: Uint8Array, tag: number): DerElement | null {
  const element = derAt(bytes);
  return element?.tag === tag && element.end === bytes.length ? element : null;
}

/** What an element holds, in order; null where that is no DER to its end. */
export function derParts(element: DerElement | null | undefined): readonly DerElement[] | null {
  if (!element) return null;
  const parts: DerElement[] = [];
  for (let at = element.content; at < element.end;) {
    const part = derAt(element.bytes, at, element.end);
    if (part === null || parts.length === MOST_ELEMENTS) return null;
    parts.push(part);
    at = part.end;
  }
  return parts;
}

export const derContent = ({ bytes, content, end }: DerElement): Uint8Array => bytes.subarray(content, end);

/** With its header. */
export const derWhole = ({ bytes, start, end }: DerElement): Uint8Array => bytes.subarray(start, end);

/** An object identifier as people write it; null for what is none. */
export function derOid(element: DerElement | undefined): string | null {
  if (element?.tag !== DER.oid) return null;
  const parts: number[] = [];
  let value = 0;
  let begun = false;
  for (const byte of derContent(element)) {
    if (!begun && byte === 0x80) return null;
    begun = true;
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 256) return null;
    if (byte & 0x80) continue;
    if (parts.length === 0) parts.push(...(value < 80 ? [Math.floor(value / 40), value % 40] : [2, value - 80]));
    else parts.push(value);
    [value, begun] = [0, false];
  }
  return begun || parts.length === 0 ? null : parts.join('.');
}

/** The bytes of a bit string that is a whole number of them; null for what is none. */
export function derBits(element: DerElement | undefined): Uint8Array | null {
  if (element?.tag !== DER.bitString || element.bytes[element.content] !== 0) return null;
  return element.bytes.subarray(element.content + 1, element.end);
}

/** A non-negative integer that fits a number; null for another. */
export function derNumber(element: DerElement | undefined): number | null {
  if (element?.tag !== DER.integer) return null;
  const content = derContent(element);
  if (content.length === 0 || content.length > 6 || content[0]! >= 0x80) return null;
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** Writes an element. */
export function derOfContent(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, each) => sum + each.length, 0);
  const size = length < 0x80 ? [] : bytesOf(length);
  const header = [tag, size.length === 0 ? length : 0x80 | size.length, ...size];
  const whole = new Uint8Array(header.length + length);
  whole.set(header);
  let at = header.length;
  for (const each of contents) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

const bytesOf = (value: number): readonly number[] =>
  value < 256 ? [value] : [...bytesOf(Math.floor(value / 256)), value % 256];

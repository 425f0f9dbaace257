/** How the text of a file is stored. Python and pip: PEP 263, PEP 3120; UTF-16 is what PowerShell writes. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  /** Whether the file begins with a byte order mark, which is no part of the text. */
  readonly mark: boolean;
}

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** Decodes a text file as an editor would. Null for what is no text: UTF-32, and NUL bytes without a UTF-16 mark. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [a, b, c, d] = bytes;
  // The mark of UTF-32 begins like that of UTF-16; Python and pip read neither UTF-32 nor what begins with NUL.
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return null;
  if (a === 0xff && b === 0xfe) return decoded(bytes.subarray(2), 'utf-16le', true);
  if (a === 0xfe && b === 0xff) return decoded(bytes.subarray(2), 'utf-16be', true);
  if (bytes.subarray(0, BINARY_WINDOW).includes(0)) return null;
  const mark = a === 0xef && b === 0xbb && c === 0xbf;
  const rest = mark ? bytes.subarray(3) : bytes;
  return isLatin1(declaredEncoding(rest)) ? decoded(rest, 'latin1', false) : decoded(rest, 'utf-8', mark);
}

/**
 * The bytes of a text in an encoding. Null when a character cannot be stored in it.
 * `decodeText` of the result gives the text again.
 */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array | null {
  switch (encoding.name) {
    case 'utf-8':
      return withMark(encoding.mark ? [0xef, 0xbb, 0xbf] : [], new TextEncoder().encode(text));
    case 'utf-16le':
      return withMark([0xff, 0xfe], units(text, true));
    case 'utf-16be':
      return withMark([0xfe, 0xff], units(text, false));
    case 'latin1': {
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (code > 0xff) return null;
        bytes[i] = code;
      }
      return bytes;
    }
  }
}

/** Bytes at the start that are searched for NUL, as git does. */
const BINARY_WINDOW = 8_000;

function decoded(bytes: Uint8Array, name: TextEncoding['name'], mark: boolean): DecodedText {
  return {
    text: name === 'latin1' ? latin1(bytes) : new TextDecoder(name, { ignoreBOM: true }).decode(bytes),
    encoding: { name, mark },
  };
}

/**
 * The name in a `coding:` comment in one of the first two lines (PEP 263; pip reads it too), in lower case with `-` for `_`;
 * null where there is none.
 */
export function declaredEncoding(bytes: Uint8Array): string | null {
  // `coding`, looked for without making a text of it: nearly no file has it.
  const end = Math.min(bytes.length, 400);
  let at = 0;
  while (at < end && !(bytes[at] === 99 && bytes[at + 1] === 111 && bytes[at + 2] === 100 && bytes[at + 3] === 105))
    at++;
  if (at >= end) return null;
  for (const line of latin1(bytes.subarray(0, 400)).split(/\r\n|\r|\n/, 2)) {
    const found = /^(?:\u00ef\u00bb\u00bf)?[ \t\f]{0,40}#.{0,200}?coding[:=][ \t]{0,20}([\w.-]+)/i.exec(line);
    if (found) return found[1]!.toLowerCase().replaceAll('_', '-');
  }
  return null;
}

/** As Python normalises the name: anything may follow after a hyphen. */
const isLatin1 = (name: string | null): boolean =>
  name !== null && /^(?:latin-?1|iso-?8859-1|iso-latin-1|l1|cp819)(?:-|$)/.test(name);

/** ISO 8859-1 proper. The decoder of that name in the platform is windows-1252, which changes bytes 80 to 9f. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  return text;
}

function units(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return bytes;
}

function withMark(mark: readonly number[], body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(mark.length + body.length);
  bytes.set(mark);
  bytes.set(body, mark.length);
  return bytes;
}

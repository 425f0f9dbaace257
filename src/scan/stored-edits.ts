import type { Range } from '../core/range';
import { bytesOfCharacter, isUtf8 } from '../core/utf-8';
import {
  decodeText,
  declaredEncoding,
  encodeText,
  type DecodedText,
  type TextEncoding,
} from '../project/text-encoding';
import { applyEdits, inOrder, type TextEdit } from './apply';

/** Bytes with the edits in them; or why they stay as they are, as the end of a sentence. */
export type StoredEdit = { readonly bytes: Uint8Array } | { readonly refused: string };

/**
 * Changes a stored text and not one byte outside of the edits, which count in what `decodeText` gives of it. What is no text in its
 * encoding stays as it is; what an edit writes is stored as the file is, and where that cannot be, nothing is changed.
 */
export function editStored(bytes: Uint8Array, edits: readonly TextEdit[]): StoredEdit {
  const decoded = decodeText(bytes);
  if (!decoded) return { refused: 'it is not a text file' };
  const stored = new StoredText(bytes, decoded);
  const pieces: Uint8Array[] = [];
  const places = stored.offsetsOf(edits.flatMap(({ range }) => [range.start, range.end]));
  let at = 0;
  for (const edit of inOrder(edits)) {
    const [start, end] = [places.get(edit.range.start), places.get(edit.range.end)];
    if (start === undefined || end === undefined || start < at || end < start)
      return { refused: 'its text cannot be told apart at the place of the fix' };
    const written = stored.written(edit, bytes.subarray(start, end));
    if (!written)
      return { refused: 'the fix writes characters that its encoding does not have, or that it may not have' };
    pieces.push(bytes.subarray(at, start), written);
    at = end;
  }
  const changed = joined([...pieces, bytes.subarray(at)]);
  // The proof: a comment that declares the encoding may have been pushed to where nobody looks for it.
  const again = decodeText(changed);
  return again?.text === applyEdits(decoded.text, edits) && again.encoding.name === decoded.encoding.name
    ? { bytes: changed }
    : { refused: 'its encoding would not be the same any more' };
}

/** What the declaration of an encoding may say so that ASCII is stored as ASCII in it, byte for byte. */
const HOLDS_ASCII =
  /^(?:utf-?8|u8|ascii|us-ascii|646|latin|l\d|iso-?8859|cp\d|windows-|mac-?|koi8|kz-?1048|ptcp154|tis-?620|gb|big5|euc|shift-?jis|s-?jis|ms-?kanji|ms932|johab|cyrillic|greek|hebrew|arabic)/;

class StoredText {
  readonly #bytes: Uint8Array;
  readonly #encoding: TextEncoding;
  readonly #text: string;
  /** Whether a byte that is no UTF-8 stands in it: then U+FFFD in the text stands for bytes. */
  readonly #damaged: boolean;
  /** Whether characters beyond ASCII may be written in UTF-8. */
  readonly #unicode: boolean;
  readonly #ascii: boolean;

  constructor(bytes: Uint8Array, { encoding, text }: DecodedText) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#text = text;
    const isUtf = encoding.name === 'utf-8';
    this.#damaged = isUtf ? !isUtf8(bytes) : encoding.name !== 'latin1' && hasDamagedUnits(bytes, text);
    const declared = isUtf ? declaredEncoding(bytes) : null;
    const other = declared !== null && !/^utf-?8/.test(declared);
    this.#ascii = declared === null || HOLDS_ASCII.test(declared);
    // Beside damage, characters that are whole say that it is damage, and no other encoding.
    this.#unicode = !other && (!this.#damaged || /[^\0-\x7f\ufffd]/.test(text));
  }

  /** Byte offsets of offsets in the text; those that lie within a character are not there. */
  offsetsOf(units: readonly number[]): ReadonlyMap<number, number> {
    const bytes = this.#bytes;
    const { name } = this.#encoding;
    const end = this.#text.length;
    const places = new Map<number, number>();
    if (name === 'utf-8') {
      const wanted = new Set(units);
      let unit = 0;
      for (let at = markOf(bytes); at < bytes.length;) {
        if (wanted.has(unit)) places.set(unit, at);
        const taken = bytesOfCharacter(bytes, at);
        unit += taken === 4 ? 2 : 1;
        at += Math.abs(taken);
      }
    } else {
      for (const unit of units)
        if (unit < end) places.set(unit, name === 'latin1' ? markOf(bytes) + unit : 2 + unit * 2);
    }
    return places.set(end, bytes.length);
  }

  /** The bytes of what an edit writes over `replaced`; null when they cannot be told. */
  written({ range, text }: TextEdit, replaced: Uint8Array): Uint8Array | null {
    if (/^[\0-\x7f]*$/.test(text)) return this.#ascii ? encoded(text, this.#encoding) : null;
    if (!this.#damaged) return this.#unicode ? encoded(text, this.#encoding) : null;
    const parts = text.split('\ufffd');
    const kept = parts.length === 1 ? [] : this.#keptBytes(range, text, replaced);
    if (!kept || this.#encoding.name !== 'utf-8') return null;

    if (!this.#unicode && parts.some((part) => /[^\0-\x7f]/.test(part))) return null;
    return joined(parts.flatMap((part, i) => [new TextEncoder().encode(part), kept[i] ?? new Uint8Array()]));
  }

  /** The bytes that each U+FFFD of a new text stands for: those of the old text, as long as there is no doubt which. */
  #keptBytes(range: Range, text: string, replaced: Uint8Array): readonly Uint8Array[] | null {
    const before = this.#text.slice(range.start, range.end);
    const kept = damageIn(replaced);
    if (kept.length !== text.split('\ufffd').length - 1) return null;
    const alike = kept.every((each) => String(each) === String(kept[0]));
    return alike || String(damagedLines(before)) === String(damagedLines(text)) ? kept : null;
  }
}

const encoded = (text: string, { name }: TextEncoding): Uint8Array | null => {
  const bytes = encodeText(text, { name, mark: false });
  return bytes && name.startsWith('utf-16') ? bytes.subarray(2) : bytes;
};

const damagedLines = (text: string): string[] => text.split(/\r\n|\r|\n/).filter((line) => line.includes('\ufffd'));

/** What each U+FFFD of a decoded text was. */
function damageIn(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const taken = bytesOfCharacter(bytes, at);
    const end = at + Math.abs(taken);
    const isMark = taken === 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (taken < 0 || isMark) found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

/** Whether UTF-16 has an odd byte at its end, or half of a character. */
function hasDamagedUnits(bytes: Uint8Array, text: string): boolean {
  return bytes.length % 2 === 1 || text.includes('\ufffd');
}

const markOf = (bytes: Uint8Array): number => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

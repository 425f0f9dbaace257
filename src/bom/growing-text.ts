/**
 * A text as UTF-8 that is written piece by piece, with room before it for what is known last. What is estimated is only reserved: a document may
 * have a hundred megabytes, and to join its pieces, to encode them for a digest and again for the file takes as long as to make them.
 */
export class GrowingText {
  #bytes: Uint8Array<ArrayBuffer>;
  #end: number;
  /** UTF-16 units that were added. */
  length = 0;

  constructor(
    readonly room: number,
    estimated: number,
  ) {
    this.#bytes = new Uint8Array(room + estimated);
    this.#end = room;
  }

  add(text: string): void {
    this.length += text.length;
    this.#reserve(3 * text.length);
    this.#end += ENCODER.encodeInto(text, this.#bytes.subarray(this.#end)).written;
  }

  /** `pieces`, with a word of ASCII after each but the last: bytes are copied ten times as fast as texts are put together and encoded. */
  addFilled({ pieces, size, length }: Pieces, words: readonly string[]): void {
    let more = 0;
    for (const word of words) more += word.length;
    this.#reserve(size + more);
    this.length += length + more;
    const bytes = this.#bytes;
    let end = this.#end;
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index]!;
      bytes.set(piece, end);
      end += piece.length;
      if (index === words.length) break;
      const word = words[index]!;
      for (let at = 0; at < word.length; at++) bytes[end++] = word.charCodeAt(at);
    }
    this.#end = end;
  }

  #reserve(more: number): void {
    const most = this.#end + more;
    if (most <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(most, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
  }

  /** What was written, from so many bytes before it; not a copy. */
  from(before: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.room - before, this.#end);
  }
}

/** What stands between the words of texts that differ in them only. */
export interface Pieces {
  readonly pieces: readonly Uint8Array[];
  /** Bytes of all of them, and UTF-16 units. */
  readonly size: number;
  readonly length: number;
}

export function encodedPieces(texts: readonly string[]): Pieces {
  const pieces = texts.map((text) => ENCODER.encode(text));
  return {
    pieces,
    size: pieces.reduce((sum, piece) => sum + piece.length, 0),
    length: texts.reduce((sum, text) => sum + text.length, 0),
  };
}

const ENCODER = new TextEncoder();

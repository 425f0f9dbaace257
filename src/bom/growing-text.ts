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
    const most = this.#end + 3 * text.length;
    if (most > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(most, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
    }
    this.#end += ENCODER.encodeInto(text, this.#bytes.subarray(this.#end)).written;
  }

  /** What was written, from so many bytes before it; not a copy. */
  from(before: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.room - before, this.#end);
  }
}

const ENCODER = new TextEncoder();

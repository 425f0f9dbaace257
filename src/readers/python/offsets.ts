/** Leads offsets of an excerpt back to the text it was cut from: pieces in ascending order, each with its place there. */
export class Offsets {
  readonly #starts: number[] = [];
  readonly #places: number[] = [];
  readonly #spans: number[] = [];
  #hint = 0;

  /** The excerpt goes on at `start` with what stands at `place`; `span` units of it are the same there, the rest is put in and stands at their end. */
  add(start: number, place: number, span: number): void {
    this.#starts.push(start);
    this.#places.push(place);
    this.#spans.push(span);
  }

  /** The same for a text that was itself cut from, or put together of, another: what leads there leads on by `outer`. */
  through(outer: Offsets): Offsets {
    const made = new Offsets();
    this.#starts.forEach((start, index) => {
      const place = this.#places[index]!;
      const span = this.#spans[index]!;
      if (span === 0) made.add(start, outer.placeOf(place), 0);
      for (let at = 0; at < span;) {
        const piece = outer.#pieceAt(place + at);
        const within = place + at - outer.#starts[piece]!;
        const same = Math.max(0, outer.#spans[piece]! - within);
        const length = Math.min(span - at, (outer.#starts[piece + 1] ?? Infinity) - place - at);
        made.add(start + at, outer.placeOf(place + at), Math.min(same, length));
        at += length;
      }
    });
    return made;
  }

  /** The offset in the whole text. Neighbouring questions are cheap. */
  placeOf(offset: number): number {
    const piece = this.#pieceAt(offset);
    return this.#places[piece]! + Math.min(offset - this.#starts[piece]!, this.#spans[piece]!);
  }

  #pieceAt(offset: number): number {
    const starts = this.#starts;
    let piece = this.#hint;
    if (offset < starts[piece]! || (piece + 1 < starts.length && offset >= starts[piece + 1]!)) {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (starts[middle]! <= offset) low = middle + 1;
        else high = middle;
      }
      piece = low > 0 ? low - 1 : 0;
      this.#hint = piece;
    }
    return piece;
  }
}

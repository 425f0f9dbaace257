import { inOrder, type TextEdit } from './apply';

/** A stretch of text; `from` is where it stands in the original, null for what was put in. */
interface Part {
  readonly text: string;
  readonly from: number | null;
}

/** Text that is changed again and again, and knows all changes together as changes of the original. */
export class RevisedText {
  #parts: Part[];

  constructor(private readonly original: string) {
    this.#parts = [{ text: original, from: 0 }];
  }

  get text(): string {
    return this.#parts.map(({ text }) => text).join('');
  }

  /** Edits of the text as it is now, which do not overlap (see `applyEdits`). */
  apply(edits: readonly TextEdit[]): void {
    for (const { range, text } of inOrder(edits).reverse()) {
      const [before, rest] = split(this.#parts, range.start);
      const [, after] = split(rest, range.end - range.start);
      this.#parts = [...before, { text, from: null }, ...after];
    }
  }

  /** What makes the text of now out of the original: in order, and only where something changed. */
  get edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let put = '';
    for (const { text, from } of [...this.#parts, { text: '', from: this.original.length }]) {
      if (from === null) {
        put += text;
        continue;
      }
      if (put !== this.original.slice(at, from)) edits.push({ range: { start: at, end: from }, text: put });
      at = from + text.length;
      put = '';
    }
    return edits;
  }
}

function split(parts: readonly Part[], at: number): [Part[], Part[]] {
  let left = at;
  for (const [index, { text, from }] of parts.entries()) {
    if (left <= text.length) {
      const cut = (start: number, end: number): Part[] =>
        start < end ? [{ text: text.slice(start, end), from: from === null ? null : from + start }] : [];
      return [
        [...parts.slice(0, index), ...cut(0, left)],
        [...cut(left, text.length), ...parts.slice(index + 1)],
      ];
    }
    left -= text.length;
  }
  if (left === 0) return [[...parts], []];
  throw new RangeError('An edit lies outside of the text.');
}

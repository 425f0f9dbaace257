/**
 * Finds many ASCII strings in one pass, whatever their case (A. V. Aho, M. J. Corasick: Efficient string matching, 1975), as a
 * complete table: one look-up per UTF-16 unit, whatever the number of strings.
 */
export class Automaton {
  /** Rows of `1 << #shift` successors; states that end a string come last. Small, so that it stays in the cache. */
  readonly #next: Uint16Array;
  /** What a unit is to the automaton: 0 stands for all that occur in no string. */
  readonly #classes = new Uint8Array(0x10000);
  readonly #shift: number;
  readonly #firstEnd: number;
  /** Indices of the strings that end in a state, from `#firstEnd`. */
  readonly #ends: readonly (readonly number[])[];

  constructor(strings: readonly string[]) {
    const lower = strings.map((string) => string.toLowerCase());
    let width = 1;
    for (const string of lower) for (let i = 0; i < string.length; i++) {
      const code = string.charCodeAt(i);
      if (code > 127) throw new Error(`${string} is not ASCII.`);
      if (this.#classes[code] === 0) this.#classes[code] = width++;
    }
    for (let code = 65; code <= 90; code++) this.#classes[code] = this.#classes[code + 32]!;
    this.#shift = Math.ceil(Math.log2(width));

    const { rows, ends } = complete(lower, this.#classes, width);
    const order = [...rows.keys()].sort((a, b) => Number(ends[a]!.length > 0) - Number(ends[b]!.length > 0) || a - b);
    const place: number[] = [];
    order.forEach((state, index) => { place[state] = index; });
    if (order.length > 0xffff) throw new Error('There are too many strings for one automaton.');
    this.#next = new Uint16Array(order.length << this.#shift);
    order.forEach((state, index) => rows[state]!.forEach((to, cls) => { this.#next[(index << this.#shift) | cls] = place[to]!; }));
    const first = order.findIndex((state) => ends[state]!.length > 0);
    this.#firstEnd = first < 0 ? order.length : first;
    this.#ends = first < 0 ? [] : order.slice(first).map((state) => ends[state]!);
  }

  #scanBytes(bytes: Uint8Array, found: (string: number, end: number) => void): void {
    const next = this.#next;
    const classes = this.#classes;
    const firstEnd = this.#firstEnd;
    const shift = this.#shift;
    const { length } = bytes;
    let state = 0;
    for (let i = 0; i < length; i++) {
      state = next[(state << shift) | classes[bytes[i]!]!]!;
      if (state >= firstEnd) for (const string of this.#ends[state - firstEnd]!) found(string, i + 1);
    }
  }

  /** Calls `found` with the index of a string and the offset after it, for each occurrence, in the order of their ends. Bytes must be ASCII. */
  scan(text: string | Uint8Array, found: (string: number, end: number) => void): void {
    if (typeof text !== 'string') return this.#scanBytes(text, found);
    const next = this.#next;
    const classes = this.#classes;
    const firstEnd = this.#firstEnd;
    const shift = this.#shift;
    const { length } = text;
    let state = 0;
    for (let i = 0; i < length; i++) {
      state = next[(state << shift) | classes[text.charCodeAt(i)]!]!;
      if (state >= firstEnd) for (const string of this.#ends[state - firstEnd]!) found(string, i + 1);
    }
  }
}

/** Trie, then failure links, then every successor filled in: state 0 is the root. */
function complete(strings: readonly string[], classes: Uint8Array, width: number): { rows: number[][]; ends: number[][] } {
  const rows: number[][] = [new Array<number>(width).fill(-1)];
  const ends: number[][] = [[]];
  strings.forEach((string, index) => {
    let state = 0;
    for (let i = 0; i < string.length; i++) {
      const cls = classes[string.charCodeAt(i)]!;
      if (rows[state]![cls] === -1) {
        rows[state]![cls] = rows.length;
        rows.push(new Array<number>(width).fill(-1));
        ends.push([]);
      }
      state = rows[state]![cls]!;
    }
    if (string !== '') ends[state]!.push(index);
  });
  const failure = new Int32Array(rows.length);
  const queue: number[] = [];
  rows[0]!.forEach((to, cls) => {
    if (to === -1) rows[0]![cls] = 0;
    else queue.push(to);
  });
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const fallback = rows[failure[state]!]!;
    ends[state]!.push(...ends[failure[state]!]!);
    rows[state]!.forEach((to, cls) => {
      if (to === -1) rows[state]![cls] = fallback[cls]!;
      else {
        failure[to] = fallback[cls]!;
        queue.push(to);
      }
    });
  }
  return { rows, ends };
}

import { isNameUnit } from '../python/nearby';

/** A string to look for: anywhere, or only as a whole word. */
export interface Watched {
  readonly text: string;
  readonly whole: boolean;
}

/** Added to a successor where a string ends. */
const ENDS = 0x8000;

/** A successor that has not been worked out yet. */
const UNKNOWN = 0xffff;

/** With more states than this all are forgotten, and worked out anew when they are needed. */
const MOST_STATES = 0x7f00;

/** Units by how often they come in code: what is often looked up together lies together, so that little of the table is in use. */
const FREQUENT = ' etaoinsrlcd_pumfhgb.(),=\n:"\'#[]0123456789vkywxqjz-/*{}';

/** In a word that no whole word begins like. */
const NO_WORD = -1;

const LINE_FEED = 10;

const OTHER = 0;
const OTHER_WORD = 1;

/**
 * Finds many ASCII strings in one pass, whatever their case (A. V. Aho, M. J. Corasick: Efficient string matching, 1975): one
 * look-up per unit, whatever the number of strings. A state is a place in the tree of whole words, which are begun only where a
 * word begins, and one in the tree of all others. Successors are worked out when a text first leads to them: most never are.
 */
export class Automaton {
  /** What a unit is to the automaton. All that occur in no string are OTHER, or OTHER_WORD. */
  readonly #classes = new Uint8Array(0x10000);
  readonly #shift: number;
  readonly #words: Trie;
  readonly #parts: Trie;
  /** Classes of word units. */
  readonly #inWord: Uint8Array;
  /** Of each state, `1 << #shift` successors by the class of the unit; with ENDS where a string ends. */
  #next: Uint16Array;
  /** Of each state, its places in the two trees, the whole word that may end there (or -1), and the other strings that do. */
  readonly #wordNodes: number[] = [];
  readonly #partNodes: number[] = [];
  readonly #wordEnds: number[] = [];
  readonly #partEnds: (readonly number[])[] = [];
  readonly #known = new Map<number, number>();
  /** How often all states were forgotten. */
  #era = 0;
  /** Strings that were told of the text at hand, of those of which one occurrence is enough; one table for all texts. */
  readonly #told: Uint8Array;
  /** For a text of which all occurrences are told. */
  readonly #always: Uint8Array;

  constructor(strings: readonly Watched[]) {
    for (let code = 0; code < 128; code++) this.#classes[code] = isNameUnit(code) ? OTHER_WORD : OTHER;
    this.#classes.fill(OTHER_WORD, 128); // as isNameUnit has it; asked one by one, this took longer than all the rest
    const lower = strings.map(({ text }) => text.toLowerCase());
    for (const { text, whole } of strings) if (whole && !/^\w+$/.test(text)) throw new Error(`${text} is not a word.`);
    const units = [...new Set(lower.join(''))].sort((one, other) => rankOf(one) - rankOf(other));
    units.forEach((unit, index) => {
      if (unit.charCodeAt(0) > 127) throw new Error(`${unit} is not ASCII.`);
      this.#classes[unit.charCodeAt(0)] = OTHER_WORD + 1 + index;
    });
    const inWord = [false, true, ...units.map((unit) => isNameUnit(unit.charCodeAt(0)))];
    for (let code = 65; code <= 90; code++) this.#classes[code] = this.#classes[code + 32]!;
    this.#inWord = Uint8Array.from(inWord, Number);
    this.#shift = Math.ceil(Math.log2(inWord.length));
    this.#words = new Trie(lower, this.#classes, this.#shift, (index) => strings[index]!.whole);
    this.#parts = new Trie(lower, this.#classes, this.#shift, (index) => !strings[index]!.whole);
    this.#parts.link();
    this.#told = new Uint8Array(strings.length);
    this.#always = new Uint8Array(strings.length);
    this.#next = new Uint16Array(256 << this.#shift).fill(UNKNOWN);
    this.#stateOf(0, 0);
  }

  /**
   * Strings by their indices, each followed by the offset after it, for every occurrence in the order of the ends: units of a text,
   * bytes of UTF-8. Of a string that is not 0 in `once` one occurrence is told. `from` and `to`: of a text only what is between them.
   */
  find(text: string | Uint8Array, once: Uint8Array = this.#always, from = 0, to = text.length): number[] {
    this.#told.fill(0);
    return typeof text === 'string' ? this.#inText(text, once, from, to) : this.#inBytes(text, once);
  }

  #inText(text: string, once: Uint8Array, from: number, length: number): number[] {
    const found: number[] = [];
    const classes = this.#classes;
    const shift = this.#shift;
    let next = this.#next;
    let state = 0;
    for (let i = from; i < length; i++) {
      const cls = classes[text.charCodeAt(i)]!;
      let to = next[(state << shift) | cls]!;
      if (to >= ENDS) {
        if (to === UNKNOWN) {
          to = this.#follow(state, cls);
          next = this.#next;
        }
        if (to >= ENDS) {
          to -= ENDS;
          this.#tell(to, i + 1, i + 1 < length ? classes[text.charCodeAt(i + 1)]! : OTHER, once, found);
        }
      }
      state = to;
    }
    return found;
  }

  /**
   * Each look-up has to wait for the one before. So both halves are walked abreast, each from the beginning of a line: no string that
   * is looked for goes over one.
   */
  #inBytes(bytes: Uint8Array, once: Uint8Array): number[] {
    const { length } = bytes;
    const middle = this.#classes[LINE_FEED] === OTHER ? bytes.indexOf(LINE_FEED, length >> 1) + 1 : 0;
    const abreast = Math.min(middle, length - middle);
    const found: number[] = [];
    const later: number[] = [];
    const classes = this.#classes;
    const shift = this.#shift;
    const era = this.#era;
    let next = this.#next;
    let one = 0;
    let other = 0;
    for (let i = 0, j = middle; i < abreast; i++, j++) {
      const cls = classes[bytes[i]!]!;
      const otherCls = classes[bytes[j]!]!;
      let to = next[(one << shift) | cls]!;
      let otherTo = next[(other << shift) | otherCls]!;
      if ((to | otherTo) >= ENDS) {
        if (to === UNKNOWN) to = this.#follow(one, cls);
        if (otherTo === UNKNOWN && era === this.#era) otherTo = this.#follow(other, otherCls);
        if (era !== this.#era) {
          // Both places are forgotten.
          this.#told.fill(0);
          return this.#walk(bytes, 0, length, 0, once, []);
        }
        next = this.#next;
        if (to >= ENDS) this.#tell((to -= ENDS), i + 1, classes[bytes[i + 1]!]!, once, found);
        if (otherTo >= ENDS)
          this.#tell((otherTo -= ENDS), j + 1, j + 1 < length ? classes[bytes[j + 1]!]! : OTHER, once, later);
      }
      one = to;
      other = otherTo;
    }
    if (abreast < middle) this.#walk(bytes, abreast, middle, one, once, found);
    else this.#walk(bytes, middle + abreast, length, other, once, later);
    for (let i = 0; i < later.length; i++) found.push(later[i]!);
    return found;
  }

  #walk(bytes: Uint8Array, from: number, to: number, state: number, once: Uint8Array, found: number[]): number[] {
    const classes = this.#classes;
    const { length } = bytes;
    const shift = this.#shift;
    let next = this.#next;
    for (let i = from; i < to; i++) {
      const cls = classes[bytes[i]!]!;
      let after = next[(state << shift) | cls]!;
      if (after >= ENDS) {
        if (after === UNKNOWN) {
          after = this.#follow(state, cls);
          next = this.#next;
        }
        if (after >= ENDS) {
          after -= ENDS;
          this.#tell(after, i + 1, i + 1 < length ? classes[bytes[i + 1]!]! : OTHER, once, found);
        }
      }
      state = after;
    }
    return found;
  }

  /** A whole word ends only where the next unit is in no word. */
  #tell(state: number, end: number, nextClass: number, once: Uint8Array, found: number[]): void {
    const word = this.#wordEnds[state]!;
    if (word >= 0 && this.#inWord[nextClass] === 0) this.#add(word, end, once, found);
    const parts = this.#partEnds[state]!;
    for (let i = 0; i < parts.length; i++) this.#add(parts[i]!, end, once, found);
  }

  #add(string: number, end: number, once: Uint8Array, found: number[]): void {
    if (once[string] !== 0) {
      if (this.#told[string] !== 0) return;
      this.#told[string] = 1;
    }
    found.push(string, end);
  }

  #follow(state: number, cls: number): number {
    const wordNode = this.#wordNodes[state]!;
    const nextWord =
      this.#inWord[cls] === 0 ? 0 : wordNode === NO_WORD ? NO_WORD : (this.#words.child(wordNode, cls) ?? NO_WORD);
    const nextPart = this.#parts.after(this.#partNodes[state]!, cls);
    if (this.#wordNodes.length >= MOST_STATES) this.#forget();
    const to = this.#stateOf(nextWord, nextPart);
    const successor = this.#wordEnds[to]! >= 0 || this.#partEnds[to]!.length > 0 ? to + ENDS : to;
    if (this.#wordNodes[state] === wordNode) this.#next[(state << this.#shift) | cls] = successor;
    return successor;
  }

  #stateOf(wordNode: number, partNode: number): number {
    const key = partNode * (this.#words.size + 1) + wordNode + 1;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const state = this.#wordNodes.length;
    this.#wordNodes.push(wordNode);
    this.#partNodes.push(partNode);
    this.#wordEnds.push(wordNode === NO_WORD ? -1 : this.#words.endOf(wordNode));
    this.#partEnds.push(this.#parts.endsAt(partNode));
    this.#known.set(key, state);
    if (state << this.#shift >= this.#next.length) {
      const wider = new Uint16Array(this.#next.length * 2).fill(UNKNOWN, this.#next.length);
      wider.set(this.#next);
      this.#next = wider;
    }
    return state;
  }

  #forget(): void {
    this.#era++;
    for (const table of [this.#wordNodes, this.#partNodes, this.#wordEnds, this.#partEnds]) table.length = 0;
    this.#known.clear();
    this.#next.fill(UNKNOWN);
    this.#stateOf(0, 0);
  }
}

const rankOf = (unit: string): number => (FREQUENT.indexOf(unit) + FREQUENT.length) % FREQUENT.length;

/** Strings by their beginnings; node 0 is the empty one. */
class Trie {
  size = 1;
  readonly #children = new Map<number, number>();
  readonly #own: number[] = [-1];
  /** The longest other beginning that a node ends with. */
  readonly #failure: number[] = [0];
  readonly #parents: number[] = [0];
  readonly #classOf: number[] = [0];

  constructor(
    strings: readonly string[],
    classes: Uint8Array,
    private readonly shift: number,
    takes: (index: number) => boolean,
  ) {
    strings.forEach((string, index) => {
      if (string === '' || !takes(index)) return;
      let node = 0;
      for (let i = 0; i < string.length; i++) node = this.#grown(node, classes[string.charCodeAt(i)]!);
      if (this.#own[node] !== -1) throw new Error(`${string} is there twice.`);
      this.#own[node] = index;
    });
  }

  child(node: number, cls: number): number | undefined {
    return this.#children.get((node << this.shift) | cls);
  }

  /** Where the next unit leads, from the node or the nearest of its failures that goes on with it. */
  after(node: number, cls: number): number {
    for (let at = node; ; at = this.#failure[at]!) {
      const child = this.child(at, cls);
      if (child !== undefined || at === 0) return child ?? 0;
    }
  }

  /** The string that is the node, or -1. */
  endOf(node: number): number {
    return this.#own[node]!;
  }

  /** All strings that the node ends with. */
  endsAt(node: number): readonly number[] {
    const ends: number[] = [];
    for (let at = node; at !== 0; at = this.#failure[at]!) if (this.#own[at] !== -1) ends.push(this.#own[at]!);
    return ends;
  }

  /** Works out the failures: those of a node come from its parent's, which is shorter. */
  link(): void {
    const depth = new Int32Array(this.size);
    for (let node = 1; node < this.size; node++) depth[node] = depth[this.#parents[node]!]! + 1;
    const order = [...depth.keys()].sort((a, b) => depth[a]! - depth[b]!);
    for (const node of order)
      if (depth[node]! > 1)
        this.#failure[node] = this.after(this.#failure[this.#parents[node]!]!, this.#classOf[node]!);
  }

  #grown(node: number, cls: number): number {
    const known = this.child(node, cls);
    if (known !== undefined) return known;
    const grown = this.size++;
    this.#children.set((node << this.shift) | cls, grown);
    this.#own.push(-1);
    this.#failure.push(0);
    this.#parents.push(node);
    this.#classOf.push(cls);
    return grown;
  }
}

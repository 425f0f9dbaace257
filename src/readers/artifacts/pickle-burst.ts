import { NO_BYTES, NO_VIEW, type ByteReader } from './byte-reader';
import { PICKLE_OPCODES } from './pickle-opcodes';
import type { PickleStack } from './pickle-stack';
import { CollectionValue, LONGEST_TEXT, MadeValue, type CollectionKind } from './pickle-values';

/** Opcodes that are carried out before the budget is asked again; none of them pushes more than one value. */
const LONGEST_BURST = 4096;
/** Bytes of an opcode with the longest argument of fixed size. */
const LONGEST_FIXED = 9;

/**
 * Carries out what nearly all of a large pickle is made of: constants, texts, memo, collections. It does exactly what the handlers
 * of `pickle-handlers.ts` do; where something is not plainly as it should be (an empty stack, an argument that leaves the window, a
 * text that is no ASCII), it does nothing and leaves the opcode to them.
 */
export class PickleBurst {
  #bytes = NO_BYTES;
  #view = NO_VIEW;
  /** Offset of the window in the source. */
  #base = 0;
  #at = 0;
  #limit = 0;
  /** The window as ASCII, so that short texts are cut out of one. */
  #letters = '';
  /** The text that was read last, and whether it could be a name. */
  #text = '';
  #isName = false;

  constructor(private readonly stack: PickleStack) {}

  /**
   * How many opcodes it carried out; the reader then stands before the next one. Where it `isWatched`, by somebody who knows only
   * the opcodes of torch's restricted unpickler, it leaves all others alone.
   */
  run(reader: ByteReader, frameEnd: number, isWatched: boolean): number {
    const { window } = reader;
    const groups = isWatched ? WATCHED_GROUPS : GROUPS;
    if (groups[window[reader.position] ?? 0] === 0) return 0;
    this.#base = reader.offset - reader.position;
    if (window !== this.#bytes) {
      this.#bytes = window;
      this.#view = reader.view;
      this.#letters = '';
    }
    const start = reader.position;
    this.#at = start;
    // What reaches the end of a frame is not carried out here.
    const end = frameEnd < 0 ? window.length : frameEnd - this.#base - 1;
    this.#limit = Math.min(window.length, end);
    const last = this.#limit - LONGEST_FIXED;
    let count = 0;
    while (count < LONGEST_BURST && this.#at <= last) {
      const code = window[this.#at]!;
      if (!this.#carryOut(groups[code]!, code)) break;
      count++;
    }
    reader.advance(this.#at - start);
    return count;
  }

  #carryOut(group: number, code: number): boolean {
    switch (group) {
      case TEXT:
        return this.#pushText(code);
      case MEMO:
        return this.#memo(code);
      case NUMBER:
        return this.#number(code);
      case CONSTANT:
        return this.#constant(code);
      case TUPLE:
        return this.#tuple(code);
      case FILL:
        return this.#fill(code);
      case CALL:
        return this.#call(code);
      default:
        return false;
    }
  }

  #constant(code: number): boolean {
    const { values, marks } = this.stack;
    if (code === MARK) marks.push(values.length);
    else if (code === NONE) values.push(null);
    else if (code === NEWTRUE) values.push(true);
    else if (code === NEWFALSE) values.push(false);
    else values.push(new CollectionValue(emptyKind(code)));
    this.#at++;
    return true;
  }

  #number(code: number): boolean {
    const { values } = this.stack;
    const at = this.#at + 1;
    if (code === BININT1) {
      values.push(this.#bytes[at]!);
      this.#at += 2;
    } else if (code === BININT) {
      values.push(this.#view.getInt32(at, true));
      this.#at += 5;
    } else if (code === BININT2) {
      values.push(this.#view.getUint16(at, true));
      this.#at += 3;
    } else if (code === BINFLOAT) {
      values.push(this.#view.getFloat64(at, false));
      this.#at += 9;
    } else {
      const length = this.#bytes[at]!;
      if (length > SAFE_BYTES) return false;
      values.push(this.#long(at + 1, length));
      this.#at += 2 + length;
    }
    return true;
  }

  /** Little-endian two's complement. */
  #long(at: number, length: number): number {
    let [value, unit] = [0, 1];
    for (let index = 0; index < length; index++, unit *= 256) value += this.#bytes[at + index]! * unit;
    return length > 0 && this.#bytes[at + length - 1]! >= 0x80 ? value - unit : value;
  }

  #pushText(code: number): boolean {
    const bytes = this.#bytes;
    const isLong = code === BINUNICODE;
    const start = this.#at + (isLong ? 5 : 2);
    const length = isLong ? this.#view.getUint32(this.#at + 1, true) : bytes[this.#at + 1]!;
    const end = start + length;
    if (length > LONGEST_TEXT || end > this.#limit) return false;
    let signs = ASCII | IN_NAME;
    for (let at = start; at < end; at++) signs &= SIGNS[bytes[at]!]!;
    if (signs === 0) return false;
    this.#isName = (signs & IN_NAME) !== 0 && length <= LONGEST_NAME && (SIGNS[bytes[start]!]! & BEGINS_NAME) !== 0;
    this.#text = this.#cut(start, end);
    this.stack.values.push(this.#text);
    this.#at = end;
    return true;
  }

  /** A part of a text of V8 keeps the whole one alive from 13 letters on; shorter ones are copies. */
  #cut(start: number, end: number): string {
    if (end - start > 3 * COPIED) return UTF8.decode(this.#bytes.subarray(start, end));
    if (this.#letters === '') this.#letters = asciiOf(this.#bytes);
    const letters = this.#letters;
    if (end - start <= COPIED) return letters.substring(start, end);
    let text = '';
    for (let at = start; at < end; at += COPIED) text += letters.substring(at, Math.min(at + COPIED, end));
    return text;
  }

  #memo(code: number): boolean {
    const { stack } = this;
    const { values, memo } = stack;
    let index: number;
    if (code === MEMOIZE) {
      index = memo.size;
      this.#at++;
    } else if (code === BINPUT || code === BINGET) {
      index = this.#bytes[this.#at + 1]!;
      this.#at += 2;
    } else {
      index = this.#view.getUint32(this.#at + 1, true);
      this.#at += 5;
    }
    if (code === BINGET || code === LONG_BINGET) {
      const value = memo.get(index);
      if (value !== undefined) values.push(value);
      else return this.#back(code);
      return true;
    }
    if (values.length <= stack.fence) return this.#back(code);
    const value = values[values.length - 1]!;
    if (typeof value === 'string' && value === this.#text) memo.putText(index, value, this.#isName);
    else memo.put(index, value);
    return true;
  }

  /** Leaves an opcode of the memo to its handler. */
  #back(code: number): false {
    this.#at -= code === MEMOIZE ? 1 : code === BINPUT || code === BINGET ? 2 : 5;
    return false;
  }

  #tuple(code: number): boolean {
    const { stack } = this;
    const { values, marks } = stack;
    if (code === TUPLE_OF_MARK) {
      const mark = marks.pop();
      if (mark === undefined) return false;
      values.push(new CollectionValue('tuple', values.splice(mark)));
    } else {
      const count = code - TUPLE1 + 1;
      if (values.length - count < stack.fence) return false;
      const last = values.pop()!;
      if (count === 1) values.push(new CollectionValue('tuple', [last]));
      else {
        const second = values.pop()!;
        values.push(new CollectionValue('tuple', count === 2 ? [second, last] : [values.pop()!, second, last]));
      }
    }
    this.#at++;
    return true;
  }

  #call(code: number): boolean {
    const { values, fence, trace } = this.stack;
    if (values.length - 2 < fence) return false;
    const args = values.pop()!;
    const callee = values.pop()!;
    trace.call(code === REDUCE ? 'REDUCE' : 'NEWOBJ', callee, args, this.#base + this.#at);
    values.push(new MadeValue(callee, args));
    this.#at++;
    return true;
  }

  #fill(code: number): boolean {
    const { stack } = this;
    const { values, marks } = stack;
    const isMarked = code === APPENDS || code === SETITEMS;
    const isDict = code === SETITEM || code === SETITEMS;
    if (isMarked && marks.length === 0) return false;
    const from = isMarked ? marks[marks.length - 1]! : values.length - (isDict ? 2 : 1);
    const outer = isMarked ? (marks.length > 1 ? marks[marks.length - 2]! : 0) : stack.fence;
    if (from - 1 < outer || (isDict && (values.length - from) % 2 !== 0)) return false;
    const target = values[from - 1];
    if (!(target instanceof CollectionValue) || target.kind !== (isDict ? 'dict' : 'list')) return false;
    if (isDict) {
      for (let index = from; index < values.length; index += 2) {
        const value = values[index + 1]!;
        target.set(values[index]!, value);
        if (value instanceof MadeValue) stack.trace.entry(values[index]!, value);
      }
    } else target.addFrom(values, from);
    values.length = from;
    if (isMarked) marks.pop();
    this.#at++;
    return true;
  }
}

/** Values and marks that one run pushes at most. */
export const MOST_PUSHED = LONGEST_BURST;

const CODE = Object.fromEntries(PICKLE_OPCODES.map(({ name, code }) => [name, code])) as Readonly<
  Record<string, number>
>;
const codeOf = (name: string): number => CODE[name]!;

// Plain numbers, so that comparing with them costs nothing; a test holds them to the table of opcodes.
const MARK = 0x28;
const NONE = 0x4e;
const NEWTRUE = 0x88;
const NEWFALSE = 0x89;
const BININT = 0x4a;
const BININT1 = 0x4b;
const BININT2 = 0x4d;
const BINFLOAT = 0x47;
const BINUNICODE = 0x58;
const MEMOIZE = 0x94;
const BINPUT = 0x71;
const BINGET = 0x68;
const LONG_BINGET = 0x6a;
const TUPLE_OF_MARK = 0x74;
const TUPLE1 = 0x85;
const APPENDS = 0x65;
const SETITEM = 0x73;
const SETITEMS = 0x75;

const REDUCE = 0x52;

const [CONSTANT, NUMBER, TEXT, MEMO, TUPLE, FILL, CALL] = [1, 2, 3, 4, 5, 6, 7] as const;

const MEMBERS: readonly (readonly [group: number, names: string])[] = [
  [CONSTANT, 'MARK NONE NEWTRUE NEWFALSE EMPTY_TUPLE EMPTY_LIST EMPTY_DICT EMPTY_SET'],
  [NUMBER, 'BININT BININT1 BININT2 BINFLOAT LONG1'],
  [TEXT, 'SHORT_BINUNICODE BINUNICODE SHORT_BINSTRING'],
  [MEMO, 'MEMOIZE BINPUT LONG_BINPUT BINGET LONG_BINGET'],
  [TUPLE, 'TUPLE TUPLE1 TUPLE2 TUPLE3'],
  [FILL, 'APPEND APPENDS SETITEM SETITEMS'],
  [CALL, 'REDUCE NEWOBJ'],
];

function groupsWithout(...left: readonly string[]): Uint8Array {
  const groups = new Uint8Array(256);
  for (const [group, names] of MEMBERS)
    for (const name of names.split(' ')) if (!left.includes(name)) groups[codeOf(name)] = group;
  return groups;
}

const GROUPS = groupsWithout();
/** torch's restricted unpickler may stop at these: the other way tells whether. */
const WATCHED_GROUPS = groupsWithout('SHORT_BINUNICODE', 'MEMOIZE', 'REDUCE', 'NEWOBJ');

const EMPTY_KINDS = new Map<number, CollectionKind>([
  [codeOf('EMPTY_TUPLE'), 'tuple'],
  [codeOf('EMPTY_LIST'), 'list'],
  [codeOf('EMPTY_DICT'), 'dict'],
  [codeOf('EMPTY_SET'), 'set'],
]);

const emptyKind = (code: number): CollectionKind => EMPTY_KINDS.get(code)!;

/** Bytes of an integer that a number holds exactly. */
const SAFE_BYTES = 6;
/** Letters of a text that V8 copies out of a longer one. */
const COPIED = 12;
const LONGEST_NAME = 201;

const [ASCII, IN_NAME, BEGINS_NAME] = [1, 2, 4] as const;
const SIGNS = Uint8Array.from({ length: 256 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return (code < 0x80 ? ASCII : 0) | (/[\w.]/.test(sign) ? IN_NAME : 0) | (/[A-Za-z_]/.test(sign) ? BEGINS_NAME : 0);
});

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

let masked = new Uint32Array(1 << 12);

/** Every byte as a letter at its place; those that are no ASCII as any. */
function asciiOf(bytes: Uint8Array): string {
  const words = (bytes.length + 3) >> 2;
  if (masked.length < words) masked = new Uint32Array(2 * words);
  const copy = new Uint8Array(masked.buffer, 0, bytes.length);
  copy.set(bytes);
  for (let index = 0; index < words; index++) masked[index]! &= 0x7f7f7f7f;
  return UTF8.decode(copy);
}

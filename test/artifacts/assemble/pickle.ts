/** Writes pickles opcode by opcode. Payloads of samples are harmless: what they would run prints a word. */

export type Bytes = Uint8Array;

const LATIN1 = (text: string): Bytes => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);
const UTF8 = (text: string): Bytes => new TextEncoder().encode(text);

export const join = (...parts: readonly (Bytes | string | readonly Bytes[])[]): Bytes => {
  const all = parts.flatMap((part) =>
    typeof part === 'string' ? [LATIN1(part)] : part instanceof Uint8Array ? [part] : part,
  );
  const result = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of all) {
    result.set(part, at);
    at += part.length;
  }
  return result;
};

export const u8 = (value: number): Bytes => Uint8Array.of(value);
export const u16 = (value: number): Bytes => Uint8Array.of(value & 255, (value >> 8) & 255);
export const u32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};
export const u64 = (value: number | bigint): Bytes => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
};
export const f64 = (value: number): Bytes => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, false);
  return bytes;
};

export const proto = (version: number): Bytes => Uint8Array.of(0x80, version);
export const frame = (body: Bytes, length = body.length): Bytes => join(u8(0x95), u64(length), body);
export const global = (module: string, name: string): Bytes => join('c', UTF8(`${module}\n${name}\n`));
export const inst = (module: string, name: string): Bytes => join('i', UTF8(`${module}\n${name}\n`));
export const MARK = LATIN1('(');
export const STOP = LATIN1('.');
export const REDUCE = LATIN1('R');
export const TUPLE = LATIN1('t');
export const EMPTY_TUPLE = LATIN1(')');
export const EMPTY_DICT = LATIN1('}');
export const EMPTY_LIST = LATIN1(']');
export const SETITEM = LATIN1('s');
export const SETITEMS = LATIN1('u');
export const APPEND = LATIN1('a');
export const BUILD = LATIN1('b');
export const POP = LATIN1('0');
export const POP_MARK = LATIN1('1');
export const DUP = LATIN1('2');
export const NONE = LATIN1('N');
export const TUPLE1 = u8(0x85);
export const TUPLE2 = u8(0x86);
export const TUPLE3 = u8(0x87);
export const NEWTRUE = u8(0x88);
export const NEWFALSE = u8(0x89);
export const NEWOBJ = u8(0x81);
export const NEWOBJ_EX = u8(0x92);
export const OBJ = LATIN1('o');
export const STACK_GLOBAL = u8(0x93);
export const MEMOIZE = u8(0x94);
export const BINPERSID = LATIN1('Q');
export const put = (index: number): Bytes => join('q', u8(index));
export const get = (index: number): Bytes => join('h', u8(index));
export const longPut = (index: number): Bytes => join('r', u32(index));
export const longGet = (index: number): Bytes => join('j', u32(index));
export const textPut = (index: string): Bytes => join('p', `${index}\n`);
export const textGet = (index: string): Bytes => join('g', `${index}\n`);
export const ext1 = (code: number): Bytes => join(u8(0x82), u8(code));
export const ext2 = (code: number): Bytes => join(u8(0x83), u16(code));
export const ext4 = (code: number): Bytes => join(u8(0x84), u32(code));

/** BINUNICODE, which all protocols since 1 have. */
export const text = (value: string): Bytes => join('X', u32(UTF8(value).length), UTF8(value));
export const shortText = (value: string): Bytes => join(u8(0x8c), u8(UTF8(value).length), UTF8(value));
export const longText = (value: string): Bytes => join(u8(0x8d), u64(UTF8(value).length), UTF8(value));
export const string = (value: string): Bytes => join('S', `'${value}'\n`);
export const unicode = (value: string): Bytes => join('V', `${value}\n`);
export const shortString = (value: string): Bytes => join('U', u8(value.length), value);
export const binString = (value: string): Bytes => join('T', u32(value.length), value);
export const bytes = (value: Bytes | string): Bytes => join('B', u32(value.length), value);
export const shortBytes = (value: Bytes | string): Bytes => join('C', u8(value.length), value);
export const int = (value: number): Bytes =>
  value >= 0 && value < 256 ? join('K', u8(value)) : join('J', u32(value >>> 0));
export const float = (value: number): Bytes => join('G', f64(value));
/** LONG1 of a non-negative number. */
export const long = (value: bigint): Bytes => {
  const found: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 8n) found.push(Number(rest & 255n));
  if ((found.at(-1) ?? 0) >= 128) found.push(0);
  return join(u8(0x8a), u8(found.length), Uint8Array.from(found));
};

export const tuple = (...items: readonly Bytes[]): Bytes =>
  items.length === 0
    ? EMPTY_TUPLE
    : items.length <= 3
      ? join([...items], u8(0x84 + items.length))
      : join(MARK, [...items], TUPLE);
/** As protocols 0 and 1 write it. */
export const oldTuple = (...items: readonly Bytes[]): Bytes => join(MARK, [...items], TUPLE);
export const list = (...items: readonly Bytes[]): Bytes => join(EMPTY_LIST, MARK, [...items], 'e');
export const dict = (...pairs: readonly (readonly [Bytes, Bytes])[]): Bytes =>
  join(EMPTY_DICT, MARK, pairs.flat(), SETITEMS);
export const stackGlobal = (module: string, name: string): Bytes =>
  join(shortText(module), shortText(name), STACK_GLOBAL);

/** A call by REDUCE. */
export const call = (callee: Bytes, ...args: readonly Bytes[]): Bytes => join(callee, tuple(...args), REDUCE);

/** A whole pickle of protocol 2, or another. */
export const pickle = (body: Bytes, protocol = 2): Bytes =>
  join(protocol >= 2 ? proto(protocol) : '', protocol >= 4 ? frame(join(body, STOP)) : join(body, STOP));

/** What the payloads run: it prints a word. */
export const ECHO = 'echo touchstone';
export const system = (): Bytes => call(global('posix', 'system'), text(ECHO));
export const evil = (protocol = 2): Bytes =>
  protocol >= 4
    ? pickle(join(stackGlobal('posix', 'system'), tuple(shortText(ECHO)), REDUCE), protocol)
    : protocol === 0
      ? join(global('posix', 'system'), MARK, string(ECHO), TUPLE, REDUCE, STOP)
      : pickle(protocol === 1 ? join(global('posix', 'system'), oldTuple(text(ECHO)), REDUCE) : system(), protocol);

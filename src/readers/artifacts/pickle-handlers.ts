import type { CallWay } from './artifact-facts';
import { HIGHEST_PROTOCOL, PICKLE_OPCODES } from './pickle-opcodes';
import { constantText, designated, python3Name } from './pickle-names';
import { PickleFault, type PickleStack } from './pickle-stack';
import {
  PickledBytes,
  CollectionValue,
  MadeValue,
  NameValue,
  PersistentValue,
  UnknownPickled,
  writtenValue,
  type CollectionKind,
  type PickleValue,
} from './pickle-values';

/** What stood behind the opcode: a number, a text (one line, or two with a newline between), bytes. */
export type OpcodeArgument = number | string | PickledBytes | undefined;

type Handler = (stack: PickleStack, argument: never, offset: number) => void;

/** What each opcode does to the stack. STOP is the machine's. */
const BY_NAME: Readonly<Record<string, Handler>> = {
  MARK: (stack) => stack.mark(),
  POP: (stack) => {
    // As the unpicklers have it: a mark on top goes instead of a value.
    if (stack.depth === 0) stack.popMark();
    else stack.pop();
  },
  POP_MARK: (stack) => void stack.popMark(),
  DUP: (stack) => stack.push(stack.top),
  NONE: (stack) => stack.push(null),
  NEWTRUE: (stack) => stack.push(true),
  NEWFALSE: (stack) => stack.push(false),
  FLOAT: (stack, line: string) => stack.push(Number(line)),
  INT: (stack, line: string) => stack.push(line === '01' ? true : line === '00' ? false : written(line)),
  LONG: (stack, line: string) => stack.push(written(line.replace(/L$/, ''))),
  BININT: (stack, value: number) => stack.push(value),
  BININT1: (stack, value: number) => stack.push(value),
  BININT2: (stack, value: number) => stack.push(value),
  BINFLOAT: (stack, value: number) => stack.push(value),
  LONG1: (stack, value: PickledBytes) => stack.push(longOf(value)),
  LONG4: (stack, value: PickledBytes) => stack.push(longOf(value)),
  STRING: (stack, line: string) => stack.push(unescaped(line)),
  UNICODE: (stack, line: string) => stack.push(rawUnicode(line)),
  BINSTRING: (stack, value: PickledBytes) => stack.push(textOf(value)),
  SHORT_BINSTRING: (stack, value: PickledBytes) => stack.push(textOf(value)),
  BINUNICODE: (stack, value: PickledBytes) => stack.push(textOf(value)),
  SHORT_BINUNICODE: (stack, value: PickledBytes) => stack.push(textOf(value)),
  BINUNICODE8: (stack, value: PickledBytes) => stack.push(textOf(value)),
  BINBYTES: (stack, value: PickledBytes) => stack.push(keptBytes(value)),
  SHORT_BINBYTES: (stack, value: PickledBytes) => stack.push(keptBytes(value)),
  BINBYTES8: (stack, value: PickledBytes) => stack.push(keptBytes(value)),
  BYTEARRAY8: (stack, value: PickledBytes) => stack.push(keptBytes(value)),
  EMPTY_TUPLE: (stack) => stack.push(new CollectionValue('tuple')),
  EMPTY_LIST: (stack) => stack.push(new CollectionValue('list')),
  EMPTY_DICT: (stack) => stack.push(new CollectionValue('dict')),
  EMPTY_SET: (stack) => stack.push(new CollectionValue('set')),
  TUPLE: collect('tuple'),
  LIST: collect('list'),
  DICT: collect('dict'),
  FROZENSET: collect('frozenset'),
  TUPLE1: (stack) => (stack.top = new CollectionValue('tuple', [stack.top])),
  TUPLE2: (stack) => stack.push(new CollectionValue('tuple', stack.popCount(2))),
  TUPLE3: (stack) => stack.push(new CollectionValue('tuple', stack.popCount(3))),
  APPEND: (stack, _, offset) => append(stack, stack.popCount(1), offset),
  APPENDS: (stack, _, offset) => append(stack, stack.popMark(), offset),
  ADDITEMS: (stack, _, offset) => append(stack, stack.popMark(), offset),
  SETITEM: (stack, _, offset) => setItems(stack, stack.popCount(2), offset),
  SETITEMS: (stack, _, offset) => setItems(stack, stack.popMark(), offset),
  GET: (stack, line: string) => stack.push(stack.recall(indexOf(line))),
  BINGET: (stack, index: number) => stack.push(stack.recall(index)),
  LONG_BINGET: (stack, index: number) => stack.push(stack.recall(index)),
  PUT: (stack, line: string) => stack.remember(indexOf(line), stack.top),
  BINPUT: (stack, index: number) => stack.remember(index, stack.top),
  LONG_BINPUT: (stack, index: number) => stack.remember(index, stack.top),
  MEMOIZE: (stack) => stack.remember(stack.memo.size, stack.top),
  PERSID: (stack, line: string, offset) => persistent(stack, line, offset),
  BINPERSID: (stack, _, offset) => persistent(stack, stack.pop(), offset),
  GLOBAL: (stack, lines: string, offset) => stack.push(imported(stack, lines, offset)),
  STACK_GLOBAL(stack, _, offset) {
    const [module, name] = stack.popCount(2);
    stack.push(importedByValue(stack, module!, name!, offset));
  },
  EXT1: extension,
  EXT2: extension,
  EXT4: extension,
  REDUCE: (stack, _, offset) => make(stack, 'REDUCE', stack.popCount(2), offset),
  NEWOBJ: (stack, _, offset) => make(stack, 'NEWOBJ', stack.popCount(2), offset),
  NEWOBJ_EX(stack, _, offset) {
    const [callee, args] = stack.popCount(3);
    make(stack, 'NEWOBJ_EX', [callee!, args!], offset);
  },
  OBJ(stack, _, offset) {
    const [callee, ...args] = stack.popMark();
    if (callee === undefined) throw new PickleFault('pickle-broken', 'nothing is on the stack');
    make(stack, 'OBJ', [callee, new CollectionValue('tuple', args)], offset);
  },
  INST(stack, lines: string, offset) {
    const args = stack.popMark();
    make(stack, 'INST', [imported(stack, lines, offset), new CollectionValue('tuple', args)], offset);
  },
  BUILD: build,
  PROTO(stack, protocol: number, offset) {
    if (protocol > HIGHEST_PROTOCOL) stack.trace.sign('pickle-protocol', offset, String(protocol));
    stack.protocol = protocol;
  },
  NEXT_BUFFER: (stack) => stack.push(new UnknownPickled('buffer')),
  READONLY_BUFFER: (stack) => void stack.top,
  FRAME: () => undefined,
  STOP: (stack) => (stack.result = stack.pop()),
};

/** By code. */
export const PICKLE_HANDLERS = Array.from({ length: 256 }, (_, code) => {
  const opcode = PICKLE_OPCODES.find((each) => each.code === code);
  return opcode === undefined ? undefined : BY_NAME[opcode.name];
}) as readonly (((stack: PickleStack, argument: OpcodeArgument, offset: number) => void) | undefined)[];

function collect(kind: CollectionKind): Handler {
  return (stack) => stack.push(new CollectionValue(kind, stack.popMark()));
}

function append(stack: PickleStack, items: readonly PickleValue[], offset: number): void {
  const target = stack.top;
  if (target instanceof CollectionValue) target.addFrom(items, 0);
  else stack.trace.changed('APPENDS', target, items[0] ?? null, offset);
}

function setItems(stack: PickleStack, items: PickleValue[], offset: number): void {
  if (items.length % 2 !== 0) throw new PickleFault('pickle-broken', 'a key has no value');
  const target = stack.top;
  const isDict = target instanceof CollectionValue;
  for (let index = 0; index < items.length; index += 2) {
    if (isDict) target.set(items[index]!, items[index + 1]!);
    stack.trace.entry(items[index]!, items[index + 1]!);
  }
  if (!isDict) stack.trace.changed('SETITEMS', target, new CollectionValue('dict', items), offset);
}

function persistent(stack: PickleStack, id: PickleValue, offset: number): void {
  const items = id instanceof CollectionValue && id.kind === 'tuple' ? id.items : [];
  const kind = textOfId(items[0]);
  // A class, with its source, as the legacy format of torch has it.
  const known = kind === 'module' && items[1] instanceof NameValue ? items[1] : null;
  if (kind === 'storage' || known !== null) stack.trace.sign('persistent-id', offset, kind!, kind!);
  else stack.trace.sign('persistent-id', offset, writtenValue(id, 2), 'persistent-id');
  stack.push(known ?? new PersistentValue(id));
}

const textOfId = (value: PickleValue | undefined): string | null => constantText(value, 0);

function imported(stack: PickleStack, lines: string, offset: number): NameValue {
  const end = lines.indexOf('\n');
  return importedName(stack, lines.slice(0, end), lines.slice(end + 1), false, offset);
}

/** STACK_GLOBAL: both operands should be texts; anything else is found out by loading alone, or refused there. */
function importedByValue(stack: PickleStack, module: PickleValue, name: PickleValue, offset: number): NameValue {
  const isPlain = typeof module === 'string' && typeof name === 'string';
  const [first, second] = [constantText(module), constantText(name)];
  if (first === null || second === null) return stack.trace.import(first, second, true, offset);
  return importedName(stack, first, second, !isPlain, offset);
}

function importedName(
  stack: PickleStack,
  module: string,
  name: string,
  isComputed: boolean,
  offset: number,
): NameValue {
  const [mapped, own] = stack.protocol < 3 ? python3Name(module, name) : [module, name];
  if (own.includes('.')) stack.trace.sign('dotted-name', offset, `${mapped}.${own}`);
  return stack.trace.import(mapped, own, isComputed, offset);
}

function extension(stack: PickleStack, code: number, offset: number): void {
  stack.trace.sign('extension-registry', offset, String(code));
  stack.push(new UnknownPickled('extension'));
}

function make(stack: PickleStack, way: CallWay, [callee, args]: readonly PickleValue[], offset: number): void {
  stack.trace.call(way, callee!, args!, offset);
  stack.push(new MadeValue(callee!, args!));
}

const ARRAY_WRAPPER = 'NumpyArrayWrapper';
/** Also as scikit-learn had it with it before 0.21. */
const JOBLIB = /^(?:sklearn\.externals\.)?joblib\.numpy_pickle(?:_compat)?$/;

function build(stack: PickleStack, _: never, offset: number): void {
  const state = stack.pop();
  const target = stack.top;
  stack.trace.changed('BUILD', target, state, offset);
  if (!(target instanceof MadeValue)) return;
  target.state = state;
  const name = designated(target.callee);
  if (!JOBLIB.test(name?.module ?? '') || name === null || !(state instanceof CollectionValue)) return;
  if (name.name === ARRAY_WRAPPER) stack.rawArray = state;
  else if (name.name === 'NDArrayWrapper' || name.name === 'ZNDArrayWrapper') {
    // Before 0.10 each array was a file of its own beside the pickle.
    const file = state.get('filename');
    if (typeof file !== 'string' || !/^\w[\w.-]*$/.test(file))
      stack.trace.sign('external-array', offset, writtenValue(file ?? null, 1));
  }
}

/** An integer in decimal digits, as text protocols have it. */
function written(line: string): number | bigint {
  let plain = 0;
  for (let index = 0; index < line.length && plain >= 0; index++) {
    const digit = line.charCodeAt(index) - 0x30;
    plain = digit >= 0 && digit <= 9 ? plain * 10 + digit : -1;
  }
  if (plain >= 0 && line.length > 0 && line.length <= SAFE_DIGITS) return plain;
  const text = line.trim().replaceAll('_', '');
  if (!/^[+-]?\d{1,400}$/.test(text)) throw new PickleFault('pickle-broken', 'a number is none');
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Digits that a number holds exactly. */
const SAFE_DIGITS = 15;

function indexOf(line: string): number {
  const value = written(line);
  if (typeof value !== 'number' || value < 0) throw new PickleFault('pickle-memo', line.slice(0, 20));
  return value;
}

/** Little-endian two's complement; what is longer than any offset or size is shortened. */
function longOf({ bytes, length }: PickledBytes): number | bigint {
  if (length === 0) return 0;
  if (length > LONGEST_LONG) return 0n;
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index]!);
  value = BigInt.asIntN(8 * length, value);
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

const LONGEST_LONG = 64;

/** Bytes that are kept whole: a name may be made of them, a weight may not. */
const KEPT_WHOLE = 4096;
const KEPT_START = 128;

/** A copy: what was read is a view of a window that would stay in memory with it. */
const keptBytes = ({ bytes, length, offset }: PickledBytes): PickledBytes =>
  new PickledBytes(bytes.slice(0, length > KEPT_WHOLE ? KEPT_START : length), length, offset);

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const SHORT_TEXT = 40;

function textOf({ bytes, length }: PickledBytes): PickleValue {
  if (length > bytes.length) return new UnknownPickled('text');
  if (length > SHORT_TEXT) return UTF8.decode(bytes);
  let text = '';
  for (let index = 0; index < length; index++) {
    const byte = bytes[index]!;
    if (byte >= 0x80) return UTF8.decode(bytes);
    text += String.fromCharCode(byte);
  }
  return text;
}

/** A Python 2 string literal: `codecs.escape_decode` of what is between its quotes. */
function unescaped(line: string): string {
  const text = line.trimEnd();
  const quote = text[0];
  if (text.length < 2 || (quote !== '"' && quote !== "'") || !text.endsWith(quote))
    throw new PickleFault('pickle-broken', 'a string has no quotes');
  return text
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|(\n)|(.))/gs,
      (whole, hex?: string, octal?: string, newline?: string, sign?: string) => {
        if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
        if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
        if (newline !== undefined) return '';
        return ESCAPES[sign!] ?? whole;
      },
    );
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The codec `raw-unicode-escape`: only `\u` and `\U` are escapes, unless a backslash before makes them none. */
const rawUnicode = (line: string): string => (line.includes('\\') ? withoutEscapes(line) : line);

const withoutEscapes = (line: string): string =>
  line.replace(
    /(\\*)\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g,
    (whole, before: string, short?: string, long?: string) => {
      if (before.length % 2 === 1) return whole;
      const code = parseInt(short ?? long!, 16);
      return code > 0x10ffff ? whole : before + String.fromCodePoint(code);
    },
  );

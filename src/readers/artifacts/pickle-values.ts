import type { PickleArgument } from './artifact-facts';

/**
 * What stands on the stack of a pickle machine. Nothing is ever made: a call is the call with its arguments. Collections keep only
 * their beginning, which is all that a person is shown and that a name can be made of.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickledBytes
  | NameValue
  | MadeValue
  | CollectionValue
  | PersistentValue
  | UnknownPickled;

/** Items that a collection keeps. */
export const KEPT_ITEMS = 64;

/** Bytes of a text that are kept; no name is longer. */
export const LONGEST_TEXT = 64 * 1024;

export class PickledBytes {
  constructor(
    readonly bytes: Uint8Array,
    /** Of the whole; `bytes` may be only its beginning. */
    readonly length: number,
    /** Where they lie in the part; null for what was made of something else. */
    readonly offset: number | null = null,
  ) {}
}

/** What an import gives. Null where nobody can tell. */
export class NameValue {
  constructor(
    readonly module: string | null,
    readonly name: string | null,
    readonly isComputed: boolean,
  ) {}

  /** The same for all values that are this name. */
  get key(): string {
    return (this.#key ??= `${this.module ?? '?'}\0${this.name ?? '?'}`);
  }

  #key: string | undefined;
}

/** What a call gives. */
export class MadeValue {
  /** What BUILD gave it. */
  state: PickleValue | undefined;

  constructor(
    readonly callee: PickleValue,
    readonly args: PickleValue,
  ) {}
}

export type CollectionKind = 'tuple' | 'list' | 'dict' | 'set' | 'frozenset';

export class CollectionValue {
  /** For a dict, keys and values in turn. */
  readonly items: PickleValue[];
  length: number;
  /** A key of a dict with two underscores before and behind, by which Python would change what an object is. */
  dunder: string | null = null;

  constructor(
    readonly kind: CollectionKind,
    /** Belongs to the collection from then on. */
    items: PickleValue[] = [],
  ) {
    this.items = items.length > KEPT_ITEMS ? items.slice(0, KEPT_ITEMS) : items;
    this.length = items.length;
    if (kind === 'dict') for (let index = 0; index < items.length; index += 2) this.#look(items[index]);
  }

  add(item: PickleValue): void {
    this.length++;
    if (this.items.length < KEPT_ITEMS) this.items.push(item);
  }

  /** What stands on a stack from `from` on. */
  addFrom(values: readonly PickleValue[], from: number): void {
    const end = Math.min(values.length, from + KEPT_ITEMS - this.items.length);
    for (let index = from; index < end; index++) this.items.push(values[index]!);
    this.length += values.length - from;
  }

  set(key: PickleValue, value: PickleValue): void {
    this.#look(key);
    this.length += 2;
    if (this.items.length < KEPT_ITEMS) this.items.push(key, value);
  }

  get(key: string): PickleValue | undefined {
    for (let index = this.items.length - 2; index >= 0; index -= 2)
      if (this.items[index] === key) return this.items[index + 1];
    return undefined;
  }

  #look(key: PickleValue | undefined): void {
    if (typeof key === 'string' && key.startsWith('__') && CHANGING.has(key)) this.dunder ??= key;
  }
}

/** Attributes by which Python itself calls something. */
const CHANGING = new Set(
  `class reduce reduce_ex setstate getattr getattribute setattr call del init new dict globals code builtins get set
   enter exit iter next getitem setitem hash eq len bool str repr format subclasshook instancecheck import loader
   closure func self`
    .split(/\s+/)
    .map((name) => `__${name}__`),
);

/** What a loader puts for an id: a tensor's storage. */
export class PersistentValue {
  constructor(readonly id: PickleValue) {}
}

/** Something that is known only when it is loaded: an entry of the extension registry, a buffer from outside, a text too long to keep. */
export class UnknownPickled {
  constructor(readonly what: 'extension' | 'buffer' | 'text') {}
}

/** Depth and characters of what is told of a value. Who shows it shortens it, once keys are taken out of it. */
const SHOWN_DEPTH = 4;
const SHOWN_ITEMS = 6;
const SHOWN_TEXT = 1000;

/** A value as Python would write it, shortened: long enough to see what it does. */
export function writtenValue(value: PickleValue, depth = SHOWN_DEPTH): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof PickledBytes) return `b${quoted(latin1(value.bytes.subarray(0, SHOWN_TEXT + 1)))}`;
  if (value instanceof NameValue) return writtenName(value);
  if (value instanceof PersistentValue) return depth <= 0 ? '…' : `<${writtenValue(value.id, depth - 1)}>`;
  if (value instanceof UnknownPickled) return `<${value.what}>`;
  if (depth <= 0) return '…';
  if (value instanceof MadeValue) return writtenCall(value.callee, value.args, depth);
  return writtenCollection(value, depth);
}

export function writtenCall(callee: PickleValue, args: PickleValue, depth = SHOWN_DEPTH): string {
  const list = args instanceof CollectionValue ? writtenItems(args, depth - 1) : writtenValue(args, depth - 1);
  return `${writtenValue(callee, depth - 1)}(${list})`;
}

export const writtenName = ({ module, name }: NameValue): string =>
  `${module ?? '?'}.${name ?? '?'}`.replace(/^builtins\./, '');

function writtenCollection(value: CollectionValue, depth: number): string {
  if (value.kind === 'dict') {
    const pairs: string[] = [];
    for (let index = 0; index + 1 < value.items.length && pairs.length < SHOWN_ITEMS; index += 2)
      pairs.push(
        `${writtenValue(value.items[index]!, depth - 1)}: ${writtenValue(value.items[index + 1]!, depth - 1)}`,
      );
    return `{${pairs.join(', ')}${value.length > 2 * pairs.length ? ', …' : ''}}`;
  }
  const items = writtenItems(value, depth - 1);
  if (value.kind === 'tuple') return value.length === 1 ? `(${items},)` : `(${items})`;
  return value.kind === 'list' ? `[${items}]` : `${value.kind}([${items}])`;
}

function writtenItems({ items, length }: CollectionValue, depth: number): string {
  const shown = Math.min(items.length, SHOWN_ITEMS);
  let text = '';
  for (let index = 0; index < shown; index++)
    text += index === 0 ? writtenValue(items[0]!, depth) : `, ${writtenValue(items[index]!, depth)}`;
  return length > shown ? `${text}${shown > 0 ? ', ' : ''}…` : text;
}

/** What JSON writes as it is. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/** A text in quotes, without control characters. */
function quoted(text: string): string {
  if (text.length <= SHOWN_TEXT && PLAIN_TEXT.test(text)) return `"${text}"`;
  const short = text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function pickleArgument(value: PickleValue): PickleArgument {
  return { kind: argumentKind(value), text: writtenValue(value, 2) };
}

function argumentKind(value: PickleValue): PickleArgument['kind'] {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (value === null || typeof value === 'boolean') return 'constant';
  if (value instanceof PickledBytes) return 'bytes';
  if (value instanceof NameValue) return 'name';
  if (value instanceof MadeValue) return 'result';
  if (value instanceof CollectionValue) return 'collection';
  return value instanceof PersistentValue ? 'persistent' : 'other';
}

export function latin1(bytes: Uint8Array): string {
  const { length } = bytes;
  let text = '';
  if (length <= SHORT) {
    for (let index = 0; index < length; index++) text += String.fromCharCode(bytes[index]!);
    return text;
  }
  for (let index = 0; index < length; index += CHUNK)
    text += String.fromCharCode.apply(null, bytes.subarray(index, index + CHUNK) as unknown as number[]);
  return text;
}

const CHUNK = 4096;
const SHORT = 24;

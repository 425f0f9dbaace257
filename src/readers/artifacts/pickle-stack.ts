import { BudgetSpent } from './artifact-budget';
import type { SignKind } from './artifact-facts';
import type { PickleTrace } from './pickle-trace';
import { CollectionValue, MadeValue, NameValue, UnknownPickled, type PickleValue } from './pickle-values';

/** A pickle that no unpickler reads further. */
export class PickleFault extends Error {
  override readonly name = 'PickleFault';

  constructor(
    readonly kind: SignKind,
    readonly about: string,
  ) {
    super(about);
  }
}

/** Values on the stack, and in the memo. */
const MOST_STACKED = 4_000_000;
const MOST_MEMO = 20_000_000;
/** So many are kept as they are; of those that follow only what a name can be made of, or a call. */
const MEMO_WHOLE = 20_000;
/** Indexes that an array holds; larger ones are rare. */
const DENSE = 1 << 23;

/** The state of an unpickler: stack, marks, memo (pickle.py, `_Unpickler`). */
export class PickleStack {
  readonly values: PickleValue[] = [];
  readonly marks: number[] = [];
  readonly memo = new PickleMemo();
  protocol = 0;
  /** What STOP gave. */
  result: PickleValue | undefined;
  /** State of an array whose raw bytes follow: joblib. */
  rawArray: CollectionValue | null = null;

  constructor(readonly trace: PickleTrace) {}

  /** Where the innermost mark left the stack: nothing below it can be taken. */
  get fence(): number {
    return this.marks.length === 0 ? 0 : this.marks[this.marks.length - 1]!;
  }

  get depth(): number {
    return this.values.length - this.fence;
  }

  /** Whether so many values and marks more have room. */
  hasRoom(count: number): boolean {
    return this.values.length + count <= MOST_STACKED && this.marks.length + count <= MOST_STACKED;
  }

  push(value: PickleValue): void {
    if (this.values.length >= MOST_STACKED) throw new BudgetSpent('steps');
    this.values.push(value);
  }

  pop(): PickleValue {
    if (this.values.length <= this.fence) throw new PickleFault('pickle-broken', 'nothing is on the stack');
    return this.values.pop()!;
  }

  get top(): PickleValue {
    if (this.values.length <= this.fence) throw new PickleFault('pickle-broken', 'nothing is on the stack');
    return this.values[this.values.length - 1]!;
  }

  set top(value: PickleValue) {
    void this.top;
    this.values[this.values.length - 1] = value;
  }

  mark(): void {
    if (this.marks.length >= MOST_STACKED) throw new BudgetSpent('steps');
    this.marks.push(this.values.length);
  }

  /** Everything down to the innermost mark, which is gone then. */
  popMark(): PickleValue[] {
    const at = this.marks.pop();
    if (at === undefined) throw new PickleFault('pickle-broken', 'there is no mark');
    return this.values.splice(at);
  }

  /** The last `count` values. */
  popCount(count: number): PickleValue[] {
    if (this.values.length - count < this.fence) throw new PickleFault('pickle-broken', 'nothing is on the stack');
    return this.values.splice(this.values.length - count);
  }

  remember(index: number, value: PickleValue): void {
    this.memo.put(index, value);
  }

  recall(index: number): PickleValue {
    const value = this.memo.get(index);
    if (value === undefined) throw new PickleFault('pickle-memo', String(index));
    return value;
  }
}

/** The memo: by index, and as long as the unpicklers have it. */
export class PickleMemo {
  readonly #dense: (PickleValue | undefined)[] = [];
  readonly #sparse = new Map<number, PickleValue>();
  /** What is left of the many that one name made; null where they are left as they are. */
  readonly #made = new Map<NameValue, MadeValue | null>();
  #size = 0;

  /** How many indexes hold something: what MEMOIZE puts next. */
  get size(): number {
    return this.#size;
  }

  put(index: number, value: PickleValue): void {
    this.#put(
      index,
      this.#size < MEMO_WHOLE ? value : value instanceof MadeValue ? this.#outlinedCall(value) : outlined(value),
    );
  }

  /** A text of which it is known whether it could be a name. */
  putText(index: number, text: string, isName: boolean): void {
    this.#put(index, this.#size < MEMO_WHOLE || isName ? text : LOST_TEXT);
  }

  get(index: number): PickleValue | undefined {
    const value = index < this.#dense.length ? this.#dense[index] : this.#sparse.get(index);
    // It may be filled from here on.
    return value instanceof CollectionValue && value === EMPTY[value.kind] ? new CollectionValue(value.kind) : value;
  }

  /** A call without its arguments, unless a name could be made of it, or it is a tensor. */
  #outlinedCall(value: MadeValue): MadeValue {
    const { callee } = value;
    if (!(callee instanceof NameValue)) return value;
    let left = this.#made.get(callee);
    if (left === undefined) {
      const isMaking = callee.module === null || MAKING_NAMES.test(callee.module);
      this.#made.set(callee, (left = isMaking ? null : new MadeValue(callee, EMPTY.tuple)));
    }
    return left ?? value;
  }

  #put(index: number, value: PickleValue): void {
    if (index === this.#dense.length && index < DENSE) {
      this.#dense.push(value);
      this.#size++;
    } else if (index < DENSE) {
      if (this.#dense[index] === undefined) this.#size++;
      this.#dense[index] = value;
    } else {
      if (!this.#sparse.has(index)) this.#size++;
      this.#sparse.set(index, value);
    }
    if (this.#size > MOST_MEMO) throw new BudgetSpent('steps');
  }
}

const EMPTY = {
  tuple: new CollectionValue('tuple'),
  list: new CollectionValue('list'),
  dict: new CollectionValue('dict'),
  set: new CollectionValue('set'),
  frozenset: new CollectionValue('frozenset'),
};
/** Modules whose functions give names, texts that become names, bytes that are unpickled, tensors. */
const MAKING_NAMES =
  /^(?:_?operator|_?codecs|_?io|functools|builtins|importlib|pkgutil|sys|inspect|types|copyreg|torch|joblib|numpy)\b/;
const LOST_TEXT = new UnknownPickled('text');
const NAME = /^[A-Za-z_][\w.]{0,200}$/;

/** What is left of a value that is one of very many: its kind, so that it can be filled and handed on, not what it holds. */
function outlined(value: PickleValue): PickleValue {
  if (typeof value === 'string') return NAME.test(value) ? value : LOST_TEXT;
  if (!(value instanceof CollectionValue) || value.dunder !== null) return value;
  const isPlain = value.kind !== 'tuple' || value.items.every((item) => typeof item !== 'object' || item === null);
  return isPlain ? EMPTY[value.kind] : value;
}

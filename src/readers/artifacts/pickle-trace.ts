import type { CallWay, PickleCall, PickleImport, Sign, SignKind, TensorFact } from './artifact-facts';
import { argumentsOf, constantText, designated } from './pickle-names';
import {
  pickleArgument,
  PickledBytes,
  CollectionValue,
  MadeValue,
  NameValue,
  PersistentValue,
  writtenCall,
  writtenName,
  writtenValue,
  type PickleValue,
} from './pickle-values';

/** Different imports, calls and oddities that are told of one pickle, and tensors. */
const MOST_IMPORTS = 20_000;
const MOST_CALLS = 5_000;
const MOST_SIGNS = 200;
const MOST_TENSORS = 200_000;

/** Longest text of a call; who shows it shortens it. */
const CALL_TEXT = 3000;

/** What one pickle does, as its machine comes by it. */
export class PickleTrace {
  readonly imports = new Map<string, PickleImport>();
  readonly calls = new Map<string, PickleCall>();
  readonly signs: Sign[] = [];
  readonly tensors: TensorFact[] = [];
  tensorCount = 0;
  /** Bytes that a call of the pickle would itself unpickle. */
  readonly nested: { readonly bytes: PickledBytes; readonly offset: number }[] = [];
  readonly #told = new Set<string>();
  /** Calls of each name that were made last: most are made again and again. */
  readonly #recent = new Map<NameValue, readonly RecentCall[]>();

  constructor(
    readonly place: string,
    /** Where an offset of the machine lies in the part. */
    private readonly placed: (offset: number) => number,
  ) {}

  sign(kind: SignKind, offset: number, about = '', once = `${kind} ${about}`): void {
    if (this.#told.has(once) || this.signs.length >= MOST_SIGNS) return;
    this.#told.add(once);
    this.signs.push({ kind, place: this.place, offset: this.placed(offset), pointer: null, about });
  }

  import(module: string | null, name: string | null, isComputed: boolean, offset: number): NameValue {
    const value = new NameValue(module, name, isComputed);
    const { key } = value;
    if (!this.imports.has(key)) {
      if (this.imports.size >= MOST_IMPORTS) this.sign('over-budget', offset, 'imports');
      else
        this.imports.set(key, {
          place: this.place,
          offset: this.placed(offset),
          pointer: null,
          module,
          name,
          isComputed,
          isUsed: false,
        });
    }
    return value;
  }

  call(way: CallWay, callee: PickleValue, args: PickleValue, offset: number): void {
    const recent = callee instanceof NameValue ? this.#recent.get(callee) : undefined;
    const again = recent?.find((each) => each.way === way && isOfShape(args, each.args));
    if (again) again.call.count++;
    else this.#callAnew(way, callee, args, offset);
  }

  #callAnew(way: CallWay, callee: PickleValue, args: PickleValue, offset: number): void {
    const name = designated(callee);
    if (callee instanceof NameValue) this.#use(callee);
    const isLoader = name !== null && LOADERS.has(`${name.module}.${name.name}`);
    if (isLoader) this.#nest(args, offset);
    const isEvaluating = name?.module != null && EVALUATING.test(name.module);
    const shape = isEvaluating ? writtenValue(args) : shapeOf(args);
    const key = `${way} ${name === null ? writtenValue(callee, 2) : name.key} ${shape}`;
    const call = this.calls.get(key) ?? this.#firstCall(way, callee, name, args, offset);
    if (call === null) return this.sign('over-budget', offset, 'calls');
    call.count++;
    this.calls.set(key, call);
    if (!isLoader && !isEvaluating && callee instanceof NameValue)
      this.#remember(callee, { way, args: argumentsLike(args), call });
  }

  #firstCall(
    way: CallWay,
    callee: PickleValue,
    name: NameValue | null,
    args: PickleValue,
    offset: number,
  ): PickleCall | null {
    if (this.calls.size >= MOST_CALLS) return null;
    const items = args instanceof CollectionValue ? args.items : [args];
    return {
      place: this.place,
      offset: this.placed(offset),
      pointer: null,
      module: name?.module ?? null,
      name: name?.name ?? null,
      way,
      isComputed: !(callee instanceof NameValue) || callee.isComputed,
      args: items.slice(0, ARGUMENTS).map(pickleArgument),
      text: shortened(writtenCall(callee, args)),
      count: 0,
    };
  }

  #remember(callee: NameValue, recent: RecentCall): void {
    if (this.#recent.size >= RECENT_NAMES) this.#recent.clear();
    this.#recent.set(callee, [recent, ...(this.#recent.get(callee) ?? []).slice(0, RECENT_CALLS - 1)]);
  }

  /** BUILD, SETITEM and APPEND change what stands below their arguments; on a name that is a module, a class or a function. */
  changed(way: CallWay, target: PickleValue, state: PickleValue, offset: number): void {
    if (target instanceof NameValue) {
      this.sign('build-on-name', offset, writtenName(target));
      this.call(way, target, state, offset);
    }
    for (const part of [state, ...(state instanceof CollectionValue && state.kind === 'tuple' ? state.items : [])])
      if (part instanceof CollectionValue && part.dunder !== null && way === 'BUILD')
        this.sign('dunder-state', offset, part.dunder);
  }

  /** An entry of a dict that may be a tensor of torch, with its name. */
  entry(key: PickleValue, value: PickleValue): void {
    if (typeof key !== 'string' || !(value instanceof MadeValue)) return;
    const tensor = tensorOf(value);
    if (tensor) this.tensor({ ...tensor, name: key });
  }

  tensor(tensor: TensorFact): void {
    this.tensorCount++;
    if (this.tensors.length < MOST_TENSORS) this.tensors.push(tensor);
  }

  #nest(args: PickleValue, offset: number): void {
    const [first] = args instanceof CollectionValue ? args.items : [args];
    const target = first instanceof MadeValue && isReader(first.callee) ? bytesOfReader(first) : first;
    const text = target instanceof PickledBytes || target === undefined ? null : constantText(target);
    const bytes =
      target instanceof PickledBytes
        ? target
        : text === null
          ? null
          : new PickledBytes(
              Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff),
              text.length,
            );
    if (bytes === null) this.sign('over-budget', offset, 'bytes that are unpickled');
    else if (this.nested.length < MOST_NESTED) this.nested.push({ bytes, offset });
    else this.sign('over-budget', offset, 'pickles in the pickle');
  }

  #use(name: NameValue): void {
    const found = this.imports.get(name.key);
    if (found) found.isUsed = true;
  }
}

const ARGUMENTS = 4;
const MOST_NESTED = 1_000;

/** Functions that unpickle the bytes that they are given. */
const LOADERS = new Set(
  `pickle.loads _pickle.loads pickle.load _pickle.load pickle._loads pickle._load cPickle.loads dill.loads dill._dill.loads
   cloudpickle.loads joblib.load torch.load torch.storage._load_from_bytes numpy.loads pandas.read_pickle
   pickle.Unpickler _pickle.Unpickler keras.src.saving.keras_saveable.KerasSaveable._unpickle_model`.split(/\s+/),
);

const isReader = (callee: PickleValue): boolean =>
  callee instanceof NameValue && (callee.module === 'io' || callee.module === '_io') && callee.name === 'BytesIO';

/** What a reader of bytes was made of, or what its state says, as it is pickled itself. */
function bytesOfReader(reader: MadeValue): PickleValue | undefined {
  const { state } = reader;
  return state instanceof CollectionValue && state.kind === 'tuple' ? state.items[0] : argumentsOf(reader)[0];
}

/** Libraries that evaluate text which their classes are given: each of their calls is told. */
export const EVALUATING = /^sympy\b/;

const shortened = (text: string): string => (text.length > CALL_TEXT ? `${text.slice(0, CALL_TEXT)}…` : text);

/** Of what kinds the arguments are: calls of one shape are told once. The name of a codec counts, since it decides what comes out. */
function shapeOf(args: PickleValue): string {
  if (!(args instanceof CollectionValue)) return kindOf(args);
  let shape = '';
  for (let index = 0; index < args.items.length && index < ARGUMENTS; index++) {
    const item = args.items[index]!;
    shape += index === 1 && typeof item === 'string' && item.length <= CODEC ? item : kindOf(item);
    if (typeof item === 'string' && REACHING.test(item)) shape += '!';
    shape += ',';
  }
  return shape;
}

const CODEC = 12;
/** A text that may be a path or an address counts as another kind. */
const REACHING = /[/\\~]/;

function kindOf(value: PickleValue): string {
  if (value instanceof NameValue) return value.key;
  if (value instanceof MadeValue) return value.callee instanceof NameValue ? `${value.callee.key}()` : '()';
  if (value instanceof CollectionValue) return value.kind;
  return value === null ? 'None' : value instanceof PersistentValue ? 'id' : typeof value;
}

interface RecentCall {
  readonly way: CallWay;
  readonly args: CallArguments;
  readonly call: PickleCall;
}

const RECENT_NAMES = 1_000;
const RECENT_CALLS = 4;

/** What a call was made with, without what is in it. */
type CallArguments = readonly PickleValue[] | null;

/** Null where that would say less than `shapeOf`. */
function argumentsLike(args: PickleValue): CallArguments {
  if (!(args instanceof CollectionValue)) return null;
  return args.items
    .slice(0, ARGUMENTS)
    .map((item) =>
      item instanceof MadeValue
        ? new MadeValue(item.callee instanceof NameValue ? item.callee : null, null)
        : item instanceof CollectionValue
          ? new CollectionValue(item.kind)
          : item instanceof PersistentValue
            ? new PersistentValue(null)
            : item,
    );
}

/** Whether `shapeOf` would say the same of both. */
function isOfShape(args: PickleValue, like: CallArguments): boolean {
  if (like === null || !(args instanceof CollectionValue)) return false;
  if (Math.min(args.items.length, ARGUMENTS) !== like.length) return false;
  for (let index = 0; index < like.length; index++)
    if (!isAlike(args.items[index]!, like[index]!, index === 1)) return false;
  return true;
}

function isAlike(value: PickleValue, like: PickleValue, isCodec: boolean): boolean {
  if (typeof value === 'string')
    return (
      typeof like === 'string' &&
      (!isCodec || value === like || (value.length > CODEC && like.length > CODEC)) &&
      (value === like || REACHING.test(value) === REACHING.test(like))
    );
  if (typeof value !== 'object' || value === null)
    return typeof value === typeof like && (value === null) === (like === null);
  if (value instanceof NameValue) return like instanceof NameValue && value.key === like.key;
  if (value instanceof CollectionValue) return like instanceof CollectionValue && value.kind === like.kind;
  if (value instanceof PersistentValue) return like instanceof PersistentValue;
  if (!(value instanceof MadeValue) || !(like instanceof MadeValue)) return false;
  const { callee } = value;
  return callee instanceof NameValue
    ? like.callee instanceof NameValue && callee.key === like.callee.key
    : like.callee === null;
}

/** dtype and shape of a torch tensor: `_rebuild_tensor_v2(storage, offset, size, …)`, alone or in a parameter. */
function tensorOf(value: MadeValue, depth = 3): Omit<TensorFact, 'name'> | null {
  const { callee, args } = value;
  if (!(callee instanceof NameValue) || callee.module !== 'torch._utils' || !(args instanceof CollectionValue))
    return null;
  const [first, , size] = args.items;
  if (first instanceof MadeValue && depth > 0) return tensorOf(first, depth - 1);
  if (!(first instanceof PersistentValue) || !(size instanceof CollectionValue)) return null;
  const storage = first.id instanceof CollectionValue ? first.id.items[1] : undefined;
  const shape = size.items.filter((each) => typeof each === 'number');
  const dtype = storage instanceof NameValue ? (storage.name ?? '').replace(/Storage$/, '').toLowerCase() : '';
  return { dtype: STORED[dtype] ?? dtype, shape };
}

const STORED: Readonly<Record<string, string>> = {
  float: 'float32',
  double: 'float64',
  half: 'float16',
  long: 'int64',
  int: 'int32',
  short: 'int16',
  char: 'int8',
  byte: 'uint8',
  untyped: 'uint8',
  complexfloat: 'complex64',
  complexdouble: 'complex128',
};

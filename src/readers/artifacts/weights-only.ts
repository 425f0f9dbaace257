import type { WeightsOnlyStop } from './artifact-facts';
import { OPCODE_OF } from './pickle-opcodes';
import type { OpcodeArgument } from './pickle-handlers';
import { python3Name } from './pickle-names';
import type { PickleStack } from './pickle-stack';
import {
  PickledBytes,
  CollectionValue,
  latin1,
  MadeValue,
  NameValue,
  PersistentValue,
  type PickleValue,
} from './pickle-values';
import { ARITY, BLOCKED_MODULES, type WeightsOnlyVersion } from './weights-only-names';

/** Who reads the pickle: what it takes for a persistent id depends on that. */
export interface WeightsOnlyContext {
  /** `zip`: `archive/data.pkl`; `legacy`: the fourth of five pickles; `bare`: nothing that has storages. */
  readonly container: 'zip' | 'legacy' | 'bare';
  /** Whether the archive has the bytes of a storage. */
  readonly hasStorage?: (key: string) => boolean;
}

/** The 34 opcodes that the restricted unpickler knows. */
const KNOWN = new Set(
  `GLOBAL NEWOBJ REDUCE BUILD APPEND APPENDS SETITEM SETITEMS MARK TUPLE TUPLE1 TUPLE2 TUPLE3 NONE NEWFALSE NEWTRUE
   EMPTY_TUPLE EMPTY_LIST EMPTY_DICT EMPTY_SET BININT BININT1 BININT2 BINFLOAT BINUNICODE SHORT_BINSTRING BINPERSID
   BINGET LONG_BINGET BINPUT LONG_BINPUT LONG1 PROTO STOP`.split(/\s+/),
);

/**
 * Follows a pickle as the interpreter of `torch.load(weights_only=True)` does (torch/_weights_only_unpickler.py), beside the
 * machine that runs it: both have the same stack, and this one says what the other would not do.
 */
export class WeightsOnlyWatch {
  stop: WeightsOnlyStop | null = null;
  /** By the key of a name what `nameOf` says of it. */
  readonly #names = new Map<string, string | null>();

  constructor(
    readonly allowed: WeightsOnlyVersion,
    private readonly context: WeightsOnlyContext,
  ) {}

  /** Called before each opcode is carried out. */
  before(code: number, argument: OpcodeArgument, stack: PickleStack, offset: number): void {
    const check = CHECK_OF[code];
    if (check === undefined) return;
    const reason = check === null ? `opcode ${OPCODE_OF[code]!.name}` : check(this, argument, stack);
    if (reason !== null) this.stop = { offset, reason };
  }

  /** The machine could not go on. */
  broken(offset: number): void {
    this.stop ??= { offset, reason: 'a broken pickle' };
  }

  /** The name, as torch has it, of what is allowed; null for all else. */
  nameOf(value: PickleValue): string | null {
    if (!(value instanceof NameValue) || value.module === null || value.name === null || value.isComputed) return null;
    const { key } = value;
    let name = this.#names.get(key);
    if (name === undefined)
      this.#names.set(key, (name = this.isAllowed(python3Name(value.module, value.name).join('.'))));
    return name;
  }

  isAllowed(name: string): string | null {
    const { classes, functions, values } = this.allowed;
    return classes.has(name) || functions.has(name) || values.has(name) ? name : null;
  }

  /** What kind of object a call gives, as far as it matters here. */
  typeOf(value: PickleValue): string {
    if (value instanceof CollectionValue) return value.kind;
    if (!(value instanceof MadeValue)) return typeof value;
    const name = this.nameOf(value.callee);
    if (name === null) return 'other';
    return RESULTS[name] ?? (name.startsWith('torch._utils.') ? 'torch.Tensor' : name);
  }

  isStorage(id: PickleValue): string | null {
    const { container, hasStorage } = this.context;
    if (container === 'bare') return 'a persistent id';
    if (!(id instanceof CollectionValue) || id.kind !== 'tuple')
      return typeof id === 'number' ? 'a persistent id that is a number' : 'a persistent id that is no tuple';
    const [kind, storage, key] = id.items;
    if (textOf(kind) !== 'storage') return 'a persistent id that is no storage';
    if (id.length !== (container === 'zip' ? 5 : 6)) return 'a storage of unknown form';
    const name = storage === undefined ? null : this.nameOf(storage);
    if (name === null || !name.endsWith('Storage')) return 'a storage of unknown type';
    const record = typeof key === 'string' || typeof key === 'number' ? String(key) : null;
    if (hasStorage && (record === null || !hasStorage(record)))
      return `storage ${record ?? '?'}, which is not in the archive`;
    return null;
  }
}

type Check = (watch: WeightsOnlyWatch, argument: OpcodeArgument, stack: PickleStack) => string | null;

const CHECKS: Readonly<Record<string, Check>> = {
  GLOBAL(watch, argument) {
    const [module = '', name = ''] = String(argument).split('\n');
    const [mapped, own] = python3Name(module, name);
    const isAllowed = !BLOCKED_MODULES.has(mapped) && watch.isAllowed(`${mapped}.${own}`) !== null;
    return isAllowed ? null : `GLOBAL ${mapped}.${own}`;
  },
  REDUCE: (watch, _, stack) => callable(watch, stack, 'REDUCE'),
  NEWOBJ: (watch, _, stack) => callable(watch, stack, 'NEWOBJ'),
  BUILD(watch, _, stack) {
    const target = at(stack, 2);
    if (target === undefined) return null; // the machine says so
    const type = watch.typeOf(target);
    if (BUILDABLE.has(type)) return null;
    const isClass = watch.allowed.classes.has(type);
    return isClass && !WITHOUT_ATTRIBUTES.has(type) ? null : `BUILD on ${type}`;
  },
  APPEND: (_, __, stack) => listBelow(at(stack, 2)),
  APPENDS: (_, __, stack) => listBelow(belowMark(stack)),
  SETITEM: (watch, _, stack) => dictBelow(watch, at(stack, 3), 'SETITEM'),
  SETITEMS: (watch, _, stack) => dictBelow(watch, belowMark(stack), 'SETITEMS'),
  BINPERSID(watch, _, stack) {
    const id = at(stack, 1);
    return id === undefined ? null : watch.isStorage(id);
  },
  BINUNICODE: (_, argument) => unlessUtf8(argument),
  SHORT_BINSTRING: (_, argument) => unlessUtf8(argument),
};

/** By opcode: what it is asked; null for those that are not known, undefined for those of which nothing is asked. */
const CHECK_OF = OPCODE_OF.map((opcode) =>
  opcode === undefined || !KNOWN.has(opcode.name) ? null : CHECKS[opcode.name],
);

function callable(watch: WeightsOnlyWatch, stack: PickleStack, way: 'REDUCE' | 'NEWOBJ'): string | null {
  const [callee, args] = [at(stack, 2), at(stack, 1)];
  if (callee === undefined || args === undefined) return null;
  const name = watch.nameOf(callee);
  if (name === null) return `${way} of what is no allowed name`;
  const { classes, functions } = watch.allowed;
  if (!classes.has(name) && (way === 'NEWOBJ' || !functions.has(name)))
    return `${way} of ${name}, which cannot be called`;
  if (!(args instanceof CollectionValue)) return `${way} of ${name} without a tuple`;
  const [least, most] = ARITY[name] ?? [0, Infinity];
  if (way === 'REDUCE' && (args.length < least || args.length > most))
    return `${way} of ${name} with ${args.length} arguments`;
  if (name.startsWith('torch._utils._rebuild_tensor') && !(args.items[0] instanceof PersistentValue))
    return `${way} of ${name} without a storage`;
  return null;
}

const BUILDABLE = new Set(['torch.Tensor', 'torch.nn.parameter.Parameter', 'collections.OrderedDict']);

const WITHOUT_ATTRIBUTES = new Set([
  'builtins.set',
  'builtins.bytearray',
  'builtins.complex',
  'torch.Size',
  'torch.device',
]);

const RESULTS: Readonly<Record<string, string>> = {
  '_codecs.encode': 'bytes',
  'torch._utils._rebuild_parameter': 'torch.nn.parameter.Parameter',
  'torch._utils._rebuild_parameter_with_state': 'torch.nn.parameter.Parameter',
};

const listBelow = (target: PickleValue | undefined): string | null =>
  target === undefined || (target instanceof CollectionValue && target.kind === 'list')
    ? null
    : 'an item appended to what is no list';

function dictBelow(watch: WeightsOnlyWatch, target: PickleValue | undefined, opcode: string): string | null {
  if (target === undefined) return null;
  const type = watch.typeOf(target);
  if (type === 'dict' || type === 'collections.OrderedDict' || type === 'collections.Counter') return null;
  return !watch.allowed.checksItems && type === 'torch.Tensor' ? null : `${opcode} on ${type}`;
}

/** The value that is `distance` from the top, 1 being the top; undefined where there is none above the mark. */
const at = (stack: PickleStack, distance: number): PickleValue | undefined =>
  stack.depth < distance ? undefined : stack.values[stack.values.length - distance];

/** The value on top of which the innermost mark was set. */
function belowMark(stack: PickleStack): PickleValue | undefined {
  const { marks, values, fence } = stack;
  const outer = marks.length > 1 ? marks[marks.length - 2]! : 0;
  return marks.length === 0 || fence <= outer ? undefined : values[fence - 1];
}

const textOf = (value: PickleValue | undefined): string | null =>
  typeof value === 'string' ? value : value instanceof PickledBytes ? latin1(value.bytes) : null;

const STRICT = new TextDecoder('utf-8', { fatal: true });

function unlessUtf8(argument: OpcodeArgument): string | null {
  if (!(argument instanceof PickledBytes)) return null;
  if (argument.bytes.every((byte) => byte < 0x80)) return null;
  // `surrogatepass`: half a pair is taken as it is.
  const text = argument.bytes;
  for (let index = 0; index + 2 < text.length; index++)
    if (text[index] === 0xed && text[index + 1]! >= 0xa0) return null;
  try {
    STRICT.decode(argument.bytes);
    return null;
  } catch {
    return 'a text that is no UTF-8';
  }
}

import { argumentOf, type CallFact, type Semantics } from '../../core/python-facts';
import type { BindingFact, ClassFact, Expression, FunctionFact } from '../../core/semantics';
import { isDefault, stringOf } from '../../core/value';

/** Names that stand for other names, and parts of parts, that are followed. */
const DEEPEST = 12;
/** Calls that give the identifier, or the path, that they are given. */
const SAME = /^(?:str|os\.fspath|pathlib\.(?:Path|PurePath|PosixPath))$/;
/** Calls and methods that give the same for the same. */
const PURE =
  /^(?:os\.path\.(?:join|abspath|realpath|expanduser|expandvars|normpath|dirname|basename)|\S*\.(?:resolve|absolute|expanduser|as_posix|joinpath|strip|rstrip|lower))$/;

/** Downloads of a whole repository, which give the folder it lies in. */
const SNAPSHOT = /(?:^|[._])snapshot_download$/;

/** Bases that say nothing of what methods are for. */
const GENERAL =
  /^(?:object|ABC|Protocol|Generic|Enum|Module|LightningModule|BaseModel|NamedTuple|TypedDict|Thread|Process|\w*Exception|\w*Error|TestCase)$/;

/**
 * What tells an identifier apart that is no constant: two expressions of one file with the same answer hold the same. Null where nobody
 * can tell. The same are a name that the same assignments reach, an attribute of `self` or of the same object, a parameter, also where methods
 * of one class, or of classes of one base, call theirs the same, and what is put together from the same in the same way.
 */
export function heldIdentityOf(expression: Expression, world: Semantics, depth = 0): string | null {
  if (depth > DEEPEST) return null;
  const { value, kind, name, parts } = expression;
  const text = stringOf(value);
  if (text !== undefined && !isDefault(value)) return JSON.stringify(text);
  switch (kind) {
    case 'name':
      return identityOfName(expression, world, depth);
    case 'attribute':
      return identityOfAttribute(expression, world, depth);
    case 'call':
      return identityOfCall(expression, world, depth);
    case 'text':
      return together(`text ${expression.template}`, parts, world, depth);
    case 'subscript':
    case 'operation':
    case 'choice':
      return together(`${kind} ${name}`, parts, world, depth);
    case 'constant':
      return value.kind === 'number' ? String(value.value) : null;
    default:
      return null;
  }
}

function identityOfCall(expression: Expression, world: Semantics, depth: number): string | null {
  const call = world.callOf(expression);
  const callee = call?.callee ?? '';
  if (call && SNAPSHOT.test(callee)) return identityOfSnapshot(call, world, depth);
  const [called, ...given] = expression.parts;
  if (SAME.test(callee)) return given.length === 1 ? heldIdentityOf(given[0]!, world, depth + 1) : null;
  if (!PURE.test(callee) || !called) return null;
  const receiver = called.kind === 'attribute' && !callee.startsWith('os.') ? called.parts : [];
  return together(`${called.name}()`, [...receiver, ...given], world, depth);
}

/** The folder of a repository at a revision, whatever else a download is told. */
function identityOfSnapshot(call: CallFact, world: Semantics, depth: number): string | null {
  const [first] = call.args;
  const revision = argumentOf(call, 'revision');
  if (first?.position !== 0 || call.open) return null;
  const told = [first, ...(revision ? [revision] : [])].map(({ expression }) => expression);
  return together('snapshot', told, world, depth);
}

function together(kind: string, parts: readonly Expression[], world: Semantics, depth: number): string | null {
  const identities = parts.map((part) => heldIdentityOf(part, world, depth + 1));
  return identities.includes(null) ? null : `${kind}(${identities.join(', ')})`;
}

function identityOfName(use: Expression, world: Semantics, depth: number): string | null {
  const bindings = world.bindingsOf(use);
  const [only] = bindings;
  if (!only) return null;
  if (bindings.length === 1 && only.kind === 'assignment' && only.value) {
    const other = heldIdentityOf(only.value, world, depth + 1);
    if (other !== null) return other;
  }
  return identityOfBindings(bindings, world);
}

function identityOfAttribute(use: Expression, world: Semantics, depth: number): string | null {
  const bindings = world.bindingsOf(use);
  // Whatever gives an attribute of `self` its value: it is one for all methods.
  if (bindings.length > 0) return `${use.name} of ${identityOfBindings(bindings, world)}`;
  const [object] = use.parts;
  const holder = object ? heldIdentityOf(object, world, depth + 1) : null;
  return holder === null ? null : `${holder}.${use.name}`;
}

const identityOfBindings = (bindings: readonly BindingFact[], world: Semantics): string =>
  bindings
    .map((binding) => identityOfBinding(binding, world))
    .sort()
    .join(' | ');

function identityOfBinding({ kind, name, at, index, owner, qualified }: BindingFact, world: Semantics): string {
  if (kind === 'parameter' && owner) return `parameter ${name} of ${interfaceOf(owner, world)}`;
  if (kind === 'import' && qualified) return qualified;
  return `${name}@${at} ${index ?? ''}`;
}

/** A function; of a method its class, in which a name stands for one thing, with those that stand for it or that it stands for. */
const interfaceOf = ({ name, range, owner }: FunctionFact, world: Semantics): string =>
  owner ? rootOf(owner, world) : `${name}@${range.start}`;

/** The class that a class derives from in the end, as far as this file tells. */
function rootOf(of: ClassFact, world: Semantics): string {
  let root = of;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const [base] = root.bases;
    if (!base || GENERAL.test(base.name)) break;
    const next = world.classes.find(({ name, range }) => name === base.name && range.start !== root.range.start);
    if (!next) return base.dotted ?? `class@${root.range.start}`;
    root = next;
  }
  return `${root.name}@${root.range.start}`;
}

/** The call that loaded what a call is given: `config = AutoConfig.from_pretrained(…)` of `AutoModel.from_config(config)`. */
export function loadedBefore({ callee, args }: CallFact, world: Semantics): CallFact | null {
  const [first] = args;
  if (!callee.endsWith('.from_config') || first?.expression.kind !== 'name') return null;
  const bindings = world.bindingsOf(first.expression);
  return bindings.length === 1 && bindings[0]!.value ? world.callOf(bindings[0]!.value) : null;
}

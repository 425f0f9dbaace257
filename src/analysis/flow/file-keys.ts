import type { CallFact, PythonFacts, Semantics } from '../../core/python-facts';
import type { Expression } from '../../core/semantics';
import { isDefault, stringOf, type Value } from '../../core/value';
import { once } from '../../readers/python/fact-index';
import { flowInto } from './flow';
import { isWrapper, SAME_FILE, wrappedBy } from './same-bytes';
import { sitesOf } from './sites';

/** Expressions inside one another that a path is put together from. */
const DEEPEST = 12;
/** UTF-16 units of a key; longer ones stand for nothing. */
const LONGEST = 600;
/** Methods of paths that leave the file what it is. */
const SAME_PATH = /^(?:resolve|absolute|as_posix|expanduser|strip|open)$/;
const JOINS = /^(?:os\.path\.join|posixpath\.join|pathlib\.(?:Pure|Posix|PurePosix)?Path)$/;

/** The path or buffer at the bottom of `open(Path(x))`. */
export function unwrap(value: Value, depth = 0): Value {
  return value.kind === 'result' && isWrapper(value.callee) && value.args[0] && depth < 8
    ? unwrap(value.args[0], depth + 1)
    : value;
}

/** The expression that has a value; null for one that another file or a spread mapping gives. */
export const expressionOf = (value: Value, { semantics }: PythonFacts): Expression | null =>
  semantics.expressionAt(value.range);

/** Whether a call has an argument that is the same file or buffer as `value`. */
export function takes(call: CallFact, value: Value, facts: PythonFacts): boolean {
  const wanted = keysOfValue(value, facts);
  return call.args.some(({ expression }) => isAmong(wanted, keysOfFile(expression, facts.semantics)));
}

/** What identifies the file that a value is, or that it is read from. */
export function keysOfValue(value: Value, facts: PythonFacts): ReadonlySet<string> {
  const expression = expressionOf(value, facts);
  if (expression) return keysOfFile(expression, facts.semantics);
  const path = stringOf(unwrap(value));
  return new Set(path === undefined ? [] : [literalKey(path)]);
}

export function isAmong(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const key of others) if (some.has(key)) return true;
  return false;
}

const keysIn = once((_world: Semantics) => new Map<Expression, ReadonlySet<string>>());

/**
 * What identifies a file or buffer: its path, the names that hold it with what they were given, or what its path is put together from.
 * Two expressions with a key in common are the same file.
 */
export function keysOfFile(expression: Expression, world: Semantics): ReadonlySet<string> {
  const known = keysIn(world);
  let keys = known.get(expression);
  if (!keys) {
    const own = sitesOf(flowInto(expression, world, SAME_FILE), { scope: expression.scope, at: expression.start });
    known.set(
      expression,
      (keys = new Set(
        own.flatMap(({ node, given, returned }) => (given ? [] : keysOfSite(keysOf(node.expression, world), returned))),
      )),
    );
  }
  return keys;
}

/** Of what a function returns only a path that is the same at each call identifies a file. */
export const keysOfSite = (keys: readonly string[], returned: boolean): readonly string[] =>
  returned ? keys.filter((key) => !key.includes('{')) : keys;

/** The keys that one expression has by itself. */
export function keysOf(expression: Expression, world: Semantics): readonly string[] {
  const literal = stringOf(expression.value);
  const spelled = fileKeyOf(expression, world);
  return [...(literal === undefined ? [] : [literalKey(literal)]), ...(spelled === null ? [] : [spelled])];
}

/** The key of a path that is put together as it is here; null for what may be another file each time. */
export function fileKeyOf(expression: Expression, world: Semantics): string | null {
  const path = new Spelling(world).of(expression, 0);
  return path === null || path === '' || path.length > LONGEST ? null : literalKey(path);
}

/** The key of a file by its path; what is not known of it stands in braces. */
export const literalKey = (path: string): string => path.replace(/^(?:\.\/)+/, '').replace(/(?<!:)\/{2,}/g, '/');

/** A path as text, with names and what they were given in braces. */
class Spelling {
  #steps = 0;

  constructor(private readonly world: Semantics) {}

  of(expression: Expression, depth: number): string | null {
    if (depth > DEEPEST || ++this.#steps > 100) return null;
    const { kind, name, parts, value } = expression;
    if (value.kind === 'string' && kind !== 'name' && kind !== 'attribute') return value.value;
    const inner = (part: Expression): string | null => {
      const known = stringOf(part.value);
      return known !== undefined && !isDefault(part.value) ? known : this.of(part, depth + 1);
    };
    switch (kind) {
      case 'name':
        return `{${name}@${this.#givenTo(expression)}}`;
      case 'attribute':
        return this.#attribute(expression, depth);
      case 'subscript':
        return this.#item(parts, depth);
      case 'text':
        return joined(
          expression.pieces.map(({ text, hole }) => (hole ? inner(hole) : text)),
          '',
        );
      case 'operation':
        return (name === '/' || name === '+') && parts.length === 2
          ? joined(parts.map(inner), name === '/' ? '/' : '')
          : null;
      case 'call':
        return this.#call(expression, inner);
      default:
        return null;
    }
  }

  #item([object, key]: readonly Expression[], depth: number): string | null {
    const index = key && subscriptOf(key);
    const held = object && index !== null && index !== undefined ? this.of(object, depth + 1) : null;
    return held === null ? null : `${held}[${index}]`;
  }

  /** `self.path`: the same in every method; `args.path`: of the same object. */
  #attribute(expression: Expression, depth: number): string | null {
    const [object] = expression.parts;
    if (object?.kind === 'name' && (object.name === 'self' || object.name === 'cls'))
      return `{self.${expression.name}@${this.#givenTo(expression)}}`;
    const held = object ? this.of(object, depth + 1) : null;
    return held === null ? null : `${held}.${expression.name}`;
  }

  #call(expression: Expression, inner: (part: Expression) => string | null): string | null {
    const call = this.world.callOf(expression);
    if (!call) return null;
    if (JOINS.test(call.callee))
      return call.open
        ? null
        : joined(
            call.args.map((argument) => inner(argument.expression)),
            '/',
          );
    const first = wrappedBy(call);
    if (first) return inner(first);
    const [called] = expression.parts;
    if (called?.kind !== 'attribute' || !called.parts[0]) return null;
    if (SAME_PATH.test(called.name)) return inner(called.parts[0]);
    return called.name === 'joinpath' && !call.open
      ? joined([called.parts[0], ...call.args.map((argument) => argument.expression)].map(inner), '/')
      : null;
  }

  #givenTo(use: Expression): string {
    return this.world
      .bindingsOf(use)
      .map(({ at, qualified }) => qualified ?? at)
      .join();
  }
}

function joined(parts: readonly (string | null)[], by: string): string | null {
  return parts.some((part) => part === null) ? null : parts.join(by);
}

function subscriptOf({ value, dotted }: Expression): string | null {
  if (value.kind === 'string') return JSON.stringify(value.value);
  return value.kind === 'number' ? String(value.value) : dotted;
}

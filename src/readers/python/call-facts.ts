import { changedArgument } from '../../core/changed-argument';
import type { Argument, CallFact, ScopeId } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Expression } from '../../core/semantics';
import type { Value } from '../../core/value';
import type { RawCall } from './scopes';
import type { Syntax } from './syntax';
import { bareRange, type World } from './world';

/** A call; its arguments are read when somebody asks. */
export class Call implements CallFact {
  readonly #raw: RawCall;
  readonly #world: World;
  #arguments: Arguments | undefined;
  #spread: readonly string[] | undefined;
  readonly callee: string;
  readonly guessed: boolean;
  readonly calleeRange: Range;
  readonly range: Range;
  readonly argumentsRange: Range;
  readonly functionName: string | null;
  readonly scope: ScopeId;
  readonly statement: Range;

  constructor(raw: RawCall, world: World) {
    this.#raw = raw;
    this.#world = world;
    const callee = raw.node.children[0] ?? raw.node;
    const resolved = world.resolver.nameOf(callee, raw.scope);
    this.callee = handedOn(callee, raw, world) ?? resolved.name;
    this.guessed = resolved.guessed;
    this.calleeRange = bareRange(callee);
    this.range = bareRange(raw.node);
    this.argumentsRange = bareRange(raw.node.children[1] ?? rangeOf(raw.node.end, raw.node.end));
    this.functionName = raw.functionName;
    this.scope = raw.scope;
    this.statement = bareRange(raw.statement);
  }

  get args(): readonly Argument[] {
    return this.#read().args;
  }

  get expression(): Expression {
    return this.#world.expressions.of(this.#raw.node, this.#raw.scope);
  }

  get open(): boolean {
    return this.#read().open;
  }

  get spreadKeys(): readonly string[] {
    return (this.#spread ??= this.#readSpread());
  }

  #readSpread(): readonly string[] {
    const list = this.#raw.node.children[1];
    return (list?.children ?? []).flatMap((node) => {
      const value = node.kind === 'dictionary_splat' ? mappingOf(node, this.#raw.scope, this.#world) : undefined;
      return value?.kind === 'dict' ? value.entries.flatMap(([key]) => (key.kind === 'string' ? [key.value] : [])) : [];
    });
  }

  get outerCallee(): string | null {
    const outer = this.#raw.outer;
    return outer?.node.children[0] ? this.#world.resolver.nameOf(outer.node.children[0], outer.scope).name : null;
  }

  #read(): Arguments {
    this.#arguments ??= readArguments(this.#raw, this.#world);
    return this.#arguments;
  }
}

/** A callee that another file of the project only hands on: `from compat import load`. */
function handedOn(callee: Syntax, raw: RawCall, { resolver, outside }: World): string | undefined {
  const imported = outside && resolver.importedName(callee, raw.scope);
  return imported === undefined ? undefined : outside!.nameOf(imported);
}

interface Arguments {
  readonly args: readonly Argument[];
  /** Whether there may be more than these. */
  readonly open: boolean;
}

function writtenArguments({ node }: RawCall): readonly Syntax[] {
  const list = node.children[1];
  if (list?.kind === 'argument_list') return list.children;
  return list ? [list] : []; // a generator expression stands without a list
}

function readArguments(raw: RawCall, world: World): Arguments {
  const { program } = world;
  const args: Argument[] = [];
  let open = false;
  /** Of the next positional argument; -1 behind a spread of unknown length. */
  let position = 0;
  for (const node of writtenArguments(raw)) {
    const [first, second] = node.children;
    if (node.kind === 'ERROR') continue;
    if (node.kind === 'keyword_argument' && first && second)
      args.push(new WrittenArgument(program.textOf(first), -1, node, second, raw.scope, world));
    else if (node.kind === 'list_splat') {
      const items = itemsOf(node, raw.scope, world);
      if (items === undefined || position < 0) {
        open = true;
        position = -1;
      } else for (const item of items) args.push(new SpreadArgument(null, position++, item, node, raw.scope, world));
    } else if (node.kind === 'dictionary_splat') {
      const value = mappingOf(node, raw.scope, world);
      if (value?.kind === 'dict') args.push(...spreadOf(value.entries, node, raw.scope, world));
      open ||= value?.kind !== 'dict' || !value.complete;
    } else {
      args.push(new WrittenArgument(null, position, node, node, raw.scope, world));
      if (position >= 0) position++;
    }
  }
  return withPartial(args, open, raw, world);
}

/** Its value is worked out when somebody asks: most rules look at one argument of several, and a value may stand in another file. */
class WrittenArgument implements Argument {
  readonly spread = false;
  readonly #written: Syntax;
  readonly #scope: ScopeId;
  readonly #world: World;
  readonly range: Range;
  readonly valueRange: Range;
  #value: Value | undefined;

  constructor(
    readonly name: string | null,
    readonly position: number,
    node: Syntax,
    written: Syntax,
    scope: ScopeId,
    world: World,
  ) {
    this.#written = written;
    this.#scope = scope;
    this.#world = world;
    this.range = bareRange(node);
    this.valueRange = bareRange(written);
  }

  get value(): Value {
    return (this.#value ??= this.#world.evaluator.valueOf(this.#written, this.#scope));
  }

  get expression(): Expression {
    return this.#world.expressions.of(this.#written, this.#scope);
  }
}

/** What `**mapping` in a call holds. Its keys are asked for before its values are. */
function mappingOf(splat: Syntax, scope: ScopeId, { evaluator, mappings }: World): Value | undefined {
  const [mapping] = splat.children;
  if (!mapping) return undefined;
  let value = mappings.get(mapping);
  if (!value) mappings.set(mapping, (value = evaluator.valueOf(mapping, scope)));
  return value;
}

/** What `*items` in a call holds; undefined when not all of it is known. */
function itemsOf(splat: Syntax, scope: ScopeId, { evaluator }: World): readonly Value[] | undefined {
  const [sequence] = splat.children;
  const value = sequence && evaluator.valueOf(sequence, scope);
  return value?.kind === 'sequence' && value.complete ? value.items : undefined;
}

/** The arguments that a mapping gives; of two with one key the last. */
function spreadOf(
  entries: readonly (readonly [Value, Value])[],
  node: Syntax,
  scope: ScopeId,
  world: World,
): Argument[] {
  const last = new Map<string, Argument>();
  for (const [key, item] of entries)
    if (key.kind === 'string') last.set(key.value, new SpreadArgument(key.value, -1, item, node, scope, world));
  return [...last.values()];
}

/** What a mapping or a sequence gives that is spread. */
class SpreadArgument implements Argument {
  readonly spread = true;
  readonly #node: Syntax;
  readonly #scope: ScopeId;
  readonly #world: World;
  readonly range: Range;

  constructor(
    readonly name: string | null,
    readonly position: number,
    readonly value: Value,
    node: Syntax,
    scope: ScopeId,
    world: World,
  ) {
    this.#node = node;
    this.#scope = scope;
    this.#world = world;
    this.range = bareRange(node);
  }

  get valueRange(): Range {
    return this.value.range;
  }

  /** Where the mapping is written out, the entry itself; else what is spread. */
  get expression(): Expression {
    const { expressions } = this.#world;
    return expressions.at(this.value.range) ?? expressions.of(this.#node, this.#scope);
  }
}

/** `load = partial(torch.load, weights_only=False)`: what the partial holds comes before what the call gives. */
function withPartial(args: Argument[], open: boolean, raw: RawCall, world: World): Arguments {
  const callee = raw.node.children[0];
  const held = callee && world.evaluator.definitionOf(callee, raw.scope);
  if (
    held?.node.kind !== 'call' ||
    !held.node.children[0] ||
    world.resolver.nameOf(held.node.children[0], held.scope).name !== 'functools.partial'
  )
    return { args, open };
  const made = world.program.calls.find(({ node }) => node === held.node);
  if (!made || made === raw) return { args, open };
  const base = readArguments(made, world);
  const bound = base.args.filter((arg) =>
    arg.name !== null ? !args.some((own) => own.name === arg.name) : arg.position > 0,
  );
  const shift = bound.filter((arg) => arg.name === null).length;
  const inherited = bound.map((arg) =>
    changedArgument(arg, { position: arg.name === null ? arg.position - 1 : -1, spread: true }),
  );
  const moved = args.map((arg) => (arg.position >= 0 ? changedArgument(arg, { position: arg.position + shift }) : arg));
  return {
    args: [...inherited, ...moved],
    open: open || base.open,
  };
}

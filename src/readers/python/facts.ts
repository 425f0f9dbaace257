import type { CommandFact } from '../../core/command-facts';
import type {
  Argument,
  AssignmentFact,
  CallFact,
  ComparisonFact,
  DictItemFact,
  ImportFact,
  PythonFacts,
  ScopeId,
  StringFact,
} from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Value } from '../../core/value';
import { Evaluator } from './evaluator';
import { readLiteral } from './literals';
import type { Outside } from './outside';
import { Program } from './program';
import type { RawAssignment, RawCall } from './scopes';
import { Resolver } from './resolver';
import type { Syntax, SyntaxTree } from './syntax';

/** Facts of one program, by itself. */
export function collectFacts(text: string, tree: SyntaxTree, commands: readonly CommandFact[] = []): PythonFacts {
  return factsOf(new Program(text, tree.root), tree, commands);
}

/**
 * Facts of a program that was walked already. Values and arguments are worked out when a rule first looks at them, and once;
 * when more becomes known of the `outside`, facts are to be made anew.
 */
export function factsOf(
  program: Program,
  tree: Pick<SyntaxTree, 'comments' | 'broken'>,
  commands: readonly CommandFact[] = [],
  outside?: Outside,
): PythonFacts {
  const { text } = program;
  const resolver = new Resolver(program);
  const world: World = {
    program,
    resolver,
    evaluator: new Evaluator(program, resolver, outside),
    outside,
    mappings: new Map(),
  };
  return {
    kind: 'python',
    text,
    calls: program.calls.map((raw) => new Call(raw, world)),
    imports: program.imports.map((item): ImportFact => ({
      ...item,
      range: plain(item.range),
      statement: plain(item.statement),
    })),
    assignments: program.assignments.map((raw) => new Assignment(raw, world)),
    dictItems: program.pairs.flatMap((pair) => dictItem(pair.node, pair.scope, world)),
    comparisons: program.comparisons.flatMap((item) => comparison(item.node, item.scope, world)),
    strings: program.strings.map((item) => new StringLiteral(item.node, item.scope, item.role, world)),
    decorators: program.decorators.map((item) => ({
      name: world.resolver.nameOf(
        item.node.kind === 'call' && item.node.children[0] ? item.node.children[0] : item.node,
        item.scope,
      ).name,
      range: plain(item.node),
    })),
    comments: tree.comments.map((range) => ({ text: text.slice(range.start, range.end), range })),
    commands,
    broken: tree.broken,
    importOffset: program.importOffset,
  };
}

interface World {
  readonly program: Program;
  readonly resolver: Resolver;
  readonly evaluator: Evaluator;
  readonly outside: Outside | undefined;
  /** What the mappings that are spread into calls hold. */
  readonly mappings: Map<Syntax, Value>;
}

const plain = (range: Range): Range => rangeOf(range.start, range.end);

class Call implements CallFact {
  readonly #raw: RawCall;
  readonly #world: World;
  #arguments: { args: Argument[]; open: boolean } | undefined;
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
    this.calleeRange = plain(callee);
    this.range = plain(raw.node);
    this.argumentsRange = plain(raw.node.children[1] ?? rangeOf(raw.node.end, raw.node.end));
    this.functionName = raw.functionName;
    this.scope = raw.scope;
    this.statement = plain(raw.statement);
  }

  get args(): readonly Argument[] {
    return this.#read().args;
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

  #read(): { args: Argument[]; open: boolean } {
    this.#arguments ??= readArguments(this.#raw, this.#world);
    return this.#arguments;
  }
}

/** A callee that another file of the project only hands on: `from compat import load`. */
function handedOn(callee: Syntax, raw: RawCall, { resolver, outside }: World): string | undefined {
  const imported = outside && resolver.importedName(callee, raw.scope);
  return imported === undefined ? undefined : outside!.nameOf(imported);
}

function readArguments(raw: RawCall, world: World): { args: Argument[]; open: boolean } {
  const { program, evaluator } = world;
  const args: Argument[] = [];
  let open = false;
  let position = 0;
  const list = raw.node.children[1];
  for (const node of list?.kind === 'argument_list' ? list.children : list ? [list] : []) {
    const [first, second] = node.children;
    if (node.kind === 'ERROR') continue;
    if (node.kind === 'keyword_argument' && first && second) {
      args.push(argument(program.textOf(first), -1, node, second, raw.scope, evaluator));
    } else if (node.kind === 'list_splat') {
      const value = first ? evaluator.valueOf(first, raw.scope) : undefined;
      if (value?.kind === 'sequence' && value.complete && position >= 0) {
        for (const item of value.items)
          args.push({
            name: null,
            position: position++,
            value: item,
            range: plain(node),
            valueRange: item.range,
            spread: true,
          });
      } else {
        open = true;
        position = -1;
      }
    } else if (node.kind === 'dictionary_splat') {
      const value = mappingOf(node, raw.scope, world);
      if (value?.kind === 'dict') args.push(...spreadOf(value, node));
      open ||= value?.kind !== 'dict' || !value.complete;
    } else {
      args.push(argument(null, position, node, node, raw.scope, evaluator));
      if (position >= 0) position++;
    }
  }
  return withPartial(args, open, raw, world);
}

/** Its value is worked out when somebody asks: most rules look at one argument of several, and a value may stand in another file. */
function argument(
  name: string | null,
  position: number,
  node: Syntax,
  written: Syntax,
  scope: ScopeId,
  evaluator: Evaluator,
): Argument {
  let known: Value | undefined;
  return {
    name,
    position,
    get value() {
      return (known ??= evaluator.valueOf(written, scope));
    },
    range: plain(node),
    valueRange: plain(written),
    spread: false,
  };
}

/** What `**mapping` in a call holds. Its keys are asked for before its values are. */
function mappingOf(splat: Syntax, scope: ScopeId, { evaluator, mappings }: World): Value | undefined {
  const [mapping] = splat.children;
  if (!mapping) return undefined;
  let value = mappings.get(mapping);
  if (!value) mappings.set(mapping, (value = evaluator.valueOf(mapping, scope)));
  return value;
}

function spreadOf(value: Value, node: Syntax): Argument[] {
  if (value.kind !== 'dict') return [];
  const last = new Map<string, Argument>();
  for (const [key, item] of value.entries) {
    if (key.kind === 'string')
      last.set(key.value, {
        name: key.value,
        position: -1,
        value: item,
        range: plain(node),
        valueRange: item.range,
        spread: true,
      });
  }
  return [...last.values()];
}

/** `load = partial(torch.load, weights_only=False)`: what the partial holds comes before what the call gives. */
function withPartial(args: Argument[], open: boolean, raw: RawCall, world: World): { args: Argument[]; open: boolean } {
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
  const inherited = bound.map((arg) => ({ ...arg, position: arg.name === null ? arg.position - 1 : -1, spread: true }));
  return {
    args: [...inherited, ...args.map((arg) => (arg.position >= 0 ? { ...arg, position: arg.position + shift } : arg))],
    open: open || base.open,
  };
}

class Assignment implements AssignmentFact {
  readonly #raw: RawAssignment;
  readonly #world: World;
  #value: Value | undefined;
  readonly targetRange: Range;
  readonly valueRange: Range;
  readonly range: Range;
  readonly scope: ScopeId;
  readonly role: AssignmentFact['role'];
  readonly functionName: string | null;

  constructor(raw: RawAssignment, world: World) {
    this.#raw = raw;
    this.#world = world;
    this.targetRange = plain(raw.target);
    this.valueRange = plain(raw.value);
    this.range = plain(raw.range);
    this.scope = raw.scope;
    this.role = raw.role;
    this.functionName = raw.functionName;
  }

  get target(): string {
    const { target, scope, role } = this.#raw;
    const { program, resolver } = this.#world;
    if (role === 'variable' || role === 'class-attribute' || role === 'parameter-default')
      return program.textOf(target);
    if (role === 'subscript') return target.children[0] ? this.#dotted(target.children[0]) : '?';
    const [object, member] = target.children;
    if (!object || !member) return '?';
    const text = program.textOf(object);
    if (text === 'self' || text === 'cls') return `${text}.${program.textOf(member)}`;
    const base = resolver.nameOf(object, scope).name;
    return `${base.includes('?') || base.includes('()') ? text : base}.${program.textOf(member)}`;
  }

  /** Resolved when it is an imported name, as written otherwise. */
  #dotted(node: Syntax): string {
    const resolved = this.#world.resolver.nameOf(node, this.#raw.scope).name;
    return resolved.includes('?') || resolved.includes('()') ? this.#world.program.textOf(node) : resolved;
  }

  get name(): string {
    const { target, role } = this.#raw;
    if (role === 'subscript') {
      const key = this.subscript;
      return key?.kind === 'string'
        ? key.value
        : this.#world.program
            .textOf(target.children[0] ?? target)
            .split('.')
            .at(-1)!;
    }
    return this.#world.program.textOf(role === 'attribute' && target.children[1] ? target.children[1] : target);
  }

  get subscript(): Value | null {
    const key = this.#raw.role === 'subscript' ? this.#raw.target.children[1] : undefined;
    return key ? this.#world.evaluator.valueOf(key, this.#raw.scope) : null;
  }

  get value(): Value {
    this.#value ??= this.#world.evaluator.valueOf(this.#raw.value, this.#raw.scope);
    return this.#value;
  }
}

class StringLiteral implements StringFact {
  readonly #node: Syntax;
  readonly #world: World;
  #value: string | null | undefined;
  #content: Range | undefined;
  readonly range: Range;

  constructor(
    node: Syntax,
    private readonly scope: ScopeId,
    readonly role: StringFact['role'],
    world: World,
  ) {
    this.#node = node;
    this.#world = world;
    this.range = plain(node);
  }

  get contentRange(): Range {
    return (this.#content ??=
      this.#node.kind === 'string' ? readLiteral(this.#world.program.text, this.#node).content : this.range);
  }

  get value(): string | null {
    if (this.#value === undefined) {
      const value = this.#world.evaluator.valueOf(this.#node, this.scope);
      const text = this.#world.program.text;
      // Bytes literals carry text too, as far as secrets are concerned.
      this.#value =
        value.kind === 'string'
          ? value.value
          : value.kind === 'bytes'
            ? text.slice(this.contentRange.start, this.contentRange.end)
            : null;
    }
    return this.#value;
  }
}

function dictItem(node: Syntax, scope: ScopeId, world: World): DictItemFact[] {
  const [key, value] = node.children;
  if (key?.kind !== 'string' || !value) return [];
  const name = world.evaluator.valueOf(key, scope);
  if (name.kind !== 'string') return [];
  let known: Value | undefined;
  return [
    {
      key: name.value,
      keyRange: plain(key),
      get value() {
        return (known ??= world.evaluator.valueOf(value, scope));
      },
      valueRange: plain(value),
      range: plain(node),
    },
  ];
}

function comparison(node: Syntax, scope: ScopeId, world: World): ComparisonFact[] {
  const [left, right] = node.children;
  if (!left || !right || node.children.length !== 2) return [];
  const { program, evaluator } = world;
  return [
    {
      get left() {
        return evaluator.valueOf(left, scope);
      },
      get right() {
        return evaluator.valueOf(right, scope);
      },
      operator: program.text.slice(left.end, right.start).trim().replace(/\s+/g, ' '),
      range: plain(node),
    },
  ];
}

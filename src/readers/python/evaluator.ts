import type { ScopeId } from '../../core/python-facts';
import { contains, rangeOf } from '../../core/range';
import type { Value, Via } from '../../core/value';
import { Calls } from './calls';
import { Configurations } from './configurations';
import { Exports } from './exports';
import { Instances } from './instances';
import { Names } from './names';
import { Operations } from './operations';
import type { Outside } from './outside';
import { Paths } from './paths';
import type { Program } from './program';
import type { Resolver } from './resolver';
import { concatenated, literalValueOf } from './strings';
import type { Syntax } from './syntax';
import { at, MAX_ITEMS, unknown } from './values';

const MAX_DEPTH = 24;
/** Expressions whose text is what people call their value. */
const NAMES = new Set(['identifier', 'attribute', 'subscript']);
/** Expressions that one question may lead through: names of lists of names of lists grow beyond all bounds. */
const MAX_STEPS = 50_000;
/** Calls whose `default` is the value of the field or parameter they stand for. */
const FIELD =
  /(?:^|\.)(?:dataclasses\.field|pydantic\.Field|typer\.(?:Option|Argument)|fastapi\.Query|attr\.ib|attrs\.field|attr\.field)$/;

/** Constant values of expressions: literals, names bound once, class attributes, fields, options, defaults, also of other files. */
export class Evaluator {
  #depth = 0;
  #steps = 0;
  #givenUp = 0;
  readonly #configurations: Configurations;
  readonly #operations: Operations;
  readonly #names: Names;
  readonly #calls: Calls;
  readonly #exports: Exports;
  readonly paths: Paths;

  constructor(
    private readonly program: Program,
    private readonly resolver: Resolver,
    readonly outside?: Outside,
  ) {
    const instances = new Instances(this, resolver);
    this.#configurations = new Configurations(this, resolver);
    this.#operations = new Operations(program, this);
    this.#names = new Names(program, resolver, this, instances, this.#configurations);
    this.#calls = new Calls(program, resolver, this, this.#configurations);
    this.#exports = new Exports(program, resolver, this, this.#names, instances, this.#configurations);
    this.paths = new Paths(this, resolver);
  }

  /** What a module gives to those who import from it: the value of a name, or of a member by its path. */
  exported(members: readonly string[]): Value | undefined {
    return this.#exports.valueOf(members);
  }

  /** The same value, seen at another place; a default stays a default. */
  moved(value: Value, node: Syntax, via: Via, label?: string): Value {
    if (value.kind === 'unknown') return { ...value, range: rangeOf(node.start, node.end) };
    const written = value.label ?? label ?? (NAMES.has(node.kind) ? this.program.textOf(node) : undefined);
    return {
      ...value,
      range: rangeOf(node.start, node.end),
      via: value.via === 'default' ? 'default' : via,
      ...(written === undefined || written.length > 200 ? {} : { label: written }),
    };
  }

  /** Where the value of a name is written, through plain assignments. */
  definitionOf(
    node: Syntax,
    scope: ScopeId,
    depth = 0,
  ): { readonly node: Syntax; readonly scope: ScopeId } | undefined {
    if (node.kind !== 'identifier' && node.kind !== 'attribute') return { node, scope };
    if (depth > MAX_DEPTH) return undefined;
    const found =
      node.kind === 'identifier' ? this.resolver.lookup(this.program.textOf(node), scope, node.start) : undefined;
    const binding =
      node.kind === 'attribute'
        ? this.resolver.attributeBinding(node, scope)
        : found?.kind === 'bound'
          ? found.binding
          : undefined;
    return binding?.kind === 'assign' && binding.value && !contains(binding.value, node)
      ? this.definitionOf(binding.value, binding.scope, depth + 1)
      : undefined;
  }

  /** How often the budget ended before a value was known. */
  get givenUp(): number {
    return this.#givenUp;
  }

  valueOf(node: Syntax, scope: ScopeId): Value {
    if (this.#depth === 0) this.#steps = 0;
    if (this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) {
      this.#givenUp++;
      return unknown(node, 'expression');
    }
    this.#depth++;
    try {
      const reader = Evaluator.#READERS.get(node.kind);
      return reader === undefined ? unknown(node, 'expression') : reader(this, node, scope);
    } finally {
      this.#depth--;
    }
  }

  /** How each kind of expression is read; all others have no value. */
  static readonly #READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    ['true', (_, node) => ({ kind: 'boolean', value: true, ...at(node, 'literal') })],
    ['false', (_, node) => ({ kind: 'boolean', value: false, ...at(node, 'literal') })],
    ['none', (_, node) => ({ kind: 'none', ...at(node, 'literal') })],
    ['integer', (evaluator, node) => evaluator.#number(node)],
    ['float', (evaluator, node) => evaluator.#number(node)],
    ['string', (evaluator, node, scope) => evaluator.#string(node, scope)],
    ['concatenated_string', (evaluator, node, scope) => evaluator.#concatenated(node, scope)],
    ['parenthesized_expression', (evaluator, node, scope) => evaluator.#inner(node.children[0], node, scope)],
    ['await', (evaluator, node, scope) => evaluator.#inner(node.children[0], node, scope)],
    ['named_expression', (evaluator, node, scope) => evaluator.#inner(node.children[1], node, scope)],
    ['unary_operator', (evaluator, node, scope) => evaluator.#operations.unary(node, scope)],
    ['not_operator', (evaluator, node, scope) => evaluator.#operations.not(node, scope)],
    ['boolean_operator', (evaluator, node, scope) => evaluator.#operations.either(node, scope)],
    ['conditional_expression', (evaluator, node, scope) => evaluator.#operations.conditional(node, scope)],
    ['binary_operator', (evaluator, node, scope) => evaluator.#operations.binary(node, scope)],
    ['list', (evaluator, node, scope) => evaluator.#sequence(node, scope)],
    ['tuple', (evaluator, node, scope) => evaluator.#sequence(node, scope)],
    ['set', (evaluator, node, scope) => evaluator.#sequence(node, scope)],
    ['expression_list', (evaluator, node, scope) => evaluator.#sequence(node, scope)],
    ['dictionary', (evaluator, node, scope) => evaluator.#operations.dictionary(node, scope)],
    ['identifier', (evaluator, node, scope) => evaluator.#names.identifier(node, scope)],
    ['attribute', (evaluator, node, scope) => evaluator.#names.attribute(node, scope)],
    ['subscript', (evaluator, node, scope) => evaluator.#subscript(node, scope)],
    ['call', (evaluator, node, scope) => evaluator.#calls.valueOf(node, scope)],
  ]);

  #number(node: Syntax): Value {
    return { kind: 'number', value: numberOf(this.program.textOf(node)), ...at(node, 'literal') };
  }

  #string(node: Syntax, scope: ScopeId): Value {
    return literalValueOf(node, this.program, (hole) => this.valueOf(hole, scope));
  }

  #concatenated(node: Syntax, scope: ScopeId): Value {
    return concatenated(
      node,
      node.children.map((part) => this.valueOf(part, scope)),
    );
  }

  #inner(inner: Syntax | undefined, node: Syntax, scope: ScopeId): Value {
    return inner ? this.valueOf(inner, scope) : unknown(node, 'expression');
  }

  #sequence(node: Syntax, scope: ScopeId): Value {
    const items = node.children.slice(0, MAX_ITEMS);
    const complete = items.length === node.children.length && !items.some((item) => item.kind === 'list_splat');
    return {
      kind: 'sequence',
      items: items.filter((item) => item.kind !== 'list_splat').map((item) => this.valueOf(item, scope)),
      complete,
      range: rangeOf(node.start, node.end),
      origin: rangeOf(node.start, node.end),
      via: 'literal',
    };
  }

  #subscript(node: Syntax, scope: ScopeId): Value {
    const [object, index] = node.children;
    if (!object || !index || node.children.length !== 2) return unknown(node, 'expression');
    const configured = this.#configurations.valueOf(node, scope);
    if (configured) return configured;
    const key = this.valueOf(index, scope);
    const whole = this.valueOf(object, scope);
    if (whole.kind === 'dict' && key.kind === 'string') {
      const entry = whole.entries.findLast(([name]) => name.kind === 'string' && name.value === key.value);
      if (entry && (whole.complete || whole.entries.length > 0)) return this.moved(entry[1], node, 'constant');
    }
    if (whole.kind === 'sequence' && key.kind === 'number' && whole.complete) {
      const item = whole.items.at(key.value);
      if (item) return this.moved(item, node, 'constant');
    }
    if (whole.kind === 'reference')
      return { kind: 'result', callee: `${whole.name}[]`, args: [key], ...at(node, 'literal') };
    return unknown(node, 'expression');
  }

  /** What a field or parameter holds by default, through `field(default=…)`, `typer.Option(…)` and their like. */
  defaultOf(node: Syntax, scope: ScopeId): Value {
    if (node.kind !== 'call' || !node.children[0] || !node.children[1]) return this.valueOf(node, scope);
    if (!FIELD.test(this.resolver.nameOf(node.children[0], scope).name)) return this.valueOf(node, scope);
    const args = node.children[1].children;
    const named = args.find(
      (arg) => arg.kind === 'keyword_argument' && this.program.textOf(arg.children[0]!) === 'default',
    )?.children[1];
    const value = named ?? (args[0]?.kind === 'keyword_argument' ? undefined : args[0]);
    return value ? this.valueOf(value, scope) : unknown(node, 'expression');
  }
}

type Reader = (evaluator: Evaluator, node: Syntax, scope: ScopeId) => Value;

function numberOf(text: string): number {
  const plain = text.replace(/_/g, '').toLowerCase();
  return /^0[xob]/.test(plain) ? Number(plain) : parseFloat(plain);
}

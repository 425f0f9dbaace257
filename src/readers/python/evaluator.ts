import { rangeOf, type Range } from '../../core/range';
import type { ScopeId } from '../../core/python-facts';
import type { Value, Via } from '../../core/value';
import { Configurations } from './configurations';
import { Instances } from './instances';
import { decodeEscapes, readLiteral } from './literals';
import { PYTHON_BUILTINS } from './modules';
import { Operations } from './operations';
import type { Outside } from './outside';
import { Paths } from './paths';
import type { Program } from './program';
import type { Binding } from './scopes';
import type { Resolver } from './resolver';
import type { Syntax } from './syntax';
import { viaOf } from './texts';
import { at, MAX_ITEMS, unknown } from './values';

const MAX_DEPTH = 24;
/** Expressions whose text is what people call their value. */
const NAMES = new Set(['identifier', 'attribute', 'subscript']);
/** Expressions that one question may lead through: names of lists of names of lists grow beyond all bounds. */
const MAX_STEPS = 50_000;
/** Parameters that by habit hold what argparse parsed. */
const PARSED = /^(?:args?|opts?|options|flags|namespace|hparams|cli_args|parsed_args)$/;
/** Calls whose `default` is the value of the field or parameter they stand for. */
const FIELD =
  /(?:^|\.)(?:dataclasses\.field|pydantic\.Field|typer\.(?:Option|Argument)|fastapi\.Query|attr\.ib|attrs\.field|attr\.field)$/;

/** Constant values of expressions: literals, names bound once, class attributes, fields, options, defaults, also of other files. */
export class Evaluator {
  #depth = 0;
  readonly #instances: Instances;
  readonly #configurations: Configurations;
  readonly #operations: Operations;
  readonly paths: Paths;
  #steps = 0;

  constructor(
    private readonly program: Program,
    private readonly resolver: Resolver,
    readonly outside?: Outside,
  ) {
    this.#instances = new Instances(this, resolver);
    this.#configurations = new Configurations(this, resolver);
    this.#operations = new Operations(program, this, this.#configurations);
    this.paths = new Paths(this, resolver);
  }

  /** What a module gives to those who import from it: the value of a name, or of a member by its path. */
  exported(members: readonly string[]): Value | undefined {
    const [first, ...rest] = members;
    if (first === undefined) return undefined;
    const end: Syntax = { kind: 'name', start: this.program.text.length, end: this.program.text.length, children: [] };
    if (first.endsWith('()'))
      return rest.length === 1 ? this.#parsedOption(first.slice(0, -2), rest[0]!, end) : undefined;
    const binding = this.resolver.exported(first);
    if (binding === undefined)
      return this.program.scopes[0]!.bindings.has(first) ? undefined : this.#starred(members.join('.'), end);
    switch (binding.kind) {
      case 'import':
        return this.outside?.valueOf([binding.qualified!, ...rest].join('.'), end);
      case 'class': {
        const value = this.#instances.classMember(this.program.scopes[binding.opens!]!, rest, end);
        return value && (value.kind === 'unknown' ? undefined : value);
      }
      case 'assign':
      case 'element': {
        if (rest.length === 0) return this.#mutated(this.#bound(binding, end, first), first, 0, end);
        if (binding.kind === 'element' || !binding.value) return undefined;
        const assigned = this.program.scopes[0]!.bindings.get(members.join('.'));
        if (assigned)
          return assigned.length === 1 && assigned[0]!.value && assigned[0]!.scope === 0
            ? this.moved(this.valueOf(assigned[0]!.value, 0), end, 'constant', members.join('.'))
            : undefined;
        return (
          this.#instances.valueOf(binding.value, rest, binding.scope, end) ??
          this.#configurations.memberOf(binding.value, binding.scope, rest, end)
        );
      }
      default:
        return undefined;
    }
  }

  /** `args = parse_args()` elsewhere: the default of an option that is added here. */
  #parsedOption(name: string, option: string, use: Syntax): Value | undefined {
    if (this.resolver.exported(name)?.kind !== 'function') return undefined;
    const options = this.program.options.get(option);
    return options?.length === 1
      ? this.moved(this.valueOf(options[0]!.value, options[0]!.scope), use, 'default', `--${option.replace(/_/g, '-')}`)
      : undefined;
  }

  #starred(name: string, use: Range): Value | undefined {
    for (const module of [...this.program.starImports].reverse()) {
      const value = this.outside?.valueOf(`${module}${module.endsWith('.') ? '' : '.'}${name}`, use);
      if (value) return value;
    }
    return undefined;
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
    return binding?.kind === 'assign' && binding.value && !within(binding.value, node)
      ? this.definitionOf(binding.value, binding.scope, depth + 1)
      : undefined;
  }

  valueOf(node: Syntax, scope: ScopeId): Value {
    if (this.#depth === 0) this.#steps = 0;
    if (this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) return unknown(node, 'expression');
    this.#depth++;
    try {
      return this.#value(node, scope);
    } finally {
      this.#depth--;
    }
  }

  #value(node: Syntax, scope: ScopeId): Value {
    const literal = {
      range: rangeOf(node.start, node.end),
      origin: rangeOf(node.start, node.end),
      via: 'literal' as const,
    };
    switch (node.kind) {
      case 'true':
        return { kind: 'boolean', value: true, ...literal };
      case 'false':
        return { kind: 'boolean', value: false, ...literal };
      case 'none':
        return { kind: 'none', ...literal };
      case 'integer':
      case 'float':
        return { kind: 'number', value: numberOf(this.program.textOf(node)), ...literal };
      case 'string':
        return this.#string(node, scope);
      case 'concatenated_string':
        return this.#operations.join(
          node,
          node.children.map((part) => this.valueOf(part, scope)),
        );
      case 'parenthesized_expression':
      case 'await':
        return node.children[0] ? this.valueOf(node.children[0], scope) : unknown(node, 'expression');
      case 'named_expression':
        return node.children[1] ? this.valueOf(node.children[1], scope) : unknown(node, 'expression');
      case 'unary_operator':
        return this.#operations.unary(node, scope);
      case 'not_operator':
        return this.#operations.not(node, scope);
      case 'boolean_operator':
        return this.#operations.either(node, scope);
      case 'conditional_expression':
        return this.#operations.conditional(node, scope);
      case 'binary_operator':
        return this.#operations.binary(node, scope);
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return this.#sequence(node, scope);
      case 'dictionary':
        return this.#operations.dictionary(node, scope);
      case 'identifier':
        return this.#identifier(node, scope);
      case 'attribute':
        return this.#attribute(node, scope);
      case 'subscript':
        return this.#subscript(node, scope);
      case 'call':
        return this.#call(node, scope);
      default:
        return unknown(node, 'expression');
    }
  }

  #string(node: Syntax, scope: ScopeId): Value {
    const literal = readLiteral(this.program.text, node);
    const known = {
      range: rangeOf(node.start, node.end),
      origin: rangeOf(node.start, node.end),
      via: 'literal' as const,
    };
    if (literal.bytes) return { kind: 'bytes', ...known };
    const holes = literal.formatted ? node.children.filter((child) => child.kind === 'interpolation') : [];
    const piece = (range: Range): string => {
      const text = this.program.textOf(range);
      const plain = literal.raw ? text : decodeEscapes(text);
      return literal.formatted ? plain.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : plain;
    };
    let text = '';
    let at = literal.content.start;
    const parts: Value[] = [];
    for (const hole of holes) {
      text += piece(rangeOf(at, hole.start));
      const inner = hole.children.length === 1 ? this.valueOf(hole.children[0]!, scope) : undefined;
      if (inner?.kind !== 'string' && inner?.kind !== 'number') return { ...unknown(node, 'expression'), prefix: text };
      text += String(inner.value);
      parts.push(inner);
      at = hole.end;
    }
    return {
      kind: 'string',
      value: text + piece(rangeOf(at, literal.content.end)),
      ...known,
      ...(holes.length > 0 ? { via: viaOf(parts), parts } : {}),
    };
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

  #identifier(node: Syntax, scope: ScopeId): Value {
    const name = this.program.textOf(node);
    const found = this.resolver.lookup(name, scope, node.start);
    if (found.kind === 'ambiguous') return unknown(node, 'ambiguous', name);
    if (found.kind === 'bound') {
      const value = this.#bound(found.binding, node, name);
      if (value.kind === 'dict' || value.kind === 'sequence') return this.#mutated(value, name, scope, node);
      if ((value.kind === 'unknown' || value.kind === 'result') && found.binding.kind === 'assign') {
        const table = this.#configurations.valueOf(node, scope);
        return table ? this.#mutated(table, name, scope, node) : value;
      }
      return value;
    }
    const starred =
      this.program.starImports.length > 0 && !PYTHON_BUILTINS.has(name) ? this.#starred(name, node) : undefined;
    return starred ?? this.#reference(node, scope) ?? unknown(node, 'name', name);
  }

  #bound(binding: Binding, node: Syntax, name: string): Value {
    switch (binding.kind) {
      case 'import':
        return (
          this.#imported(binding.qualified!, node) ?? {
            kind: 'reference',
            name: binding.qualified!,
            ...at(node, 'constant'),
          }
        );
      case 'function':
      case 'class':
        return { kind: 'reference', name: `.${name}`, ...at(node, 'constant') };
      case 'assign':
        return binding.value && !within(binding.value, node)
          ? this.moved(this.valueOf(binding.value, binding.scope), node, 'constant', name)
          : unknown(node, 'name', name);
      case 'element': {
        const whole = binding.value ? this.valueOf(binding.value, binding.scope) : undefined;
        if (whole?.kind === 'result' && /\.parse_known_args$/.test(whole.callee) && binding.index === 0)
          return this.moved(whole, node, 'constant');
        const item = whole?.kind === 'sequence' && whole.complete ? whole.items[binding.index!] : undefined;
        return item ? this.moved(item, node, 'constant', name) : unknown(node, 'name', name);
      }
      case 'parameter':
        return binding.value
          ? this.moved(this.defaultOf(binding.value, binding.scope), node, 'default', name)
          : unknown(node, 'parameter', name);
      default:
        return unknown(node, 'name', name);
    }
  }

  /** A member of an imported module; a module itself is no value. */
  #imported(name: string, use: Range): Value | undefined {
    return /[^.]\.|^\.+[^.]/.test(name) ? this.outside?.valueOf(name, use) : undefined;
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

  /** A name whose container is changed in place between binding and use is no longer what it was. */
  #mutated(value: Value, name: string, scope: ScopeId, node: Syntax): Value {
    if (value.kind !== 'dict' && value.kind !== 'sequence') return value;
    const changes = this.program.assignments.filter(
      (change) =>
        change.role === 'subscript' &&
        change.range.end <= node.start &&
        change.target.children[0] &&
        this.program.textOf(change.target.children[0]) === name &&
        (this.program.encloses(change.scope, scope) || this.program.encloses(scope, change.scope)),
    );
    if (value.kind === 'sequence') return changes.length > 0 ? { ...value, complete: false } : value;
    const added = changes
      .filter((change) => change.scope === scope && change.target.children[1])
      .map(
        (change) =>
          [this.valueOf(change.target.children[1]!, change.scope), this.valueOf(change.value, change.scope)] as const,
      );
    return changes.length === 0 ? value : { ...value, entries: [...value.entries, ...added], complete: false };
  }

  #attribute(node: Syntax, scope: ScopeId): Value {
    const [object, attribute] = node.children;
    const text = this.program.textOf(node);
    if (!object || !attribute) return unknown(node, 'expression');
    const member = this.program.textOf(attribute);
    const binding = this.resolver.attributeBinding(node, scope);
    if (binding?.value && binding.kind === 'assign') {
      const isSelf = this.program.textOf(object) === 'self';
      return this.moved(this.defaultOf(binding.value, binding.scope), node, isSelf ? 'default' : 'constant');
    }
    const [base, members] = chainOf(this.program, node);
    const option =
      this.#option(object, member, node, scope) ??
      this.#instances.valueOf(base, members, scope, node) ??
      this.#member(base, members, node, scope);
    if (option) return option;
    const imported = this.outside && this.resolver.importedName(node, scope);
    const elsewhere =
      imported === undefined ? undefined : (this.#imported(imported, node) ?? this.#enumMember(imported, node));
    const configured = elsewhere ?? this.#configurations.valueOf(node, scope);
    if (configured) return configured;
    const reference = this.#reference(node, scope);
    return reference ?? unknown(node, 'name', text.length < 200 ? text : undefined);
  }

  /** `args.model`, where the program adds `--model` with a default to an argument parser. */
  #option(object: Syntax, member: string, node: Syntax, scope: ScopeId): Value | undefined {
    const options = this.program.options.get(member);
    if (!options || options.length !== 1 || object.kind !== 'identifier') return undefined;
    const holder = this.valueOf(object, scope);
    const parsed =
      holder.kind === 'result'
        ? /\.parse(?:_known)?_args$|^\.\w*args?\w*$/.test(holder.callee)
        : holder.kind === 'unknown' && PARSED.test(this.program.textOf(object));
    if (parsed)
      return this.moved(
        this.valueOf(options[0]!.value, options[0]!.scope),
        node,
        'default',
        `--${member.replace(/_/g, '-')}`,
      );
    return undefined;
  }

  /** `Config.Inner.name` and `Model.BASE.value`, of classes that are defined here. */
  #member(base: Syntax, members: readonly string[], node: Syntax, scope: ScopeId): Value | undefined {
    if (members.length < 2 || base.kind !== 'identifier') return undefined;
    const found = this.resolver.lookup(this.program.textOf(base), scope, node.start);
    if (found.kind !== 'bound' || found.binding.kind !== 'class') return undefined;
    const value = this.#instances.classMember(this.program.scopes[found.binding.opens!]!, members, node);
    return value?.kind === 'unknown' ? undefined : value;
  }

  /** `Model.BASE.name` has no value here, but `Model.BASE.value` has that of the member. */
  #enumMember(name: string, node: Range): Value | undefined {
    return name.endsWith('.value') ? this.outside?.valueOf(name.slice(0, -6), node) : undefined;
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

  #call(node: Syntax, scope: ScopeId): Value {
    const [callee, args] = node.children;
    if (!callee) return unknown(node, 'expression');
    const { name } = this.resolver.nameOf(callee, scope);
    if (name === 'dict') return this.#operations.dictCall(node, args?.children ?? [], scope);
    const positional = (args?.children ?? [])
      .filter((arg) => arg.kind !== 'keyword_argument' && arg.kind !== 'dictionary_splat' && arg.kind !== 'ERROR')
      .slice(0, 20);
    const values = positional.map((arg) => this.valueOf(arg, scope));
    if (name === 'str' && values.length === 1 && values[0]!.kind === 'string')
      return { ...values[0]!, range: rangeOf(node.start, node.end) };
    return (
      this.#operations.worked(name, node, callee, args?.children ?? [], values, scope) ?? {
        kind: 'result',
        callee: name,
        args: values,
        ...at(node, 'literal'),
      }
    );
  }

  #reference(node: Syntax, scope: ScopeId): Value | undefined {
    const { name, guessed } = this.resolver.nameOf(node, scope);
    return name === '?' ||
      name.startsWith('?') ||
      /^\.[^.]*\./.test(name) ||
      name.includes('()') ||
      (guessed && !name.includes('.'))
      ? undefined
      : { kind: 'reference', name, ...at(node, 'literal') };
  }
}

const within = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** `a.b.c` as its first object and the names after it. */
function chainOf(program: Program, node: Syntax): readonly [Syntax, readonly string[]] {
  const members: string[] = [];
  let base = node;
  while (base.kind === 'attribute' && base.children[0] && base.children[1]) {
    members.unshift(program.textOf(base.children[1]));
    base = base.children[0];
  }
  return [base, members];
}

function numberOf(text: string): number {
  const plain = text.replace(/_/g, '').toLowerCase();
  return /^0[xob]/.test(plain) ? Number(plain) : parseFloat(plain);
}

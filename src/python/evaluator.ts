import { rangeOf, type Range } from '../core/range';
import type { ScopeId } from '../core/python-facts';
import type { UnknownValue, Value, Via } from '../core/value';
import { decodeEscapes, readLiteral } from './literals';
import type { Program } from './program';
import type { Binding } from './scopes';
import type { Resolver } from './resolver';
import type { Syntax } from './syntax';

const MAX_DEPTH = 24;
const MAX_ITEMS = 2000;
/** Expressions that one question may lead through: names of lists of names of lists grow beyond all bounds. */
const MAX_STEPS = 50_000;
/** Parameters that by habit hold what argparse parsed. */
const PARSED = /^(?:args?|opts?|options|flags|namespace|hparams|cli_args|parsed_args)$/;
/** Calls whose `default` is the value of the field or parameter they stand for. */
const FIELD = /(?:^|\.)(?:dataclasses\.field|pydantic\.Field|typer\.(?:Option|Argument)|fastapi\.Query|attr\.ib|attrs\.field|attr\.field)$/;

/** Constant values of expressions: literals, names bound once, class attributes, fields, options, defaults. */
export class Evaluator {
  #depth = 0;
  #steps = 0;

  constructor(private readonly program: Program, private readonly resolver: Resolver) {}

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
    const literal = { range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end), via: 'literal' as const };
    switch (node.kind) {
      case 'true': return { kind: 'boolean', value: true, ...literal };
      case 'false': return { kind: 'boolean', value: false, ...literal };
      case 'none': return { kind: 'none', ...literal };
      case 'integer': case 'float': return { kind: 'number', value: numberOf(this.program.textOf(node)), ...literal };
      case 'string': return this.#string(node, scope);
      case 'concatenated_string': return this.#join(node, node.children.map((part) => this.valueOf(part, scope)));
      case 'parenthesized_expression': case 'await': return node.children[0] ? this.valueOf(node.children[0], scope) : unknown(node, 'expression');
      case 'named_expression': return node.children[1] ? this.valueOf(node.children[1], scope) : unknown(node, 'expression');
      case 'unary_operator': return this.#unary(node, scope);
      case 'not_operator': return unknown(node, 'expression');
      case 'binary_operator': return this.#binary(node, scope);
      case 'list': case 'tuple': case 'set': case 'expression_list': return this.#sequence(node, scope);
      case 'dictionary': return this.#dictionary(node, scope);
      case 'identifier': return this.#identifier(node, scope);
      case 'attribute': return this.#attribute(node, scope);
      case 'subscript': return this.#subscript(node, scope);
      case 'call': return this.#call(node, scope);
      default: return unknown(node, 'expression');
    }
  }

  #string(node: Syntax, scope: ScopeId): Value {
    const literal = readLiteral(this.program.text, node);
    const known = { range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end), via: 'literal' as const };
    if (literal.bytes) return { kind: 'bytes', ...known };
    const holes = literal.formatted ? node.children.filter((child) => child.kind === 'interpolation') : [];
    const piece = (range: Range): string => {
      const text = this.program.textOf(range);
      const plain = literal.raw ? text : decodeEscapes(text);
      return literal.formatted ? plain.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : plain;
    };
    let text = '';
    let at = literal.content.start;
    for (const hole of holes) {
      text += piece(rangeOf(at, hole.start));
      const inner = hole.children.length === 1 ? this.valueOf(hole.children[0]!, scope) : undefined;
      if (inner?.kind !== 'string' && inner?.kind !== 'number') return { ...unknown(node, 'expression'), prefix: text };
      text += String(inner.value);
      at = hole.end;
    }
    return { kind: 'string', value: text + piece(rangeOf(at, literal.content.end)), ...known, ...(holes.length > 0 ? { via: 'constant' as const } : {}) };
  }

  /** Concatenation; its origin is the whole expression. */
  #join(node: Syntax, parts: readonly Value[]): Value {
    let text = '';
    let via: Via = 'literal';
    for (const part of parts) {
      if (part.kind !== 'string') return { ...unknown(node, 'expression'), prefix: part.kind === 'unknown' ? text + (part.prefix ?? '') : text };
      text += part.value;
      if (part.via !== 'literal' && via !== 'default') via = part.via;
    }
    return { kind: 'string', value: text, range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end), via };
  }

  #unary(node: Syntax, scope: ScopeId): Value {
    const inner = node.children[0] ? this.valueOf(node.children[0], scope) : undefined;
    if (inner?.kind !== 'number' || this.program.text[node.start] !== '-') return unknown(node, 'expression');
    return { ...inner, value: -inner.value, range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end) };
  }

  #binary(node: Syntax, scope: ScopeId): Value {
    const [left, right] = node.children;
    if (!left || !right || node.children.length !== 2) return unknown(node, 'expression');
    const operator = this.program.text.slice(left.end, right.start).replace(/[\s\\()]/g, '');
    if (operator !== '+') return unknown(node, 'expression');
    return this.#join(node, [this.valueOf(left, scope), this.valueOf(right, scope)]);
  }

  #sequence(node: Syntax, scope: ScopeId): Value {
    const items = node.children.slice(0, MAX_ITEMS);
    const complete = items.length === node.children.length && !items.some((item) => item.kind === 'list_splat');
    return { kind: 'sequence', items: items.filter((item) => item.kind !== 'list_splat').map((item) => this.valueOf(item, scope)), complete, range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end), via: 'literal' };
  }

  #dictionary(node: Syntax, scope: ScopeId): Value {
    const entries: (readonly [Value, Value])[] = [];
    let complete = node.children.length <= MAX_ITEMS;
    for (const child of node.children.slice(0, MAX_ITEMS)) {
      const [key, value] = child.children;
      if (child.kind === 'pair' && key && value) entries.push([this.valueOf(key, scope), this.valueOf(value, scope)]);
      else if (child.kind === 'dictionary_splat' && key) {
        const spread = this.valueOf(key, scope);
        if (spread.kind === 'dict') entries.push(...spread.entries);
        complete &&= spread.kind === 'dict' && spread.complete;
      } else complete = false;
    }
    return { kind: 'dict', entries, complete, range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end), via: 'literal' };
  }

  #identifier(node: Syntax, scope: ScopeId): Value {
    const name = this.program.textOf(node);
    const found = this.resolver.lookup(name, scope, node.start);
    if (found.kind === 'ambiguous') return unknown(node, 'ambiguous', name);
    if (found.kind === 'bound') {
      const value = this.#bound(found.binding, node, name);
      if (value.kind === 'dict' || value.kind === 'sequence') return this.#mutated(value, name, scope, node);
      return value;
    }
    return this.#reference(node, scope) ?? unknown(node, 'name', name);
  }

  #bound(binding: Binding, node: Syntax, name: string): Value {
    switch (binding.kind) {
      case 'import': return { kind: 'reference', name: binding.qualified!, ...at(node, 'constant') };
      case 'function': case 'class': return { kind: 'reference', name: `.${name}`, ...at(node, 'constant') };
      case 'assign': return binding.value && !within(binding.value, node) ? moved(this.valueOf(binding.value, binding.scope), node, 'constant') : unknown(node, 'name', name);
      case 'element': {
        const whole = binding.value ? this.valueOf(binding.value, binding.scope) : undefined;
        if (whole?.kind === 'result' && /\.parse_known_args$/.test(whole.callee) && binding.index === 0) return moved(whole, node, 'constant');
        const item = whole?.kind === 'sequence' && whole.complete ? whole.items[binding.index!] : undefined;
        return item ? moved(item, node, 'constant') : unknown(node, 'name', name);
      }
      case 'parameter': return binding.value ? moved(this.#default(binding.value, binding.scope), node, 'default') : unknown(node, 'parameter', name);
      default: return unknown(node, 'name', name);
    }
  }

  /** What a field or parameter holds by default, through `field(default=…)`, `typer.Option(…)` and their like. */
  #default(node: Syntax, scope: ScopeId): Value {
    if (node.kind !== 'call' || !node.children[0] || !node.children[1]) return this.valueOf(node, scope);
    if (!FIELD.test(this.resolver.nameOf(node.children[0], scope).name)) return this.valueOf(node, scope);
    const args = node.children[1].children;
    const named = args.find((arg) => arg.kind === 'keyword_argument' && this.program.textOf(arg.children[0]!) === 'default')?.children[1];
    const value = named ?? (args[0]?.kind === 'keyword_argument' ? undefined : args[0]);
    return value ? this.valueOf(value, scope) : unknown(node, 'expression');
  }

  /** A name whose container is changed in place between binding and use is no longer what it was. */
  #mutated(value: Value, name: string, scope: ScopeId, node: Syntax): Value {
    if (value.kind !== 'dict' && value.kind !== 'sequence') return value;
    const changes = this.program.assignments.filter((change) => change.role === 'subscript' && change.range.end <= node.start && change.target.children[0] && this.program.textOf(change.target.children[0]) === name && (this.program.encloses(change.scope, scope) || this.program.encloses(scope, change.scope)));
    if (value.kind === 'sequence') return changes.length > 0 ? { ...value, complete: false } : value;
    const added = changes.filter((change) => change.scope === scope && change.target.children[1]).map((change) => [this.valueOf(change.target.children[1]!, change.scope), this.valueOf(change.value, change.scope)] as const);
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
      return moved(this.#default(binding.value, binding.scope), node, isSelf ? 'default' : 'constant');
    }
    const option = this.#option(object, member, node, scope) ?? this.#instanceField(object, member, node, scope);
    if (option) return option;
    const reference = this.#reference(node, scope);
    return reference ?? unknown(node, 'name', text.length < 200 ? text : undefined);
  }

  /** `args.model`, where the program adds `--model` with a default to an argument parser. */
  #option(object: Syntax, member: string, node: Syntax, scope: ScopeId): Value | undefined {
    const options = this.program.options.get(member);
    if (!options || options.length !== 1 || object.kind !== 'identifier') return undefined;
    const holder = this.valueOf(object, scope);
    const parsed = holder.kind === 'result' ? /\.parse(?:_known)?_args$|^\.\w*args?\w*$/.test(holder.callee) : holder.kind === 'unknown' && PARSED.test(this.program.textOf(object));
    return parsed ? moved(this.valueOf(options[0]!.value, options[0]!.scope), node, 'default') : undefined;
  }

  /** `cfg.model`, where `cfg = Config()` or `cfg: Config`, and Config, defined here, has the field. */
  #instanceField(object: Syntax, member: string, node: Syntax, scope: ScopeId): Value | undefined {
    if (object.kind !== 'identifier') return undefined;
    const holder = this.valueOf(object, scope);
    const name = holder.kind === 'result' && holder.callee.startsWith('.') ? holder.callee.slice(1) : this.#annotated(object, scope);
    if (name === undefined) return undefined;
    const found = this.resolver.lookup(name, 0, node.start);
    if (found.kind !== 'bound' || found.binding.kind !== 'class') return undefined;
    const field = this.resolver.member(this.program.scopes[found.binding.opens!]!, member);
    return field?.value ? moved(this.#default(field.value, field.scope), node, 'default') : undefined;
  }

  /** `def main(cfg: Config)`: the name of the class. */
  #annotated(object: Syntax, scope: ScopeId): string | undefined {
    const found = this.resolver.lookup(this.program.textOf(object), scope, object.start);
    const annotation = found.kind === 'bound' ? found.binding.annotation : undefined;
    return annotation?.kind === 'identifier' ? this.program.textOf(annotation) : undefined;
  }

  #subscript(node: Syntax, scope: ScopeId): Value {
    const [object, index] = node.children;
    if (!object || !index || node.children.length !== 2) return unknown(node, 'expression');
    const key = this.valueOf(index, scope);
    const whole = this.valueOf(object, scope);
    if (whole.kind === 'dict' && key.kind === 'string') {
      const entry = whole.entries.findLast(([name]) => name.kind === 'string' && name.value === key.value);
      if (entry && (whole.complete || whole.entries.length > 0)) return moved(entry[1], node, 'constant');
    }
    if (whole.kind === 'sequence' && key.kind === 'number' && whole.complete) {
      const item = whole.items.at(key.value);
      if (item) return moved(item, node, 'constant');
    }
    if (whole.kind === 'reference') return { kind: 'result', callee: `${whole.name}[]`, args: [key], ...at(node, 'literal') };
    return unknown(node, 'expression');
  }

  #call(node: Syntax, scope: ScopeId): Value {
    const [callee, args] = node.children;
    if (!callee) return unknown(node, 'expression');
    const { name } = this.resolver.nameOf(callee, scope);
    if (name === 'dict') return this.#dictCall(node, args?.children ?? [], scope);
    const positional = (args?.children ?? []).filter((arg) => arg.kind !== 'keyword_argument' && arg.kind !== 'dictionary_splat' && arg.kind !== 'ERROR').slice(0, 20);
    const values = positional.map((arg) => this.valueOf(arg, scope));
    if (name === 'str' && values.length === 1 && values[0]!.kind === 'string') return { ...values[0]!, range: rangeOf(node.start, node.end) };
    return { kind: 'result', callee: name, args: values, ...at(node, 'literal') };
  }

  #dictCall(node: Syntax, args: readonly Syntax[], scope: ScopeId): Value {
    const entries: (readonly [Value, Value])[] = [];
    let complete = true;
    for (const arg of args) {
      const [key, value] = arg.children;
      if (arg.kind === 'keyword_argument' && key && value) entries.push([{ kind: 'string', value: this.program.textOf(key), ...at(key, 'literal') }, this.valueOf(value, scope)]);
      else {
        const spread = this.valueOf(arg.kind === 'dictionary_splat' && key ? key : arg, scope);
        if (spread.kind === 'dict') entries.unshift(...spread.entries);
        complete &&= spread.kind === 'dict' && spread.complete;
      }
    }
    return { kind: 'dict', entries, complete, ...at(node, 'literal') };
  }

  #reference(node: Syntax, scope: ScopeId): Value | undefined {
    const { name, guessed } = this.resolver.nameOf(node, scope);
    return name === '?' || name.startsWith('?') || /^\.[^.]*\./.test(name) || name.includes('()') || (guessed && !name.includes('.')) ? undefined : { kind: 'reference', name, ...at(node, 'literal') };
  }
}

const at = (node: Range, via: Via): { range: Range; origin: Range; via: Via } => ({ range: rangeOf(node.start, node.end), origin: rangeOf(node.start, node.end), via });

const within = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The same value, seen at another place; a default stays a default. */
function moved(value: Value, node: Range, via: Via): Value {
  if (value.kind === 'unknown') return { ...value, range: rangeOf(node.start, node.end) };
  return { ...value, range: rangeOf(node.start, node.end), via: value.via === 'default' ? 'default' : via };
}

function unknown(node: Range, reason: UnknownValue['reason'], name?: string): UnknownValue {
  return { kind: 'unknown', range: rangeOf(node.start, node.end), reason, ...(name === undefined ? {} : { name }) };
}

function numberOf(text: string): number {
  const plain = text.replace(/_/g, '').toLowerCase();
  return /^0[xob]/.test(plain) ? Number(plain) : parseFloat(plain);
}

import { rangeOf, type Range } from '../../core/range';
import type { ImportFact, ScopeId } from '../../core/python-facts';
import { importOffsetOf } from './import-offset';
import { addedOption, optionDefault } from './command-line-options';
import type { Binding, RawAssignment, RawCall, Scope, Site } from './scopes';
import type { Syntax } from './syntax';

/** What one walk over the syntax gives: scopes, bindings, and the places of interest. Names are not resolved yet. */
export class Program {
  readonly scopes: Scope[] = [];
  readonly calls: RawCall[] = [];
  readonly assignments: RawAssignment[] = [];
  readonly imports: ImportFact[] = [];
  readonly pairs: (Site & { readonly node: Syntax })[] = [];
  readonly comparisons: (Site & { readonly node: Syntax })[] = [];
  readonly strings: (Site & { readonly node: Syntax; readonly role: 'docstring' | 'expression' | 'value' })[] = [];
  readonly decorators: (Site & { readonly node: Syntax })[] = [];
  /** Default values of command-line options by destination name (argparse). */
  readonly options = new Map<string, { readonly value: Syntax; readonly scope: ScopeId }[]>();
  readonly starImports: string[] = [];
  importOffset = 0;

  constructor(
    readonly text: string,
    root: Syntax,
  ) {
    this.#open('module', null, null);
    this.importOffset = importOffsetOf(root, text);
    this.#suite(root.children, { scope: 0, functionName: null, block: root, outer: null, statement: root });
  }

  textOf(node: Range): string {
    return this.text.slice(node.start, node.end);
  }

  /** Whether one scope is another or holds it. */
  encloses(outer: ScopeId, inner: ScopeId): boolean {
    for (let scope: ScopeId | null = inner; scope !== null; scope = this.scopes[scope]!.parent)
      if (scope === outer) return true;
    return false;
  }

  #open(kind: Scope['kind'], name: string | null, parent: ScopeId | null): Scope {
    const scope: Scope = {
      id: this.scopes.length,
      kind,
      name,
      parent,
      bindings: new Map(),
      globals: new Set(),
      bases: [],
      decorators: [],
    };
    this.scopes.push(scope);
    return scope;
  }

  #bind(walk: Walk, name: string, binding: Omit<Binding, 'block' | 'scope'>): void {
    let scope = this.scopes[walk.scope]!;
    if (scope.globals.has(name)) scope = this.scopes[0]!;
    const full = placed(binding, walk);
    const list = scope.bindings.get(name);
    if (list === undefined) scope.bindings.set(name, [full]);
    else list.push(full);
  }

  #suite(nodes: readonly Syntax[], walk: Walk): void {
    const { scope, functionName, block, outer, expression } = walk;
    for (let i = 0; i < nodes.length; i++)
      this.#visit(nodes[i]!, { scope, statement: nodes[i]!, functionName, block, outer, expression, first: i === 0 });
  }

  #children(node: Syntax, walk: Walk): void {
    for (const child of node.children) this.#visit(child, walk);
  }

  #visit(node: Syntax, walk: Walk): void {
    switch (node.kind) {
      case 'block':
        return this.#suite(node.children, inside(walk, node));
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        return this.#import(node, walk);
      case 'assignment':
        return this.#assignment(node, walk);
      case 'augmented_assignment':
        return this.#augmented(node, walk);
      case 'named_expression':
        return this.#named(node, walk);
      case 'call':
        return this.#call(node, walk);
      case 'pair':
        this.pairs.push({ scope: walk.scope, statement: walk.statement, functionName: walk.functionName, node });
        return this.#children(node, walk);
      case 'comparison_operator':
        this.comparisons.push({ scope: walk.scope, statement: walk.statement, functionName: walk.functionName, node });
        return this.#children(node, walk);
      case 'string':
      case 'concatenated_string':
        return this.#string(node, walk);
      case 'function_definition':
        return this.#function(node, walk, []);
      case 'class_definition':
        return this.#class(node, walk, []);
      case 'decorated_definition':
        return this.#decorated(node, walk);
      case 'lambda':
        return this.#lambda(node, walk);
      case 'for_statement':
      case 'for_in_clause':
        return this.#loop(node, walk);
      case 'as_pattern':
        return this.#alias(node, walk);
      case 'with_statement': // its suite runs whenever the statement does
        for (const child of node.children) {
          if (child.kind === 'block') this.#suite(child.children, walk);
          else this.#visit(child, walk);
        }
        return;
      case 'global_statement':
        for (const name of node.children) this.scopes[walk.scope]!.globals.add(this.textOf(name));
        return;
      case 'expression_statement':
        return this.#children(node, asExpression(walk, node.children.length === 1 && isString(node.children[0]!)));
      case 'ERROR':
        return this.#error(node, walk);
      case 'keyword_argument':
        if (node.children[1]) this.#visit(node.children[1], walk);
        return;
      case 'attribute':
        if (node.children[0]) this.#visit(node.children[0], walk);
        return;
      default:
        return this.#children(node, walk);
    }
  }

  #import(node: Syntax, walk: Walk): void {
    const from = node.kind !== 'import_statement';
    const [first, ...rest] = node.children;
    if (first === undefined) return;
    const module = from
      ? node.kind === 'future_import_statement'
        ? '__future__'
        : this.textOf(first).replace(/\s+/g, '')
      : '';
    for (const item of from && node.kind !== 'future_import_statement' ? rest : node.children) {
      if (item.kind === 'wildcard_import') {
        this.starImports.push(module);
        this.imports.push({ module, member: '*', alias: null, range: item, statement: node, scope: walk.scope });
        continue;
      }
      const aliased = item.kind === 'aliased_import';
      const name = this.textOf(aliased ? item.children[0]! : item).replace(/\s+/g, '');
      const alias = aliased && item.children[1] ? this.textOf(item.children[1]) : null;
      if (!/^[\w.\u0080-\uffff]+$/.test(name)) continue;
      this.imports.push({
        module: from ? module : name,
        member: from ? name : null,
        alias,
        range: item,
        statement: node,
        scope: walk.scope,
      });
      const root = name.split('.')[0]!;
      const dot = module.endsWith('.') ? '' : '.';
      const qualified = from ? `${module}${dot}${name}` : alias === null ? root : name;
      this.#bind(walk, alias ?? (from ? name : root), { kind: 'import', at: node.end, qualified });
    }
  }

  #assignment(node: Syntax, walk: Walk): void {
    const left = node.children[0];
    const type = node.children.find((child, i) => i > 0 && child.kind === 'type');
    const right = node.children.find((child, i) => i > 0 && child.kind !== 'type' && child.kind !== 'ERROR');
    if (type) this.#visit(type, walk);
    if (left === undefined) return;
    if (right === undefined) {
      // `x: int` alone binds nothing
      this.#children(node, walk);
      return;
    }
    let value = right;
    while (value.kind === 'assignment' && value.children.length > 0) value = value.children[value.children.length - 1]!; // one at the end of the depth budget has none
    this.#assign(left, value, node, walk);
    this.#visit(right, asExpression(walk, false));
    if (left.kind !== 'identifier') this.#visit(left, walk);
  }

  /** Binds targets and records the assignment; unpacks `a, b = 1, 2`. */
  #assign(left: Syntax, value: Syntax, range: Range, walk: Walk): void {
    const target = left.kind === 'parenthesized_expression' && left.children[0] ? left.children[0] : left;
    if (
      target.kind === 'pattern_list' ||
      target.kind === 'tuple_pattern' ||
      target.kind === 'list_pattern' ||
      target.kind === 'expression_list' ||
      target.kind === 'tuple'
    ) {
      const values =
        SEQUENCES.has(value.kind) &&
        value.children.length === target.children.length &&
        !value.children.some((v) => v.kind === 'list_splat')
          ? value.children
          : null;
      target.children.forEach((part, index) => {
        if (values) this.#assign(part, values[index]!, range, walk);
        else if (part.kind === 'identifier')
          this.#bind(walk, this.textOf(part), { kind: 'element', at: range.end, value, index });
        else this.#bindTargets(part, range.end, walk);
      });
      return;
    }
    const inClass = this.scopes[walk.scope]!.kind === 'class';
    const role =
      target.kind === 'identifier'
        ? inClass
          ? 'class-attribute'
          : 'variable'
        : target.kind === 'attribute'
          ? 'attribute'
          : target.kind === 'subscript'
            ? 'subscript'
            : null;
    if (role === null) return;
    this.assignments.push({
      scope: walk.scope,
      statement: walk.statement,
      functionName: walk.functionName,
      target,
      value,
      range,
      role,
    });
    if (role === 'variable' || role === 'class-attribute')
      this.#bind(walk, this.textOf(target), { kind: 'assign', at: range.end, value });
    else if (role === 'attribute')
      this.#bindAttribute(this.textOf(target), { kind: 'assign', at: range.end, value }, walk);
    else if (target.children[0])
      this.#bindAttribute(`${this.textOf(target.children[0])}[]`, { kind: 'other', at: range.end }, walk);
  }

  /** `self.x = v` belongs to the class; `config.x = v` to the scope that assigns it. */
  #bindAttribute(name: string, binding: Omit<Binding, 'block' | 'scope'>, walk: Walk): void {
    if (name.length > 200 || !/^[\w.\u0080-\uffff[\]]+$/.test(name)) return;
    if (!name.startsWith('self.')) return this.#bind(walk, name, binding);
    let scope: Scope | undefined = this.scopes[walk.scope];
    while (scope && scope.kind !== 'class') scope = scope.parent === null ? undefined : this.scopes[scope.parent];
    if (!scope) return this.#bind(walk, name, binding);
    const full = placed(binding, walk);
    const list = scope.bindings.get(name);
    if (list === undefined) scope.bindings.set(name, [full]);
    else list.push(full);
  }

  #augmented(node: Syntax, walk: Walk): void {
    const target = node.children[0];
    if (target?.kind === 'identifier') this.#bind(walk, this.textOf(target), { kind: 'other', at: node.end });
    this.#children(node, asExpression(walk, false));
  }

  #named(node: Syntax, walk: Walk): void {
    const [name, value] = node.children;
    if (name && value) {
      this.assignments.push({ ...site(walk), target: name, value, range: node, role: 'variable' });
      this.#bind(walk, this.textOf(name), { kind: 'assign', at: node.end, value });
    }
    if (value) this.#visit(value, walk);
  }

  #call(node: Syntax, walk: Walk): void {
    const raw: RawCall = {
      scope: walk.scope,
      statement: walk.statement,
      functionName: walk.functionName,
      node,
      outer: walk.outer,
    };
    this.calls.push(raw);
    const [callee, args] = node.children;
    if (callee) this.#visit(callee, walk);
    if (args)
      this.#children(args, {
        scope: walk.scope,
        statement: walk.statement,
        functionName: walk.functionName,
        block: walk.block,
        outer: raw,
        expression: false,
        first: walk.first,
      });
    if (callee?.kind !== 'attribute' || !this.text.endsWith('add_argument', callee.end) || !args) return;
    const option = addedOption(this.text, args);
    if (option)
      this.options.set(option.destination, [
        ...(this.options.get(option.destination) ?? []),
        { value: option.value, scope: walk.scope },
      ]);
  }

  #string(node: Syntax, walk: Walk): void {
    const role = !walk.expression ? 'value' : walk.first ? 'docstring' : 'expression';
    this.strings.push({ scope: walk.scope, statement: walk.statement, functionName: walk.functionName, node, role });
    this.#interpolations(node, walk);
  }

  #interpolations(node: Syntax, walk: Walk): void {
    for (const child of node.children) {
      if (child.kind === 'string') this.#interpolations(child, walk);
      else this.#children(child, asExpression(walk, false));
    }
  }

  #decorated(node: Syntax, walk: Walk): void {
    const decorators: Syntax[] = [];
    for (const child of node.children) {
      if (child.kind === 'decorator' && child.children[0]) {
        decorators.push(child.children[0]);
        this.decorators.push({ ...site(walk), node: child.children[0] });
        this.#visit(child.children[0], walk);
      } else if (child.kind === 'function_definition') this.#function(child, walk, decorators);
      else if (child.kind === 'class_definition') this.#class(child, walk, decorators);
      else this.#visit(child, walk);
    }
  }

  #function(node: Syntax, walk: Walk, decorators: Syntax[]): void {
    const name = node.children.find((child) => child.kind === 'identifier');
    const label = name ? this.textOf(name) : null;
    const scope = this.#open('function', label, walk.scope);
    scope.decorators.push(...decorators);
    if (label !== null) this.#bind(walk, label, { kind: 'function', at: node.end, opens: scope.id });
    const block = node.children.find((child) => child.kind === 'block');
    const inner: Walk = {
      ...walk,
      scope: scope.id,
      functionName: label,
      block: block ?? node,
      outer: null,
      expression: false,
    };
    for (const child of node.children) {
      if (child.kind === 'parameters') this.#parameters(child, inner, walk, decorators);
      else if (child.kind === 'block') this.#suite(child.children, { ...inner, block: child });
      else if (child !== name) this.#visit(child, walk);
    }
  }

  #parameters(node: Syntax, inner: Walk, outer: Walk, decorators: readonly Syntax[]): void {
    for (const parameter of node.children) {
      const name =
        parameter.kind === 'identifier' ? parameter : parameter.children.find((child) => child.kind === 'identifier');
      if (name === undefined) continue;
      const hasDefault = parameter.kind === 'default_parameter' || parameter.kind === 'typed_default_parameter';
      const value = hasDefault
        ? parameter.children[parameter.children.length - 1]
        : optionDefault(this.text, this.textOf(name), decorators);
      this.#bind({ ...inner, block: rangeOf(node.start, inner.block.end) }, this.textOf(name), {
        kind: 'parameter',
        at: node.start,
        value,
        annotation: parameter.children.find((child) => child.kind === 'type')?.children[0],
      });
      if (hasDefault && value) {
        this.assignments.push({
          ...site(outer),
          functionName: inner.functionName,
          target: name,
          value,
          range: parameter,
          role: 'parameter-default',
        });
        this.#visit(value, outer);
      }
      for (const child of parameter.children) if (child.kind === 'type') this.#visit(child, outer);
    }
  }

  #class(node: Syntax, walk: Walk, decorators: Syntax[]): void {
    const name = node.children.find((child) => child.kind === 'identifier');
    const label = name ? this.textOf(name) : null;
    const scope = this.#open('class', label, walk.scope);
    scope.decorators.push(...decorators);
    if (label !== null) this.#bind(walk, label, { kind: 'class', at: node.end, opens: scope.id });
    for (const child of node.children) {
      if (child.kind === 'argument_list') {
        scope.bases.push(...child.children.filter((base) => base.kind !== 'keyword_argument'));
        this.#children(child, walk);
      } else if (child.kind === 'block')
        this.#suite(child.children, { ...walk, scope: scope.id, block: child, outer: null, expression: false });
      else if (child !== name) this.#visit(child, walk);
    }
  }

  #lambda(node: Syntax, walk: Walk): void {
    const scope = this.#open('function', null, walk.scope);
    const inner: Walk = { ...walk, scope: scope.id, block: node, outer: null, expression: false };
    for (const child of node.children) {
      if (child.kind === 'lambda_parameters') this.#parameters(child, inner, walk, []);
      else this.#visit(child, inner);
    }
  }

  #loop(node: Syntax, walk: Walk): void {
    const [target, ...rest] = node.children;
    const body = rest.find((child) => child.kind === 'block');
    if (target) this.#bindTargets(target, target.end, body ? { ...walk, block: rangeOf(node.start, node.end) } : walk);
    for (const child of rest) this.#visit(child, asExpression(walk, false));
  }

  /** `with open(p) as f`, `except E as e`, `case x as y`. */
  #alias(node: Syntax, walk: Walk): void {
    const [value, target] = node.children;
    if (value) this.#visit(value, walk);
    const name = target?.kind === 'as_pattern_target' ? target.children[0] : target;
    if (value && name?.kind === 'identifier')
      this.#bind(walk, this.textOf(name), { kind: value.kind === 'call' ? 'assign' : 'other', at: node.end, value });
    else if (name) this.#bindTargets(name, node.end, walk);
  }

  #bindTargets(target: Syntax, at: number, walk: Walk): void {
    if (target.kind === 'identifier') this.#bind(walk, this.textOf(target), { kind: 'other', at });
    else if (target.kind !== 'attribute' && target.kind !== 'subscript')
      for (const child of target.children) this.#bindTargets(child, at, walk);
  }

  /** Around a syntax error the pieces stand in a row: `x` `=` `call` is still an assignment. */
  #error(node: Syntax, walk: Walk): void {
    node.children.forEach((child, i) => {
      const next = node.children[i + 1];
      if (
        next &&
        (child.kind === 'identifier' || child.kind === 'attribute') &&
        /^\s*=\s*$/.test(this.text.slice(child.end, next.start))
      ) {
        this.#assign(child, next, rangeOf(child.start, next.end), {
          ...walk,
          statement: rangeOf(child.start, next.end),
        });
      }
      this.#visit(child, asExpression(walk, false));
    });
  }
}

interface Walk extends Site {
  readonly block: Range;
  readonly outer: RawCall | null;
  /** Directly below an expression statement: a string here is no value. */
  readonly expression?: boolean;
  /** First statement of its suite: a string here is a docstring. */
  readonly first?: boolean;
}

const inside = ({ scope, statement, functionName, outer, expression, first }: Walk, block: Range): Walk => ({
  scope,
  statement,
  functionName,
  block,
  outer,
  expression,
  first,
});

/** The same place; most often it is so already. */
const asExpression = (walk: Walk, expression: boolean): Walk =>
  (walk.expression ?? false) === expression
    ? walk
    : {
        scope: walk.scope,
        statement: walk.statement,
        functionName: walk.functionName,
        block: walk.block,
        outer: walk.outer,
        expression,
        first: walk.first,
      };

/** All bindings have the same form: there are very many of them. */
const placed = (
  { kind, at, value, annotation, index, qualified, opens }: Omit<Binding, 'block' | 'scope'>,
  { block, scope }: Walk,
): Binding => ({ kind, at, block, value, annotation, index, qualified, opens, scope });

const isString = (node: Syntax): boolean => node.kind === 'string' || node.kind === 'concatenated_string';

const SEQUENCES = new Set(['expression_list', 'tuple', 'list', 'pattern_list']);

const site = (walk: Walk): Site => ({ scope: walk.scope, statement: walk.statement, functionName: walk.functionName });

import { namedChildrenOf, nodesBelow, type Program, type Written } from './program';

/** Where names hold. Names of a class are attributes, which what is inside its functions does not see. */
export interface NameScope {
  readonly kind: 'module' | 'function' | 'class';
  readonly parent: NameScope | null;
  readonly bound: Set<string>;
}

/** How a name is mentioned: `fixed` are bindings that others see by this name, as imports, functions and classes. */
export type Role = 'variable' | 'parameter' | 'fixed' | 'read';

/** A name, where it stands in the text of a program. */
export interface Mention {
  readonly name: string;
  readonly node: Written;
  readonly scope: NameScope;
  readonly role: Role;
}

/** Every name that a program binds or reads; not attributes, nor names of keywords. */
export function mentionsOf({ text, root }: Program): readonly Mention[] {
  const walk = new NameWalk(text);
  const module: NameScope = { kind: 'module', parent: null, bound: new Set() };
  walk.all(root, module);
  return walk.mentions;
}

/** Whether a name read in a scope is bound there or around. */
export function isBound(name: string, scope: NameScope): boolean {
  for (let at: NameScope | null = scope; at !== null; at = at.parent)
    if (at.bound.has(name) && (at === scope || at.kind !== 'class')) return true;
  return false;
}

class NameWalk {
  readonly mentions: Mention[] = [];

  constructor(private readonly text: string) {}

  all(node: Written, scope: NameScope): void {
    for (const child of node.children) if (child.named) this.#visit(child, scope);
  }

  #visit(node: Written, scope: NameScope): void {
    switch (node.kind) {
      case 'identifier':
        return this.#mention(node, scope, 'read');
      case 'attribute':
        return this.#visit(node.children[0]!, scope);
      case 'keyword_argument':
        return this.#field(node, 'value', scope);
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
      case 'case_pattern':
      case 'type_parameter':
        return this.#fix(node, scope);
      case 'function_definition':
      case 'lambda':
        return this.#function(node, scope);
      case 'class_definition':
        return this.#class(node, scope);
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        return this.#comprehension(node, scope);
      default:
        return this.#binder(node, scope);
    }
  }

  /** What may bind names, and everything that does not. */
  #binder(node: Written, scope: NameScope): void {
    const targets = TARGETS[node.kind];
    for (const child of node.children.filter(({ named }) => named)) {
      if (targets !== undefined && (targets === '' || child.field === targets)) this.#bind(child, scope, 'variable');
      else this.#visit(child, scope);
    }
  }

  #field(node: Written, field: string, scope: NameScope): void {
    for (const child of node.children) if (child.field === field) this.#visit(child, scope);
  }

  /** A place that is written to: names in it are bound, but not those of which an element or an attribute is set. */
  #bind(node: Written, scope: NameScope, role: Role): void {
    if (node.kind === 'identifier') this.#mention(node, scope, role);
    else if (node.kind === 'attribute' || node.kind === 'subscript' || node.kind === 'type') this.#visit(node, scope);
    else for (const child of namedChildrenOf(node)) this.#bind(child, scope, role);
  }

  /** Names that are what they are called: all in it. */
  #fix(node: Written, scope: NameScope): void {
    for (const each of nodesBelow(node)) if (each.kind === 'identifier') this.#mention(each, scope, 'fixed');
  }

  #function(node: Written, scope: NameScope): void {
    const inner: NameScope = { kind: 'function', parent: scope, bound: new Set() };
    for (const child of node.children) {
      if (child.field === 'name') this.#mention(child, scope, 'fixed');
      else if (child.field === 'parameters')
        for (const parameter of namedChildrenOf(child)) this.#parameter(parameter, scope, inner);
      else if (child.field === 'body') this.#visit(child, inner);
      else if (child.named) this.#visit(child, scope);
    }
  }

  /** Defaults and types are read where the function is defined. */
  #parameter(node: Written, outer: NameScope, inner: NameScope): void {
    if (node.kind === 'identifier') return this.#mention(node, inner, 'parameter');
    for (const child of namedChildrenOf(node)) {
      if (child.field === 'value' || child.field === 'type') this.#visit(child, outer);
      else if (child.kind === 'identifier') this.#mention(child, inner, 'parameter');
      else this.#parameter(child, outer, inner);
    }
  }

  #class(node: Written, scope: NameScope): void {
    const inner: NameScope = { kind: 'class', parent: scope, bound: new Set() };
    for (const child of node.children) {
      if (child.field === 'name') this.#mention(child, scope, 'fixed');
      else if (child.named) this.#visit(child, child.field === 'body' ? inner : scope);
    }
  }

  #comprehension(node: Written, scope: NameScope): void {
    const inner: NameScope = { kind: 'function', parent: scope, bound: new Set() };
    let first = true;
    for (const child of namedChildrenOf(node)) {
      if (child.kind !== 'for_in_clause') {
        this.#visit(child, inner);
        continue;
      }
      for (const part of namedChildrenOf(child)) {
        if (part.field === 'left') this.#bind(part, inner, 'variable');
        else this.#visit(part, first ? scope : inner);
      }
      first = false;
    }
  }

  #mention(node: Written, scope: NameScope, role: Role): void {
    const name = this.text.slice(node.start, node.end);
    if (role !== 'read') scope.bound.add(name);
    this.mentions.push({ name, node, scope, role });
  }
}

/** By kind of node, the field whose names are bound; '' where all are. A `global` name is bound elsewhere too, under the same name. */
const TARGETS: Readonly<Record<string, string>> = {
  assignment: 'left',
  augmented_assignment: 'left',
  for_statement: 'left',
  named_expression: 'name',
  as_pattern_target: '',
  global_statement: '',
  nonlocal_statement: '',
};

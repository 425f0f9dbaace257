import { lookupHere, lookupOutside, type Lookup } from './lookup';
import { HABITUAL_ALIASES, KNOWN_MODULES, PYTHON_BUILTINS } from './modules';
import type { Program } from './program';
import type { Binding, Scope } from './scopes';
import type { ScopeId } from '../../core/python-facts';
import type { Syntax } from './syntax';

/** A resolved dotted name. `?` stands for a receiver that is not known; a leading dot for something defined in this program. */
export interface Resolved {
  readonly name: string;
  readonly guessed: boolean;
}

const MAX_DEPTH = 24;
const UNKNOWN: Resolved = { name: '?', guessed: false };

/** Follows names through scopes, imports and re-assignments to qualified names. */
export class Resolver {
  readonly #names = new Map<Syntax, Resolved>();
  readonly #open = new Set<Syntax>();

  constructor(readonly program: Program) {}

  /** What a bare name means at `offset`. Bindings that only hold on some paths are ambiguous. */
  lookup(name: string, scope: ScopeId, offset: number): Lookup {
    let first = true;
    for (
      let current: Scope | undefined = this.program.scopes[scope];
      current;
      current = current.parent === null ? undefined : this.program.scopes[current.parent]
    ) {
      const bindings = first || current.kind !== 'class' ? current.bindings.get(name) : undefined;
      if (bindings !== undefined) return first ? lookupHere(bindings, offset) : lookupOutside(bindings);
      first = false;
    }
    return { kind: 'unbound' };
  }

  /** What a module binds a name to when all of it has run; undefined when that is not sure. */
  exported(name: string): Binding | undefined {
    const bindings = this.program.scopes[0]!.bindings.get(name);
    if (bindings === undefined || bindings.some((binding) => binding.scope !== 0)) return undefined;
    const found = lookupHere(bindings, this.program.text.length);
    return found.kind === 'bound' ? found.binding : undefined;
  }

  /** The dotted name of what is imported, through plain re-assignments: `config.MODEL`, `.settings.load().model`; undefined for anything else. */
  importedName(node: Syntax, scope: ScopeId, depth = 0): string | undefined {
    if (depth > MAX_DEPTH) return undefined;
    if (node.kind === 'attribute') {
      const [object, member] = node.children;
      const base = object && this.importedName(object, scope, depth + 1);
      return base === undefined || !member ? undefined : `${base}.${this.program.textOf(member)}`;
    }
    if (node.kind === 'call' && node.children[0]) {
      const base = this.importedName(node.children[0], scope, depth + 1);
      return base === undefined ? undefined : `${base}()`;
    }
    if (node.kind !== 'identifier') return undefined;
    const found = this.lookup(this.program.textOf(node), scope, node.start);
    if (found.kind !== 'bound') return undefined;
    const { binding } = found;
    if (binding.kind === 'import') return binding.qualified;
    return binding.kind === 'assign' && binding.value
      ? this.importedName(binding.value, binding.scope, depth + 1)
      : undefined;
  }

  /** The class scope around `scope`, for `self`. */
  classAround(scope: ScopeId): Scope | undefined {
    let current: Scope | undefined = this.program.scopes[scope];
    while (current && current.kind !== 'class')
      current = current.parent === null ? undefined : this.program.scopes[current.parent];
    return current;
  }

  /** A member of a class defined here, also through bases defined here. */
  member(scope: Scope, name: string, depth = 0): Binding | undefined {
    const own = scope.bindings.get(name) ?? scope.bindings.get(`self.${name}`);
    if (own !== undefined) return own.length === 1 ? own[0] : undefined;
    for (const base of depth > 6 ? [] : scope.bases) {
      if (base.kind !== 'identifier') continue;
      const found = this.lookup(this.program.textOf(base), scope.parent ?? 0, base.start);
      const opened =
        found.kind === 'bound' && found.binding.kind === 'class'
          ? this.program.scopes[found.binding.opens!]
          : undefined;
      const inherited = opened && opened !== scope ? this.member(opened, name, depth + 1) : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }

  /** Qualified name of an expression in callee position. Memoised; cycles end as unknown. */
  nameOf(node: Syntax, scope: ScopeId, depth = 0): Resolved {
    const known = this.#names.get(node);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH || this.#open.has(node)) return UNKNOWN;
    this.#open.add(node);
    const resolved = this.#nameOf(node, scope, depth + 1);
    this.#open.delete(node);
    this.#names.set(node, resolved);
    return resolved;
  }

  #nameOf(node: Syntax, scope: ScopeId, depth: number): Resolved {
    switch (node.kind) {
      case 'identifier':
        return this.#identifier(node, scope, depth);
      case 'attribute':
        return this.#attribute(node, scope, depth);
      case 'call':
        return this.#call(node, scope, depth);
      case 'parenthesized_expression':
      case 'await':
        return node.children[0] ? this.nameOf(node.children[0], scope, depth) : UNKNOWN;
      case 'string':
      case 'concatenated_string':
        return { name: 'str', guessed: false };
      case 'named_expression':
        return node.children[1] ? this.nameOf(node.children[1], scope, depth) : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  #identifier(node: Syntax, scope: ScopeId, depth: number): Resolved {
    const name = this.program.textOf(node);
    const found = this.lookup(name, scope, node.start);
    if (found.kind === 'unbound') return this.#unbound(name);
    if (found.kind === 'ambiguous') {
      const imports = found.bindings.filter((binding) => binding.kind === 'import');
      const last = imports[imports.length - 1];
      return last ? { name: last.qualified!, guessed: false } : UNKNOWN;
    }
    return this.#bound(found.binding, name, scope, depth);
  }

  #bound(binding: Binding, name: string, scope: ScopeId, depth: number): Resolved {
    switch (binding.kind) {
      case 'import':
        return { name: binding.qualified!, guessed: false };
      case 'function':
      case 'class':
        return { name: `.${name}`, guessed: false };
      case 'assign':
        return binding.value ? this.nameOf(binding.value, binding.scope, depth) : UNKNOWN;
      case 'parameter':
        return name === 'self' || name === 'cls' ? { name: this.#selfName(scope), guessed: false } : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  #selfName(scope: ScopeId): string {
    const around = this.classAround(scope);
    return around?.name ? `.${around.name}` : '?';
  }

  #unbound(name: string): Resolved {
    if (PYTHON_BUILTINS.has(name)) return { name, guessed: false };
    if (KNOWN_MODULES.has(name)) return { name, guessed: true };
    const habitual = HABITUAL_ALIASES[name];
    if (habitual !== undefined) return { name: habitual, guessed: true };
    const star = [...this.program.starImports].reverse().find((module) => KNOWN_MODULES.has(module.split('.')[0]!));
    return star === undefined ? { name, guessed: true } : { name: `${star}.${name}`, guessed: true };
  }

  #attribute(node: Syntax, scope: ScopeId, depth: number): Resolved {
    const [object, attribute] = node.children;
    if (!object || !attribute) return UNKNOWN;
    const member = this.program.textOf(attribute);
    const bound = this.attributeBinding(node, scope);
    if (bound) {
      const resolved = this.#bound(bound, member, scope, depth);
      if (resolved.name !== '?' && !resolved.name.startsWith('.')) return resolved;
    }
    const base = this.nameOf(object, scope, depth);
    return { name: `${base.name}.${member}`, guessed: base.guessed };
  }

  /** The single assignment behind `self.x`, `Config.X` (a class defined here) or `config.x` (assigned in this scope). */
  attributeBinding(node: Syntax, scope: ScopeId): Binding | undefined {
    const [object, attribute] = node.children;
    if (object?.kind !== 'identifier' || !attribute) return undefined;
    const base = this.program.textOf(object);
    const member = this.program.textOf(attribute);
    if (base === 'self' || base === 'cls') {
      const around = this.classAround(scope);
      return around ? this.member(around, member) : undefined;
    }
    const assigned = this.lookup(`${base}.${member}`, scope, node.start);
    if (assigned.kind === 'bound') return assigned.binding;
    const holder = this.lookup(base, scope, node.start);
    return holder.kind === 'bound' && holder.binding.kind === 'class'
      ? this.member(this.program.scopes[holder.binding.opens!]!, member)
      : undefined;
  }

  #call(node: Syntax, scope: ScopeId, depth: number): Resolved {
    const [callee, args] = node.children;
    if (!callee) return UNKNOWN;
    const base = this.nameOf(callee, scope, depth);
    const first = args?.children[0];
    const constant = (arg: Syntax | undefined): string | null =>
      arg?.kind === 'string' ? this.program.textOf(arg).replace(/^["']|["']$/g, '') : null;
    if (base.name === 'importlib.import_module' || base.name === '__import__') {
      const module = constant(first);
      if (module !== null && /^[\w.]+$/.test(module)) return { name: module, guessed: false };
    }
    if (base.name === 'getattr' && first) {
      const member = constant(args.children[1]);
      if (member !== null && /^\w+$/.test(member))
        return { name: `${this.nameOf(first, scope, depth).name}.${member}`, guessed: false };
    }
    if (base.name === 'functools.partial' && first) return this.nameOf(first, scope, depth);
    return { name: base.name === '?' ? '?' : `${base.name}()`, guessed: base.guessed };
  }
}

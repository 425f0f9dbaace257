import type { Expression } from '../../../core/semantics';
import type { Binding, Scope } from '../scopes';
import type { Expressions } from './expressions';
import type { Reaching } from './reaching';

/** Bases of a class, and assignments of a name to another, that are followed. */
const DEEPEST = 6;

/** Of which class of the program objects are, and what their attributes are given. */
export class Classes {
  readonly #all: Expressions;
  readonly #reaching: Reaching;

  constructor(all: Expressions, reaching: Reaching) {
    this.#all = all;
    this.#reaching = reaching;
  }

  /** The function or class that a name stands for, through plain assignments. */
  defined(use: Expression, depth: number): Scope | undefined {
    const [binding, other] = this.#reaching.bindings(use.name, use.scope, use.start);
    if (!binding || other || depth > DEEPEST) return undefined;
    if (binding.opens !== undefined) return this.#all.program.scopes[binding.opens];
    if (binding.kind !== 'assign' || !binding.value || binding.through) return undefined;
    const value = this.#all.of(binding.value, binding.scope);
    if (value.kind === 'lambda') return this.scopeOf(value);
    return value.kind === 'name' && value !== use ? this.defined(value, depth + 1) : undefined;
  }

  /** The scope that a lambda opens. */
  scopeOf(expression: Expression): Scope | undefined {
    const syntax = this.#all.syntaxOf(expression);
    const scope = syntax && this.#all.program.opened.get(syntax);
    return scope === undefined ? undefined : this.#all.program.scopes[scope];
  }

  /** The class of this program that an object is an instance of, or is itself. */
  classOf(object: Expression, depth: number): Scope | undefined {
    if (depth > DEEPEST) return undefined;
    if (object.kind === 'name') return this.#classOfName(object, depth);
    if (object.kind === 'call') return this.#classOfCall(object, depth);
    if (object.kind !== 'attribute') return undefined;
    const [only, other] = this.attributeBindings(object, depth + 1);
    return only?.value && !other && only.kind === 'assign'
      ? this.classOf(this.#all.of(only.value, only.scope), depth + 1)
      : undefined;
  }

  #classOfName(object: Expression, depth: number): Scope | undefined {
    if (object.name === 'self' || object.name === 'cls') return this.#all.resolver.classAround(object.scope);
    const [binding, other] = this.#reaching.bindings(object.name, object.scope, object.start);
    if (!binding || other) return undefined;
    if (binding.kind === 'class') return this.#all.program.scopes[binding.opens!];
    const made =
      binding.kind === 'parameter'
        ? binding.annotation
        : binding.kind === 'assign' || binding.through === 'context'
          ? binding.value
          : undefined;
    return made && this.classOf(this.#all.of(made, binding.scope), depth + 1);
  }

  /** `Class(…)`, `super()`. */
  #classOfCall(object: Expression, depth: number): Scope | undefined {
    const [callee] = object.parts;
    if (callee?.kind !== 'name') return undefined;
    if (callee.name === 'super') {
      const around = this.#all.resolver.classAround(object.scope);
      const [base] = around?.bases ?? [];
      return base && this.classOf(this.#all.of(base, around!.parent ?? 0), depth + 1);
    }
    const made = this.defined(callee, 0);
    return made?.kind === 'class' ? made : undefined;
  }

  member(of: Scope, name: string, depth = 0): Binding | undefined {
    const own = of.bindings.get(name);
    if (own) return own[own.length - 1];
    for (const base of depth > DEEPEST ? [] : of.bases) {
      const found = this.classOf(this.#all.of(base, of.parent ?? 0), 0);
      const inherited = found && found !== of ? this.member(found, name, depth + 1) : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }

  /** What `self.x`, `Class.x`, `instance.x` and `config.x` are given, wherever that is. */
  attributeBindings(use: Expression, depth = 0): readonly Binding[] {
    const [object] = use.parts;
    if (!object) return [];
    const written = object.dotted;
    if (written !== null && written !== 'self' && written !== 'cls') {
      const own = this.#reaching.bindings(`${written}.${use.name}`, use.scope, use.start);
      if (own.length > 0) return own;
    }
    const of = this.classOf(object, depth);
    return of ? this.#fields(of, use.name, 0) : [];
  }

  #fields(of: Scope, name: string, depth: number): readonly Binding[] {
    const own = [...(of.bindings.get(`self.${name}`) ?? []), ...(of.bindings.get(name) ?? [])];
    if (own.length > 0 || depth > DEEPEST) return own.slice(0, 24);
    return of.bases.flatMap((base) => {
      const found = this.classOf(this.#all.of(base, of.parent ?? 0), 0);
      return found && found !== of ? this.#fields(found, name, depth + 1) : [];
    });
  }
}

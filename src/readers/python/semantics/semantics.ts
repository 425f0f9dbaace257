import type { Argument, CallFact, Semantics } from '../../../core/python-facts';
import { contains, type Range } from '../../../core/range';
import type { BindingFact, Expression, FunctionFact, ScopeId, SuiteFact } from '../../../core/semantics';
import type { Binding, Scope } from '../scopes';
import type { Expressions } from './expressions';
import { FunctionOfProgram } from './functions';
import { Reaching } from './reaching';
import { suiteOf } from './suites';

/** Bases of a class that are followed. */
const DEEPEST = 6;
/** Methods that put what they are given into what they are called on. */
const CHANGES = /^(?:append|appendleft|extend|insert|add|update|setdefault|write|writelines|put|push)$/;

/** What names, functions and suites of one program mean to one another. */
export class ProgramSemantics implements Semantics {
  readonly #all: Expressions;
  readonly #calls: readonly CallFact[];
  readonly #reaching: Reaching;
  readonly #functions = new Map<ScopeId, FunctionOfProgram>();
  readonly #bindings = new Map<Expression, readonly BindingFact[]>();
  #list: readonly FunctionFact[] | undefined;
  #suites: readonly SuiteFact[] | undefined;
  #byExpression: ReadonlyMap<Expression, CallFact> | undefined;
  #changes: ReadonlyMap<string, readonly CallFact[]> | undefined;
  #callers: ReadonlyMap<ScopeId, readonly CallFact[]> | undefined;
  #handed: ReadonlyMap<ScopeId, readonly { readonly call: CallFact; readonly argument: Argument }[]> | undefined;

  constructor(all: Expressions, calls: readonly CallFact[]) {
    this.#all = all;
    this.#calls = calls;
    this.#reaching = new Reaching(all.program);
  }

  get functions(): readonly FunctionFact[] {
    return (this.#list ??= this.#all.program.scopes.flatMap(({ id, kind }) =>
      kind === 'function' ? [this.#function(id)!] : [],
    ));
  }

  get suites(): readonly SuiteFact[] {
    return (this.#suites ??= this.#all.program.suites.map((raw) => suiteOf(raw, this.#all)));
  }

  expressionAt(range: Range): Expression | null {
    return this.#all.at(range);
  }

  expressionsAround(range: Range): readonly Expression[] {
    return this.#all.around(range);
  }

  callOf(expression: Expression): CallFact | null {
    if (expression.kind !== 'call') return null;
    this.#byExpression ??= new Map(this.#calls.map((call) => [call.expression, call]));
    return this.#byExpression.get(expression) ?? null;
  }

  functionAround(scope: ScopeId): FunctionFact | null {
    const { scopes } = this.#all.program;
    for (let at: ScopeId | null = scope; at !== null; at = scopes[at]!.parent)
      if (scopes[at]!.kind === 'function') return this.#function(at);
    return null;
  }

  bindingsOf(use: Expression): readonly BindingFact[] {
    let known = this.#bindings.get(use);
    if (!known) this.#bindings.set(use, (known = this.#bindingsOf(use)));
    return known;
  }

  calledBy(call: CallFact): FunctionFact | null {
    const [callee] = call.expression.parts;
    return callee ? this.#named(callee) : null;
  }

  callsTo({ scope }: FunctionFact): readonly CallFact[] {
    if (!this.#callers) {
      const callers = new Map<ScopeId, CallFact[]>();
      for (const call of this.#calls) {
        const called = this.calledBy(call);
        if (!called) continue;
        const list = callers.get(called.scope);
        if (list) list.push(call);
        else callers.set(called.scope, [call]);
      }
      this.#callers = callers;
    }
    return this.#callers.get(scope) ?? [];
  }

  handedOn({ scope }: FunctionFact): readonly { readonly call: CallFact; readonly argument: Argument }[] {
    if (!this.#handed) {
      const handed = new Map<ScopeId, { call: CallFact; argument: Argument }[]>();
      for (const call of this.#calls)
        for (const argument of call.args) {
          const { kind } = argument.expression;
          const named =
            kind === 'name' || kind === 'attribute'
              ? this.#named(argument.expression)
              : kind === 'lambda'
                ? this.#lambda(argument.expression)
                : null;
          if (!named) continue;
          const list = handed.get(named.scope);
          if (list) list.push({ call, argument });
          else handed.set(named.scope, [{ call, argument }]);
        }
      this.#handed = handed;
    }
    return this.#handed.get(scope) ?? [];
  }

  suitesAround(place: Range): readonly SuiteFact[] {
    const around = this.suites.filter(({ range }) => contains(range, place));
    const own = this.functions.filter(({ range }) => contains(range, place) && range.start < place.start);
    const start = Math.max(-1, ...own.map(({ range }) => range.start));
    return around.filter(({ range }) => range.start > start).sort((a, b) => b.range.start - a.range.start);
  }

  #function(scope: ScopeId): FunctionOfProgram {
    let known = this.#functions.get(scope);
    if (!known)
      this.#functions.set(scope, (known = new FunctionOfProgram(this.#all.program.scopes[scope]!, this.#all)));
    return known;
  }

  #lambda(expression: Expression): FunctionFact | null {
    const syntax = this.#all.syntaxOf(expression);
    const scope = syntax && this.#all.program.opened.get(syntax);
    return scope === undefined ? null : this.#function(scope);
  }

  /** The function that a name, `self.name`, `Class.name` or `Class(…).name` stands for; of a class its `__init__`. */
  #named(callee: Expression): FunctionFact | null {
    const opened =
      callee.kind === 'attribute'
        ? this.#method(callee)
        : callee.kind === 'name'
          ? this.#defined(callee, 0)
          : undefined;
    if (!opened) return null;
    if (opened.kind === 'function') return this.#function(opened.id);
    const init = this.#member(opened, '__init__');
    return init?.kind === 'function' ? this.#function(init.opens!) : null;
  }

  #method(callee: Expression): Scope | undefined {
    const [object] = callee.parts;
    const of = object && this.#classOf(object, 0);
    const member = of && this.#member(of, callee.name);
    return member?.opens === undefined ? undefined : this.#all.program.scopes[member.opens];
  }

  /** The function or class that a name stands for, through plain assignments. */
  #defined(use: Expression, depth: number): Scope | undefined {
    const [binding, other] = this.#reaching.bindings(use.name, use.scope, use.start);
    if (!binding || other || depth > DEEPEST) return undefined;
    if (binding.opens !== undefined) return this.#all.program.scopes[binding.opens];
    if (binding.kind !== 'assign' || !binding.value || binding.through) return undefined;
    const value = this.#all.of(binding.value, binding.scope);
    if (value.kind === 'lambda') return this.#scopeOf(value);
    return value.kind === 'name' && value !== use ? this.#defined(value, depth + 1) : undefined;
  }

  #scopeOf(expression: Expression): Scope | undefined {
    const syntax = this.#all.syntaxOf(expression);
    const scope = syntax && this.#all.program.opened.get(syntax);
    return scope === undefined ? undefined : this.#all.program.scopes[scope];
  }

  /** The class of this program that an object is an instance of, or is itself. */
  #classOf(object: Expression, depth: number): Scope | undefined {
    if (depth > DEEPEST) return undefined;
    if (object.kind === 'name') return this.#classOfName(object, depth);
    if (object.kind === 'call') return this.#classOfCall(object, depth);
    if (object.kind !== 'attribute') return undefined;
    const [only, other] = this.#attributeBindings(object);
    return only?.value && !other && only.kind === 'assign'
      ? this.#classOf(this.#all.of(only.value, only.scope), depth + 1)
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
    return made && this.#classOf(this.#all.of(made, binding.scope), depth + 1);
  }

  /** `Class(…)`, `super()`. */
  #classOfCall(object: Expression, depth: number): Scope | undefined {
    const [callee] = object.parts;
    if (callee?.kind !== 'name') return undefined;
    if (callee.name === 'super') {
      const around = this.#all.resolver.classAround(object.scope);
      const [base] = around?.bases ?? [];
      return base && this.#classOf(this.#all.of(base, around!.parent ?? 0), depth + 1);
    }
    const made = this.#defined(callee, 0);
    return made?.kind === 'class' ? made : undefined;
  }

  #member(of: Scope, name: string, depth = 0): Binding | undefined {
    const own = of.bindings.get(name);
    if (own) return own[own.length - 1];
    for (const base of depth > DEEPEST ? [] : of.bases) {
      const found = this.#classOf(this.#all.of(base, of.parent ?? 0), 0);
      const inherited = found && found !== of ? this.#member(found, name, depth + 1) : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }

  #bindingsOf(use: Expression): readonly BindingFact[] {
    if (use.kind === 'attribute') return this.#attributeBindings(use).map((binding) => this.#fact(binding, use.name));
    if (use.kind !== 'name') return [];
    const found = this.#reaching
      .bindings(use.name, use.scope, use.start)
      .map((binding) => this.#fact(binding, use.name));
    const since = Math.min(...found.map(({ at }) => at));
    return [...this.#changesOf(use.name, use, since), ...found];
  }

  /** What `self.x`, `Class.x`, `instance.x` and `config.x` are given, wherever that is. */
  #attributeBindings(use: Expression): readonly Binding[] {
    const [object] = use.parts;
    if (!object) return [];
    const written = object.dotted;
    if (written !== null && written !== 'self' && written !== 'cls') {
      const own = this.#reaching.bindings(`${written}.${use.name}`, use.scope, use.start);
      if (own.length > 0) return own;
    }
    const of = this.#classOf(object, 0);
    return of ? this.#fields(of, use.name, 0) : [];
  }

  #fields(of: Scope, name: string, depth: number): readonly Binding[] {
    const own = [...(of.bindings.get(`self.${name}`) ?? []), ...(of.bindings.get(name) ?? [])];
    if (own.length > 0 || depth > DEEPEST) return own.slice(0, 24);
    return of.bases.flatMap((base) => {
      const found = this.#classOf(this.#all.of(base, of.parent ?? 0), 0);
      return found && found !== of ? this.#fields(found, name, depth + 1) : [];
    });
  }

  /** `name.append(…)`, `name[…] = …` between the binding and the use, and anywhere for what is used in another scope. */
  #changesOf(name: string, use: Expression, since: number): readonly BindingFact[] {
    this.#changes ??= changesIn(this.#calls);
    const { program } = this.#all;
    const made = (this.#changes.get(name) ?? [])
      .filter(
        (call) =>
          program.encloses(call.scope, use.scope) &&
          (call.scope !== use.scope || (call.range.start > since && call.range.end <= use.start)),
      )
      .slice(-24)
      .flatMap((call) => call.args.map(({ expression }) => changed(name, call.range.end, expression)));
    const items = (program.scopes[use.scope]!.bindings.get(`${name}[]`) ?? [])
      .filter(({ at, source }) => at > since && at <= use.start && source !== undefined)
      .slice(-24)
      .map(({ at, source, scope }) => changed(name, at, this.#all.of(source!, scope)));
    return [...items, ...made].reverse();
  }

  #fact(binding: Binding, name: string): BindingFact {
    const source = binding.through ? binding.source : (binding.value ?? binding.source);
    const opened = binding.opens === undefined ? undefined : this.#all.program.scopes[binding.opens];
    return {
      kind: kindOf(binding),
      name,
      at: binding.at,
      value: source ? this.#all.of(source, this.#valueScope(binding)) : null,
      index: binding.index ?? null,
      qualified: binding.qualified ?? null,
      owner:
        binding.kind === 'parameter'
          ? this.#function(binding.scope)
          : opened?.kind === 'function'
            ? this.#function(opened.id)
            : null,
    };
  }

  /** A parameter's default is read in the scope around its function. */
  #valueScope({ kind, scope }: Binding): ScopeId {
    return kind === 'parameter' ? (this.#all.program.scopes[scope]!.parent ?? 0) : scope;
  }
}

function kindOf({ kind, through, source }: Binding): BindingFact['kind'] {
  if (through) return through;
  if (kind === 'assign') return 'assignment';
  return kind === 'other' && source ? 'element' : kind;
}

const changed = (name: string, at: number, value: Expression): BindingFact => ({
  kind: 'change',
  name,
  at,
  value,
  index: null,
  qualified: null,
  owner: null,
});

/** Calls that put something into what a name holds, by that name. */
function changesIn(calls: readonly CallFact[]): ReadonlyMap<string, readonly CallFact[]> {
  const changes = new Map<string, CallFact[]>();
  for (const call of calls) {
    const [callee] = call.expression.parts;
    const holder = callee?.kind === 'attribute' && CHANGES.test(callee.name) ? callee.parts[0]?.dotted : null;
    if (typeof holder !== 'string') continue;
    const list = changes.get(holder);
    if (list) list.push(call);
    else changes.set(holder, [call]);
  }
  return changes;
}

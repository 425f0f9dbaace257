import type {
  Argument,
  CalledElsewhere,
  CallFact,
  GivenElsewhere,
  Semantics,
  Signature,
} from '../../../core/python-facts';
import { contains, type Range } from '../../../core/range';
import { stringOf } from '../../../core/value';
import type { BindingFact, ClassFact, Expression, FunctionFact, ScopeId, SuiteFact } from '../../../core/semantics';
import { firstAfter, Nesting } from '../nesting';
import type { Outside } from '../outside';
import type { Binding, Scope } from '../scopes';
import { changed, changedBy, changesIn, MOST_CHANGES } from './changes';
import type { Expressions } from './expressions';
import { Classes } from './classes';
import { ItemsOfNames } from './items';
import { classOf as classFactOf, FunctionOfProgram } from './functions';
import { optionsIn } from './options';
import { bindingKindOf, Reaching } from './reaching';
import { Signatures } from './signatures';
import { suiteOf } from './suites';
import { usesIn, type UseOfName } from './uses';

/** Suites before a place that are looked at. */
const MOST_LEAVING = 40;

/** What names, functions and suites of one program mean to one another. */
export class ProgramSemantics implements Semantics {
  readonly #all: Expressions;
  readonly calls: readonly CallFact[];
  readonly #reaching: Reaching;
  readonly #classes: Classes;
  readonly signatures: Signatures;
  readonly #functions = new Map<ScopeId, FunctionOfProgram>();
  readonly #bindings = new Map<Expression, readonly BindingFact[]>();
  #list: readonly FunctionFact[] | undefined;
  #classList: readonly ClassFact[] | undefined;
  #assertions: readonly Expression[] | undefined;
  #suites: readonly SuiteFact[] | undefined;
  #items: ItemsOfNames | undefined;
  readonly #outside: Outside | undefined;
  #leaving: readonly SuiteFact[] | undefined;
  #nesting: Nesting<SuiteFact> | undefined;
  #headers: Nesting<FunctionFact> | undefined;
  #byExpression: ReadonlyMap<Expression, CallFact> | undefined;
  #changes: ReadonlyMap<string, readonly CallFact[]> | undefined;
  readonly #fields = new Map<string, readonly BindingFact[]>();
  #options: ReadonlyMap<string, readonly CallFact[]> | undefined;
  #uses: ReadonlyMap<string, readonly UseOfName[]> | undefined;
  #callers: ReadonlyMap<ScopeId, readonly CallFact[]> | undefined;
  #handed: ReadonlyMap<ScopeId, readonly { readonly call: CallFact; readonly argument: Argument }[]> | undefined;

  constructor(all: Expressions, calls: readonly CallFact[], outside?: Outside) {
    this.#outside = outside;
    this.#all = all;
    this.calls = calls;
    this.#reaching = new Reaching(all.program);
    this.#classes = new Classes(all, this.#reaching);
    this.signatures = new Signatures(all, this.#classes);
  }

  get functions(): readonly FunctionFact[] {
    return (this.#list ??= this.#all.program.scopes.flatMap(({ id, kind }) =>
      kind === 'function' ? [this.#function(id)!] : [],
    ));
  }

  get classes(): readonly ClassFact[] {
    return (this.#classList ??= this.#all.program.scopes.flatMap((scope) =>
      scope.kind === 'class' ? [classFactOf(scope, this.#all)] : [],
    ));
  }

  get assertions(): readonly Expression[] {
    return (this.#assertions ??= this.suites.flatMap(({ kind, failed }) => (kind === 'assert' ? failed : [])));
  }

  get suites(): readonly SuiteFact[] {
    return (this.#suites ??= this.#all.program.suites
      .map((raw) => suiteOf(raw, this.#all))
      .sort((a, b) => a.range.start - b.range.start));
  }

  expressionAt(range: Range): Expression | null {
    return this.#all.at(range);
  }

  expressionsAround(range: Range): readonly Expression[] {
    return this.#all.around(range);
  }

  callOf(expression: Expression): CallFact | null {
    if (expression.kind !== 'call') return null;
    this.#byExpression ??= new Map(this.calls.map((call) => [call.expression, call]));
    return this.#byExpression.get(expression) ?? null;
  }

  classOf(object: Expression): ClassFact | null {
    const of = this.#classes.classOf(object, 0);
    return of ? classFactOf(of, this.#all) : null;
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
      for (const call of this.calls) {
        const called = this.calledBy(call);
        if (!called) continue;
        const list = callers.get(called.scope) ?? [];
        if (list.push(call) === 1) callers.set(called.scope, list);
      }
      this.#callers = callers;
    }
    return this.#callers.get(scope) ?? [];
  }

  handedOn({ scope }: FunctionFact): readonly { readonly call: CallFact; readonly argument: Argument }[] {
    if (!this.#handed) {
      const handed = new Map<ScopeId, { call: CallFact; argument: Argument }[]>();
      for (const call of this.calls)
        for (const argument of call.args) {
          const { kind } = argument.expression;
          const named =
            kind === 'name' || kind === 'attribute'
              ? this.#named(argument.expression)
              : kind === 'lambda'
                ? this.#lambda(argument.expression)
                : null;
          if (!named) continue;
          const list = handed.get(named.scope) ?? [];
          if (list.push({ call, argument }) === 1) handed.set(named.scope, list);
        }
      this.#handed = handed;
    }
    return this.#handed.get(scope) ?? [];
  }

  optionsOf(name: string): readonly CallFact[] {
    this.#options ??= optionsIn(this.calls);
    return this.#options.get(name) ?? [];
  }

  usesOf(name: string): readonly Expression[] {
    this.#uses ??= usesIn(this.#all.program);
    return (this.#uses.get(name) ?? []).map(({ node, scope }) => this.#all.of(node, scope));
  }

  suitesAround(place: Range): readonly SuiteFact[] {
    this.#nesting ??= new Nesting(this.suites, ({ range }) => range);
    const own = this.#headerOf(place);
    return this.#nesting.around(place).filter(({ range }) => range.start > own);
  }

  /** Where the function around a place begins; -1 for none. */
  #headerOf(place: Range): number {
    this.#headers ??= new Nesting(this.functions, ({ range }) => range);
    return this.#headers.around(place).find(({ range }) => range.start < place.start)?.range.start ?? -1;
  }

  leavingBefore(place: Range): readonly SuiteFact[] {
    const own = this.#headerOf(place);
    this.#leaving ??= this.suites.filter(({ kind, leaves }) => /^(?:if|elif|else|assert)$/.test(kind) && leaves);
    const found: SuiteFact[] = [];
    const last = firstAfter(this.#leaving, place.start, ({ range }) => range.start) - 1;
    for (let i = last; i >= 0 && found.length < MOST_LEAVING && this.#leaving[i]!.range.start > own; i--) {
      const suite = this.#leaving[i]!;
      if (
        suite.statement.end <= place.start &&
        this.suitesAround(suite.statement).every((around) => around === suite || contains(around.range, place))
      )
        found.push(suite);
    }
    return found;
  }

  isCalledWhere(call: CallFact, words: RegExp): boolean {
    const [callee] = call.expression.parts;
    const name = callee && this.#imported(callee);
    return name !== undefined && !name.includes('(') && this.#outside!.mentions(name, words);
  }

  calledElsewhere(call: CallFact, whole = false): CalledElsewhere | null {
    const [callee] = call.expression.parts;
    const name = callee && this.#imported(callee);
    return name === undefined || name.includes('(') ? null : (this.#outside?.functionOf(name, whole) ?? null);
  }

  elsewhere(use: Expression): GivenElsewhere | null {
    const name = this.#imported(use);
    return name === undefined || name.includes('(') ? null : (this.#outside?.givenTo(name) ?? null);
  }

  signatureOf(callee: Expression, words: RegExp): Signature | null {
    return this.signatures.of(callee, this.#outside, words);
  }

  /** What the module gives to those who import a name from it: a function, the expressions that a variable is given, or the name of another import. */
  exported([name, member]: readonly string[]): FunctionFact | readonly Expression[] | string | null {
    const { program } = this.#all;
    const bindings = (name === undefined ? undefined : program.scopes[0]!.bindings.get(name)) ?? [];
    const last = bindings[bindings.length - 1];
    if (!last) return null;
    if (last.kind === 'import') return member === undefined ? last.qualified! : `${last.qualified}.${member}`;
    const opened = last.opens === undefined ? undefined : program.scopes[last.opens];
    if (opened?.kind === 'class') {
      const method = member === undefined ? undefined : this.#classes.member(opened, member);
      return method?.kind === 'function' ? this.#function(method.opens!) : null;
    }
    if (member !== undefined) return null;
    if (opened) return this.#function(opened.id);
    return bindings.flatMap(({ value, scope, through }) => (value && !through ? [this.#all.of(value, scope)] : []));
  }

  #imported(use: Expression): string | undefined {
    const syntax = this.#outside && this.#all.syntaxOf(use);
    return syntax && this.#all.resolver.importedName(syntax, use.scope);
  }

  #function(scope: ScopeId): FunctionOfProgram {
    let known = this.#functions.get(scope);
    if (!known)
      this.#functions.set(scope, (known = new FunctionOfProgram(this.#all.program.scopes[scope]!, this.#all)));
    return known;
  }

  #lambda(expression: Expression): FunctionFact | null {
    const scope = this.#classes.scopeOf(expression);
    return scope ? this.#function(scope.id) : null;
  }

  /** The function that a name, `self.name`, `Class.name` or `Class(…).name` stands for; of a class its `__init__`. */
  #named(callee: Expression): FunctionFact | null {
    const opened =
      callee.kind === 'attribute'
        ? this.#method(callee)
        : callee.kind === 'name'
          ? this.#classes.defined(callee, 0)
          : undefined;
    if (!opened) return null;
    if (opened.kind === 'function') return this.#function(opened.id);
    const init = this.#classes.member(opened, '__init__');
    return init?.kind === 'function' ? this.#function(init.opens!) : null;
  }

  #method(callee: Expression): Scope | undefined {
    const [object] = callee.parts;
    const of = object && this.#classes.classOf(object, 0);
    const member = of && this.#classes.member(of, callee.name);
    return member?.opens === undefined ? undefined : this.#all.program.scopes[member.opens];
  }

  #bindingsOf(use: Expression): readonly BindingFact[] {
    if (use.kind === 'attribute')
      return [
        ...this.#changesOfField(use),
        ...this.#classes.attributeBindings(use).map((binding) => this.#fact(binding, use.name)),
      ];
    if (use.kind !== 'name') return [];
    const found = this.#reaching
      .bindings(use.name, use.scope, use.start)
      .map((binding) => this.#fact(binding, use.name));
    const since = Math.min(...found.map(({ at }) => at));
    return [...this.#changesOf(use.name, use, since), ...found];
  }

  /** `name.append(…)`, `name[…] = …` between the binding and the use, and anywhere for what is used in another scope. */
  #changesOf(name: string, use: Expression, since: number): readonly BindingFact[] {
    this.#changes ??= changesIn(this.calls);
    const holder = this.#reaching.scopeOf(name, use.scope);
    const made = changedBy(
      name,
      (this.#changes.get(name) ?? []).filter((call) =>
        call.scope === use.scope
          ? call.range.start > since && call.range.end <= use.start
          : holder !== undefined && this.#reaching.scopeOf(name, call.scope) === holder,
      ),
    );
    const items = (this.#items ??= new ItemsOfNames(this.#all.program, this.#reaching))
      .of(name, use.scope)
      .filter(
        ({ at, source, scope }) => source !== undefined && (scope !== use.scope || (at > since && at <= use.start)),
      )
      .slice(-MOST_CHANGES)
      .map(({ at, source, scope, key }) => ({
        ...changed(name, at, this.#all.of(source!, scope)),
        key: (key && stringOf(this.#all.of(key, scope).value)) ?? null,
      }));
    return [...items, ...made].reverse();
  }

  /** `self.name.append(…)` in any method of the class. */
  #changesOfField({ name, dotted, scope }: Expression): readonly BindingFact[] {
    this.#changes ??= changesIn(this.calls);
    const made = dotted === `self.${name}` ? this.#changes.get(dotted) : undefined;
    if (!made) return [];
    const { resolver } = this.#all;
    const own = resolver.classAround(scope);
    const key = `${own?.id} ${name}`;
    let known = this.#fields.get(key);
    if (!known) {
      const calls = made.filter((call) => resolver.classAround(call.scope) === own);
      this.#fields.set(key, (known = [...changedBy(name, calls)].reverse()));
    }
    return known;
  }

  #fact(binding: Binding, name: string): BindingFact {
    const source = binding.through ? binding.source : (binding.value ?? binding.source);
    const opened = binding.opens === undefined ? undefined : this.#all.program.scopes[binding.opens];
    return {
      kind: bindingKindOf(binding),
      name,
      at: binding.at,
      value: source ? this.#all.of(source, this.#valueScope(binding)) : null,
      index: binding.index ?? null,
      key: null,
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
  #valueScope = ({ kind, scope }: Binding): ScopeId =>
    kind === 'parameter' ? (this.#all.program.scopes[scope]!.parent ?? 0) : scope;
}

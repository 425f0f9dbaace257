import type { Range } from '../../../core/range';
import type { ClassFact, Expression, FunctionFact, ParameterFact, ScopeId } from '../../../core/semantics';
import type { RawParameter, Scope } from '../scopes';
import { bareRange } from '../world';
import type { Expressions } from './expressions';

/** A function of the program; what it is made of is read when somebody asks. */
export class FunctionOfProgram implements FunctionFact {
  readonly #scope: Scope;
  readonly #all: Expressions;
  #parameters: readonly ParameterFact[] | undefined;
  #returns: readonly Expression[] | undefined;
  #owner: ClassFact | null | undefined;

  constructor(scope: Scope, all: Expressions) {
    this.#scope = scope;
    this.#all = all;
  }

  get name(): string | null {
    return this.#scope.name;
  }

  get scope(): ScopeId {
    return this.#scope.id;
  }

  get range(): FunctionFact['range'] {
    return bareRange(this.#scope.node!);
  }

  get parameters(): readonly ParameterFact[] {
    return (this.#parameters ??= parametersOf(this.#scope.parameters, this.#scope.parent ?? 0, this.#all));
  }

  get decorators(): readonly Expression[] {
    return this.#scope.decorators.map((node) => this.#all.of(node, this.#scope.parent ?? 0));
  }

  get returns(): readonly Expression[] {
    return (this.#returns ??= this.#scope.returns.map((node) => this.#all.of(node, this.#scope.id)));
  }

  get owner(): ClassFact | null {
    if (this.#owner === undefined) {
      const around = this.#scope.parent === null ? undefined : this.#all.program.scopes[this.#scope.parent];
      this.#owner = around?.kind === 'class' ? classOf(around, this.#all) : null;
    }
    return this.#owner;
  }
}

export const classOf = (scope: Scope, all: Expressions): ClassFact => new Class(scope, all);

class Class implements ClassFact {
  readonly name: string;
  readonly scope: ScopeId;
  readonly range: Range;
  readonly #scope: Scope;
  readonly #all: Expressions;

  constructor(scope: Scope, all: Expressions) {
    this.name = scope.name ?? '';
    this.scope = scope.id;
    this.range = bareRange(scope.node!);
    this.#scope = scope;
    this.#all = all;
  }

  get bases(): readonly Expression[] {
    return this.#scope.bases.map((node) => this.#all.of(node, this.#scope.parent ?? 0));
  }
}

function parametersOf(raw: readonly RawParameter[], scope: ScopeId, all: Expressions): readonly ParameterFact[] {
  let position = 0;
  return raw.map(({ node, name, kind, keywordOnly, value, annotation }) => ({
    name,
    kind,
    position: kind === 'plain' && !keywordOnly ? position++ : -1,
    default: value ? all.of(value, scope) : null,
    annotation: annotation ? all.of(annotation, scope) : null,
    range: bareRange(node),
  }));
}

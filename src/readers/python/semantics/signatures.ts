import type { Signature } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { Outside } from '../outside';
import type { Scope } from '../scopes';
import { bareRange } from '../world';
import type { Classes } from './classes';
import type { Expressions } from './expressions';

/** Decorators that make `__init__` out of the fields of a class. Source: PEP 557, attrs. */
const OF_FIELDS = /(?:^|\.)(?:dataclass|define|mutable|frozen|attrs|attr\.s)$/;
const NAMED_TUPLE = /(?:^|\.)NamedTuple$/;
/** Bases of a class whose fields are counted. */
const DEEPEST = 6;

/** What functions and classes of one program take by position. */
export class Signatures {
  constructor(
    private readonly all: Expressions,
    private readonly classes: Classes,
  ) {}

  /** Of what an expression stands for in call position; of another file only where that has one of the words in it. */
  of(callee: Expression, outside: Outside | undefined, words: RegExp): Signature | null {
    const here = this.#named(callee);
    if (here) return { path: null, parameters: here };
    const syntax = outside && this.all.syntaxOf(callee);
    const name = syntax && this.all.resolver.importedName(syntax, callee.scope);
    // A method of an instance is one of its class.
    const member = name?.replace(/^([^()]+)\(\)\.(\w+)$/, '$1.$2');
    return member === undefined || member.includes('(') ? null : (outside!.signatureOf(member, words) ?? null);
  }

  /** Of what the module gives to those who import a name from it; the name of another import where it only hands that on. */
  exported([name, member]: readonly string[]): Signature['parameters'] | string | null {
    const { scopes } = this.all.program;
    const last = name === undefined ? undefined : scopes[0]!.bindings.get(name)?.at(-1);
    if (last?.kind === 'import') return member === undefined ? last.qualified! : `${last.qualified}.${member}`;
    const opened = last?.opens === undefined ? undefined : scopes[last.opens];
    if (opened === undefined) return null;
    if (member === undefined) return this.#taken(opened);
    const method = opened.kind === 'class' ? this.classes.member(opened, member)?.opens : undefined;
    return method === undefined ? null : this.#ofFunction(scopes[method]!, false);
  }

  #named(callee: Expression): Signature['parameters'] | null {
    if (callee.kind === 'name') {
      const opened = this.classes.defined(callee, 0);
      return opened ? this.#taken(opened) : null;
    }
    const [object] = callee.kind === 'attribute' ? callee.parts : [];
    const of = object && this.classes.classOf(object, 0);
    const method = of && this.classes.member(of, callee.name)?.opens;
    if (method === undefined) return null;
    // `Class.method(instance, …)`
    const isClass = object!.kind === 'name' && object!.name !== 'cls' && this.classes.defined(object!, 0) === of;
    return this.#ofFunction(this.all.program.scopes[method]!, isClass);
  }

  /** Of a function itself, of a class what makes its instances. */
  #taken(opened: Scope): Signature['parameters'] | null {
    if (opened.kind === 'function') return this.#ofFunction(opened, true);
    const init = this.classes.member(opened, '__init__') ?? this.classes.member(opened, '__new__');
    return init?.opens === undefined
      ? this.#fieldsOf(opened, 0)
      : this.#ofFunction(this.all.program.scopes[init.opens]!, false);
  }

  /** `whole`: with what the language gives a method first. */
  #ofFunction({ parameters, parent, decorators }: Scope, whole: boolean): Signature['parameters'] {
    const { program } = this.all;
    const named = (name: string): boolean => decorators.some((node) => program.textOf(node) === name);
    const isMethod = parent !== null && program.scopes[parent]!.kind === 'class' && !named('staticmethod');
    const end = parameters.findIndex(({ kind, keywordOnly }) => kind !== 'plain' || keywordOnly);
    return parameters
      .slice(isMethod && (!whole || named('classmethod')) ? 1 : 0, end < 0 ? undefined : end)
      .map(({ name, node }) => ({ name, range: bareRange(node) }));
  }

  #fieldsOf(opened: Scope, depth: number): Signature['parameters'] | null {
    const { program, resolver } = this.all;
    const bases = opened.bases.map((base) => this.all.of(base, opened.parent ?? 0));
    const makes = opened.decorators.some((node) => {
      const called = node.kind === 'call' ? node.children[0]! : node;
      if (/\bkw_only\s*=\s*True\b/.test(program.textOf(node))) return false;
      return OF_FIELDS.test(resolver.nameOf(called, opened.parent ?? 0).name);
    });
    if (!makes && !bases.some(({ qualified }) => NAMED_TUPLE.test(qualified))) return null;
    const inherited = bases.flatMap((base) => {
      const of = depth < DEEPEST ? this.classes.classOf(base, 0) : undefined;
      return of && of !== opened ? (this.#fieldsOf(of, depth + 1) ?? []) : [];
    });
    const own = opened.fields.map((node) => ({ name: program.textOf(node), range: bareRange(node) }));
    // A field that is declared anew keeps its place.
    return [...new Map([...inherited, ...own].map((field) => [field.name, field])).values()];
  }
}

import type { ScopeId } from '../../../core/semantics';
import type { Program } from '../program';
import type { Binding } from '../scopes';
import { MOST_CHANGES } from './changes';
import type { Reaching } from './reaching';

/** Scopes that are asked whether they mean the same name. */
const MOST_SCOPES = 200;

/** What `name[…] = …` gives, wherever that name is meant: what one function puts into a table of the module another one finds there. */
export class ItemsOfNames {
  readonly #scopes = new Map<string, ScopeId[]>();

  constructor(
    private readonly program: Program,
    private readonly reaching: Reaching,
  ) {
    for (const { id, bindings } of program.scopes)
      for (const key of bindings.keys()) {
        if (!key.endsWith('[]')) continue;
        const scopes = this.#scopes.get(key);
        if (scopes) scopes.push(id);
        else this.#scopes.set(key, [id]);
      }
  }

  /** Of other scopes first, then of the scope itself. */
  of(name: string, scope: ScopeId): readonly Binding[] {
    const key = `${name}[]`;
    const scopes = this.#scopes.get(key);
    if (!scopes) return [];
    const holder = this.reaching.scopeOf(name, scope);
    const others = scopes
      .slice(0, MOST_SCOPES)
      .filter((id) => id !== scope && holder !== undefined && this.reaching.scopeOf(name, id) === holder)
      .slice(0, MOST_CHANGES);
    return [...others, ...(scopes.includes(scope) ? [scope] : [])].flatMap(
      (id) => this.program.scopes[id]!.bindings.get(key) ?? [],
    );
  }
}

import { contains, type Range } from '../../../core/range';
import type { BindingFact, ScopeId } from '../../../core/semantics';
import type { Program } from '../program';
import type { Binding, Scope } from '../scopes';

/** Bindings of one name that are looked at; a name that is bound more often says nothing. */
const MOST_BINDINGS = 24;

/**
 * Which bindings of names may hold where a name is used: the last on every path, and those after it that hold on some.
 * Source: the Python language reference, 4.2.2.
 */
export class Reaching {
  #loops: readonly Range[] | undefined;

  constructor(private readonly program: Program) {}

  /** The last first. */
  bindings(name: string, scope: ScopeId, offset: number): readonly Binding[] {
    let first = true;
    for (
      let current: Scope | undefined = this.program.scopes[scope];
      current;
      current = current.parent === null ? undefined : this.program.scopes[current.parent]
    ) {
      const bindings = first || current.kind !== 'class' ? current.bindings.get(name) : undefined;
      if (bindings !== undefined) {
        const here = innermost(bindings, offset);
        if (here.length > 0) return first ? this.#before(here, offset) : here.slice(-MOST_BINDINGS).reverse();
      }
      first = false;
    }
    return [];
  }

  /** The scope that binds a name where it is used; undefined where none does. */
  scopeOf(name: string, scope: ScopeId): ScopeId | undefined {
    let first = true;
    for (let current: ScopeId | null = scope; current !== null; current = this.program.scopes[current]!.parent) {
      const { kind, bindings } = this.program.scopes[current]!;
      if ((first || kind !== 'class') && bindings.has(name)) return current;
      first = false;
    }
    return undefined;
  }

  #before(bindings: readonly Binding[], offset: number): readonly Binding[] {
    const found: Binding[] = [];
    let later = 0;
    for (let i = bindings.length - 1; i >= 0 && found.length < MOST_BINDINGS; i--) {
      const binding = bindings[i]!;
      if (binding.at > offset && binding.region === undefined) {
        // What the loop around has bound in the turn before.
        if (++later <= MOST_BINDINGS && this.#shareLoop(binding.at, offset)) found.push(binding);
        continue;
      }
      found.push(binding);
      if (binding.through !== 'change' && (binding.region !== undefined || holds(binding.block, offset))) break;
    }
    if (found.length === 0) return bindings.slice(0, MOST_BINDINGS);
    return found;
  }

  #shareLoop(a: number, b: number): boolean {
    this.#loops ??= this.program.suites
      .filter(({ kind }) => kind === 'for' || kind === 'while')
      .map(({ statement }) => statement);
    return this.#loops.some((loop) => holds(loop, a) && holds(loop, b));
  }
}

const holds = ({ start, end }: Range, offset: number): boolean => start <= offset && offset <= end;

/** A comprehension's own names hide those around it, and are seen in it alone. */
function innermost(bindings: readonly Binding[], offset: number): readonly Binding[] {
  if (!bindings.some(({ region }) => region !== undefined)) return bindings;
  const inside = bindings.filter(({ region }) => region !== undefined && holds(region, offset));
  if (inside.length === 0) return bindings.filter(({ region }) => region === undefined);
  const smallest = inside.reduce((a, b) => (contains(a.region!, b.region!) ? b : a));
  return inside.filter(({ region }) => region === smallest.region);
}

/** What a binding is as a fact. */
export function bindingKindOf({ kind, through, source }: Binding): BindingFact['kind'] {
  if (through) return through;
  if (kind === 'assign') return 'assignment';
  return kind === 'other' && source ? 'element' : kind;
}

import type { AssignmentFact, ScopeId } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { Expression } from '../../core/semantics';
import type { Value } from '../../core/value';
import type { RawAssignment } from './scopes';
import type { Syntax } from './syntax';
import { bareRange, type World } from './world';

/** An assignment; its value is worked out when somebody asks. */
export class Assignment implements AssignmentFact {
  readonly #raw: RawAssignment;
  readonly #world: World;
  #value: Value | undefined;
  readonly targetRange: Range;
  readonly valueRange: Range;
  readonly range: Range;
  readonly scope: ScopeId;
  readonly role: AssignmentFact['role'];
  readonly functionName: string | null;

  constructor(raw: RawAssignment, world: World) {
    this.#raw = raw;
    this.#world = world;
    this.targetRange = bareRange(raw.target);
    this.valueRange = bareRange(raw.value);
    this.range = bareRange(raw.range);
    this.scope = raw.scope;
    this.role = raw.role;
    this.functionName = raw.functionName;
  }

  get target(): string {
    const { target, scope, role } = this.#raw;
    const { program, resolver } = this.#world;
    if (role === 'variable' || role === 'class-attribute' || role === 'parameter-default')
      return program.textOf(target);
    if (role === 'subscript') return target.children[0] ? this.#dotted(target.children[0]) : '?';
    const [object, member] = target.children;
    if (!object || !member) return '?';
    const text = program.textOf(object);
    if (text === 'self' || text === 'cls') return `${text}.${program.textOf(member)}`;
    const base = resolver.nameOf(object, scope).name;
    return `${base.includes('?') || base.includes('()') ? text : base}.${program.textOf(member)}`;
  }

  /** Resolved when it is an imported name, as written otherwise. */
  #dotted(node: Syntax): string {
    const resolved = this.#world.resolver.nameOf(node, this.#raw.scope).name;
    return resolved.includes('?') || resolved.includes('()') ? this.#world.program.textOf(node) : resolved;
  }

  get name(): string {
    const { target, role } = this.#raw;
    if (role === 'subscript') {
      const key = this.subscript;
      return key?.kind === 'string'
        ? key.value
        : this.#world.program
            .textOf(target.children[0] ?? target)
            .split('.')
            .at(-1)!;
    }
    return this.#world.program.textOf(role === 'attribute' && target.children[1] ? target.children[1] : target);
  }

  get subscript(): Value | null {
    const key = this.#raw.role === 'subscript' ? this.#raw.target.children[1] : undefined;
    return key ? this.#world.evaluator.valueOf(key, this.#raw.scope) : null;
  }

  get expression(): Expression {
    return this.#world.expressions.of(this.#raw.value, this.#raw.scope);
  }

  get value(): Value {
    this.#value ??= this.#world.evaluator.valueOf(this.#raw.value, this.#raw.scope);
    return this.#value;
  }
}

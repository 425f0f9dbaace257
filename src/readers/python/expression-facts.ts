import type { ComparisonFact, DictItemFact, ScopeId, StringFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { Value } from '../../core/value';
import { readLiteral } from './literals';
import type { Syntax } from './syntax';
import { bareRange, type World } from './world';

/** A string where it is written. */
export class StringLiteral implements StringFact {
  readonly #node: Syntax;
  readonly #world: World;
  #value: string | null | undefined;
  #content: Range | undefined;
  readonly range: Range;

  constructor(
    node: Syntax,
    private readonly scope: ScopeId,
    readonly role: StringFact['role'],
    world: World,
  ) {
    this.#node = node;
    this.#world = world;
    this.range = bareRange(node);
  }

  get contentRange(): Range {
    return (this.#content ??=
      this.#node.kind === 'string' ? readLiteral(this.#world.program.text, this.#node).content : this.range);
  }

  get value(): string | null {
    if (this.#value === undefined) {
      const value = this.#world.evaluator.valueOf(this.#node, this.scope);
      const text = this.#world.program.text;
      // Bytes literals carry text too, as far as secrets are concerned.
      this.#value =
        value.kind === 'string'
          ? value.value
          : value.kind === 'bytes'
            ? text.slice(this.contentRange.start, this.contentRange.end)
            : null;
    }
    return this.#value;
  }
}

/** An item of a dictionary whose key is known; none for any other. */
export function dictItem(node: Syntax, scope: ScopeId, world: World): DictItemFact[] {
  const [key, value] = node.children;
  if (key?.kind !== 'string' || !value) return [];
  const name = world.evaluator.valueOf(key, scope);
  if (name.kind !== 'string') return [];
  let known: Value | undefined;
  return [
    {
      key: name.value,
      get expression() {
        return world.expressions.of(value, scope);
      },
      keyRange: bareRange(key),
      get value() {
        return (known ??= world.evaluator.valueOf(value, scope));
      },
      valueRange: bareRange(value),
      range: bareRange(node),
    },
  ];
}

/** A comparison of two; none for a chain of them. */
export function comparison(node: Syntax, scope: ScopeId, world: World): ComparisonFact[] {
  const [left, right] = node.children;
  if (!left || !right || node.children.length !== 2) return [];
  const { evaluator, expressions } = world;
  return [
    {
      get left() {
        return evaluator.valueOf(left, scope);
      },
      get right() {
        return evaluator.valueOf(right, scope);
      },
      get operator() {
        return expressions.of(node, scope).name;
      },
      range: bareRange(node),
      scope,
      get expression() {
        return expressions.of(node, scope);
      },
    },
  ];
}

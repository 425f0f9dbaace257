import type { ComparisonFact, DictItemFact, ScopeId, StringFact } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { Expression } from '../../core/semantics';
import type { Value } from '../../core/value';
import { readLiteral } from './literals';
import { withoutBrackets } from './semantics/expressions';
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

  get expression(): Expression {
    return this.#world.expressions.of(this.#node, this.scope);
  }

  get bytes(): boolean {
    const [first] = this.#node.kind === 'string' ? [this.#node] : this.#node.children;
    return first?.kind === 'string' && readLiteral(this.#world.program.text, first).bytes;
  }

  get contentRange(): Range {
    return (this.#content ??=
      this.#node.kind === 'string' ? readLiteral(this.#world.program.text, this.#node).content : this.range);
  }

  get value(): string | null {
    if (this.#value === undefined) {
      const value = this.#world.evaluator.valueOf(this.#node, this.scope);
      // Bytes literals carry text too, as far as secrets are concerned.
      this.#value =
        value.kind === 'string'
          ? value.value
          : value.kind === 'bytes'
            ? this.expression.pieces.map(({ text }) => text).join('')
            : null;
    }
    return this.#value;
  }
}

/** An item of a dictionary whose key is known; none for any other. */
export function dictItem(node: Syntax, scope: ScopeId, world: World): DictItemFact[] {
  const [first, value] = node.children;
  const key = first && withoutBrackets(first);
  if (!key || !value || (key.kind !== 'string' && key.kind !== 'concatenated_string')) return [];
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

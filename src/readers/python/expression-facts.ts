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
  return [new DictItem(name.value, node, key, value, scope, world)];
}

class DictItem implements DictItemFact {
  readonly #written: Syntax;
  readonly #scope: ScopeId;
  readonly #world: World;
  readonly keyRange: Range;
  readonly valueRange: Range;
  readonly range: Range;
  #value: Value | undefined;

  constructor(
    readonly key: string,
    node: Syntax,
    writtenKey: Syntax,
    written: Syntax,
    scope: ScopeId,
    world: World,
  ) {
    this.#written = written;
    this.#scope = scope;
    this.#world = world;
    this.keyRange = bareRange(writtenKey);
    this.valueRange = bareRange(written);
    this.range = bareRange(node);
  }

  get expression(): Expression {
    return this.#world.expressions.of(this.#written, this.#scope);
  }

  get value(): Value {
    return (this.#value ??= this.#world.evaluator.valueOf(this.#written, this.#scope));
  }
}

/** A comparison of two; none for a chain of them. */
export const comparison = (node: Syntax, scope: ScopeId, world: World): ComparisonFact[] =>
  node.children.length === 2 ? [new Comparison(node, scope, world)] : [];

class Comparison implements ComparisonFact {
  readonly #node: Syntax;
  readonly #world: World;
  readonly range: Range;

  constructor(
    node: Syntax,
    readonly scope: ScopeId,
    world: World,
  ) {
    this.#node = node;
    this.#world = world;
    this.range = bareRange(node);
  }

  get left(): Value {
    return this.#world.evaluator.valueOf(this.#node.children[0]!, this.scope);
  }

  get right(): Value {
    return this.#world.evaluator.valueOf(this.#node.children[1]!, this.scope);
  }

  get operator(): string {
    return this.expression.name;
  }

  get expression(): Expression {
    return this.#world.expressions.of(this.#node, this.scope);
  }
}

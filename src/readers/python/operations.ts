import type { ScopeId } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { truthOf, type Value } from '../../core/value';
import type { Evaluator } from './evaluator';
import { operatorBetween } from './gaps';
import type { Program } from './program';
import { composedValue, concatenated } from './strings';
import type { Syntax } from './syntax';
import { percentFormatted } from './texts';
import { at, MAX_ITEMS, unknown } from './values';

/** What operators and dictionaries make of known values. */
export class Operations {
  constructor(
    private readonly program: Program,
    private readonly evaluator: Evaluator,
  ) {}

  not(node: Syntax, scope: ScopeId): Value {
    const inner = node.children[0] ? this.evaluator.valueOf(node.children[0], scope) : undefined;
    const truth = truthOf(inner);
    return truth === undefined || inner?.kind === 'unknown'
      ? unknown(node, 'expression')
      : {
          kind: 'boolean',
          value: !truth,
          ...at(node, inner?.via === 'default' ? 'default' : 'constant'),
          parts: [inner!],
        };
  }

  /** `name or "org/model"`: what stands last is what holds unless somebody says otherwise. */
  either(node: Syntax, scope: ScopeId): Value {
    const [left, right] = node.children;
    if (!left || !right || node.children.length !== 2) return unknown(node, 'expression');
    const operator = operatorBetween(this.program.text, left.end, right.start);
    const first = this.evaluator.valueOf(left, scope);
    const truth = truthOf(first);
    const sure = first.kind !== 'unknown' && first.kind !== 'result' && first.via !== 'default';
    if (truth !== undefined && sure)
      return this.evaluator.moved(
        (operator === 'or') === truth ? first : this.evaluator.valueOf(right, scope),
        node,
        'constant',
      );
    if (operator !== 'or') return unknown(node, 'expression');
    if (truth === true) return this.evaluator.moved(first, node, 'default');
    const second = this.evaluator.valueOf(right, scope);
    // What a call returns, or a plain name holds, may be anything; a literal beside it is the fallback.
    return second.kind === 'string' || second.kind === 'number' || second.kind === 'boolean'
      ? this.evaluator.moved(second, node, 'default')
      : unknown(node, 'expression');
  }

  /** `a if c else b` is known when it does not matter which. */
  conditional(node: Syntax, scope: ScopeId): Value {
    const [body, , alternative] = node.children;
    if (!body || !alternative || node.children.length !== 3) return unknown(node, 'expression');
    const [first, second] = [this.evaluator.valueOf(body, scope), this.evaluator.valueOf(alternative, scope)];
    if (first.kind !== second.kind || !('value' in first) || !('value' in second) || first.value !== second.value)
      return unknown(node, 'expression');
    return this.evaluator.moved(second.via === 'default' ? second : first, node, 'constant');
  }

  unary(node: Syntax, scope: ScopeId): Value {
    const inner = node.children[0] ? this.evaluator.valueOf(node.children[0], scope) : undefined;
    if (inner?.kind !== 'number' || this.program.text[node.start] !== '-') return unknown(node, 'expression');
    return {
      ...inner,
      value: -inner.value,
      range: rangeOf(node.start, node.end),
      origin: rangeOf(node.start, node.end),
    };
  }

  binary(node: Syntax, scope: ScopeId): Value {
    const [left, right] = node.children;
    if (!left || !right || node.children.length !== 2) return unknown(node, 'expression');
    const operator = operatorBetween(this.program.text, left.end, right.start);
    if (operator === '%' || operator === '/' || operator === '|')
      return this.#combined(operator, node, this.evaluator.valueOf(left, scope), right, scope);
    if (operator !== '+') return unknown(node, 'expression');
    const [first, second] = [this.evaluator.valueOf(left, scope), this.evaluator.valueOf(right, scope)];
    if (first.kind === 'sequence' && second.kind === 'sequence')
      return {
        kind: 'sequence',
        items: [...first.items, ...second.items],
        complete: first.complete && second.complete,
        ...at(node, 'constant'),
      };
    return concatenated(node, [first, second]);
  }

  /** `"%s" % x`, `Path("a") / "b"`, `base | {…}`. */
  #combined(operator: string, node: Syntax, left: Value, right: Syntax, scope: ScopeId): Value {
    if (operator === '%' && left.kind === 'string') {
      const composed = percentFormatted(left.value, this.evaluator.valueOf(right, scope));
      return composed ? composedValue(node, composed) : unknown(node, 'expression');
    }
    if (
      operator === '/' &&
      left.kind === 'result' &&
      /(?:^|\.)pathlib\.(?:Pure|Posix|Windows)?Path$/.test(left.callee)
    ) {
      const [base] = left.args;
      // Rules follow such a path by its name, so it stays an expression; where it begins is what counts.
      return {
        ...unknown(node, 'expression'),
        ...(base?.kind === 'string' ? { prefix: `${base.value.replace(/\/$/, '')}/` } : {}),
      };
    }
    if (operator === '|' && left.kind === 'dict') {
      const other = this.evaluator.valueOf(right, scope);
      return {
        kind: 'dict',
        entries: [...left.entries, ...(other.kind === 'dict' ? other.entries : [])],
        complete: left.complete && other.kind === 'dict' && other.complete,
        ...at(node, 'constant'),
      };
    }
    return unknown(node, 'expression');
  }

  dictionary(node: Syntax, scope: ScopeId): Value {
    const entries: (readonly [Value, Value])[] = [];
    let complete = node.children.length <= MAX_ITEMS;
    for (const child of node.children.slice(0, MAX_ITEMS)) {
      const [key, value] = child.children;
      if (child.kind === 'pair' && key && value)
        entries.push([this.evaluator.valueOf(key, scope), this.evaluator.valueOf(value, scope)]);
      else if (child.kind === 'dictionary_splat' && key) {
        const spread = this.evaluator.valueOf(key, scope);
        if (spread.kind === 'dict') entries.push(...spread.entries);
        complete &&= spread.kind === 'dict' && spread.complete;
      } else complete = false;
    }
    return {
      kind: 'dict',
      entries,
      complete,
      range: rangeOf(node.start, node.end),
      origin: rangeOf(node.start, node.end),
      via: 'literal',
    };
  }
}

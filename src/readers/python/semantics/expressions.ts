import type { Range } from '../../../core/range';
import type { Expression, ExpressionKind, ScopeId, TextPiece } from '../../../core/semantics';
import type { Value } from '../../../core/value';
import type { Evaluator } from '../evaluator';
import { operatorBetween } from '../gaps';
import { literalTemplate } from '../literals';
import type { Program } from '../program';
import type { Resolver } from '../resolver';
import type { Syntax } from '../syntax';
import { piecesOf } from './text-pieces';

const KINDS: ReadonlyMap<string, ExpressionKind> = new Map<string, ExpressionKind>([
  ['identifier', 'name'],
  ['attribute', 'attribute'],
  ['subscript', 'subscript'],
  ['call', 'call'],
  ['string', 'text'],
  ['concatenated_string', 'text'],
  ['integer', 'constant'],
  ['float', 'constant'],
  ['true', 'constant'],
  ['false', 'constant'],
  ['none', 'constant'],
  ['ellipsis', 'constant'],
  ['binary_operator', 'operation'],
  ['unary_operator', 'operation'],
  ['boolean_operator', 'choice'],
  ['not_operator', 'not'],
  ['comparison_operator', 'comparison'],
  ['conditional_expression', 'conditional'],
  ['list', 'sequence'],
  ['tuple', 'sequence'],
  ['set', 'sequence'],
  ['expression_list', 'sequence'],
  ['pattern_list', 'sequence'],
  ['tuple_pattern', 'sequence'],
  ['list_pattern', 'sequence'],
  ['dictionary', 'mapping'],
  ['pair', 'pair'],
  ['list_comprehension', 'comprehension'],
  ['set_comprehension', 'comprehension'],
  ['dictionary_comprehension', 'comprehension'],
  ['generator_expression', 'comprehension'],
  ['lambda', 'lambda'],
  ['list_splat', 'star'],
  ['list_splat_pattern', 'star'],
  ['dictionary_splat', 'keys'],
  ['named_expression', 'named'],
  ['yield', 'yield'],
  ['slice', 'slice'],
  ['generic_type', 'subscript'],
  ['case_pattern', 'pattern'],
]);

/** Of these only what they hold counts. */
const BRACKETS = new Set([
  'parenthesized_expression',
  'await',
  'type',
  'as_pattern',
  'as_pattern_target',
  'interpolation',
]);
const MOST_BRACKETS = 100;
const NO_FILTERS: readonly Expression[] = [];
const NO_PIECES: readonly TextPiece[] = [];
/** Expressions whose operator stands between their first two parts. */
const OPERATED = new Set<ExpressionKind>(['operation', 'choice', 'comparison']);

/** The expressions of one program, each made when it is first asked for. */
export class Expressions {
  readonly #known = new Map<Syntax, ExpressionOfSyntax>();

  constructor(
    readonly program: Program,
    readonly resolver: Resolver,
    readonly evaluator: Evaluator,
  ) {}

  of(syntax: Syntax, scope: ScopeId): Expression {
    const node = withoutBrackets(syntax);
    let expression = this.#known.get(node);
    if (!expression) this.#known.set(node, (expression = new ExpressionOfSyntax(this, node, scope)));
    return expression;
  }

  /** Undefined for what is no expression of this program. */
  syntaxOf(expression: Expression): Syntax | undefined {
    return expression instanceof ExpressionOfSyntax ? expression.syntaxIn(this) : undefined;
  }

  /** What stands at a range: the outermost of several with the same one. */
  at(range: Range): Expression | null {
    for (const { node, scope } of this.#down(range)) {
      if (node.start !== range.start || node.end !== range.end) continue;
      if (isExpression(node)) return this.of(node, scope);
      // A statement of brackets alone is what is in them.
      const [only, other] = node.kind === 'expression_statement' ? node.children : [];
      if (only && !other && isExpression(only)) return this.of(only, scope);
    }
    return null;
  }

  /** The expressions that hold a range and more, the innermost first, up to the statement around it. */
  around(range: Range): readonly Expression[] {
    const found: Expression[] = [];
    for (const { node, scope } of this.#down(range))
      if (node.kind === 'block') found.length = 0;
      else if (
        KINDS.has(node.kind) &&
        // A pattern may be no more than the text that is matched.
        (node.start < range.start || node.end > range.end || node.kind === 'case_pattern')
      )
        found.push(this.of(node, scope));
    return found.reverse();
  }

  /** The syntax around a range from the outside to the inside, with the scope that its names are looked up in. */
  *#down(range: Range): Generator<{ readonly node: Syntax; readonly scope: ScopeId }> {
    const { program } = this;
    let scope: ScopeId = 0;
    let node: Syntax = program.root;
    for (;;) {
      if (node !== program.root) yield { node, scope };
      const child = childAround(node.children, range);
      if (!child) return;
      const opened = program.opened.get(node);
      // Defaults, annotations and bases belong to the scope around.
      if (opened !== undefined && (child.kind === 'block' || node.kind === 'lambda')) scope = opened;
      node = child;
    }
  }
}

const isExpression = (node: Syntax): boolean => KINDS.has(node.kind) || BRACKETS.has(node.kind);

/** Without brackets and `await` around it. */
export function withoutBrackets(syntax: Syntax): Syntax {
  let node = syntax;
  for (let i = 0; i < MOST_BRACKETS && BRACKETS.has(node.kind) && node.children[0]; i++) node = node.children[0];
  return node;
}

/** The child that holds a range; children are in order. */
function childAround(children: readonly Syntax[], range: Range): Syntax | undefined {
  let low = 0;
  let high = children.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (children[middle]!.start <= range.start) low = middle + 1;
    else high = middle;
  }
  // Of several that begin there, as around an error, the one that is long enough.
  for (let i = low - 1; i >= 0 && i >= low - 3; i--) if (children[i]!.end >= range.end) return children[i];
  return undefined;
}

class ExpressionOfSyntax implements Expression {
  readonly #all: Expressions;
  readonly #node: Syntax;
  readonly start: number;
  readonly end: number;
  readonly kind: ExpressionKind;
  #parts: readonly Expression[] | undefined;
  #pieces: readonly TextPiece[] | undefined;
  #value: Value | undefined;
  #dotted: string | null | undefined;

  constructor(
    all: Expressions,
    node: Syntax,
    readonly scope: ScopeId,
  ) {
    this.#all = all;
    this.#node = node;
    this.start = node.start;
    this.end = node.end;
    this.kind = KINDS.get(node.kind) ?? 'other';
  }

  /** Undefined in another program. */
  syntaxIn(all: Expressions): Syntax | undefined {
    return all === this.#all ? this.#node : undefined;
  }

  get name(): string {
    const { program } = this.#all;
    const [first, second] = this.#node.children;
    if (this.kind === 'name') return program.textOf(this.#node);
    if (this.kind === 'attribute') return second ? program.textOf(second) : '';
    if (this.kind === 'named') return first ? program.textOf(first) : '';
    if (this.#node.kind === 'unary_operator') return program.text[this.start]!;
    if (!OPERATED.has(this.kind) || !first || !second) return '';
    return operatorBetween(program.text, first.end, second.start);
  }

  get parts(): readonly Expression[] {
    return (this.#parts ??= this.#read());
  }

  get value(): Value {
    return (this.#value ??= this.#all.evaluator.valueOf(this.#node, this.scope));
  }

  get qualified(): string {
    return this.#all.resolver.nameOf(this.#node, this.scope).name;
  }

  get dotted(): string | null {
    if (this.#dotted === undefined) {
      const object = this.kind === 'attribute' ? (this.parts[0]?.dotted ?? null) : null;
      this.#dotted = this.kind === 'name' ? this.name : object === null ? null : `${object}.${this.name}`;
    }
    return this.#dotted;
  }

  get filters(): readonly Expression[] {
    if (this.kind !== 'comprehension') return NO_FILTERS;
    const clauses = this.#node.children.filter(({ kind }) => kind === 'if_clause');
    return clauses.flatMap(({ children }) => children.slice(0, 1)).map((node) => this.#all.of(node, this.scope));
  }

  get pieces(): readonly TextPiece[] {
    if (this.kind !== 'text') return NO_PIECES;
    return (this.#pieces ??= piecesOf(this.#node, this.#all.program.text, (hole) => this.#all.of(hole, this.scope)));
  }

  get template(): string | null {
    return this.kind === 'text' ? writtenIn(this.#node, this.#all.program.text) : null;
  }

  #read(): readonly Expression[] {
    const { children } = this.#node;
    const part = (node: Syntax): Expression => this.#all.of(node, this.scope);
    switch (this.#node.kind) {
      case 'identifier':
        return [];
      case 'attribute':
      case 'list_splat':
      case 'list_splat_pattern':
      case 'dictionary_splat':
        return children.slice(0, 1).map(part);
      case 'named_expression':
        return children.slice(1, 2).map(part);
      case 'call':
        return [...children.slice(0, 1).map(part), ...argumentsOf(children[1]).map(part)];
      case 'string':
      case 'concatenated_string':
        return this.pieces.flatMap(({ hole }) => hole ?? []);
      case 'generic_type':
        return children.flatMap((child) => (child.kind === 'type_parameter' ? child.children : [child])).map(part);
      case 'lambda': {
        const body = children[children.length - 1];
        return body ? [this.#all.of(body, this.#all.program.opened.get(this.#node) ?? this.scope)] : [];
      }
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        return children.filter(({ kind }) => kind !== 'for_in_clause' && kind !== 'if_clause').map(part);
      default:
        return children.filter(({ kind }) => kind !== 'ERROR').map(part);
    }
  }
}

/** The values of a call's arguments. */
const argumentsOf = (list: Syntax | undefined): readonly Syntax[] =>
  list === undefined
    ? []
    : list.kind !== 'argument_list'
      ? [list]
      : list.children.flatMap((node) =>
          node.kind === 'keyword_argument' ? node.children.slice(1, 2) : node.kind === 'ERROR' ? [] : [node],
        );

/** The texts of a literal, or of several in a row. */
const writtenIn = (node: Syntax, text: string): string =>
  node.kind === 'string'
    ? literalTemplate(
        text,
        node,
        node.children.filter(({ kind }) => kind === 'interpolation').map((hole) => holeOf(hole, text)),
      )
    : node.children.map((child) => (child.kind === 'string' ? writtenIn(child, text) : '')).join('');

function holeOf({ start, end, children }: Syntax, text: string): { start: number; end: number; format: string } {
  const specifier = children.find(({ kind }) => kind === 'format_specifier');
  return { start, end, format: specifier ? text.slice(specifier.start, specifier.end) : '' };
}

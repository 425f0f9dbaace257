import type { Expression, TextPiece } from '../../core/semantics';

/** The one stretch of a literal that is written as it is meant, without escapes and braces; null where there is none. */
export function plainStretch({ pieces }: Expression): TextPiece | null {
  const [only, other] = pieces;
  return only && !other && !only.hole && only.text.length === only.end - only.start ? only : null;
}

/** What is written at the beginning of a text, also of one that goes on with a `+`, a `%` or a `.format(…)`. */
export function leadingPieces(expression: Expression): readonly TextPiece[] {
  let at: Expression | undefined = expression;
  for (let i = 0; i < MOST && at && at.kind !== 'text'; i++) at = beginsWithPart(at) ? at.parts[0] : undefined;
  return at?.pieces ?? [];
}

/** Whether what is written first of an expression, but for brackets, is the first of its parts. */
const beginsWithPart = ({ kind, parts }: Expression): boolean =>
  kind === 'operation' || kind === 'comparison' || kind === 'choice'
    ? parts.length > 1
    : kind === 'call' || kind === 'attribute' || kind === 'subscript' || kind === 'conditional';

/** Expressions inside one another that are spelled out, and all of one expression together. */
const DEEPEST = 12;
const MOST = 200;

/**
 * An expression as a person would write it on one line, whatever its layout is: what two have in common that say the same. What is not
 * spelled out is `…`. At most about 200 UTF-16 units.
 */
export function spelled(expression: Expression): string {
  let left = MOST;
  const each = (parts: readonly Expression[], depth: number): readonly string[] => {
    const texts: string[] = [];
    for (const part of parts) {
      texts.push(spell(part, depth + 1));
      if (left <= 0) break;
    }
    return texts;
  };
  const all = (parts: readonly Expression[], depth: number): string => each(parts, depth).join(', ');
  const spell = (part: Expression, depth: number): string => {
    if (depth > DEEPEST || left <= 0) return '…';
    const text = written(part, depth);
    left -= text.length;
    return text;
  };
  const written = ({ kind, name, parts, value, pieces }: Expression, depth: number): string => {
    const [first, ...others] = parts;
    switch (kind) {
      case 'name':
        return name;
      case 'attribute':
        return first ? `${spell(first, depth + 1)}.${name}` : name;
      case 'subscript':
        return first ? `${spell(first, depth + 1)}[${all(others, depth)}]` : '…';
      case 'call':
        return first ? `${spell(first, depth + 1)}(${all(others, depth)})` : '…';
      case 'constant':
        return constant(value);
      case 'text':
        return `"${pieces.map(({ text, hole }) => (hole ? `{${spell(hole, depth + 1)}}` : text)).join('')}"`;
      case 'operation':
      case 'choice':
      case 'comparison':
        return parts.length === 1 ? name + spell(first!, depth + 1) : each(parts, depth).join(` ${name} `);
      case 'not':
        return `not ${all(parts, depth)}`;
      case 'sequence':
        return `[${all(parts, depth)}]`;
      case 'star':
        return `*${all(parts, depth)}`;
      case 'keys':
        return `**${all(parts, depth)}`;
      default:
        return '…';
    }
  };
  return spell(expression, 0);
}

function constant(value: Expression['value']): string {
  switch (value.kind) {
    case 'number':
      return String(value.value);
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    default:
      return '…';
  }
}

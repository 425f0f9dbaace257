import { rangeOf, type Range } from '../../core/range';
import type { Value, Via } from '../../core/value';
import { decodeEscapes, readLiteral, type LiteralText } from './literals';
import type { Program } from './program';
import type { Syntax } from './syntax';
import { viaOf, type Composed } from './texts';
import { at, unknown } from './values';

/** The value of a string literal, with what stands in the holes of a formatted one. */
export function literalValueOf(node: Syntax, program: Program, valueOf: (hole: Syntax) => Value): Value {
  const literal = readLiteral(program.text, node);
  if (literal.bytes) return { kind: 'bytes', ...at(node, 'literal') };
  const holes = holesOf(node, literal);
  const piece = (range: Range): string => pieceAt(range, literal, program);
  let text = '';
  let from = literal.content.start;
  const parts: Value[] = [];
  for (const hole of holes) {
    text += piece(rangeOf(from, hole.start));
    const inner = hole.children.length === 1 ? valueOf(hole.children[0]!) : undefined;
    if (inner?.kind !== 'string' && inner?.kind !== 'number') return { ...unknown(node, 'expression'), prefix: text };
    text += String(inner.value);
    parts.push(inner);
    from = hole.end;
  }
  return {
    kind: 'string',
    value: text + piece(rangeOf(from, literal.content.end)),
    ...at(node, 'literal'),
    ...(holes.length > 0 ? { via: viaOf(parts), parts } : {}),
  };
}

const holesOf = (string: Syntax, { formatted }: LiteralText): readonly Syntax[] =>
  formatted ? string.children.filter((child) => child.kind === 'interpolation') : [];

function pieceAt(range: Range, { raw, formatted }: LiteralText, program: Program): string {
  const text = program.textOf(range);
  const plain = raw ? text : decodeEscapes(text);
  return formatted ? plain.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : plain;
}

/** Concatenation; its origin is the whole expression. */
export function concatenated(node: Syntax, parts: readonly Value[]): Value {
  if (parts.length > 0 && parts.every(({ kind }) => kind === 'bytes')) return { kind: 'bytes', ...at(node, 'literal') };
  let text = '';
  let via: Via = 'literal';
  for (const part of parts) {
    if (part.kind !== 'string')
      return { ...unknown(node, 'expression'), prefix: part.kind === 'unknown' ? text + (part.prefix ?? '') : text };
    text += part.value;
    if (part.via !== 'literal' && via !== 'default') via = part.via;
  }
  return {
    kind: 'string',
    value: text,
    range: rangeOf(node.start, node.end),
    origin: rangeOf(node.start, node.end),
    via,
    ...(via === 'literal' ? {} : { parts }),
  };
}

/** A text that was put together, as the value of the expression that does so. */
export function composedValue(node: Syntax, { text, parts }: Composed): Value {
  return { kind: 'string', value: text, ...at(node, viaOf(parts)), parts };
}

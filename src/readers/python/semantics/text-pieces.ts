import { rangeOf } from '../../../core/range';
import type { Expression, TextPiece } from '../../../core/semantics';
import { decodeEscapes, readLiteral } from '../literals';
import type { Syntax } from '../syntax';

/** No part of what is shown in braces. */
const FORMAT = new Set(['type_conversion', 'format_specifier', 'ERROR']);
/** An escape of a literal that is not raw, or a doubled brace. */
const ESCAPES = /\\(?:\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}\n]{0,80}\}|[0-7]{1,3}|[^]|$)/g;

/** What is written in a literal, or in several side by side, cut at quotes, braces and escapes. */
export function piecesOf(node: Syntax, text: string, expressionOf: (hole: Syntax) => Expression): readonly TextPiece[] {
  if (node.kind === 'concatenated_string') {
    const literals = node.children.filter(({ kind }) => kind === 'string');
    return literals.flatMap((child) => piecesOf(child, text, expressionOf));
  }
  const { content, formatted, raw } = readLiteral(text, node);
  const pieces: TextPiece[] = [];
  let from = content.start;
  const written = (to: number): void => {
    if (to > from) pieces.push(...stretchesOf(text, from, to, raw, formatted));
  };
  for (const hole of formatted ? node.children : []) {
    if (hole.kind !== 'interpolation') continue;
    written(hole.start);
    const [inner] = hole.children.filter(({ kind }) => !FORMAT.has(kind));
    pieces.push({ ...rangeOf(hole.start, hole.end), text: '', hole: inner ? expressionOf(inner) : null });
    from = hole.end;
  }
  written(content.end);
  return pieces;
}

/** A stretch of a literal, each escape by itself. */
function stretchesOf(text: string, start: number, end: number, raw: boolean, formatted: boolean): readonly TextPiece[] {
  const source = text.slice(start, end);
  const pattern = raw
    ? formatted
      ? /\{\{|\}\}/g
      : null
    : formatted
      ? new RegExp(`${ESCAPES.source}|\\{\\{|\\}\\}`, 'g')
      : ESCAPES;
  const pieces: TextPiece[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from) pieces.push({ ...rangeOf(start + from, start + to), text: source.slice(from, to), hole: null });
  };
  for (const { 0: escape, index } of pattern ? source.matchAll(pattern) : []) {
    plain(index);
    from = index + escape.length;
    const decoded = escape.startsWith('\\') ? decodeEscapes(escape) : escape[0]!;
    pieces.push({ ...rangeOf(start + index, start + from), text: decoded, hole: null });
  }
  plain(source.length);
  return pieces;
}

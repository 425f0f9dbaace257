import { MappedText } from '../../core/mapped-text';
import type { Semantics } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Expression, TextPiece } from '../../core/semantics';
import { spelled } from '../../readers/python/spelling';

/** A text that a program puts together, as far as it is written. */
export interface Template {
  /** What is not known stands in it as `{name}`, and is no letter of it otherwise. */
  readonly text: MappedText;
  /** Stretches of literals, in which an edit leaves a literal a literal. */
  readonly stretches: readonly Range[];
}

/** Expressions inside one another that are followed, and names of names. */
const DEEPEST = 100;
const MOST_NAMES = 12;
/** Pieces that one text may have. */
const MOST_PIECES = 2000;

/**
 * The text of a literal, formatted or not, of a `%`, a `.format(…)`, a sum or a `.join([…])`, or of a name that is given one and nothing else;
 * null where none of it is written.
 */
export function templateOf(expression: Expression, semantics: Semantics): Template | null {
  const texts: MappedText[] = [];
  const stretches: Range[] = [];
  let left = MOST_PIECES;

  /** `whole`: it is all of the text, so that what a name stands for may be written elsewhere. */
  const take = (part: Expression, whole: boolean, depth: number): void => {
    if (--left < 0) return;
    const source = whole ? writtenBehind(part, semantics) : part;
    const { kind, parts, pieces } = source;
    const method = methodOf(source);
    if (depth > DEEPEST) texts.push(...hole(part, part));
    else if (kind === 'text') pieces.forEach(takePiece);
    else if (isOf(source, '+')) for (const side of parts) take(side, false, depth + 1);
    else if (isOf(source, '%')) take(parts[0]!, whole, depth + 1);
    else if (method?.name === 'format') take(method.parts[0]!, whole, depth + 1);
    else if (method?.name === 'join' && parts[1]?.kind === 'sequence')
      takeJoined(method.parts[0]!, parts[1].parts, depth + 1);
    else texts.push(...hole(part, part));
  };

  const takePiece = (piece: TextPiece): void => {
    const { start, end, text, hole: inner } = piece;
    if (--left < 0) return;
    if (inner || text === '') return void (inner && texts.push(...hole(inner, piece)));
    const isPlain = text.length === end - start;
    if (isPlain) stretches.push(rangeOf(start, end));
    // A quote inside quotes would end the word where it does not; a brace ends where the second one does.
    const shown = /^["']$/.test(text) ? ' '.repeat(end - start) : text;
    const at = isPlain || text === '{' || shown !== text ? start : end - text.length;
    texts.push(MappedText.of(shown, 0, shown.length, at));
  };

  const takeJoined = (separator: Expression, items: readonly Expression[], depth: number): void => {
    const { value } = separator;
    items.forEach((item, index) => {
      if (index > 0 && value.kind === 'string')
        texts.push(MappedText.of(value.value, 0, value.value.length, item.start));
      take(item, false, depth);
    });
  };

  take(expression, true, 0);
  return stretches.length > 0 ? { text: MappedText.join(texts), stretches } : null;
}

const isOf = ({ kind, name, parts }: Expression, operator: string): boolean =>
  kind === 'operation' && name === operator && parts.length === 2;

/** The callee of a call of a method. */
const methodOf = ({ kind, parts: [callee] }: Expression): Expression | undefined =>
  kind === 'call' && callee?.kind === 'attribute' && callee.parts[0] ? callee : undefined;

/** The text or operation behind a name that is given nothing else; the expression itself where there is none. */
function writtenBehind(expression: Expression, semantics: Semantics): Expression {
  let at = expression;
  for (let i = 0; i < MOST_NAMES && (at.kind === 'name' || at.kind === 'attribute'); i++) {
    const [only, other] = semantics.bindingsOf(at);
    if (only?.kind !== 'assignment' || other || !only.value || only.index !== null) break;
    at = only.value;
  }
  return at.kind === 'text' || at.kind === 'operation' || at.kind === 'call' ? at : expression;
}

/** What is not known, as a variable of a shell: without blanks and quotes, and it begins and ends where the expression does. */
function hole(expression: Expression, { start, end }: Range): readonly MappedText[] {
  const name = `{${holeName(expression)}`;
  return [MappedText.of(name, 0, name.length, start), MappedText.of('}', 0, 1, end - 1)];
}

export const holeName = (expression: Expression): string =>
  spelled(expression)
    .replace(/[^\w.()[\],]+/g, '_')
    .replace(/^(?![A-Za-z_])/, '_');

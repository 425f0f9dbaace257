import { within, type Program, type Written } from './program';
import { statementsOf } from './statements';
import { ENDS_JOINED } from './comments';
import { changed, type Change, type Transformation } from './variant';

/** Two more blank lines before every statement. */
export const BLANK_LINES: Transformation = {
  name: 'blank lines',
  apply: (program) =>
    ENDS_JOINED.test(program.text)
      ? null
      : changed(
          program.text,
          statementsOf(program)
            .filter(({ first, before }) => first && before !== null)
            .map(({ lineStart }) => ({ start: lineStart, end: lineStart, text: '\n\n' })),
        ),
};

/** No blank line at all, but in strings. */
export const NO_BLANK_LINES: Transformation = {
  name: 'no blank lines',
  apply: (program) => changed(program.text, [...blanksOf(program)]),
};

function* blanksOf({ text, tokens }: Program): Generator<Change> {
  let from = 0;
  for (const { start, end } of [...tokens, { start: text.length, end: text.length }]) {
    const gap = text.slice(from, start);
    const blank = /^([ \t]*\r?\n)(?:[ \t\f]*\r?\n)+/.exec(gap);
    if (blank !== null) yield { start: from + blank[1]!.length, end: from + blank[0].length, text: '' };
    from = end;
  }
}

/** A backslash behind every operator, equals sign and comma outside brackets, and before the dot of a method. */
export const BACKSLASHES: Transformation = {
  name: 'backslashes',
  apply: (program) => changed(program.text, [...continuationsOf(program)]),
};

function* continuationsOf({ text, tokens }: Program): Generator<Change> {
  let depth = 0;
  let end = 0;
  for (const token of tokens) {
    const { kind, start, parent } = token;
    const here = depth === 0 && !within(token, 'string') && start > 0;
    if (here && kind === '.' && parent?.kind === 'attribute' && start === end && followsCall(parent))
      yield { start, end: start, text: ' \\\n    ' };
    else if (here && breaksBehind(token) && /^[ \t]/.test(text.slice(token.end)))
      yield { start: token.end, end: token.end, text: ' \\\n   ' };
    if (['(', '[', '{'].includes(kind)) depth++;
    else if ([')', ']', '}'].includes(kind)) depth--;
    end = token.end;
  }
}

/** `requests.get(url).text` is broken before the last dot; a name with dots is left together. */
const followsCall = ({ children }: Written): boolean => children[0]?.kind === 'call';

const OPERATORS =
  /^(?:(?:binary|boolean|comparison)_operator|(?:augmented_)?assignment|(?:import|import_from|with)_statement)$/;

const breaksBehind = ({ kind, named, parent }: Written): boolean =>
  !named && kind !== '.' && kind !== ':' && parent !== null && OPERATORS.test(parent.kind);

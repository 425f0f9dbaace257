import type { Program, Written } from './program';

/** What is written between blanks, quotes and brackets of one token, or of strings that stand side by side and are one. */
interface Piece {
  readonly comment: boolean;
  /** Offsets of the units that count. */
  readonly units: readonly number[];
  readonly content: string;
}

/**
 * For two ways to write the same program: where each place of the one is in the other. Tokens follow one another in both
 * the same way, but for brackets, commas and semicolons; strings may be parted otherwise, so they are compared by what is in them.
 * Fails when they are not the same.
 */
export function alignmentOf(variant: Program, original: Program): (offset: number) => number {
  const [mine, theirs] = [piecesOf(variant), piecesOf(original)];
  const places = new Map<Piece, Piece>();
  // A formatter may move a comment over a token, so comments are counted for themselves.
  for (const comment of [false, true]) {
    const [from, to] = [mine, theirs].map((all) => all.filter((each) => each.comment === comment)) as [
      Piece[],
      Piece[],
    ];
    for (const [i, piece] of from.entries()) {
      if (to[i]?.content !== piece.content)
        throw new Error(`not the same program: ${JSON.stringify(piece.content)} for ${JSON.stringify(to[i]?.content)}`);
      places.set(piece, to[i]!);
    }
    if (to.length > from.length)
      throw new Error(`not the same program: ${JSON.stringify(to[from.length]!.content)} is gone`);
  }
  return (offset) => {
    // The token that holds the place, or the next one.
    const piece = mine.find(({ units }) => units.at(-1)! >= offset);
    if (piece === undefined) return original.text.length;
    const unit = piece.units.findIndex((at) => at >= offset);
    return places.get(piece)!.units[unit]!;
  };
}

function piecesOf({ text, tokens }: Program): readonly Piece[] {
  const pieces: { comment: boolean; units: number[]; content: string; string: Written | null }[] = [];
  for (const token of tokens) {
    const comment = token.kind === 'comment';
    if (LAYOUT.has(token.kind)) continue;
    const string = token.kind === 'string' ? token : null;
    const last = pieces.findLast((piece) => !piece.comment);
    const { units, content } = unitsOf(text, token);
    // Parts of one string, which a formatter may write as one.
    if (
      string &&
      last?.string &&
      string.parent!.kind === 'concatenated_string' &&
      last.string.parent === string.parent
    ) {
      const from = isRepeated(last.content, content[0] ?? '') ? 1 : 0;
      last.units.push(...units.slice(from));
      last.content += content.slice(from);
    } else if (units.length > 0) pieces.push({ comment, units, content, string });
    else if (string) pieces.push({ comment, units: [token.start], content: '', string });
  }
  return pieces;
}

/** Tokens that may come and go without a change of meaning; where they do change it, the tree says so. */
export const LAYOUT: ReadonlySet<string> = new Set(['(', ')', ',', ';', 'line_continuation']);

/** A formatter changes how numbers are written, prefixes, quotes, and blanks at the ends of lines. */
function unitsOf(text: string, { kind, start, end }: Written): { units: number[]; content: string } {
  if (kind === 'float') {
    const digits = text.slice(start, end).toLowerCase();
    return { units: [start], content: digits.replace(/^\./, '0.').replace(/\.(?=[ej]|$)/, '.0') };
  }
  const prefix = kind === 'string' ? /^\w*/.exec(text.slice(start, start + 3))![0].length : 0;
  const units: number[] = [];
  let content = '';
  for (let i = start + prefix; i < end; i++) {
    if (/[\s'"\\]/.test(text[i]!)) continue;
    if (kind === 'string' && isRepeated(content, text[i]!)) continue;
    units.push(i);
    content += text[i]!.toLowerCase();
  }
  return { units, content };
}

/** Beside an f-string a brace that means itself is written twice: those that follow one another count once. */
const isRepeated = (before: string, unit: string): boolean => /[{}]/.test(unit) && before.endsWith(unit);

import type { CommandFact } from '../../core/command-facts';
import type { Range } from '../../core/range';

/** The last magic that begins at an offset or before it; they are in the order of the text and do not overlap. */
export function magicBefore(magics: readonly CommandFact[], offset: number): CommandFact | undefined {
  let low = 0;
  let high = magics.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (magics[middle]!.range.start <= offset) low = middle + 1;
    else high = middle;
  }
  return magics[low - 1];
}

/** A comment at the end of a magic is a comment to people: suppressions may stand there. */
export function commentsIn(magic: CommandFact): { text: string; range: Range }[] {
  return [...magic.body.matchAll(/(?:^|\s)(#[^\n]*)/g)].map((match) => {
    const start = magic.bodyRange.start + match.index + match[0].length - match[1]!.length;
    return { text: match[1]!, range: { start, end: start + match[1]!.length } };
  });
}

/** The comments that are no part of a magic. */
export const outsideOf = (magics: readonly CommandFact[], comments: readonly Range[]): readonly Range[] =>
  comments.filter((comment) => {
    const magic = magicBefore(magics, comment.start);
    return magic === undefined || comment.end > magic.range.end;
  });

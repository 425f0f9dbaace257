import type { Range } from '../core/range';

export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** An edit of one of several documents: a file, or a cell of a notebook. */
export interface PlacedEdit extends TextEdit {
  /** Any text that tells the documents apart. */
  readonly document: string;
}

export interface Selection<T extends PlacedEdit> {
  /** The edits of the groups that were taken, in their order; what two groups do alike is there once. */
  readonly edits: readonly T[];
  /** Indices of the groups that were taken whole. */
  readonly taken: readonly number[];
  /** Indices of the groups that meet an earlier one; a later round may do them. */
  readonly left: readonly number[];
}

/** Applies edits that do not overlap, whatever their order; of insertions at one place the first given comes first. Throws a RangeError when they overlap or lie outside. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { range, text: inserted } of inOrder(edits)) {
    if (range.start < at || range.end < range.start || range.end > text.length)
      throw new RangeError('Edits overlap or lie outside of the text.');
    result += text.slice(at, range.start) + inserted;
    at = range.end;
  }
  return result + text.slice(at);
}

/** By place; of insertions at one place the first given comes first. */
export const inOrder = (edits: readonly TextEdit[]): TextEdit[] =>
  edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.order - b.order)
    .map(({ edit }) => edit);

/**
 * Chooses groups of edits (a fix is a group) that can be applied together, each whole or not at all, first come first.
 * A group that touches an earlier one is left; what two groups do alike (the same import) is no clash.
 */
export function selectGroups<T extends PlacedEdit>(groups: readonly (readonly T[])[]): Selection<T> {
  const edits: T[] = [];
  const taken: number[] = [];
  const left: number[] = [];
  groups.forEach((group, index) => {
    const fresh = group.filter((edit) => !edits.some((other) => isSame(edit, other)));
    const clashes = fresh.some(
      (edit, i) =>
        edits.some((other) => touches(edit, other)) || fresh.some((other, j) => j < i && crosses(edit, other)),
    );
    if (clashes) return void left.push(index);
    edits.push(...fresh);
    taken.push(index);
  });
  return { edits, taken, left };
}

const isSame = (a: PlacedEdit, b: PlacedEdit): boolean =>
  a.document === b.document && a.range.start === b.range.start && a.range.end === b.range.end && a.text === b.text;

/** Within one fix, insertions at one place or at the border of a replacement are in order. */
const crosses = (a: PlacedEdit, b: PlacedEdit): boolean =>
  a.document === b.document && a.range.start < b.range.end && b.range.start < a.range.end;

/** Between fixes that know nothing of one another, even two insertions at one place may spoil each other. */
const touches = (a: PlacedEdit, b: PlacedEdit): boolean =>
  a.document === b.document && a.range.start <= b.range.end && b.range.start <= a.range.end;

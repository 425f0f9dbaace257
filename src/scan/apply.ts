import type { Range } from '../core/range';

export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

export interface Applied {
  readonly text: string;
  /** Indices of the groups that were applied whole. */
  readonly applied: readonly number[];
  /** Indices of the groups that overlap an earlier one; a later round may do them. */
  readonly left: readonly number[];
}

/** Applies edits that do not overlap, whatever their order; of insertions at one place the first given comes first. Throws a RangeError when they overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const { text: result, left } = applyGroups(text, [edits]);
  if (left.length > 0) throw new RangeError('Edits overlap.');
  return result;
}

/**
 * Applies groups of edits (a fix is a group), each whole or not at all. A group whose edits touch those of an earlier
 * group is left for a later round; an edit that an earlier group makes in the very same way (an import) is made once.
 */
export function applyGroups(text: string, groups: readonly (readonly TextEdit[])[]): Applied {
  const accepted: TextEdit[] = [];
  const applied: number[] = [];
  const left: number[] = [];
  groups.forEach((group, index) => {
    const fresh = group.filter((edit) => !accepted.some((other) => isSame(edit, other)));
    const clashes = fresh.some((edit, i) => !isInside(edit, text) || accepted.some((other) => touches(edit, other)) || fresh.some((other, j) => j < i && crosses(edit, other)));
    if (clashes) return void left.push(index);
    accepted.push(...fresh);
    applied.push(index);
  });
  return { text: spliced(text, accepted), applied, left };
}

const isSame = (a: TextEdit, b: TextEdit): boolean => a.range.start === b.range.start && a.range.end === b.range.end && a.text === b.text;

const isInside = ({ range }: TextEdit, text: string): boolean => range.start >= 0 && range.start <= range.end && range.end <= text.length;

/** Within one fix, insertions at one place or at the border of a replacement are in order. */
const crosses = (a: TextEdit, b: TextEdit): boolean => a.range.start < b.range.end && b.range.start < a.range.end;

/** Between fixes that know nothing of one another, even two insertions at one place may spoil each other. */
const touches = (a: TextEdit, b: TextEdit): boolean => a.range.start <= b.range.end && b.range.start <= a.range.end;

function spliced(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order })).sort((a, b) =>
    a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { edit } of sorted) {
    result += text.slice(at, edit.range.start) + edit.text;
    at = edit.range.end;
  }
  return result + text.slice(at);
}

import type { LocatedFinding } from '../../../src/core/finding';
import { LineIndex } from '../../../src/core/range';
import type { WrittenDocument, OriginalDocument } from './document';

/** A finding as far as layout and names may not change it. */
export interface Saying {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  /** Offset in the original. */
  readonly place: number;
}

/** What only one of two ways to write a document is told. */
export interface Difference {
  readonly lost: readonly Saying[];
  readonly gained: readonly Saying[];
}

/** What is said of a way to write a document, as if it were said of the original. */
export function sayingsOf(
  findings: readonly LocatedFinding[],
  written: WrittenDocument,
  original: OriginalDocument,
): readonly Saying[] {
  const lines = written.parts.map((part) => new LineIndex(part));
  return findings.map(({ rule, severity, message, cell, range }) => {
    const part = cell ?? 0;
    const place = original.tokenAt(written.placeOf(part, lines[part]!.offsetAt(range.start)));
    return { rule, severity, place, message: neutral(message, written.names) };
  });
}

/** A message without what a place or a name may change in it. */
function neutral(message: string, names: ReadonlyMap<string, string> | undefined): string {
  const named = names?.size ? message.replace(/[A-Za-z_]\w*/g, (word) => names.get(word) ?? word) : message;
  return named.replace(/\b(lines?|cells?) \d+(?:(?:,| and|-) ?\d+)*/g, '$1 …');
}

/** Null where both say the same, however often. */
export function differenceOf(original: readonly Saying[], variant: readonly Saying[]): Difference | null {
  const left = new Map<string, Saying[]>();
  const gained: Saying[] = [];
  for (const each of original) left.set(keyOf(each), [...(left.get(keyOf(each)) ?? []), each]);
  for (const each of variant) if (left.get(keyOf(each))?.pop() === undefined) gained.push(each);
  const lost = [...left.values()].flat();
  return lost.length + gained.length > 0 ? { lost, gained } : null;
}

const keyOf = ({ rule, severity, message, place }: Saying): string => `${rule} ${severity} ${place} ${message}`;

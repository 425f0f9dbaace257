import { AS_OF, FOREMOST, OTHERS } from './most-downloaded.generated';
import { isOneEdit, skeletonOf } from './resemblance';

/** How widely a distribution is used: one of the 2,000 most downloaded, or of the next 13,000. */
export type Rank = 'foremost' | 'listed';

/** The names that everybody knows, by the day of the ranking that they are from. */
export interface KnownNames {
  /** ISO 8601 date. */
  readonly asOf: string;
  rankOf(name: string): Rank | null;
  /** The foremost name that one may take another for; null where there is none. */
  resembledBy(name: string): string | null;
  /** Whether one edit makes a listed name of this one. */
  hasNeighbour(name: string): boolean;
}

/** Below this length every other name is one edit away. */
const SHORTEST = 5;
/** Below this length names that differ in their first letter are rarely taken for one another: `qtorch` and `torch`, `dython` and `cython`. */
const LONG = 8;

let known: KnownNames | null = null;

/** Unpacked when first asked for. Names are PEP 503's. */
export const knownNames = (): KnownNames => (known ??= unpacked());

function unpacked(): KnownNames {
  const foremost = decodedNames(FOREMOST);
  const ranks = new Map<string, Rank>(decodedNames(OTHERS).map((name) => [name, 'listed']));
  const skeletons = new Map<string, string>();
  for (const name of foremost) {
    ranks.set(name, 'foremost');
    if (name.length >= SHORTEST) skeletons.set(skeletonOf(name), name);
  }
  return {
    asOf: AS_OF,
    rankOf: (name) => ranks.get(name) ?? null,
    resembledBy(name) {
      if (name.length < SHORTEST) return null;
      const alike = skeletons.get(skeletonOf(name));
      if (alike !== undefined && alike !== name) return alike;
      const mayBe = (other: string): boolean =>
        other.length >= SHORTEST && (name.length >= LONG || other[0] === name[0]);
      return foremost.find((other) => mayBe(other) && isOneEdit(name, other)) ?? null;
    },
    hasNeighbour(name) {
      for (const other of ranks.keys()) if (isOneEdit(name, other)) return true;
      return false;
    },
  };
}

/** Names that are front-coded: a capital letter says how many units one has in common with the one before, the rest follows. */
export function decodedNames(coded: string): readonly string[] {
  const names: string[] = [];
  let before = '';
  for (const [, shared, rest] of coded.matchAll(/([A-Z])([a-z0-9-]*)/g))
    names.push((before = before.slice(0, shared!.charCodeAt(0) - 65) + rest!));
  return names;
}

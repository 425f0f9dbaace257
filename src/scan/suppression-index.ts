import type { Range } from '../core/range';
import { firstAfter } from '../readers/python/nesting';
import type { Commented, Suppression } from './suppression';

interface Ordered {
  readonly suppression: Suppression;
  readonly reach: Range;
  /** Where the reach of it and all before it ends at the latest. */
  readonly latest: number;
}

/** Comments by the rules that they name and by where they count, so that a file may have as many of them as findings. */
export class SuppressionIndex {
  readonly #byRule = new Map<string | null, Reaches>();

  constructor(all: readonly Suppression[]) {
    const named = new Map<string | null, Suppression[]>();
    for (const suppression of all)
      for (const rule of suppression.wish.rules ?? [null]) {
        const others = named.get(rule);
        if (others) others.push(suppression);
        else named.set(rule, [suppression]);
      }
    for (const [rule, each] of named) this.#byRule.set(rule, new Reaches(each));
  }

  /** Those that silence a rule at a place. */
  *at(rule: string, range: Range, place: Commented): Generator<Suppression> {
    for (const key of [rule, null]) yield* this.#byRule.get(key)?.at(range, place) ?? [];
  }
}

/** Comments in the order of where they begin to count, for each text. */
class Reaches {
  readonly #wide: readonly Suppression[];
  readonly #narrow: readonly Suppression[];
  #byText: Map<string, readonly Ordered[]> | undefined;

  constructor(all: readonly Suppression[]) {
    this.#wide = all.filter(({ wish }) => wish.wholeFile);
    this.#narrow = all.filter(({ wish }) => !wish.wholeFile);
  }

  *at(range: Range, place: Commented): Generator<Suppression> {
    yield* this.#wide;
    if (this.#narrow.length === 0) return;
    this.#byText ??= this.#ordered();
    const ordered = this.#byText.get(place.text);
    if (!ordered) {
      // The outputs of a notebook are texts of their own.
      for (const suppression of this.#narrow) if (suppression.showsAt(range, place)) yield suppression;
      return;
    }
    // A finding that has no extent is somewhere all the same.
    const last = Math.max(range.end - 1, range.start);
    for (let i = firstAfter(ordered, last, ({ reach }) => reach.start) - 1; i >= 0; i--) {
      const { suppression, reach, latest } = ordered[i]!;
      if (latest < range.start) return;
      if (reach.end >= range.start) yield suppression;
    }
  }

  #ordered(): Map<string, readonly Ordered[]> {
    const byText = new Map<string, Ordered[]>();
    const reached = this.#narrow.map((suppression) => ({ suppression, reach: suppression.reach }));
    for (const { suppression, reach } of reached.sort((a, b) => a.reach.start - b.reach.start)) {
      const others = byText.get(suppression.text.text) ?? [];
      others.push({ suppression, reach, latest: Math.max(reach.end, others.at(-1)?.latest ?? 0) });
      byText.set(suppression.text.text, others);
    }
    return byText;
  }
}

import type { Range } from '../../core/range';

/** Ranges of syntax, of which any two lie apart or one in the other. */
export class Nesting<Item> {
  readonly #nodes: readonly { readonly item: Item; readonly range: Range }[];
  /** For each node the one around it, or -1. */
  readonly #parents: readonly number[];

  constructor(items: readonly Item[], rangeOf: (item: Item) => Range) {
    this.#nodes = items
      .map((item) => ({ item, range: rangeOf(item) }))
      .sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
    const parents: number[] = [];
    this.#nodes.forEach(({ range }, index) => {
      let around = index - 1;
      while (around !== -1 && this.#nodes[around]!.range.end < range.end) around = parents[around]!;
      parents.push(around);
    });
    this.#parents = parents;
  }

  around(range: Range): readonly Item[] {
    const found: Item[] = [];
    for (
      let at = firstAfter(this.#nodes, range.start, (node) => node.range.start) - 1;
      at !== -1;
      at = this.#parents[at]!
    )
      if (this.#nodes[at]!.range.end >= range.end) found.push(this.#nodes[at]!.item);
    return found;
  }
}

/** Index of the first item that begins after an offset; the items are in order. */
export function firstAfter<Item>(items: readonly Item[], offset: number, startOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(items[middle]!) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

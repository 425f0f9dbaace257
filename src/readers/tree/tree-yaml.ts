import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { rangeOf, type Range } from '../../core/range';
import type { Branch, SourceLeaf, LeafWords, SourceTree, TreeEntry } from '../../core/tree';
import { scalarText } from '../config/yaml-scalar';
import { hasHole } from './holes';

const DEEPEST = 64;
/** Nodes of one document; what a person writes has fewer, and aliases are shared and not copied. */
const MOST_NODES = 100_000;

/**
 * One document of YAML as a tree. Anchors that stand before are shared, so that aliases without end cost nothing; one that refers to
 * itself is not known. `source` is the text that was parsed, in which holes of templates are masked.
 */
export function treeOfYaml(root: unknown, source: string): SourceTree {
  return new YamlTree(source).read(root, 0);
}

class YamlTree {
  readonly #anchors = new Map<string, SourceTree>();
  #left = MOST_NODES;

  constructor(private readonly source: string) {}

  read(node: unknown, depth: number): SourceTree {
    if (depth > DEEPEST || this.#left-- <= 0) return unknownAt(rangeIn(node, this.source));
    if (isAlias(node)) return this.#anchors.get(node.source) ?? unknownAt(rangeIn(node, this.source));
    const tree = isMap(node)
      ? this.#map(node.items, rangeIn(node, this.source), depth)
      : isSeq(node)
        ? {
            kind: 'list' as const,
            range: rangeIn(node, this.source),
            items: node.items.map((item) => this.read(item, depth + 1)),
          }
        : isScalar(node)
          ? new YamlLeaf(node, this.source)
          : unknownAt(rangeIn(node, this.source));
    const anchor = (node as { readonly anchor?: string } | null)?.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, tree);
    return tree;
  }

  #map(items: readonly { key: unknown; value: unknown }[], range: Range, depth: number): Branch {
    const entries: TreeEntry[] = [];
    const merged: Branch[] = [];
    for (const { key, value } of items) {
      if (!isScalar(key)) continue;
      const tree = this.read(value, depth + 1);
      if (key.value === '<<')
        merged.push(
          ...(tree.kind === 'list' ? tree.items : [tree]).filter((each): each is Branch => each.kind === 'map'),
        );
      else entries.push({ key: String(key.value), keyRange: rangeIn(key, this.source), value: tree });
    }
    return { kind: 'map', range, entries, merged };
  }
}

class YamlLeaf implements SourceLeaf {
  readonly kind = 'leaf';
  readonly range: Range;
  readonly text: string | null;
  readonly quoted: boolean;
  #words: LeafWords | null | undefined;

  constructor(
    private readonly node: Scalar,
    private readonly source: string,
  ) {
    this.range = rangeIn(node, source);
    this.quoted = node.type !== 'PLAIN';
    const text = typeof node.value === 'string' ? node.value : source.slice(this.range.start, this.range.end);
    this.text = hasHole(text) ? null : text;
  }

  get words(): LeafWords | null {
    return (this.#words ??= scalarText(this.node, this.source));
  }
}

/** A place of which nobody knows what stands there. */
export const unknownAt = (range: Range): SourceLeaf => ({
  kind: 'leaf',
  range,
  text: null,
  quoted: false,
  words: null,
});

function rangeIn(node: unknown, source: string): Range {
  const [start, end] = (node as { readonly range?: readonly [number, number, number] | null } | null)?.range ?? [0, 0];
  return rangeOf(Math.min(start, source.length), Math.min(Math.max(start, end), source.length));
}

import type { MappedText } from './mapped-text';
import type { Range } from './range';

/** A value of a structured text (YAML, JSON, HCL) with its place. Anchors are shared, so that a tree may be a graph without cycles. */
export type SourceTree = Branch | TreeList | SourceLeaf;

export interface Branch {
  readonly kind: 'map';
  readonly range: Range;
  /** In the order of the text; a key that stands twice holds what stands last. */
  readonly entries: readonly TreeEntry[];
  /** What `<<: *other` takes over, where no entry says otherwise. */
  readonly merged: readonly Branch[];
}

export interface TreeEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: SourceTree;
}

export interface TreeList {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly SourceTree[];
}

export interface SourceLeaf {
  readonly kind: 'leaf';
  /** As it is written, quotes included. */
  readonly range: Range;
  /** What it says; null where a template, a variable or an expression decides. */
  readonly text: string | null;
  /** A text in quotes or a block. */
  readonly quoted: boolean;
  /** The text with the way back and the way to write into it; null for what has none. */
  readonly words: LeafWords | null;
}

/** The text of a leaf, unfolded and unescaped, character by character where it is written. */
export interface LeafWords {
  readonly text: MappedText;
  /** Before the closing quote. */
  readonly contentEnd: number;
  /** How a text is written inside of it; null when it cannot be. */
  spell(inserted: string, at: number): string | null;
}

/** What an entry holds; undefined where there is none. */
export function childOf(tree: SourceTree | undefined, key: string, depth = 0): SourceTree | undefined {
  return treeEntry(tree, key, depth)?.value;
}

/** An entry of a map, also one that is merged in. */
export function treeEntry(tree: SourceTree | undefined, key: string, depth = 0): TreeEntry | undefined {
  if (tree?.kind !== 'map') return undefined;
  const own = tree.entries.findLast((entry) => entry.key === key);
  if (own !== undefined || depth > DEEPEST_MERGE) return own;
  for (const other of tree.merged) {
    const found = treeEntry(other, key, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
const DEEPEST_MERGE = 8;

/** What stands below several keys, one in the other. */
export const treeAt = (tree: SourceTree | undefined, ...keys: readonly string[]): SourceTree | undefined =>
  keys.reduce<SourceTree | undefined>((value, key) => childOf(value, key), tree);

/** The text of a leaf below some keys; undefined where there is none, or where it is not known. */
export function treeText(tree: SourceTree | undefined, ...keys: readonly string[]): string | undefined {
  const value = treeAt(tree, ...keys);
  return value?.kind === 'leaf' ? (value.text ?? undefined) : undefined;
}

/** `true` and its spellings in YAML 1.1; undefined for what is no truth, or not known. */
export function treeTruth(tree: SourceTree | undefined, ...keys: readonly string[]): boolean | undefined {
  const text = treeText(tree, ...keys)?.toLowerCase();
  return text === 'true' || text === 'yes' || text === 'on'
    ? true
    : text === 'false' || text === 'no' || text === 'off'
      ? false
      : undefined;
}

export const itemsIn = (tree: SourceTree | undefined, ...keys: readonly string[]): readonly SourceTree[] => {
  const value = treeAt(tree, ...keys);
  return value?.kind === 'list' ? value.items : [];
};

/** The entries of a map, those that are merged in after its own. */
export function entriesIn(tree: SourceTree | undefined, ...keys: readonly string[]): readonly TreeEntry[] {
  const value = treeAt(tree, ...keys);
  return value?.kind === 'map' ? allEntries(value, 0) : [];
}

function allEntries(map: Branch, depth: number): readonly TreeEntry[] {
  if (map.merged.length === 0 || depth > DEEPEST_MERGE) return map.entries;
  const own = new Set(map.entries.map(({ key }) => key));
  return [
    ...map.entries,
    ...map.merged.flatMap((other) => allEntries(other, depth + 1)).filter(({ key }) => !own.has(key)),
  ];
}

/** The texts of a list, or of one text alone. */
export const textsIn = (tree: SourceTree | undefined): readonly (SourceLeaf & { readonly text: string })[] =>
  (tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree]).filter(
    (item): item is SourceLeaf & { readonly text: string } => item.kind === 'leaf' && item.text !== null,
  );

/** Every map of a tree once, from the root on, each before what is in it. `enter` says whether to look into one. */
export function* mapsIn(root: SourceTree, enter: (map: Branch) => boolean = () => true): Generator<Branch> {
  const seen = new Set<SourceTree>();
  const open: SourceTree[] = [root];
  while (open.length > 0 && seen.size < MOST_NODES) {
    const tree = open.pop()!;
    if (tree.kind === 'leaf' || seen.has(tree)) continue;
    seen.add(tree);
    if (tree.kind === 'list') for (let i = tree.items.length - 1; i >= 0; i--) open.push(tree.items[i]!);
    else {
      yield tree;
      if (!enter(tree)) continue;
      for (const other of tree.merged) open.push(other);
      for (let i = tree.entries.length - 1; i >= 0; i--) open.push(tree.entries[i]!.value);
    }
  }
}
/** Maps and lists of one document that are looked at. */
const MOST_NODES = 50_000;

import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Scalar } from 'yaml';
import { rangeOf, type Range } from '../../core/range';
import { isParsableYaml } from '../yaml/parsable';
import { pythonNumber } from './python-number';

/** A YAML or JSON text as DVC sees it, with the place of everything. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly range: Range;
  readonly entries: ReadonlyMap<string, { readonly key: Range; readonly node: YamlNode }>;
}

export interface YamlList {
  readonly kind: 'list';
  readonly range: Range;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly type: 'text' | 'number' | 'truth' | 'null';
  /** Of a text its content; of anything else how Python writes it: `true`, `1e-05`, `None`. */
  readonly text: string;
  /** As it is written, without quotes: a digest of digits alone is no number. */
  readonly source: string;
}

/** Nodes of one file, each use of an alias counted anew: some hundred bytes can stand for billions. */
const MOST_NODES = 200_000;
const DEEPEST = 64;

/** Reads a text; in a word why not, where it cannot be read. Never throws. */
export function readYamlTree(text: string): YamlNode | null | 'too large or too deep' | 'broken' {
  if (!isParsableYaml(text)) return 'too large or too deep';
  const document = parseDocument(text, {
    keepSourceTokens: false,
    logLevel: 'silent',
    prettyErrors: false,
    uniqueKeys: false,
    strict: false,
    version: '1.2',
    merge: false,
    stringKeys: false,
  });
  const builder = new TreeBuilder(text, document);
  const root = builder.node(document.contents, 0);
  if (builder.left < 0) return 'too large or too deep';
  return root === null && document.errors.length > 0 ? 'broken' : root;
}

class TreeBuilder {
  left = MOST_NODES;

  constructor(
    private readonly text: string,
    private readonly document: Document,
  ) {}

  node(node: unknown, depth: number): YamlNode | null {
    if (--this.left < 0 || depth > DEEPEST) return null;
    if (isAlias(node)) return this.node(node.resolve(this.document) ?? null, depth + 1);
    if (isMap(node)) return this.#map(node.items, this.#rangeOf(node.range), depth);
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => this.node(item, depth + 1) ?? []);
      return { kind: 'list', range: this.#rangeOf(node.range), items };
    }
    return isScalar(node) ? this.#scalar(node as Scalar) : null;
  }

  #map(items: readonly { readonly key: unknown; readonly value: unknown }[], range: Range, depth: number): YamlMap {
    const entries = new Map<string, { readonly key: Range; readonly node: YamlNode }>();
    for (const { key, value } of items) {
      if (this.left < 0) break;
      if (!isScalar(key)) continue;
      const read = this.#scalar(key as Scalar);
      const node = this.node(value, depth + 1) ?? NOTHING_AT(read.range);
      if (read.source === '<<' && isMapOrMaps(node)) {
        // Merged in: what stands in the map itself counts more. Source: yaml.org/type/merge.html.
        for (const map of node.kind === 'list' ? node.items : [node])
          if (map.kind === 'map')
            for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
      } else entries.set(read.text, { key: read.range, node });
    }
    return { kind: 'map', range, entries };
  }

  #scalar(node: Scalar): YamlScalar {
    const range = withoutQuotes(this.text, this.#rangeOf(node.range));
    const { value } = node;
    if (typeof value === 'string') return { kind: 'scalar', range, type: 'text', text: value, source: value };
    const source = this.text.slice(range.start, range.end);
    if (typeof value === 'boolean') return { kind: 'scalar', range, type: 'truth', text: String(value), source };
    if (typeof value === 'number' || typeof value === 'bigint')
      return { kind: 'scalar', range, type: 'number', text: pythonNumber(source, Number(value)), source };
    return { kind: 'scalar', range, type: 'null', text: 'None', source };
  }

  #rangeOf(range: readonly [number, number, number] | null | undefined): Range {
    const [start, end] = range ?? [0, 0];
    const from = Math.min(start, this.text.length);
    return rangeOf(from, Math.max(from, Math.min(end, this.text.length)));
  }
}

const NOTHING_AT = (range: Range): YamlScalar => ({ kind: 'scalar', range, type: 'null', text: 'None', source: '' });

const isMapOrMaps = (node: YamlNode): node is YamlMap | YamlList => node.kind !== 'scalar';

const withoutQuotes = (text: string, { start, end }: Range): Range => {
  const first = text[start];
  return end - start >= 2 && (first === '"' || first === "'") && text[end - 1] === first
    ? rangeOf(start + 1, end - 1)
    : rangeOf(start, end);
};

/** What stands under a key; null where there is nothing, or the node is no map. */
export const childOf = (node: YamlNode | null | undefined, key: string): YamlNode | null =>
  node?.kind === 'map' ? (node.entries.get(key)?.node ?? null) : null;

/** The items of a list; of a single value, that one. */
export const itemsOf = (node: YamlNode | null): readonly YamlNode[] =>
  node === null ? [] : node.kind === 'list' ? node.items : node.kind === 'scalar' && node.type !== 'null' ? [node] : [];

/** What a scalar says, as it is written; null for what is none. */
export const writtenIn = (node: YamlNode | null): string | null =>
  node?.kind === 'scalar' && node.type !== 'null' ? node.source : null;

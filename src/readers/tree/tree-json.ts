import { parseTree, type Node } from 'jsonc-parser';
import { MappedText } from '../../core/mapped-text';
import { rangeOf } from '../../core/range';
import type { SourceLeaf, SourceTree, TreeEntry } from '../../core/tree';
import { isParsableYaml } from '../yaml/parsable';
import { hasHole } from './holes';
import { unknownAt } from './tree-yaml';

const DEEPEST = 64;

/** JSON, with comments and open ends, as a tree; null for what is too large or too deep to be read. */
export function treeOfJson(text: string): SourceTree | null {
  if (!isParsableYaml(text)) return null;
  const root = parseTree(text, [], { disallowComments: false, allowTrailingComma: true });
  return root ? read(root, text, 0) : null;
}

function read(node: Node, text: string, depth: number): SourceTree {
  const range = rangeOf(node.offset, Math.min(node.offset + node.length, text.length));
  if (depth > DEEPEST) return unknownAt(range);
  switch (node.type) {
    case 'object': {
      const entries = (node.children ?? []).flatMap(({ children }): TreeEntry[] => {
        const [key, value] = children ?? [];
        if (!key || !value) return [];
        const keyRange = rangeOf(key.offset, key.offset + key.length);
        return [{ key: String(key.value), keyRange, value: read(value, text, depth + 1) }];
      });
      return { kind: 'map', range, entries, merged: [] };
    }
    case 'array':
      return { kind: 'list', range, items: (node.children ?? []).map((child) => read(child, text, depth + 1)) };
    default:
      return leafOf(node, text);
  }
}

function leafOf(node: Node, source: string): SourceLeaf {
  const range = rangeOf(node.offset, Math.min(node.offset + node.length, source.length));
  const quoted = node.type === 'string';
  const value = String(node.value);
  // With escapes the text is not what is written: then nobody knows the way back.
  const plain = quoted && source.slice(range.start + 1, range.end - 1) === value;
  return {
    kind: 'leaf',
    range,
    text: hasHole(value) ? null : value,
    quoted,
    words: plain
      ? {
          text: MappedText.of(source, range.start + 1, range.end - 1),
          contentEnd: range.end - 1,
          spell: (inserted) => JSON.stringify(inserted).slice(1, -1),
        }
      : null,
  };
}

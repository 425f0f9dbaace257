import { Parser, type TreeCursor } from 'web-tree-sitter';
import type { Range } from '../../../src/core/range';
import { languageOf } from '../../../src/readers/python/parser';
import { grammars } from '../grammars';

/** A node of a program with everything that is written: brackets, operators and comments too. */
export interface Written extends Range {
  readonly kind: string;
  /** What the grammar calls its place in its parent, `right` say; null for most. */
  readonly field: string | null;
  /** False for punctuation and words of the language, whose kind is their text. */
  readonly named: boolean;
  readonly parent: Written | null;
  readonly children: readonly Written[];
}

/** A program that is well-formed, to be written in another way. */
export interface Program {
  readonly text: string;
  readonly root: Written;
  /** In the order of the text; a string is one, and so is a comment. */
  readonly tokens: readonly Written[];
  /** Words of the files around it, which may use its names; null where those are not known. */
  readonly elsewhere: ReadonlySet<string> | null;
}

/** Reads a program; null for what is not well-formed. */
export type ProgramReader = (text: string, elsewhere?: ReadonlySet<string> | null) => Program | null;

interface Growing extends Written {
  readonly children: Growing[];
}

let shared: Promise<Parser> | undefined;

/** Reads programs with the grammar of the product. */
export async function programReader(): Promise<ProgramReader> {
  const parser = await (shared ??= languageOf(grammars).then((language) => new Parser().setLanguage(language)));
  return (text, elsewhere = null) => {
    const tree = parser.parse(text);
    if (tree === null) return null;
    try {
      if (tree.rootNode.hasError) return null;
      const cursor = tree.walk();
      try {
        return { text, elsewhere, ...copy(cursor) };
      } finally {
        cursor.delete();
      }
    } finally {
      tree.delete();
    }
  };
}

function copy(cursor: TreeCursor): { root: Written; tokens: readonly Written[] } {
  const tokens: Written[] = [];
  const root = nodeAt(cursor, null);
  let at = root;
  for (;;) {
    // What stands within a string is read from its text, but for the expressions of an f-string.
    if (!isToken(at) && cursor.gotoFirstChild()) {
      at = childOf(at, cursor);
      continue;
    }
    // Line ends that the grammar makes tokens are empty.
    if (at.end > at.start && !within(at, 'string')) tokens.push(at);
    while (!cursor.gotoNextSibling()) {
      if (at.parent === null || !cursor.gotoParent()) return { root, tokens };
      at = at.parent as Growing;
      if (at.kind === 'string' && !within(at, 'string')) tokens.push(at);
    }
    at = childOf(at.parent as Growing, cursor);
  }
}

/** Kinds that have nothing inside that counts. */
const isToken = ({ kind }: Written): boolean => kind === 'string_content' || kind === 'comment';

function childOf(parent: Growing, cursor: TreeCursor): Growing {
  const child = nodeAt(cursor, parent);
  parent.children.push(child);
  return child;
}

const nodeAt = (cursor: TreeCursor, parent: Growing | null): Growing => ({
  kind: cursor.nodeType,
  field: cursor.currentFieldName,
  named: cursor.nodeIsNamed,
  start: cursor.startIndex,
  end: cursor.endIndex,
  parent,
  children: [],
});

/** Whether a node stands somewhere within one of a kind. */
export function within({ parent }: Written, kind: string): boolean {
  for (let at = parent; at !== null; at = at.parent) if (at.kind === kind) return true;
  return false;
}

/** Every node below one, outermost first. */
export function* nodesBelow(node: Written): Generator<Written> {
  const open = [...node.children].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    for (let i = next.children.length - 1; i >= 0; i--) open.push(next.children[i]!);
  }
}

export const namedChildrenOf = (node: Written): readonly Written[] =>
  node.children.filter(({ named, kind }) => named && kind !== 'comment' && kind !== 'line_continuation');

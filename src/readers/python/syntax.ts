import type { Language, Tree } from 'web-tree-sitter';
import type { Range } from '../../core/range';
import type { Offsets } from './offsets';
import type { Cursor } from './tree-cursor';

/** A node of the program as plain data: named children only, comments and punctuation left out. */
export interface Syntax extends Range {
  readonly kind: string;
  readonly start: number;
  end: number;
  children: Syntax[];
}

export interface SyntaxTree {
  readonly root: Syntax;
  readonly comments: readonly Range[];
  /** True when the parser met an error somewhere. */
  readonly broken: boolean;
  /** True when code nested deeper than the budget was left out. */
  readonly truncated: boolean;
}

/** Deeper nesting than this is left out: no program that people write comes near, and walks stay within the stack. */
const MAX_DEPTH = 400;

/** Nodes whose inside nobody looks at: what they are is read from their text. */
const LEAVES = new Set([
  'dotted_name',
  'relative_import',
  'identifier',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'string_start',
  'string_content',
  'string_end',
  'type_conversion',
  'pass_statement',
  'break_statement',
  'continue_statement',
  'line_continuation',
]);
/** Brackets around one expression mean nothing: what is in them stands in their place. */
const BRACKETS = 'parenthesized_expression';
/** Type ids that never become nodes, with all below them. */
const SKIPPED = new Set(['line_continuation', 'string_start', 'string_content', 'string_end', 'escape_sequence']);

type Mode = 'skip' | 'leaf' | 'node' | 'brackets' | 'comment' | 'string' | 'error';
const ERROR_TYPE = 65535;
const DESCENDED: ReadonlySet<Mode> = new Set<Mode>(['node', 'brackets', 'error']);

/** Of all leaves: most nodes are some. */
const NO_CHILDREN: Syntax[] = [];

/** Copies trees of one language into plain data; knows the language's type ids. */
export class SyntaxBuilder {
  readonly #modes: Mode[] = [];
  readonly #kinds: string[] = [];

  constructor(
    language: Language,
    private readonly cursorOf: (tree: Tree) => Cursor,
  ) {
    for (let id = 0; id < language.nodeTypeCount; id++) {
      const kind = language.nodeTypeForId(id) ?? '';
      this.#kinds[id] = kind;
      this.#modes[id] =
        !language.nodeTypeIsNamed(id) || SKIPPED.has(kind)
          ? 'skip'
          : kind === 'comment'
            ? 'comment'
            : kind === 'string'
              ? 'string'
              : LEAVES.has(kind)
                ? 'leaf'
                : kind === BRACKETS
                  ? 'brackets'
                  : 'node';
    }
  }

  /** `base` is added to every offset, or says where offsets of an excerpt stand in the `original`. The tree stays the caller's to free. */
  build(tree: Tree, text: string, base: number | Offsets = 0, original = text): SyntaxTree {
    const broken = tree.rootNode.hasError;
    const cursor = this.cursorOf(tree);
    try {
      return this.#copy(
        cursor,
        text,
        broken,
        typeof base === 'number' ? base : 0,
        typeof base === 'number' ? null : base,
        original,
      );
    } finally {
      cursor.delete();
    }
  }

  #copy(
    cursor: Cursor,
    text: string,
    broken: boolean,
    base: number,
    offsets: Offsets | null,
    original: string,
  ): SyntaxTree {
    const place = (offset: number): number => (offsets === null ? base + offset : offsets.placeOf(offset));
    const root: Syntax = { kind: 'module', start: place(cursor.startIndex), end: place(cursor.endIndex), children: [] };
    const comments: Range[] = [];
    const parents: Syntax[] = [root];
    let truncated = false;
    if (!cursor.gotoFirstChild()) return { root, comments, broken, truncated };
    for (;;) {
      const id = cursor.nodeTypeId;
      const mode = id === ERROR_TYPE ? 'error' : this.#modes[id]!;
      if (mode === 'comment') comments.push({ start: place(cursor.startIndex), end: place(cursor.endIndex) });
      else if (mode !== 'skip') {
        const parent = parents[parents.length - 1]!;
        const start = cursor.startIndex;
        let node = parent;
        if (mode !== 'brackets') {
          const kind = mode === 'error' ? 'ERROR' : this.#kinds[id]!;
          const children = mode === 'leaf' ? NO_CHILDREN : [];
          node = { kind, start: place(start), end: place(cursor.endIndex), children };
          parent.children.push(node);
        }
        const descend = DESCENDED.has(mode) || (mode === 'string' && mayInterpolate(text, start));
        if (descend && parents.length >= MAX_DEPTH) truncated = true;
        else if (descend && cursor.gotoFirstChild()) {
          parents.push(node);
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        const done = parents.pop()!;
        if (done.kind === 'ERROR') foldOpenCalls(done, original, base);
        if (parents.length === 0 || !cursor.gotoParent()) return { root, comments, broken, truncated };
        if (parents.length === 0) return { root, comments, broken, truncated };
      }
    }
  }
}

/** True for f-strings (and t-strings): only they have expressions inside. */
function mayInterpolate(text: string, start: number): boolean {
  for (let i = start; i < start + 3; i++) {
    const code = text.charCodeAt(i) | 32;
    if (code === 102 || code === 116) return true;
    if (code < 97) return false;
  }
  return false;
}

/** Half-typed code: the parser gives up on `f(a, b=1` without `)` and leaves its pieces in a row. They are a call all the same. */
function foldOpenCalls(error: Syntax, text: string, base: number): void {
  const { children } = error;
  for (let i = 0; i < children.length - 1; i++) {
    const callee = children[i]!;
    if (callee.kind !== 'identifier' && callee.kind !== 'attribute' && callee.kind !== 'call') continue;
    const between = text.slice(callee.end - base, children[i + 1]!.start - base);
    if (!/^[ \t]*\(\s*$/.test(between)) continue;
    const rest = children.splice(i + 1).flatMap((node) => (node.kind === 'ERROR' ? node.children : [node]));
    if (rest.length === 0) continue;
    const end = rest[rest.length - 1]!.end;
    const list: Syntax = { kind: 'argument_list', start: callee.end + between.indexOf('('), end, children: rest };
    foldOpenCalls(list, text, base);
    children[i] = { kind: 'call', start: callee.start, end, children: [callee, list] };
  }
}

import type { Tree } from 'web-tree-sitter';

/** A place in a tree that goes from node to node: what copying a tree asks of one. */
export interface Cursor {
  readonly nodeTypeId: number;
  /** UTF-16 units. */
  readonly startIndex: number;
  readonly endIndex: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** Functions of the runtime by their names; of a tree they take its address. */
type Call = (tree: number) => number;

/** The object that the runtime was started with, which it fills with what it has. */
export type Runtime = Readonly<Record<string, unknown>>;

const CALLS = [
  'root_node',
  'cursor_new',
  'cursor_delete',
  'cursor_goto_first_child',
  'cursor_goto_next_sibling',
  'cursor_goto_parent',
  'cursor_current_node_type_id',
  'cursor_start_index',
  'cursor_end_index',
] as const;

/**
 * Makes cursors for trees. A library's cursor carries its state into the runtime's memory before each question and out of it after
 * each step. Nothing else is asked there while a tree is copied, so that the state can stay where it is: this takes a third of
 * the time. Where the runtime's functions are not at hand, the library's cursor does it.
 */
export function cursorsOf(runtime: Runtime): (tree: Tree) => Cursor {
  const [root, make, free, firstChild, nextSibling, parent, typeId, start, end] = CALLS.map(
    (name) => runtime[`_ts_tree_${name}_wasm`],
  ) as Call[];
  if (!CALLS.every((name) => typeof runtime[`_ts_tree_${name}_wasm`] === 'function')) return (tree) => tree.walk();
  /** A cursor whose state is in the runtime's memory: there is one at a time. */
  class OnlyCursor implements Cursor {
    constructor(private readonly tree: number) {
      root!(tree);
      make!(tree);
    }

    get nodeTypeId(): number {
      return typeId!(this.tree);
    }

    get startIndex(): number {
      return start!(this.tree);
    }

    get endIndex(): number {
      return end!(this.tree);
    }

    gotoFirstChild(): boolean {
      return firstChild!(this.tree) === 1;
    }

    gotoNextSibling(): boolean {
      return nextSibling!(this.tree) === 1;
    }

    gotoParent(): boolean {
      return parent!(this.tree) === 1;
    }

    delete(): void {
      free!(this.tree);
    }
  }
  return (tree) => {
    const address: unknown = Reflect.get(tree, 0);
    return typeof address === 'number' ? new OnlyCursor(address) : tree.walk();
  };
}

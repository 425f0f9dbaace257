/** Rows of a tree of which only a part is on the screen, and of a list, which is a tree without levels. */

/** Something that is listed: where it stands in the tree, and what its columns say. */
export interface Leaf<T> {
  /** The way to it; the last part is its own name. */
  readonly path: readonly string[];
  readonly item: T;
}

/** A hundred thousand are made at once, so each holds as little as it can. */
export class TreeNode<T> {
  children: TreeNode<T>[] = NONE;
  #items: readonly T[] | null = null;

  constructor(
    /** Of several levels, where each has only one entry. */
    public name: string,
    readonly item: T | null,
    /** The way to what made it, of which the first `depth` names lead here. */
    private readonly way: readonly string[],
    private readonly depth: number,
  ) {}

  /** The whole way to it. */
  full(joint: string): string {
    return this.way.slice(0, this.depth).join(joint);
  }

  /** All items below it, itself included. */
  get items(): readonly T[] {
    if (this.#items === null) {
      const found: T[] = [];
      const walk = ({ item, children }: TreeNode<T>): void => {
        if (item !== null) found.push(item);
        for (const child of children) walk(child);
      };
      walk(this);
      this.#items = found;
    }
    return this.#items;
  }

  add(child: TreeNode<T>): void {
    if (this.children === NONE) this.children = [];
    this.children.push(child);
  }
}

const NONE: never[] = [];

export interface TreeRow<T> {
  readonly node: TreeNode<T>;
  /** From 1. */
  readonly level: number;
  /** From 1, among its siblings. */
  readonly position: number;
  readonly siblings: number;
  /** Null for what holds nothing. */
  readonly isOpen: boolean | null;
}

export interface Sorting {
  readonly column: number;
  readonly isDescending: boolean;
}

export interface TreeRowsOptions<T> {
  /** How two nodes compare in a column; columns without one cannot be sorted by. */
  readonly compare: Readonly<Record<number, (one: TreeNode<T>, other: TreeNode<T>) => number>>;
  /** What is searched of an item, in lower case. */
  readonly text: (item: T) => string;
  /** Between the names of a way. */
  readonly joint?: string;
}

/** Rows that are open at first. */
const OPEN_AT_FIRST = 48;

export class TreeRows<T> {
  rows: readonly TreeRow<T>[] = [];
  /** Items that the filter lets through. */
  matching = 0;
  sorting: Sorting | null = null;
  readonly total: number;
  /** Between the names of a way. */
  readonly joint: string;
  readonly #root: TreeNode<T>;
  readonly #flat: readonly TreeNode<T>[];
  readonly #open = new Set<TreeNode<T>>();
  /** What was closed while a filter, which opens everything, holds. */
  readonly #closed = new Set<TreeNode<T>>();
  #shown: Set<TreeNode<T>> | null = null;
  #words: readonly string[] = [];
  #isFlat = false;
  /** What is searched, made when somebody searches. */
  readonly #texts = new Map<TreeNode<T>, string>();

  constructor(
    leaves: readonly Leaf<T>[],
    private readonly options: TreeRowsOptions<T>,
  ) {
    this.total = leaves.length;
    this.joint = options.joint ?? '.';
    this.#root = treeOf(leaves, this.joint);
    this.#flat = leavesOf(this.#root);
    this.#openSome();
    this.#lay();
  }

  /** Whether it has levels at all. */
  get hasLevels(): boolean {
    return this.#root.children.some(({ children }) => children.length > 0);
  }

  get isFlat(): boolean {
    return this.#isFlat;
  }

  set isFlat(isFlat: boolean) {
    this.#isFlat = isFlat;
    this.#lay();
  }

  /** Sorts by a column; once more turns it around, and then it is as the file has it. */
  sortBy(column: number): void {
    const { sorting } = this;
    if (sorting?.column !== column) this.sorting = { column, isDescending: false };
    else this.sorting = sorting.isDescending ? null : { column, isDescending: true };
    this.#lay();
  }

  /** Lets through what has every word. */
  filter(text: string): void {
    this.#words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.#closed.clear();
    this.#lay();
  }

  /** Opens or closes a row; without `isOpen` the other of both. */
  toggle(index: number, isOpen?: boolean): void {
    const row = this.rows[index];
    if (row === undefined || row.isOpen === null || row.isOpen === isOpen) return;
    const [set, holds] = this.#words.length > 0 ? ([this.#closed, false] as const) : ([this.#open, true] as const);
    if (row.isOpen === holds) set.delete(row.node);
    else set.add(row.node);
    this.#lay();
  }

  /** The row that a row is below of; -1 for those at the top. */
  parentOf(index: number): number {
    const level = this.rows[index]?.level ?? 1;
    for (let at = index - 1; at >= 0; at--) if (this.rows[at]!.level < level) return at;
    return -1;
  }

  /** Opens as many levels as a page has room for. */
  #openSome(): void {
    let [level, rows] = [this.#root.children, this.#root.children.length];
    while (level.length > 0) {
      const next = level.flatMap(({ children }) => children);
      // A single row says nothing yet.
      if (next.length === 0 || (rows > 1 && rows + next.length > OPEN_AT_FIRST)) return;
      for (const node of level) this.#open.add(node);
      [level, rows] = [next, rows + next.length];
    }
  }

  #lay(): void {
    const matches = this.#matching();
    const rows: TreeRow<T>[] = [];
    if (this.#isFlat) {
      const nodes = this.#sorted(matches === null ? this.#flat : this.#flat.filter((node) => matches.has(node)));
      nodes.forEach((node, index) =>
        rows.push({ node, level: 1, position: index + 1, siblings: nodes.length, isOpen: null }),
      );
    } else this.#layBelow(this.#root, 1, rows);
    this.rows = rows;
  }

  #layBelow({ children }: TreeNode<T>, level: number, rows: TreeRow<T>[]): void {
    const shown = this.#shown;
    const nodes = this.#sorted(shown === null ? children : children.filter((child) => shown.has(child)));
    nodes.forEach((node, index) => {
      const isOpen = node.children.length === 0 ? null : shown ? !this.#closed.has(node) : this.#open.has(node);
      rows.push({ node, level, position: index + 1, siblings: nodes.length, isOpen });
      if (isOpen === true) this.#layBelow(node, level + 1, rows);
    });
  }

  #sorted(nodes: readonly TreeNode<T>[]): readonly TreeNode<T>[] {
    const compare = this.sorting && this.options.compare[this.sorting.column];
    if (!compare) return nodes;
    const sign = this.sorting!.isDescending ? -1 : 1;
    return [...nodes].sort((one, other) => sign * compare(one, other));
  }

  #textOf(node: TreeNode<T>, item: T): string {
    let text = this.#texts.get(node);
    if (text === undefined) {
      text = this.options.text(item);
      this.#texts.set(node, text);
    }
    return text;
  }

  /** Items that have every word; null for all. Notes what is above them, too. */
  #matching(): ReadonlySet<TreeNode<T>> | null {
    this.#shown = null;
    this.matching = this.total;
    if (this.#words.length === 0) return null;
    const found = new Set<TreeNode<T>>();
    const look = (node: TreeNode<T>): boolean => {
      let isShown = false;
      for (const child of node.children) isShown = look(child) || isShown;
      if (node.item !== null) {
        const text = this.#textOf(node, node.item);
        if (this.#words.every((word) => text.includes(word))) {
          this.matching++;
          isShown = true;
        }
      }
      if (isShown) found.add(node);
      return isShown;
    };
    this.matching = 0;
    look(this.#root);
    this.#shown = found;
    return found;
  }
}

/** What is being made of a level. Most have one entry, so the map of several is made for the second. */
class Branch<T> {
  #last: Branch<T> | null = null;
  #all: Map<string, Branch<T>> | null = null;

  constructor(
    readonly node: TreeNode<T>,
    private readonly name: string,
  ) {}

  below(name: string, way: readonly string[], depth: number): Branch<T> {
    const last = this.#last;
    if (last?.name === name) return last;
    if (last !== null) this.#all ??= new Map([[last.name, last]]);
    let found = this.#all?.get(name);
    if (found === undefined) {
      found = new Branch(new TreeNode<T>(name, null, way, depth), name);
      this.node.add(found.node);
      this.#all?.set(name, found);
    }
    this.#last = found;
    return found;
  }
}

/** Levels that a way may have; what lies deeper keeps its rest as its name. */
const DEEPEST = 24;

function treeOf<T>(leaves: readonly Leaf<T>[], joint: string): TreeNode<T> {
  const root = new Branch(new TreeNode<T>('', null, [], 0), '');
  for (const { path, item } of leaves) {
    const way = path.length > DEEPEST ? [...path.slice(0, DEEPEST - 1), path.slice(DEEPEST - 1).join(joint)] : path;
    let at = root;
    for (let depth = 1; depth < way.length; depth++) at = at.below(way[depth - 1]!, way, depth);
    at.node.add(new TreeNode(way.at(-1) ?? '', item, way, way.length));
  }
  joinOnly(root.node, joint);
  return root.node;
}

/** Puts those together that hold only one other. */
function joinOnly<T>({ children }: TreeNode<T>, joint: string): void {
  for (let index = 0; index < children.length; index++) {
    const child = children[index]!;
    if (child.children.length === 0) continue;
    joinOnly(child, joint);
    const [only] = child.children;
    if (child.children.length > 1 || only === undefined) continue;
    only.name = `${child.name}${joint}${only.name}`;
    children[index] = only;
  }
}

const leavesOf = <T>(root: TreeNode<T>): readonly TreeNode<T>[] => {
  const found: TreeNode<T>[] = [];
  const walk = (node: TreeNode<T>): void => {
    if (node.item !== null) found.push(node);
    node.children.forEach(walk);
  };
  walk(root);
  return found;
};

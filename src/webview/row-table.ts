import { amount, withThousands } from './amounts';
import { button, element, isolated } from './dom';
import type { TreeNode, TreeRows } from './tree-rows';

export interface Column<T> {
  readonly title: string;
  /** A track of a CSS grid: `minmax(12ch, 3fr)`. */
  readonly width: string;
  /** Numbers stand at the right. */
  readonly isNumber?: boolean;
  readonly text: (node: TreeNode<T>) => string;
  /** A class for its look: `is-dangerous`. */
  readonly look?: (node: TreeNode<T>) => string | undefined;
}

export interface RowTableOptions<T> {
  readonly label: string;
  /** What is counted: tensor, tensors. */
  readonly counted: readonly [one: string, many: string];
  readonly columns: readonly Column<T>[];
  /** Columns that can be sorted by. */
  readonly sortable: readonly number[];
  /** On Enter, and on a double click. */
  readonly open?: (item: T) => void;
  readonly copy: (text: string) => void;
  /** The row that has the focus at first. */
  readonly first?: (item: T) => boolean;
  /** Told what the filter leaves. */
  readonly told: (said: string) => void;
}

/** Pixels, also in the style sheet. */
const ROW = 22;
/** Rows that are drawn beside those in sight. */
const SPARE = 8;

let serial = 0;

/** A tree with columns, of which only the rows in sight are in the page: a hundred thousand of them cost as little as fifty. */
export class RowTable<T> {
  readonly root: HTMLElement;
  readonly #body: HTMLElement;
  readonly #space: HTMLElement;
  readonly #heads: HTMLElement[];
  readonly #id = `table${++serial}`;
  #focused = 0;
  #drawing = 0;

  constructor(
    readonly rows: TreeRows<T>,
    private readonly options: RowTableOptions<T>,
  ) {
    const { columns, label } = options;
    this.#heads = columns.map((column, index) => this.#head(column, index));
    this.#space = element('div', { class: 'space', role: 'presentation' });
    this.#body = element('div', { class: 'rows', role: 'rowgroup', tabindex: '-1' }, this.#space);
    this.root = element(
      'div',
      {
        class: 'table',
        role: 'treegrid',
        tabindex: '0',
        'aria-label': label,
        'aria-colcount': String(columns.length),
        'aria-readonly': 'true',
      },
      element(
        'div',
        { role: 'rowgroup' },
        element('div', { class: 'row head', role: 'row', 'aria-rowindex': '1' }, ...this.#heads),
      ),
      this.#body,
    );
    this.root.style.setProperty('--columns', columns.map(({ width }) => width).join(' '));
    this.#body.addEventListener('scroll', () => this.#drawSoon());
    this.root.addEventListener('keydown', (event) => this.#key(event));
    this.root.addEventListener('focus', () => this.#drawSoon());
    new ResizeObserver(() => this.#drawSoon()).observe(this.#body);
    const { first } = options;
    if (first) this.#focused = rows.rows.findIndex(({ node }) => node.item !== null && first(node.item));
    this.changed();
  }

  /** The rows are others now. */
  changed(): void {
    const { sorting } = this.rows;
    this.#heads.forEach((head, index) => {
      if (!this.options.sortable.includes(index)) return;
      const order = sorting?.column !== index ? 'none' : sorting.isDescending ? 'descending' : 'ascending';
      head.setAttribute('aria-sort', order);
    });
    this.root.setAttribute('aria-rowcount', String(this.rows.rows.length + 1));
    this.#space.style.height = `${this.rows.rows.length * ROW}px`;
    this.#focused = Math.max(Math.min(this.#focused, this.rows.rows.length - 1), 0);
    this.options.told(this.#told());
    this.#drawSoon();
  }

  filter(text: string): void {
    this.rows.filter(text);
    this.#focused = 0;
    this.#body.scrollTop = 0;
    this.changed();
  }

  /** All rows as they are now, for a spreadsheet. */
  copyAll(): void {
    const lines = this.rows.rows.map(({ node, level }) => '  '.repeat(level - 1) + this.#line(node));
    this.options.copy([this.options.columns.map(({ title }) => title).join('\t'), ...lines].join('\n'));
  }

  focus(): void {
    this.root.focus();
  }

  #told(): string {
    const { matching, total } = this.rows;
    const [one, many] = this.options.counted;
    return `${matching === total ? '' : `${withThousands(matching)} of `}${amount(total, one, many)}`;
  }

  #line = (node: TreeNode<T>): string =>
    this.options.columns
      .map(({ text }, index) =>
        (index === 0 && !this.rows.isFlat ? node.full(this.rows.joint) : text(node)).replace(/[\t\r\n]/g, ' '),
      )
      .join('\t');

  #head({ title, isNumber }: Column<T>, index: number): HTMLElement {
    const sortable = this.options.sortable.includes(index);
    const inner = sortable
      ? button(
          title,
          () => {
            this.rows.sortBy(index);
            this.changed();
          },
          { title: `Sort by ${title.toLowerCase()}` },
        )
      : title;
    return element('div', { role: 'columnheader', class: isNumber ? 'cell number' : 'cell' }, inner);
  }

  #drawSoon(): void {
    if (this.#drawing === 0)
      this.#drawing = requestAnimationFrame(() => {
        this.#drawing = 0;
        this.#draw();
      });
  }

  #draw(): void {
    const { rows } = this.rows;
    // The heads stand over their columns whether there is a scroll bar or not.
    this.root.style.setProperty('--bar', `${this.#body.offsetWidth - this.#body.clientWidth}px`);
    const first = Math.max(Math.floor(this.#body.scrollTop / ROW) - SPARE, 0);
    const last = Math.min(first + Math.ceil(this.#body.clientHeight / ROW) + 2 * SPARE, rows.length);
    const drawn = [];
    for (let index = first; index < last; index++) drawn.push(this.#row(index));
    // What has the focus is in the page, wherever it is scrolled to: that is how a screen reader knows it.
    if (rows.length > 0 && (this.#focused < first || this.#focused >= last)) drawn.push(this.#row(this.#focused));
    this.#space.replaceChildren(...drawn);
    if (rows.length > 0) this.root.setAttribute('aria-activedescendant', this.#idOf(this.#focused));
    else this.root.removeAttribute('aria-activedescendant');
  }

  readonly #idOf = (index: number): string => `${this.#id}-${index}`;

  #row(index: number): HTMLElement {
    const { node, level, position, siblings, isOpen } = this.rows.rows[index]!;
    const { columns } = this.options;
    const isFocused = index === this.#focused;
    const row = element('div', {
      id: this.#idOf(index),
      class: isFocused ? 'row focused' : 'row',
      role: 'row',
      'aria-rowindex': String(index + 2),
      'aria-level': String(level),
      'aria-posinset': String(position),
      'aria-setsize': String(siblings),
      'aria-expanded': isOpen === null ? undefined : String(isOpen),
      'aria-selected': String(isFocused),
    });
    row.style.top = `${index * ROW}px`;
    for (const [at, { text, isNumber, look }] of columns.entries()) {
      const said = text(node);
      const cell = element(
        'div',
        {
          role: 'gridcell',
          class: ['cell', isNumber ? 'number' : '', look?.(node) ?? ''].join(' ').trim(),
          title: said,
        },
        at === 0 && this.rows.hasLevels && !this.rows.isFlat && twisty(isOpen),
        isolated(said),
      );
      if (at === 0) cell.style.paddingInlineStart = `${8 + (level - 1) * 14}px`;
      row.append(cell);
    }
    row.addEventListener('mousedown', () => this.#move(index, false));
    row.addEventListener('click', () => this.rows.rows[index]?.isOpen != null && this.#toggle(index));
    row.addEventListener('dblclick', () => this.#open(index));
    return row;
  }

  #toggle(index: number, isOpen?: boolean): void {
    this.rows.toggle(index, isOpen);
    this.changed();
  }

  #open(index: number): void {
    const item = this.rows.rows[index]?.node.item;
    if (item != null) this.options.open?.(item);
  }

  #move(to: number, isSeen = true): void {
    this.#focused = Math.max(Math.min(to, this.rows.rows.length - 1), 0);
    const top = this.#focused * ROW;
    const { scrollTop, clientHeight } = this.#body;
    if (isSeen && top < scrollTop) this.#body.scrollTop = top;
    else if (isSeen && top + ROW > scrollTop + clientHeight) this.#body.scrollTop = top + ROW - clientHeight;
    this.#drawSoon();
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.root) return;
    const at = this.#focused;
    const row = this.rows.rows[at];
    const page = Math.max(Math.floor(this.#body.clientHeight / ROW) - 1, 1);
    const isCommand = event.ctrlKey || event.metaKey;
    const keys: Readonly<Record<string, () => void>> = isCommand
      ? { c: () => row && this.options.copy(this.#line(row.node)) }
      : {
          ArrowDown: () => this.#move(at + 1),
          ArrowUp: () => this.#move(at - 1),
          PageDown: () => this.#move(at + page),
          PageUp: () => this.#move(at - page),
          Home: () => this.#move(0),
          End: () => this.#move(this.rows.rows.length - 1),
          ArrowRight: () => (row?.isOpen === false ? this.#toggle(at, true) : row?.isOpen && this.#move(at + 1)),
          ArrowLeft: () =>
            row?.isOpen ? this.#toggle(at, false) : this.rows.parentOf(at) >= 0 && this.#move(this.rows.parentOf(at)),
          Enter: () => (row?.isOpen === null ? this.#open(at) : this.#toggle(at)),
          ' ': () => this.#toggle(at),
        };
    const act = keys[isCommand ? event.key.toLowerCase() : event.key];
    if (act === undefined || event.altKey || event.shiftKey) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  }
}

const twisty = (isOpen: boolean | null): HTMLElement =>
  element('span', { class: 'twisty', 'aria-hidden': 'true' }, isOpen === null ? '' : isOpen ? '⌄' : '›');

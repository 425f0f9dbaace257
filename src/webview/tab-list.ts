import { element } from './dom';

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly panel: HTMLElement;
  /** Called when it is shown. */
  readonly seen?: () => void;
}

/** Tabs as the ARIA practices have them: arrows move among them, and a tab that is moved to is shown. */
export class TabList {
  readonly root: HTMLElement;
  readonly #tabs: readonly { readonly tab: Tab; readonly head: HTMLElement; readonly panel: HTMLElement }[];
  #shown: string | null = null;

  constructor(
    tabs: readonly Tab[],
    private readonly chosen: (id: string) => void,
  ) {
    this.#tabs = tabs.map((tab) => {
      const [headId, panelId] = [`tab-${tab.id}`, `panel-${tab.id}`];
      const head = element('button', { type: 'button', role: 'tab', id: headId, 'aria-controls': panelId }, tab.title);
      head.addEventListener('click', () => this.show(tab.id));
      const panel = element(
        'div',
        { role: 'tabpanel', id: panelId, 'aria-labelledby': headId, class: 'panel' },
        tab.panel,
      );
      return { tab, head, panel };
    });
    const heads = element('div', { role: 'tablist', 'aria-label': 'What the file holds' });
    heads.append(...this.#tabs.map(({ head }) => head));
    heads.addEventListener('keydown', (event) => this.#key(event));
    this.root = element('div', { class: 'tabs' }, heads, ...this.#tabs.map(({ panel }) => panel));
  }

  show(id: string): void {
    if (!this.#tabs.some(({ tab }) => tab.id === id)) return;
    this.#shown = id;
    for (const { tab, head, panel } of this.#tabs) {
      const isShown = tab.id === id;
      head.setAttribute('aria-selected', String(isShown));
      head.tabIndex = isShown ? 0 : -1;
      panel.hidden = !isShown;
      if (isShown) tab.seen?.();
    }
    this.chosen(id);
  }

  #key(event: KeyboardEvent): void {
    const at = this.#tabs.findIndex(({ tab }) => tab.id === this.#shown);
    const last = this.#tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    const next = to === undefined ? undefined : this.#tabs[to];
    if (next === undefined) return;
    this.show(next.tab.id);
    next.head.focus();
    event.preventDefault();
  }
}

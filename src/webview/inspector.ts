import type { FromModelPage, SignedBadge, ToModelPage } from '../report/model-messages';
import type { ModelPlace, ModelView } from '../report/model-view';
import { withThousands, bytesText } from './amounts';
import { BytesPanel } from './bytes-panel';
import { button, element, isolated } from './dom';
import { hubLine } from './hub-line';
import { overview } from './overview';
import type { RowTable } from './row-table';
import { TabList, type Tab } from './tab-list';
import { importTable, memberTable, metadataTable, tensorsOf, tensorTable, traceTable, type Around } from './tables';
import { templateParts } from './template-parts';

/** What is kept while the page is hidden. */
export interface PageState {
  readonly tab?: string;
}

const SIGNED: Readonly<Record<SignedBadge['state'], readonly [sign: string, word: string, look: string]>> = {
  verified: ['✓', 'Signed', 'safe'],
  differs: ['✕', 'Signature not valid', 'malicious'],
  unknown: ['?', 'Signature not verified', 'unknown'],
  none: ['–', 'Not signed', 'unknown'],
};

/** A page of one view of a file. */
export class Inspector {
  readonly root: HTMLElement;
  readonly bytes: BytesPanel;
  readonly #view: ModelView;
  readonly #tabs: TabList;
  readonly #digest = element('span', { class: 'digest' });
  readonly #signed = element('p', { class: 'signed' });
  readonly #hub = element('p', { class: 'hub', role: 'status' });
  readonly #status = element('span', { class: 'hidden', role: 'status' });
  #search: HTMLInputElement | null = null;
  /** Tells how far a digest is; null while none is computed. */
  #progress: ((done: number) => void) | null = null;

  constructor(
    { view, hasFolder, pages }: Extract<ToModelPage, { kind: 'view' }>,
    kept: PageState,
    private readonly ask: (message: FromModelPage) => void,
    keep: (kept: PageState) => void,
  ) {
    this.#view = view;
    this.bytes = new BytesPanel(ask);
    const tabs = this.#tabsOf();
    this.#tabs = new TabList(tabs, (tab) => {
      this.#search =
        this.root?.querySelector<HTMLInputElement>('[role=tabpanel]:not([hidden]) input[type=search]') ?? null;
      keep({ tab });
    });
    const acts = {
      show: (place: ModelPlace) => this.show(place),
      pageOf: (rule: string) => (pages.includes(rule) ? () => ask({ kind: 'rule', rule }) : null),
    };
    this.root = element(
      'main',
      {},
      overview(view, acts),
      this.#signed,
      element(
        'div',
        { class: 'actions', role: 'group', 'aria-label': 'Actions' },
        hasFolder && button('Show Where Code Loads This File', () => ask({ kind: 'uses' })),
        hasFolder && button('Add to the Model Lock', () => ask({ kind: 'lock' })),
        button("Compare with the Hub's Hash", () => ask({ kind: 'compare' })),
        this.#digest,
        this.#status,
      ),
      this.#hub,
      this.#tabs.root,
    );
    this.#hub.hidden = true;
    this.#tellDigest(null);
    this.#signed.hidden = true;
    this.#tabs.show(tabs.some(({ id }) => id === kept.tab) ? kept.tab! : tabs[0]!.id);
  }

  show(place: ModelPlace): void {
    this.bytes.show(place);
    this.#tabs.show('bytes');
    this.bytes.focus();
  }

  /** Moves to the search field; false where there is none. */
  search(): boolean {
    this.#search?.focus();
    this.#search?.select();
    return this.#search !== null;
  }

  /** Beside the verdict, never part of it. */
  tellSigned({ state, words }: SignedBadge): void {
    const [sign, word, look] = SIGNED[state];
    this.#signed.hidden = false;
    this.#signed.className = `signed is-${look}`;
    this.#signed.replaceChildren(
      element('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
      element('strong', {}, word),
      ' ',
      isolated(words),
    );
  }

  tellHub({ answer }: Extract<ToModelPage, { kind: 'hub' }>): void {
    this.#hub.hidden = answer === null;
    if (answer !== null) this.#hub.replaceChildren(...hubLine(answer));
  }

  tellDigest(message: Extract<ToModelPage, { kind: 'digest' }>): void {
    this.#tellDigest(message.state);
  }

  #tellDigest(state: Extract<ToModelPage, { kind: 'digest' }>['state'] | null): void {
    if (state?.kind === 'running' && this.#progress !== null) return this.#progress(state.done);
    this.#progress = null;
    const hadFocus = this.#digest.contains(document.activeElement);
    const start = (): HTMLElement => button('Compute SHA-256', () => this.ask({ kind: 'digest', isWanted: true }));
    const children = ((): readonly (Node | string)[] => {
      if (state === null) return [start()];
      switch (state.kind) {
        case 'running': {
          const max = Math.max(state.size, 1);
          const bar = element('progress', { max: String(max), value: String(state.done), 'aria-label': 'SHA-256' });
          const stop = button('Stop', () => this.ask({ kind: 'digest', isWanted: false }));
          const told = element('span', {});
          // A button that is made anew while it is pressed does not hear it.
          this.#progress = (done) => {
            bar.setAttribute('value', String(done));
            told.textContent = ` ${bytesText(done)} of ${bytesText(state.size)} `;
          };
          this.#progress(state.done);
          return [bar, told, stop];
        }
        case 'done': {
          const copy = button('Copy', () => this.#copy(state.sha256), { 'aria-label': 'Copy the SHA-256' });
          return ['SHA-256 ', element('code', {}, state.sha256), ' ', copy];
        }
        case 'stopped':
          return [start(), state.why === null ? '' : ` ${state.why}`];
      }
    })();
    this.#digest.replaceChildren(...children);
    if (hadFocus) this.#digest.querySelector('button')?.focus();
    if (state?.kind === 'done') this.#say('The SHA-256 is computed.');
  }

  #copy(text: string): void {
    this.ask({ kind: 'copy', text });
    this.#say('Copied.');
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  #tabsOf(): readonly Tab[] {
    const view = this.#view;
    const tensors = tensorsOf(view.tensors);
    const harmful = view.trace.filter(({ tier }) => tier === 'dangerous' || tier === 'unknown');
    const trace = this.#tableTab('trace', 'What Loading Runs', view.trace, view.moreSteps, traceTable);
    const held = this.#tableTab('tensors', 'Tensors', tensors, view.tensors.count - tensors.length, tensorTable);
    return [
      ...(harmful.length > 0 ? [trace, held] : [held, trace]),
      this.#tableTab('imports', 'Imports', view.imports, 0, importTable),
      this.#tableTab('metadata', 'Metadata', view.metadata, 0, metadataTable),
      this.#templateTab(),
      this.#tableTab('contents', 'Contents', view.members, view.moreMembers, memberTable),
      { id: 'bytes', title: 'Bytes', panel: this.bytes.root, seen: () => this.bytes.seen() },
    ].filter((tab) => tab !== null);
  }

  /** A table with its search; null where there is nothing. */
  #tableTab<T>(
    id: string,
    title: string,
    items: readonly T[],
    more: number,
    make: (items: readonly T[], around: Around) => RowTable<T>,
  ): Tab | null {
    if (items.length === 0) return null;
    const told = element('span', { class: 'soft', role: 'status' });
    const lacking = more > 0 ? `, ${withThousands(more)} more are not listed` : '';
    const around: Around = {
      copy: (text) => this.#copy(text),
      show: (place) => this.show(place),
      told: (said) => {
        told.textContent = said + lacking;
      },
    };
    const table = make(items, around);
    const search = element('input', {
      type: 'search',
      placeholder: 'Search',
      'aria-label': `Search ${title.toLowerCase()}`,
      spellcheck: 'false',
      autocomplete: 'off',
    });
    search.addEventListener('input', () => table.filter(search.value));
    search.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && search.value !== '') {
        search.value = '';
        table.filter('');
        event.stopPropagation();
      } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
        table.focus();
        event.preventDefault();
      }
    });
    const levels = table.rows.hasLevels && levelsBox(table);
    const copy = button('Copy All', () => table.copyAll(), { title: 'Copy all rows that are shown' });
    const panel = element(
      'div',
      { class: 'panel-table' },
      element('div', { class: 'tools' }, search, levels, copy, told),
      table.root,
    );
    return { id, title: `${title} (${withThousands(items.length + more)})`, panel };
  }

  #templateTab(): Tab | null {
    const { templates } = this.#view;
    if (templates.length === 0) return null;
    const panel = element('div', { class: 'templates', tabindex: '0', role: 'region', 'aria-label': 'Chat template' });
    for (const { name, text } of templates) {
      const code = element('pre');
      for (const part of templateParts(text))
        code.append(part.kind === 'text' ? part.text : element('span', { class: `t-${part.kind}` }, part.text));
      panel.append(
        element(
          'div',
          { class: 'tools' },
          isolated(name, { class: 'of' }),
          button('Copy', () => this.#copy(text), { 'aria-label': `Copy ${name}` }),
        ),
        code,
      );
    }
    return {
      id: 'template',
      title: templates.length === 1 ? 'Chat Template' : `Chat Templates (${templates.length})`,
      panel,
    };
  }
}

function levelsBox<T>(table: RowTable<T>): HTMLElement {
  const box = element('input', { type: 'checkbox' });
  box.checked = true;
  box.addEventListener('change', () => {
    table.rows.isFlat = !box.checked;
    table.changed();
  });
  return element('label', {}, box, ' Tree');
}

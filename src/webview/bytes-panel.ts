import type { FromModelPage, ToModelPage } from '../report/model-messages';
import type { ModelPlace } from '../report/model-view';
import { withThousands, bytesText } from './amounts';
import { button, element, isolated } from './dom';

const PER_ROW = 16;
const ROWS = 24;
const PAGE = PER_ROW * ROWS;

/** The bytes around an offset, of the file or of a part in it. */
export class BytesPanel {
  readonly root: HTMLElement;
  readonly #title = element('span', { class: 'of' });
  readonly #field: HTMLInputElement;
  readonly #told = element('span', { class: 'soft', role: 'status' });
  readonly #table = element('div', { class: 'bytes', tabindex: '0', role: 'region', 'aria-label': 'Bytes' });
  #place = '';
  #start = 0;
  #marked: number | null = null;
  #size: number | null = null;
  #isAsked = false;

  constructor(private readonly ask: (message: FromModelPage) => void) {
    this.#field = element('input', {
      type: 'text',
      size: '14',
      spellcheck: 'false',
      'aria-label': 'Go to offset, decimal or 0x hexadecimal',
      placeholder: 'Go to offset',
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#go(this.#field.value);
    });
    this.#table.addEventListener('keydown', (event) => {
      const by = { PageDown: PAGE, PageUp: -PAGE, ArrowDown: PER_ROW, ArrowUp: -PER_ROW }[event.key];
      if (by === undefined) return;
      this.#turn(by);
      event.preventDefault();
    });
    this.root = element(
      'div',
      { class: 'panel-bytes' },
      element(
        'div',
        { class: 'tools' },
        this.#title,
        this.#field,
        button('Earlier', () => this.#turn(-PAGE)),
        button('Later', () => this.#turn(PAGE)),
        button('Whole File', () => this.show({ place: '', offset: null })),
        this.#told,
      ),
      this.#table,
    );
  }

  /** Shows a place, with its byte marked. */
  show({ place, offset }: ModelPlace): void {
    this.#place = place;
    this.#size = null;
    this.#marked = offset;
    this.#seek((offset ?? 0) - 4 * PER_ROW);
  }

  /** Asks for bytes when it is first seen. */
  seen(): void {
    if (!this.#isAsked) this.show({ place: '', offset: null });
  }

  focus(): void {
    this.#table.focus();
  }

  /** What came of asking. */
  tell({ place, offset, bytes }: Extract<ToModelPage, { kind: 'bytes' }>): void {
    if (place !== this.#place || offset !== this.#start) return;
    this.#title.replaceChildren(place === '' ? 'The file' : isolated(place));
    if (bytes === null) {
      this.#table.replaceChildren(element('p', {}, 'These bytes cannot be read.'));
      return;
    }
    this.#size = bytes.size;
    const last = offset! + bytes.hex.length / 2;
    this.#told.textContent =
      bytes.hex === ''
        ? 'Nothing lies here.'
        : `${withThousands(offset!)} to ${withThousands(last - 1)}${bytes.size === null ? '' : ` of ${bytesText(bytes.size)}`}`;
    this.#table.replaceChildren(this.#tableOf(bytes.hex, offset!));
  }

  #turn(by: number): void {
    this.#seek(this.#start + by);
  }

  #go(text: string): void {
    const offset = /^(?:0x[0-9a-f]{1,13}|\d{1,15})$/i.test(text.trim()) ? Number(text.trim()) : null;
    if (offset === null) {
      this.#told.textContent = 'That is no offset.';
      return;
    }
    this.#marked = offset;
    this.#seek(offset - 4 * PER_ROW);
  }

  #seek(wanted: number): void {
    this.#isAsked = true;
    const most = this.#size === null ? Infinity : Math.max(this.#size - 1, 0);
    const start = Math.max(Math.min(wanted, most), 0);
    this.#start = start - (start % PER_ROW);
    this.ask({ kind: 'bytes', place: this.#place, offset: this.#start, length: PAGE });
  }

  #tableOf(hex: string, start: number): HTMLElement {
    const rows: HTMLElement[] = [];
    for (let at = 0; at < hex.length; at += 2 * PER_ROW) {
      const offset = start + at / 2;
      const codes = hex.slice(at, at + 2 * PER_ROW).match(/../g) ?? [];
      const marked = this.#marked !== null ? this.#marked - offset : -1;
      rows.push(
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, offset.toString(16).padStart(8, '0')),
          element('td', {}, ...withMark(codes, marked, ' ')),
          element('td', {}, ...withMark(codes.map(signOf), marked, '')),
        ),
      );
    }
    return element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, 'Offset'),
          element('th', { scope: 'col' }, 'Bytes'),
          element('th', { scope: 'col' }, 'Text'),
        ),
      ),
      element('tbody', {}, ...rows),
    );
  }
}

function withMark(parts: readonly string[], marked: number, joint: string): readonly (string | Node)[] {
  if (marked < 0 || marked >= parts.length) return [parts.join(joint)];
  const before = parts.slice(0, marked).join(joint);
  const after = parts.slice(marked + 1).join(joint);
  return [before, before && joint, element('mark', {}, parts[marked]!), after && joint, after];
}

const signOf = (code: string): string => {
  const value = parseInt(code, 16);
  return value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '·';
};

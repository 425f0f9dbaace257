import type { ToModelPage } from '../report/model-messages';
import { element, isolated } from './dom';

type HubState = NonNullable<Extract<ToModelPage, { kind: 'hub' }>['answer']>;

/** What the hub said of a file, in a line. */
export function hubLine(state: HubState): readonly (Node | string)[] {
  switch (state.kind) {
    case 'asking':
      return ['Asking ', isolated(state.host), '…'];
    case 'unknown':
      return ['Not compared. ', isolated(state.why)];
    case 'same':
      return [
        sign('✓', 'is-safe'),
        'The same as ',
        isolated(`${state.file} of ${state.id}`),
        commitOf(state.commit),
        state.isFlagged ? '. The hub’s own scanners found something in it.' : '.',
      ];
    case 'differs':
      return [
        sign('✕', 'is-malicious'),
        'Not what the hub has: ',
        isolated(`${state.file} of ${state.id}`),
        commitOf(state.commit),
        ' has the SHA-256 ',
        element('code', {}, state.sha256),
        '.',
      ];
  }
}

const sign = (text: string, grade: string): HTMLElement =>
  element('span', { class: `verdict ${grade}`, 'aria-hidden': 'true' }, element('span', { class: 'sign' }, text));

const commitOf = (commit: string): HTMLElement =>
  element('span', { class: 'soft' }, ' at ', element('code', {}, commit.slice(0, 12)));

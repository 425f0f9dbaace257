// The page of the inspector, in a web view of the editor. It has no other way out than messages to the extension.
import type { FromModelPage, ToModelPage } from '../report/model-messages';
import { bytesText } from './amounts';
import { button, element, isolated } from './dom';
import { Inspector, type PageState } from './inspector';
import { STYLE } from './style';

interface Editor {
  postMessage(message: FromModelPage): void;
  getState(): PageState | undefined;
  setState(kept: PageState): void;
}

declare const acquireVsCodeApi: () => Editor;

const editor = acquireVsCodeApi();
const ask = (message: FromModelPage): void => editor.postMessage(message);

// The policy of the page knows its style by the same word as its script.
const style = document.createElement('style');
style.nonce = (document.currentScript as HTMLScriptElement).nonce;
style.textContent = STYLE;
document.head.append(style);

const bar = element('div', { class: 'bar', role: 'status' });
const place = element('div', { class: 'place' });
document.body.append(bar, place);
bar.hidden = true;

let inspector: Inspector | null = null;

function say(...children: readonly (Node | string)[]): void {
  bar.hidden = children.length === 0;
  bar.replaceChildren(...children);
}

const reload = (): HTMLElement => button('Reload', () => ask({ kind: 'reload' }));

function hear(message: ToModelPage): void {
  switch (message.kind) {
    case 'reading': {
      const read = message.read > 0 ? ` ${bytesText(message.read)} read. ` : ' ';
      return say(
        'Reading ',
        isolated(message.name),
        '.',
        read,
        button('Stop', () => ask({ kind: 'cancel' })),
      );
    }
    case 'view':
      say();
      inspector = new Inspector(message, editor.getState() ?? {}, ask, (kept) => editor.setState(kept));
      return place.replaceChildren(inspector.root);
    case 'failed':
      return say(`${message.message} `, reload());
    case 'stale':
      return message.isGone
        ? say('The file is gone from the disk. What was read of it is shown.')
        : say('The file has changed on the disk. ', reload());
    case 'bytes':
      return inspector?.bytes.tell(message);
    case 'signed':
      return inspector?.tellSigned(message.signed);
    case 'hub':
      return inspector?.tellHub(message);
    case 'digest':
      return inspector?.tellDigest(message);
  }
}

window.addEventListener('message', (event: MessageEvent<ToModelPage>) => hear(event.data));
window.addEventListener('keydown', (event) => {
  const isSearch =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
  if (!isSearch || !inspector?.search()) return;
  event.preventDefault();
  event.stopPropagation();
});
ask({ kind: 'ready' });

// The scan worker without a platform: the web host starts it as it is, the Node host through worker/node.ts. The bundle is a CommonJS module, which a worker does not know: the host puts
// `var module={exports:{}};` before it and `;module.exports.begin(self);` behind it. The host may also load it into itself.
import { serve } from './server';
import type { Message } from './protocol';

export { serve };

export function begin(scope: DedicatedWorkerGlobalScope): void {
  serve({
    post: (message) => scope.postMessage(message),
    listen: (hear) => scope.addEventListener('message', (event: MessageEvent<Message>) => hear(event.data)),
  });
}

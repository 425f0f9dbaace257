// The worker thread of the Node extension host. Also loaded into the host itself when threads are not to be had.
import { parentPort } from 'node:worker_threads';
import { serve } from './server';
import type { Message } from './protocol';

export { serve };

if (parentPort) {
  const port = parentPort;
  serve({
    post: (message) => port.postMessage(message),
    listen: (hear) => void port.on('message', (message: Message) => hear(message)),
  });
}

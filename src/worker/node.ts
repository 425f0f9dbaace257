// The worker thread of the Node extension host; also loaded into the host itself when threads are not to be had.
import { parentPort } from 'node:worker_threads';
import type { Message } from './protocol';
import { serve } from './server';

export { serve };

if (parentPort) {
  const port = parentPort;
  serve({
    post: (message) => port.postMessage(message),
    listen: (hear) => void port.on('message', (message: Message) => hear(message)),
  });
}

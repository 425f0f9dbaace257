// The worker thread of the Node extension host; also loaded into the host itself when threads are not to be had. The engine
// is the web worker's bundle, which knows no platform: shipping it twice would double the size of the package.
import { parentPort } from 'node:worker_threads';
import type { Message, Port } from './protocol';

// `module.require`, since the bundler must not follow it.
export const { serve } = module.require('../web/worker.js') as { serve(port: Port): void };

if (parentPort) {
  const port = parentPort;
  serve({
    post: (message) => port.postMessage(message),
    listen: (hear) => void port.on('message', (message: Message) => hear(message)),
  });
}

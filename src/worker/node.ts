// The worker thread of the Node extension host; also loaded into the host itself when threads are not to be had.
import { parentPort } from 'node:worker_threads';
import { portOf } from './channel';
import { serve } from './server';

export { serve };

if (parentPort) serve(portOf(parentPort));

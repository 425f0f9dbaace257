// The worker thread of the Node extension host; also loaded into the host itself when threads are not to be had.
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { portOf } from './channel';
import { inflateRaw } from './node-inflate';
import type { Port } from './protocol';
import { serve } from './server';

export const serveOnDisk = (port: Port) => serve(port, inflateRaw, () => createHash('sha256'));

if (parentPort) serveOnDisk(portOf(parentPort));

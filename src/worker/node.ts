// The worker thread of the Node extension host; also loaded into the host itself when threads are not to be had.
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { portOf } from './channel';
import { cryptographyWith } from './node-cryptography';
import type { checkSigstore } from './node-sigstore';
import { inflateRaw } from './node-inflate';
import type { Port } from './protocol';
import { serve } from './server';

interface SigstorePart {
  readonly checkSigstore: typeof checkSigstore;
}

// A bundle of its own beside this one, which the bundler must not follow.
const nodeCryptography = cryptographyWith(async () => {
  const load: (id: string) => SigstorePart = module.require.bind(module);
  return load('./sigstore.js');
});

export const serveOnDisk = (port: Port) => serve(port, inflateRaw, () => createHash('sha256'), nodeCryptography);

if (parentPort) serveOnDisk(portOf(parentPort));

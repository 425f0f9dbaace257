import { cryptographyWith } from '../worker/node-cryptography';

/** What the command line checks and makes signatures with. */
export const nodeCryptography = cryptographyWith(() => import('../worker/node-sigstore'));

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkModel, type ModelCheck } from '../../../src/analysis/signing/check-model';
import { readTrust, type TrustedSigners } from '../../../src/analysis/signing/trust';
import type { Cryptography } from '../../../src/core/host';
import type { TrustedSigner } from '../../../src/core/policy';
import { NodeFileSystem } from '../../../src/cli/node-files';
import { readBundle } from '../../../src/readers/signatures/bundle';
import { nodeCryptography } from '../../../src/cli/cryptography';

/** Models that the reference implementation signed: see make_bundles.py beside them. */
export const REAL = path.join(__dirname, '../../readers/signatures/real');

/** Of the certificates that are in them, all but one are valid then. */
export const NOW = Date.UTC(2026, 11, 1);

export const trusting = (...signers: readonly TrustedSigner[]): Promise<TrustedSigners> =>
  readTrust(
    signers,
    null,
    async (file) => readFileSync(path.join(REAL, 'keys', file), 'utf8'),
    nodeCryptography.subtle!,
  );

/** Verifies the model in a folder of `root`. */
export function verifyIn(
  root: string,
  bundle: string,
  trust: TrustedSigners,
  cryptography: Cryptography = nodeCryptography,
  now = NOW,
): Promise<ModelCheck> {
  const text = readFileSync(path.join(root, bundle), 'utf8');
  const facts = readBundle(text, bundle);
  if (facts === null) throw new Error(`${bundle} is no bundle`);
  return checkModel(facts, text, new NodeFileSystem(root), { trust, cryptography, now });
}

/** A copy of a real model that a test may change; removed when it ends. */
export async function withCopy(name: string, use: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'touchstone-signed-'));
  try {
    cpSync(path.join(REAL, name), path.join(root, 'model'), { recursive: true, verbatimSymlinks: true });
    await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

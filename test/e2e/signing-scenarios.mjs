// Signed models in the inspector: what is signed and what is safe are two answers.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../../scripts/vscode-host/versions.mjs';
import { poll } from './workbench.mjs';

const REAL = path.join(REPOSITORY, 'test/readers/signatures/real');

async function badge(workbench, file, words) {
  await workbench.openFile(file);
  const page = await workbench.webview('main h1');
  await poll(async () => words.test(await page.locator('.signed').innerText()), `${file}: ${words} is not told`);
  return page;
}

export const SIGNING_SCENARIOS = [
  {
    name: 'signed models',
    files: { 'touchstone.toml': '[provenance]\nsigners = [{ key = "p256.pub" }]\n' },
    prepare(folder) {
      cpSync(path.join(REAL, 'keys/p256.pub'), path.join(folder, 'p256.pub'));
      for (const name of ['release', 'tampered'])
        cpSync(path.join(REAL, 'key-p256'), path.join(folder, name), { recursive: true });
      const weights = path.join(folder, 'tampered/weights.bin');
      const bytes = readFileSync(weights);
      bytes[0] ^= 1;
      writeFileSync(weights, bytes);
    },
    steps: {
      'a signature is verified, beside the verdict': async ({ workbench, picture }) => {
        await workbench.openFile('train.py');
        const page = await badge(
          workbench,
          'release/weights.bin',
          /^✓\s*Signed It is as a key that you trust signed it/,
        );
        assert.match(await page.locator('.verdict').innerText(), /Unknown/);
        await picture('inspector-signed');
        await workbench.closeEditors();
      },

      'one that does not fit its file is refused': async ({ workbench, picture }) => {
        await badge(
          workbench,
          'tampered/weights.bin',
          /^✕\s*Signature not valid Not as it was signed: tampered\/weights\.bin/,
        );
        await picture('inspector-tampered');
        await workbench.closeEditors();
      },
    },
  },
];

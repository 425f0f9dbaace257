import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ENTRY = `
export { RULES } from './src/rules/index';
export { policySchema } from './src/project/policy-schema';
export { DOCUMENTS } from './src/readers/documents';
export { QUESTIONS } from './src/project/questions/index';
`;

/** The rules and what is made of them, out of the TypeScript sources. */
export async function loadSources(root) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'touchstone-generate-'));
  try {
    const outfile = path.join(folder, 'sources.mjs');
    await build({
      stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      mainFields: ['browser', 'module', 'main'],
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

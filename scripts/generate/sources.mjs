import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { RULE_LIST, ruleList } from './rule-list.mjs';

const ENTRY = `
export { CATEGORIES } from './src/core/rule';
export { referencesOf } from './src/core/references';
export { RULES } from './src/rules/index';
export { policySchema } from './src/project/policy-schema';
export { modelLockSchema } from './src/project/model-lock-schema';
export { DOCUMENTS } from './src/readers/documents';
export { QUESTIONS } from './src/project/questions/index';
`;

/** The rules and what is made of them, out of the TypeScript sources. The list of rules need not have been written before. */
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
      plugins: [listOfToday(root)],
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives the list of rules as the files are now, whether or not what is written says the same, or is there at all. */
export const listOfToday = (root) => ({
  name: 'list-of-today',
  setup(builder) {
    const file = path.join(root, RULE_LIST);
    const name = path.basename(file, '.ts');
    builder.onResolve({ filter: new RegExp(`/${name.replace('.', '\\.')}$`) }, () => ({ path: file }));
    builder.onLoad({ filter: new RegExp(`${name.replace('.', '\\.')}\\.ts$`) }, () => ({
      contents: ruleList(root),
      loader: 'ts',
      resolveDir: path.dirname(file),
    }));
  },
});

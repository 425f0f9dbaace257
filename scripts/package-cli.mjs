// node scripts/package-cli.mjs [--dist DIR] [--out FILE]: builds the command line for production and packs it as an npm package
// without dependencies. With --dist, packs what was built there.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, ensurePackages } from './prepare.mjs';
import { packCommandLine } from './release/command-line.mjs';
import { runNode } from './run.mjs';
import { Failure, main } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { dist: { type: 'string' }, out: { type: 'string' } } });
  checkNode();
  if (values.dist === undefined) {
    ensurePackages(REPOSITORY);
    if ((await runNode(['esbuild.js', '--production'], { cwd: REPOSITORY })).status !== 0)
      throw new Failure('the build failed, see above');
  }
  const { version } = JSON.parse(readFileSync(path.join(REPOSITORY, 'package.json'), 'utf8'));
  const file = path.resolve(REPOSITORY, values.out ?? `out/touchstone-${version}.tgz`);
  mkdirSync(path.dirname(file), { recursive: true });
  const work = mkdtempSync(path.join(os.tmpdir(), 'touchstone-pack-'));
  try {
    packCommandLine({ repository: REPOSITORY, dist: values.dist, work, file });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`${path.relative(process.cwd(), file)}: ${(statSync(file).size / 1000).toFixed(0)} KB`);
});

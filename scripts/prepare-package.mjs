// npm's `prepare`: builds the command line where npm packs a clone, for pre-commit and `npm install git+…`. What is built is no part
// of the repository. In a checkout it does not run by itself: .npmrc keeps npm from running scripts there.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runNode } from './run.mjs';
import { Failure, main, npm } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

await main(async () => {
  // npm installs what a clone needs for its scripts, but not under `npm install -g git+…`: there the installation inside the clone
  // is a global one, too, since that setting comes through the environment (npm 11.19).
  if (!existsSync(path.join(REPOSITORY, 'node_modules/esbuild')))
    npm(['ci', '--no-global', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: REPOSITORY });
  // Nothing on standard output: `npm pack` prints the name of the file there.
  const { status, output } = await runNode(['esbuild.js', '--production'], { cwd: REPOSITORY, quiet: true });
  if (status !== 0) throw new Failure(`the build failed: ${output.trim()}`);
});

// npm run release [-- --skip-tests]: makes what is published, out of a clean tree with a version that CHANGELOG.md has, in out/release/:
// the extension (touchstone-<version>.vsix), the command line (touchstone-<version>.tgz) and their SHA256SUMS. It publishes nothing.
// The same commit makes the same bytes: no archive holds the time at which it was made.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, ensurePackages } from './prepare.mjs';
import { refusals, warnings } from './release/checks.mjs';
import { packCommandLine, tryCommandLine } from './release/command-line.mjs';
import { runNode } from './run.mjs';
import { Failure, main } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

const OUT = path.join(REPOSITORY, 'out/release');
const MINUTES = 60_000;

await main(async () => {
  const { values } = parseArgs({ options: { 'skip-tests': { type: 'boolean', default: false } } });
  checkNode();
  const state = stateOf(REPOSITORY);
  const reasons = refusals(state);
  if (reasons.length > 0) throw new Failure(`no release of this: ${reasons.join('; ')}`);
  ensurePackages(REPOSITORY);
  const { version } = state;
  console.log(`releasing ${version}, ${git('rev-parse', 'HEAD')}`);

  if (values['skip-tests']) console.log('tests are skipped');
  else if ((await runNode(['scripts/test.mjs'], { cwd: REPOSITORY, timeout: 60 * MINUTES })).status !== 0)
    throw new Failure('a check failed, see above');

  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const extension = path.join(OUT, `touchstone-${version}.vsix`);
  const env = { SOURCE_DATE_EPOCH: git('log', '-1', '--format=%ct'), TZ: 'UTC' };
  // It builds for production, and leaves in dist/ what the command line is made of.
  if ((await runNode(['scripts/package.mjs', '--out', extension], { cwd: REPOSITORY, env })).status !== 0)
    throw new Failure('the extension could not be packaged, see above');
  const commandLine = path.join(OUT, `touchstone-${version}.tgz`);
  const work = mkdtempSync(path.join(os.tmpdir(), 'touchstone-release-'));
  try {
    packCommandLine({ repository: REPOSITORY, work, file: commandLine });
    await tryCommandLine({ repository: REPOSITORY, work, file: commandLine, version });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }

  const made = [extension, commandLine].map((file) => ({ file, sum: sumOf(file), bytes: statSync(file).size }));
  writeFileSync(path.join(OUT, 'SHA256SUMS'), made.map(({ file, sum }) => `${sum}  ${path.basename(file)}\n`).join(''));
  console.log(`\n${path.relative(process.cwd(), OUT) || '.'}:`);
  for (const { file, sum, bytes } of made)
    console.log(`  ${path.basename(file).padEnd(32)} ${`${(bytes / 1000).toFixed(0)} KB`.padStart(8)}  ${sum}`);
  console.log('  SHA256SUMS');
  console.log(
    `\nnote: push the tag v${version} before you publish: links and pictures of the Marketplace's page lead to it`,
  );
  for (const warning of warnings(state)) console.log(`\nnote: ${warning}`);
});

function stateOf(repository) {
  const read = (file) => readFileSync(path.join(repository, file), 'utf8');
  return {
    version: JSON.parse(read('package.json')).version,
    locked: JSON.parse(read('package-lock.json')).version,
    changelog: read('CHANGELOG.md'),
    status: git('status', '--porcelain'),
  };
}

function git(...args) {
  try {
    return execFileSync('git', args, {
      cwd: REPOSITORY,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  } catch (error) {
    throw new Failure(
      error.code === 'ENOENT'
        ? 'git is not on PATH: install it, then run this again'
        : `git ${args[0]} failed: a release is made in a clone of the repository`,
    );
  }
}

function sumOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

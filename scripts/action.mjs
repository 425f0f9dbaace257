// node scripts/action.mjs [--program FILE]: what action.yml runs. Reads its inputs from TOUCHSTONE_* variables, writes the report as
// SARIF and annotations, and tells GitHub where the report lies. Builds the command line where that was not done yet.
// Exit status: that of `touchstone scan`.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, ensurePackages } from './prepare.mjs';
import { runNode } from './run.mjs';
import { Failure, main } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { program: { type: 'string', default: path.join(REPOSITORY, 'dist/cli/touchstone.js') } },
  });
  checkNode();
  if (!existsSync(values.program)) await build();

  const { paths, failOn, sarif, options } = inputs(process.env);
  const scan = (...args) =>
    spawnSync(process.execPath, [values.program, 'scan', ...args, ...options, '--', ...paths], {
      stdio: 'inherit',
      env: { ...process.env, NO_COLOR: '1' },
    }).status ?? 2;

  // Twice, since a report has one form; the second time most results come from the cache.
  const written = scan('--format', 'sarif', '-o', sarif, '--fail-on', 'never');
  if (existsSync(sarif) && written === 0) {
    tell('GITHUB_OUTPUT', `sarif-file=${sarif}`);
    tell('GITHUB_STEP_SUMMARY', summaryOf(JSON.parse(readFileSync(sarif, 'utf8'))));
  }
  process.exitCode = written || scan('--format', 'github', '--fail-on', failOn);
});

/** In a checkout of an action there is nothing but what git has. */
async function build() {
  console.log('::group::Build Touchstone');
  ensurePackages(REPOSITORY);
  const { status } = await runNode(['esbuild.js', '--production'], { cwd: REPOSITORY });
  console.log('::endgroup::');
  if (status !== 0) throw new Failure('the build failed, see above');
}

function inputs(env) {
  const given = (name) => (env[name] ?? '').trim();
  const sarif = given('TOUCHSTONE_SARIF') || 'touchstone.sarif';
  // It goes into a file of GitHub's in which a line is a value.
  if (/[\r\n]/.test(sarif)) throw new Failure('sarif-file has to be one line');
  const options = [
    ['--config', given('TOUCHSTONE_CONFIG')],
    ['--baseline', given('TOUCHSTONE_BASELINE')],
  ];
  return {
    paths: (given('TOUCHSTONE_PATHS') || '.')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
    failOn: given('TOUCHSTONE_FAIL_ON') || 'error',
    sarif,
    options: options.filter(([, value]) => value !== '').flat(),
  };
}

/** Outside of a job there is nobody to tell. */
function tell(file, text) {
  if (process.env[file]) appendFileSync(process.env[file], `${text}\n`);
}

function summaryOf({ runs: [{ results }] }) {
  const found = results.filter(({ baselineState }) => baselineState !== 'unchanged');
  const counts = ['error', 'warning', 'note'].map((level) => found.filter((result) => result.level === level).length);
  return `### Touchstone\n\n| errors | warnings | notes |\n|---|---|---|\n| ${counts.join(' | ')} |`;
}

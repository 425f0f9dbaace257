// npm test [-- --only unit,node,web,e2e,lint,format,types,generated,package]: everything that is checked, in named steps.
// Nothing has to be installed before: it fetches packages, a VS Code and a browser from the registries if need be.
// A failed step does not keep the others from running. The last line is `N passed, N failed`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { desktopAvailable } from './host-tests/desktop-run.mjs';
import { checkNode, ensurePackages } from './prepare.mjs';
import { runNode } from './run.mjs';
import { Failure, main, seconds } from './terminal.mjs';
import { REPOSITORY } from './vscode-host/versions.mjs';

const bin = (file) => path.join(REPOSITORY, 'node_modules', file);
const MINUTES = 60_000;
/** Characters that are told once more of what failed in a step. */
const MOST_TOLD = 5_000;

/** @typedef {{ passed: number, failed: number, skipped?: number, note?: string, failures?: string }} Outcome failures: what was said of them */

/** A check that is right or wrong as a whole. @returns {Promise<Outcome>} */
const check = (...programs) => checked(programs, false);

/** A check beside others: what it prints is shown when it ended. @returns {() => Promise<Outcome>} */
function beside(...programs) {
  const ended = checked(programs, true);
  return async () => {
    const outcome = await ended;
    if (outcome.failures) process.stdout.write(outcome.failures);
    return outcome;
  };
}

async function checked(programs, quiet) {
  for (const args of programs) {
    const { status, output } = await runNode(args, { cwd: REPOSITORY, quiet, timeout: 5 * MINUTES });
    if (status !== 0) return { passed: 0, failed: 1, failures: output };
  }
  return { passed: 1, failed: 0 };
}

/** Processes that share the unit tests. More than two hold more memory than a small machine has. */
const JOBS = Math.min(os.availableParallelism(), 2);

/** Programs of megabytes, which a process that holds all other tests takes ten times as long for: they have one of their own. */
const HOSTILE = 'test/scan/hostile';

/** The unit tests. @returns {Promise<Outcome>} */
async function unit() {
  const outcomes = [await mocha('--ignore', `${HOSTILE}/**`), await mocha(`${HOSTILE}/*.test.ts`)];
  const sum = (key) => outcomes.reduce((all, outcome) => all + (outcome[key] ?? 0), 0);
  const failures = outcomes.map((outcome) => outcome.failures ?? '').join('');
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures };
}

/** Tests, counted by what mocha says at its end. @returns {Promise<Outcome>} */
async function mocha(...args) {
  const options = ['--parallel', '--jobs', String(JOBS), '--reporter', 'dot', '--no-color'];
  const { status, output } = await runNode([bin('mocha/bin/mocha.js'), ...options, ...args], {
    cwd: REPOSITORY,
    env: { FORCE_COLOR: '0' },
    timeout: 18 * MINUTES,
  });
  const said = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'm').exec(output)?.[1] ?? 0);
  const outcome = judged({ passed: said('passing'), failed: said('failing'), skipped: said('pending') }, status);
  return { ...outcome, failures: outcome.failed ? (/^\s*\d+ failing\b[^]*/m.exec(output)?.[0] ?? output) : '' };
}

/** A runner that writes its counts to a file; without that file it died. @returns {Promise<Outcome>} */
async function reported(args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ts-r-'));
  const file = path.join(folder, 'report.json');
  try {
    const { status, output } = await runNode([...args, '--report', file], { cwd: REPOSITORY, timeout: 10 * MINUTES });
    if (!existsSync(file))
      return { passed: 0, failed: 1, note: 'died without a report', failures: output.slice(-MOST_TOLD) };
    const { host, why, ...counts } = JSON.parse(readFileSync(file, 'utf8'));
    const failures = [...output.matchAll(/^ {2}FAIL .*(?:\n {4}.*)*/gm)].map(([text]) => `${text}\n`).join('');
    return { ...judged(counts, status), note: [host, why].filter(Boolean).join(': '), failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Zero tests, or a bad end with no failed test, is a failure too. */
function judged(counts, status) {
  if (counts.failed === 0 && (status !== 0 || counts.passed === 0))
    return { ...counts, failed: 1, note: counts.passed ? `ended with status ${status}` : 'no test ran' };
  return counts;
}

/** The steps in the order in which they are told. Those with `start` begin together; it gives what waits for the end. */
const STEPS = {
  lint: { title: 'lint', start: () => beside([bin('eslint/bin/eslint.js'), '.']) },
  format: {
    title: 'format',
    start: () => beside([bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  },
  types: {
    title: 'types',
    start: () =>
      beside([bin('typescript/bin/tsc'), '--noEmit'], [bin('typescript/bin/tsc'), '--noEmit', '-p', 'src/webview']),
  },
  generated: {
    title: 'generated files are up to date',
    run: () => check(['scripts/generate.mjs', '--check']),
    when: () => existsSync(path.join(REPOSITORY, 'scripts/generate.mjs')),
  },
  package: { title: 'build and package', run: () => check(['scripts/package.mjs']) },
  unit: { title: 'unit tests', run: unit },
  node: {
    title: 'extension, Node host',
    run: async () =>
      reported(['scripts/run-host-tests.mjs', 'node', ...((await desktopAvailable()) ? ['--desktop'] : [])]),
  },
  web: { title: 'extension, web host', run: () => reported(['scripts/run-host-tests.mjs', 'web']) },
  e2e: { title: 'end to end', run: () => reported(['test/e2e/run.mjs']) },
};

/** What a step needs when it runs without the steps before it. */
const NEEDS = { unit: 'build', node: 'build', web: 'build', e2e: 'package' };

await main(async () => {
  const started = Date.now();
  const { values: options } = parseArgs({ options: { only: { type: 'string' } } });
  const wanted = options.only?.split(',') ?? Object.keys(STEPS);
  const unknown = wanted.find((name) => !STEPS[name]);
  if (unknown) throw new Failure(`there is no step '${unknown}': use ${Object.keys(STEPS).join(', ')}`);

  checkNode();
  ensurePackages(REPOSITORY);
  mkdirSync(path.join(REPOSITORY, 'out'), { recursive: true });
  if (!wanted.includes('package')) await prepare(wanted);

  const rows = [];
  const names = Object.keys(STEPS).filter((step) => wanted.includes(step));
  const begun = new Map(names.flatMap((name) => (STEPS[name].start ? [[name, STEPS[name].start()]] : [])));
  for (const name of names) {
    const { title, run = begun.get(name), when = () => true } = STEPS[name];
    if (!when()) continue;
    const at = Date.now();
    console.log(`\n=== ${title}`);
    const outcome = await run();
    rows.push({
      title,
      time: seconds(at),
      passed: outcome.passed,
      failed: outcome.failed,
      skipped: outcome.skipped ?? 0,
      note: outcome.note ?? '',
      failures: outcome.failures ?? '',
    });
  }

  // Once more at the end, since a log of a service is often cut to its last lines.
  for (const { title, failures } of rows.filter((row) => row.failed && row.failures))
    console.log(`\n=== failed in ${title}\n${failures.trimEnd().slice(0, MOST_TOLD)}`);

  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  console.log(`\n${table(rows)}\nall in ${seconds(started)}\n`);
  const skipped = sum('skipped');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exitCode = sum('failed') || !sum('passed') ? 1 : 0;
});

/** For a developer who runs a few steps: the build that they look at, or the package. */
async function prepare(wanted) {
  const needs = new Set(wanted.map((name) => NEEDS[name]).filter(Boolean));
  const script = needs.has('package') ? 'scripts/package.mjs' : needs.has('build') ? 'esbuild.js' : undefined;
  if (!script) return;
  const { status } = await runNode([script], { cwd: REPOSITORY });
  if (status !== 0) throw new Failure(`${script} failed, see above`);
}

function table(rows) {
  const cells = [
    ['step', 'time', 'passed', 'failed', 'skipped', ''],
    ...rows.map((row) => [row.title, row.time, `${row.passed}`, `${row.failed}`, `${row.skipped}`, row.note]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 || column === 5 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

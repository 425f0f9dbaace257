// node --import tsx bench/process.ts --corpus DIR… [--rounds N] [--bandit PYTHON]: whole processes, as people start them, on the same files:
// CPU time of user and system with all threads, wall time and peak memory, each as the median of interleaved rounds.
// The command line has to be built before (npm run build -- --production).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CHILD, measure, type Measured } from './measured-process';
import { corpusOf, machine, median, printTable, round } from './measure';

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs once before the rounds, unmeasured. */
  readonly warm?: boolean;
}

const ROOT = path.join(__dirname, '..');
const CLI = path.join(ROOT, 'dist/cli/touchstone.js');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '3' },
      bandit: { type: 'string', default: 'python3' },
    },
  });
  if (!values.corpus) throw new Error('name the folders to scan: --corpus DIR…; bench/fetch-corpus.mjs fetches some');
  if (!existsSync(CLI)) throw new Error('the command line is not built: npm run build -- --production');
  const folders = values.corpus.map((each) => path.resolve(each));
  const home = mkdtempSync(path.join(tmpdir(), 'touchstone-bench-'));
  try {
    const contenders = contendersOn(folders, home, values.bandit);
    const rounds = new Map<Contender, Measured[]>(contenders.map((each) => [each, []]));
    for (const each of contenders) if (each.warm) await measure(each);
    for (let i = 0; i < Number(values.rounds); i++)
      for (const each of contenders) rounds.get(each)!.push(await measure(each));
    print(folders, Number(values.rounds), rounds);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function contendersOn(folders: readonly string[], home: string, python: string): Contender[] {
  const { execPath: node } = process;
  const scan = (...more: string[]): string[] => [
    node,
    CLI,
    'scan',
    ...folders,
    '--format',
    'json',
    '--fail-on',
    'never',
    '-o',
    path.join(home, 'report.json'),
    ...more,
  ];
  const env = { XDG_CACHE_HOME: home, LOCALAPPDATA: home };
  const hasBandit =
    existsSync('/usr/bin/time') && spawnSync(python, ['-m', 'bandit', '--version'], { stdio: 'ignore' }).status === 0;
  return [
    { name: 'an empty Node process', command: [node, '-e', '0'] },
    { name: 'read every file', command: [node, CHILD, 'read', ...folders] },
    { name: PARSE, command: [node, CHILD, 'parse', ...folders] },
    { name: SCAN, command: scan('--threads', '1', '--no-cache') },
    { name: 'touchstone, two threads', command: scan('--threads', '2', '--no-cache') },
    { name: 'touchstone, again, nothing changed', command: scan('--threads', '1'), env, warm: true },
    { name: RUFF, command: [node, CHILD, 'ruff', ...folders] },
    ...(hasBandit
      ? [
          {
            name: 'bandit',
            command: [
              python,
              '-m',
              'bandit',
              '-r',
              '-q',
              '-f',
              'json',
              '-o',
              path.join(home, 'bandit.json'),
              ...folders,
            ],
          },
        ]
      : []),
  ];
}

const PARSE = 'parse every Python file, and nothing else (web-tree-sitter)';
const SCAN = 'touchstone, one thread';
const RUFF = 'ruff (wasm), its S rules';

function print(folders: readonly string[], count: number, rounds: ReadonlyMap<Contender, readonly Measured[]>): void {
  const sources = folders.map((folder) => corpusOf(folder).files);
  const megabytes = sources.flat().reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  const of = (name: string, what: keyof Measured): number =>
    median([...rounds].find(([each]) => each.name === name)?.[1].map((each) => each[what]) ?? [Number.NaN]);
  console.log(
    `Corpus: ${folders.map((folder) => path.basename(folder)).join(', ')}: ${sources.flat().length} Python files, ${round(megabytes)} MB. ${machine()}. Whole processes, median of ${count} interleaved rounds.\n`,
  );
  printTable(
    ['', 'CPU s', 'wall s', 'peak MB', 'CPU: × bare parse', 'CPU: × ruff S', 'CPU: × one thread', 'wall: × one thread'],
    [...rounds.keys()].map(({ name }) => [
      name,
      round(of(name, 'cpu')),
      round(of(name, 'wall')),
      round(of(name, 'memory'), 0),
      ...[PARSE, RUFF, SCAN].map((other) => round(of(other, 'cpu') / of(name, 'cpu'))),
      round(of(SCAN, 'wall') / of(name, 'wall')),
    ]),
  );
  console.log('\n× is how many times faster than the one in the head of the column.');
}

void main();

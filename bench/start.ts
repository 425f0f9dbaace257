// node --import tsx bench/start.ts [--corpus DIR] [--against DIR] [--rounds N]: what a scan of ten files takes as a whole process, against
// an empty Node process and, with --against, another checkout's build: CPU and wall time as the median of interleaved rounds.
// The builds have to be there before (npm run build -- --production).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpusOf, machine, median, printTable, round } from './measure';

interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  /** Keeps results of earlier runs where it may; emptied before each run. */
  readonly cached?: boolean;
}

/** One process, in seconds. */
interface Measured {
  readonly cpu: number;
  readonly wall: number;
}

const ROOT = path.join(__dirname, '..');
const CHILD = path.join(__dirname, 'process-child.mjs');
const FILES = 10;
const EMPTY = 'an empty Node process';

function main(): void {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      against: { type: 'string' },
      rounds: { type: 'string', default: '15' },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-start-'));
  try {
    const bytes = writeTen(values.corpus, path.join(folder, 'project'));
    const contenders = [
      { name: EMPTY, args: ['-e', '0'] },
      ...(values.against ? scansOf('before', path.resolve(values.against)) : []),
      ...scansOf('now', ROOT),
    ];
    const rounds = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
    for (let i = 0; i < Number(values.rounds); i++)
      for (const each of contenders) rounds.get(each.name)!.push(measure(each, folder));
    console.log(
      `${FILES} files, ${round(bytes / 1000, 0)} KB. ${machine()}. Whole processes, median of ${values.rounds} interleaved rounds.\n`,
    );
    print(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ten files from all over the corpus; gives their size together. */
function writeTen(corpus: string | undefined, into: string): number {
  const { files } = corpusOf(corpus);
  const ten = Array.from({ length: FILES }, (_, index) => files[Math.floor(((index + 0.5) * files.length) / FILES)]!);
  mkdirSync(into);
  ten.forEach(({ text }, index) => writeFileSync(path.join(into, `module_${index}.py`), text));
  return ten.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}

function scansOf(name: string, checkout: string): Contender[] {
  const bundle = path.join(checkout, 'dist/cli/touchstone.js');
  if (!existsSync(bundle)) throw new Error(`${bundle} is not there: npm run build -- --production makes it`);
  const args = [bundle, 'scan', '--fail-on', 'never'];
  return [
    { name: `${name}, --no-cache`, args: [...args, '--no-cache', 'project'] },
    { name: `${name}, nothing kept yet`, args: [...args, 'project'], cached: true },
  ];
}

/** A small process starts the other one, so that this one's own size and work do not count. */
function measure({ name, args, cached }: Contender, folder: string): Measured {
  const cache = path.join(folder, 'cache');
  if (cached) rmSync(cache, { recursive: true, force: true });
  const { status, stdout } = spawnSync(process.execPath, [CHILD, 'measure', process.execPath, ...args], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} failed`);
  return JSON.parse(stdout.toString()) as Measured;
}

function print(rounds: ReadonlyMap<string, readonly Measured[]>): void {
  const of = (name: string, what: keyof Measured): number => median(rounds.get(name)!.map((each) => each[what]));
  const share = (name: string, what: keyof Measured): string => {
    const before = name.replace(/^now/, 'before');
    return name === before || !rounds.has(before) ? '' : `${round((100 * of(name, what)) / of(before, what), 0)} %`;
  };
  printTable(
    ['', 'CPU ms', 'wall ms', '× empty, CPU', '× empty, wall', 'CPU: of before', 'wall: of before'],
    [...rounds.keys()].map((name) => [
      name,
      round(1000 * of(name, 'cpu'), 0),
      round(1000 * of(name, 'wall'), 0),
      round(of(name, 'cpu') / of(EMPTY, 'cpu')),
      round(of(name, 'wall') / of(EMPTY, 'wall')),
      share(name, 'cpu'),
      share(name, 'wall'),
    ]),
  );
}

main();

// node --import tsx bench/artifacts.ts [--picklescan PYTHON] [--rounds N] [--megabytes N] [--only TEXT]: what `touchstone inspect` costs, as
// whole processes, each against something of the same run: picklescan, a process that reads the same files, openssl, a small file with the
// same head. Ratios are of CPU time with all threads, those of hashing of wall time. The command line has to be built before
// (npm run build -- --production). Makes about 2.5 GB and some sparse files in the folder for temporary files.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ggufHead, safetensorsHead, torchZip } from './sparse-artifacts';
import { measure, type Measured } from './measured-process';
import { machine, median, printTable, round } from './measure';

const ROOT = path.join(__dirname, '..');
const CLI = path.join(ROOT, 'dist/cli/touchstone.js');
const REAL = path.join(ROOT, 'test/artifacts/real/files');

interface Comparison {
  readonly name: string;
  /** The ratio, ours first, is to be at most this; above 1 it is told the other way round where `isFaster`. */
  readonly goal: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly ratio: (ours: Measured, theirs: Measured) => number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      picklescan: { type: 'string', default: 'python3' },
      rounds: { type: 'string', default: '3' },
      megabytes: { type: 'string', default: '200' },
      only: { type: 'string', default: '' },
    },
  });
  if (!existsSync(CLI)) throw new Error('the command line is not built: npm run build -- --production');
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-artifacts-'));
  try {
    const all = await comparisons(folder, values.picklescan, Number(values.megabytes), values.only);
    console.log(machine());
    const rows: string[][] = [];
    for (const each of all) rows.push(await compared(each, Number(values.rounds)));
    printTable(
      ['comparison', 'CPU s', 'wall s', 'memory MB', 'read MB', 'other: CPU s', 'wall s', 'memory MB', 'ratio', 'goal'],
      rows,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compared({ name, goal, ours, theirs, ratio }: Comparison, rounds: number): Promise<string[]> {
  const [mine, other]: [Measured[], Measured[]] = [[], []];
  for (let count = 0; count < rounds; count++) {
    mine.push(await measure({ name, command: ours }));
    other.push(await measure({ name, command: theirs }));
  }
  const middle = (runs: readonly Measured[], what: keyof Measured): number => median(runs.map((run) => run[what]));
  const [own, their] = [mine, other].map((runs) => ({
    cpu: middle(runs, 'cpu'),
    wall: middle(runs, 'wall'),
    memory: middle(runs, 'memory'),
    read: middle(runs, 'read'),
  })) as [Measured, Measured];
  return [
    name,
    round(own.cpu),
    round(own.wall),
    round(own.memory, 0),
    round(own.read, 0),
    round(their.cpu),
    round(their.wall),
    round(their.memory, 0),
    round(ratio(own, their)),
    goal,
  ];
}

const inspect = (...rest: string[]): string[] => [process.execPath, CLI, 'inspect', '--fail-on', 'suspicious', ...rest];

async function comparisons(folder: string, python: string, megabytes: number, only: string): Promise<Comparison[]> {
  const makers: Readonly<Record<string, () => Comparison[]>> = {
    opcodes: () => opcodes(folder, python, megabytes),
    small: () => small(folder, python),
    many: () => many(folder),
    hash: () => hashing(folder),
    sparse: () => sparse(folder),
  };
  return Object.entries(makers).flatMap(([name, make]) => (name.includes(only) ? make() : []));
}

const picklescan = (python: string, at: string): string[] => [python, '-m', 'picklescan', '-p', at];

function opcodes(folder: string, python: string, megabytes: number): Comparison[] {
  const at = path.join(folder, 'opcodes');
  mkdirSync(at);
  const made = spawnSync(python, [path.join(__dirname, 'artifact_files.py'), at, String(megabytes)], {
    stdio: 'inherit',
  });
  if (made.status !== 0) throw new Error('Python made no files');
  return [
    {
      name: `${megabytes} MB of opcodes, against picklescan`,
      goal: 'at least 20 (theirs / ours)',
      ours: inspect(at),
      theirs: picklescan(python, at),
      ratio: (ours, theirs) => theirs.cpu / ours.cpu,
    },
  ];
}

const harmless = (suffix: RegExp): string[] =>
  readdirSync(REAL)
    .filter((name) => suffix.test(name) && !/^(?:lambda|external)/.test(name))
    .sort();

function copies(folder: string, names: readonly string[], count: number): string {
  for (let index = 0; index < count; index++) {
    const at = path.join(folder, String(Math.floor(index / 500)).padStart(2, '0'));
    mkdirSync(at, { recursive: true });
    const name = names[index % names.length]!;
    copyFileSync(path.join(REAL, name), path.join(at, `${index}-${name}`));
  }
  return folder;
}

function small(folder: string, python: string): Comparison[] {
  const at = copies(path.join(folder, 'small'), harmless(/\.(?:pkl|pt|pth|ckpt|joblib)$/), 1000);
  return [
    {
      name: '1,000 small files, against picklescan',
      goal: 'at most 1',
      ours: inspect(at),
      theirs: picklescan(python, at),
      ratio: (ours, theirs) => ours.cpu / theirs.cpu,
    },
  ];
}

const READ_ALL = `
const fs = require('node:fs'), path = require('node:path');
const walk = (at) => { for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
  const file = path.join(at, entry.name);
  if (entry.isDirectory()) walk(file); else fs.readFileSync(file);
} };
walk(process.argv[2]);`;

function many(folder: string): Comparison[] {
  const script = path.join(folder, 'read-all.cjs');
  writeFileSync(script, READ_ALL);
  const at = copies(path.join(folder, 'many'), harmless(/./), 10_000);
  return [
    {
      name: '10,000 small files of all formats, against reading them',
      goal: 'at most 3',
      ours: inspect(at),
      theirs: [process.execPath, script, at],
      ratio: (ours, theirs) => ours.cpu / theirs.cpu,
    },
  ];
}

function hashing(folder: string): Comparison[] {
  const file = path.join(folder, 'two-gigabytes.safetensors');
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, safetensorsHead(2e9));
  const block = Buffer.alloc(1 << 20, 'touchstone');
  for (let count = 0; count < 1907; count++) writeSync(descriptor, block);
  ftruncateSync(descriptor, safetensorsHead(2e9).length + 2e9);
  closeSync(descriptor);
  return [
    {
      name: 'sha256 of 2 GB, against openssl',
      goal: 'at most 1.11 (wall)',
      ours: inspect('--hash', file),
      theirs: ['openssl', 'dgst', '-sha256', file],
      ratio: (ours, theirs) => ours.wall / theirs.wall,
    },
  ];
}

const SIZES = [20e9, 20e6] as const;

function sparse(folder: string): Comparison[] {
  const makers: Readonly<Record<string, (size: number) => readonly [head: Buffer, tail: Buffer]>> = {
    'a.safetensors': (size) => [safetensorsHead(size), Buffer.alloc(0)],
    'a.gguf': (size) => [ggufHead(size), Buffer.alloc(0)],
    'a.pt': torchZip,
  };
  return Object.entries(makers).map(([name, make]) => {
    const [large, little] = SIZES.map((size) => {
      const file = path.join(folder, `${size}-${name}`);
      const [head, tail] = make(size);
      const descriptor = openSync(file, 'w');
      writeSync(descriptor, head);
      ftruncateSync(descriptor, head.length + size);
      if (tail.length > 0) writeSync(descriptor, tail, 0, tail.length, head.length + size);
      closeSync(descriptor);
      return file;
    }) as [string, string];
    return {
      name: `20 GB of ${path.extname(name).slice(1)}, against 20 MB`,
      goal: 'at most 1.2; under 50 MB read',
      ours: inspect(large),
      theirs: inspect(little),
      ratio: (ours: Measured, theirs: Measured) => ours.cpu / theirs.cpu,
    };
  });
}

void main();

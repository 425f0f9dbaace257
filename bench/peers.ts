// node --import tsx bench/peers.ts [--rounds N] [--before DIST] [--corpus DIR]: what a user waits for, against native tools that do
// part of the same and against an empty Node; ratios of one run, whole processes, interleaved rounds. Installs the peers from PyPI
// into out/peers. The command line has to be built (npm run build -- --production); `--before` names the `dist` of another build.
// The six packages come from bench/fetch-corpus.mjs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pythonSource, Random } from './corpus';
import { measure, type Measured } from './measured-process';
import { machine, median, printTable, round } from './measure';

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

const ROOT = path.join(__dirname, '..');
const PEERS = path.join(ROOT, 'out/peers');
/** Exact versions, so that two runs compare with the same. */
const PEER_PACKAGES = ['ruff==0.17.6', 'banditrs==0.2.1'];
const SIX = ['transformers', 'diffusers', 'peft', 'datasets', 'accelerate', 'pytorch-lightning'];
const NOTEBOOKS = { files: 100, bytes: 680_000 };

const NODE = 'an empty Node process';
const RUFF = 'ruff --select S --no-cache';
const BANDIT = 'banditrs';
const scanned = (what: string): string => `touchstone, ${what}`;
const before = (what: string): string => `touchstone before, ${what}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      before: { type: 'string' },
      corpus: { type: 'string', default: path.join(ROOT, 'out/corpus') },
    },
  });
  const packages = packagesIn(values.corpus);
  const bin = installPeers();
  const home = mkdtempSync(path.join(tmpdir(), 'touchstone-peers-'));
  try {
    const ten = writeTenFiles(path.join(home, 'ten'));
    const notebooks = writeNotebooks(path.join(home, 'notebooks'));
    const builds: [(what: string) => string, string][] = [
      [scanned, path.join(ROOT, 'dist')],
      ...(values.before === undefined ? [] : [[before, values.before] as [(what: string) => string, string]]),
    ];
    const contenders: Contender[] = [
      { name: NODE, command: [process.execPath, '-e', '0'] },
      { name: RUFF, command: [path.join(bin, 'ruff'), ...RUFF_ARGUMENTS, ...packages] },
      { name: BANDIT, command: [path.join(bin, 'banditrs'), '-r', '-q', '-f', 'json', '--exit-zero', ...packages] },
      ...builds.flatMap(([nameOf, dist]) => [
        { name: nameOf('six packages'), command: scan(dist, home, packages) },
        { name: nameOf('ten files'), command: scan(dist, home, [ten]) },
        { name: nameOf('notebooks'), command: scan(dist, home, [notebooks]) },
      ]),
    ];
    const rounds = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
    for (let i = 0; i < Number(values.rounds); i++)
      for (const each of contenders) rounds.get(each.name)!.push(await measure(each));
    print(rounds, Number(values.rounds));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Isolated: some of the packages ask for another version of ruff. */
const RUFF_ARGUMENTS = ['check', '--select', 'S', '--no-cache', '--isolated', '--exit-zero', '--quiet'];

function scan(dist: string, home: string, paths: readonly string[]): string[] {
  const program = path.join(path.resolve(dist), 'cli/touchstone.js');
  if (!existsSync(program)) throw new Error(`${program} is not there: npm run build -- --production`);
  const report = path.join(home, 'report.json');
  return [
    process.execPath,
    program,
    'scan',
    ...paths,
    '--no-cache',
    '--format',
    'json',
    '--fail-on',
    'never',
    '-o',
    report,
  ];
}

function packagesIn(corpus: string): string[] {
  const found = existsSync(corpus) ? readdirSync(corpus) : [];
  return SIX.map((name) => {
    const folder = found.find((each) => each.replace(/-\d[^-]*$/, '') === name);
    if (folder === undefined)
      throw new Error(`${name} is not in ${corpus}: node bench/fetch-corpus.mjs ${SIX.join(' ')}`);
    return path.join(corpus, folder);
  });
}

/** The folder of the peers' programs. */
function installPeers(): string {
  const bin = path.join(PEERS, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (!existsSync(bin)) execFileSync('python3', ['-m', 'venv', PEERS], { stdio: 'inherit' });
  execFileSync(path.join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...PEER_PACKAGES], {
    stdio: 'inherit',
  });
  return bin;
}

function writeTenFiles(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (let seed = 1; seed <= 10; seed++)
    writeFileSync(
      path.join(folder, `module_${seed}.py`),
      pythonSource({ seed, lines: 150 + 40 * seed, density: 0.04 }),
    );
  return folder;
}

/** Notebooks as people keep them: a tenth code, the rest what it printed and drew. */
function writeNotebooks(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const random = new Random(7);
  for (let index = 0; index < NOTEBOOKS.files; index++) {
    const cells: unknown[] = [];
    for (let size = 0, seed = 1; size < NOTEBOOKS.bytes; seed++) {
      const code = pythonSource({ seed: index * 100 + seed, lines: 60, density: 0.05 });
      const image = imageOf(random, 12_000 + random.below(40_000));
      const printed = Array.from({ length: 20 }, (_, line) => `epoch ${line}: loss ${random.below(1000) / 1000}\n`);
      size += code.length + image.length + printed.join('').length;
      cells.push({ cell_type: 'markdown', metadata: {}, source: [`## Step ${seed}\n`, 'What this does, and why.\n'] });
      cells.push({
        cell_type: 'code',
        execution_count: seed,
        metadata: {},
        outputs: [
          { name: 'stdout', output_type: 'stream', text: printed },
          {
            data: { 'image/png': image, 'text/plain': ['<Figure size 640x480>'] },
            metadata: {},
            output_type: 'display_data',
          },
        ],
        source: code.split(/(?<=\n)/),
      });
    }
    const notebook = { cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(path.join(folder, `notebook_${index}.ipynb`), JSON.stringify(notebook, null, 1));
  }
  return folder;
}

function imageOf(random: Random, bytes: number): string {
  const image = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i++) image[i] = random.below(256);
  return image.toString('base64');
}

function print(rounds: ReadonlyMap<string, readonly Measured[]>, count: number): void {
  const of = (name: string, what: keyof Measured): number => median(rounds.get(name)?.map((each) => each[what]) ?? []);
  console.log(`${machine()}. Whole processes, median of ${count} interleaved rounds. ${PEER_PACKAGES.join(', ')}.\n`);
  printTable(
    ['', 'wall s', 'CPU s', 'peak MB'],
    [...rounds.keys()].map((name) => [
      name,
      round(of(name, 'wall')),
      round(of(name, 'cpu')),
      round(of(name, 'memory'), 0),
    ]),
  );
  const six = scanned('six packages');
  const goals: [string, string, string, keyof Measured, number][] = [
    ['six packages, × banditrs', six, BANDIT, 'wall', 1],
    ['six packages, × ruff', six, RUFF, 'wall', 2.5],
    ['ten files, × an empty Node', scanned('ten files'), NODE, 'wall', 4],
    ['notebooks, memory × before', scanned('notebooks'), before('notebooks'), 'memory', 0.5],
  ];
  console.log('');
  printTable(
    ['', 'ratio', 'of CPU time', 'goal'],
    goals
      .filter(([, , other]) => rounds.has(other))
      .map(([what, ours, other, measured, goal]) => [
        what,
        round(of(ours, measured) / of(other, measured)),
        measured === 'wall' ? round(of(ours, 'cpu') / of(other, 'cpu')) : '',
        `≤ ${goal}`,
      ]),
  );
}

void main();

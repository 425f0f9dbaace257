// node --import tsx bench/sbom.ts [--rounds N] [--small N] [--large N]: what an SBOM of one large requirements file costs, as whole processes in
// CPU time: the large file against the small one (linear is 5 for the sizes that are given), and against reading and parsing the same file.
// The command line has to be built before (npm run build -- --production).
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { measure, type Measured } from './measured-process';
import { machine, median, printTable, round } from './measure';

const ROOT = path.join(__dirname, '..');
const CLI = path.join(ROOT, 'dist/cli/touchstone.js');

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      small: { type: 'string', default: '20000' },
      large: { type: 'string', default: '100000' },
    },
  });
  if (!existsSync(CLI)) throw new Error('the command line is not built: npm run build -- --production');
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-sbom-'));
  try {
    const [small, large] = [projectOf(folder, Number(values.small)), projectOf(folder, Number(values.large))];
    const contenders: readonly Contender[] = [
      { name: `SBOM of ${values.small} entries`, command: sbomOf(small) },
      { name: `SBOM of ${values.large} entries`, command: sbomOf(large) },
      { name: `read and parse ${values.large} entries`, command: parserOf(folder, large) },
    ];
    const rounds = new Map<Contender, Measured[]>(contenders.map((each) => [each, []]));
    for (let i = 0; i < Number(values.rounds); i++)
      for (const each of contenders) rounds.get(each)!.push(await measure(each));
    const cpu = contenders.map((each) => median(rounds.get(each)!.map((measured) => measured.cpu)));
    console.log(machine());
    printTable(
      ['process', 'CPU s', 'wall s', 'memory MB'],
      contenders.map((each, index) => [
        each.name,
        round(cpu[index]!),
        round(median(rounds.get(each)!.map(({ wall }) => wall))),
        round(median(rounds.get(each)!.map(({ memory }) => memory))),
      ]),
    );
    const [few, many, parsing] = cpu as [number, number, number];
    console.log(`\n${values.large} entries cost ${round(many / few)} times what ${values.small} cost (at most 5.5)`);
    console.log(`and ${round(many / parsing)} times reading and parsing them (at most 3)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Short lines: a file of requirements above a megabyte is not read. */
function projectOf(folder: string, entries: number): string {
  const project = path.join(folder, String(entries));
  mkdirSync(project);
  writeFileSync(
    path.join(project, 'requirements.txt'),
    Array.from({ length: entries }, (_unused, index) => `p${index}==1\n`).join(''),
  );
  return project;
}

const sbomOf = (project: string): readonly string[] => [
  process.execPath,
  CLI,
  'sbom',
  project,
  '-o',
  path.join(project, 'bom.json'),
];

/** What the command line parses with, and nothing else. */
function parserOf(folder: string, project: string): readonly string[] {
  const script = path.join(folder, 'parse.cjs');
  buildSync({
    stdin: {
      contents: `import { readFileSync } from 'node:fs';
import { parseRequirements } from './src/readers/requirements/requirements';
const { entries } = parseRequirements(readFileSync(process.argv[2], 'utf8'), 'requirements.txt', 1e9);
if (entries.length === 0) process.exitCode = 1;`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    outfile: script,
  });
  return [process.execPath, script, path.join(project, 'requirements.txt')];
}

void main();

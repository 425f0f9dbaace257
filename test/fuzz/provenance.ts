// node --import tsx test/fuzz/provenance.ts [--cases 1000000] [--seed N]: git's objects, packs, indexes and trees, MLmodel files and stores of files, and
// event files of TensorBoard that nobody made.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { deflateSync, gunzipSync } from 'node:zlib';
import { Random } from '../../bench/corpus';
import { parseCommit } from '../../src/project/git/commit';
import { applyDelta } from '../../src/project/git/delta';
import { readIndex } from '../../src/project/git/index-file';
import { Pack } from '../../src/project/git/pack';
import { Repositories } from '../../src/project/git/repository';
import { parseTree } from '../../src/project/git/tree';
import { memorySource } from '../../src/readers/artifacts/byte-source';
import { readExperiment } from '../../src/readers/mlflow/file-store';
import { readEventFile } from '../../src/readers/event-files/event-file';
import { eventFile } from '../readers/event-files/making';
import { MemoryFiles } from '../harness/memory-files';

export interface ProvenanceFuzz {
  readonly cases: number;
  readonly failures: readonly string[];
  /** Milliseconds of the slowest case, and what it was. */
  readonly slowest: readonly [milliseconds: number, subject: string];
  readonly counts: Readonly<Record<string, number>>;
}

type Case = (random: Random) => Promise<void> | void;

const FOLDER = path.join(__dirname, '../project/git/repositories');
const archives = readdirSync(FOLDER).map((name) => {
  const { said, files } = JSON.parse(gunzipSync(readFileSync(path.join(FOLDER, name))).toString()) as {
    said: { work: string };
    files: Record<string, string>;
  };
  return {
    work: said.work,
    files: Object.entries(files).map(([file, text]) => [file, new Uint8Array(Buffer.from(text, 'base64'))] as const),
  };
});
const all = archives.flatMap(({ files }) => files);
const ending = (end: RegExp): readonly Uint8Array[] => all.filter(([file]) => end.test(file)).map(([, bytes]) => bytes);
const [packs, indexes] = [ending(/\.pack$/), ending(/\/index$/)];
const COMMIT = new TextEncoder().encode(
  `tree ${'a'.repeat(40)}\nparent ${'b'.repeat(40)}\nauthor A B <a@b> 1700000000 +0100\ncommitter C <c@d> 1700000000 -0500\nencoding ISO-8859-1\ngpgsig x\n y\n\nsubject\n`,
);
const TREE = Buffer.concat([
  Buffer.from('100644 a\0'),
  Buffer.alloc(20, 7),
  Buffer.from('40000 é\0'),
  Buffer.alloc(20, 9),
]);
const DELTA = Uint8Array.from([100, 60, 0x90, 50, 0x91, 3, 5, 5, 1, 2, 3, 4, 5]);
const META =
  'artifact_location: /x\nexperiment_id: \'1\'\nlifecycle_stage: active\nname: "toy"\nmore: [1, {a: &b c, d: *b}]\n';
const RUN = 'run_id: 0123456789abcdef0123456789abcdef\nstatus: 3\nstart_time: 1764000000000\nlifecycle_stage: active\n';
const METRIC = '1764000000000 0.5 1\n1764000000001 nan 2\n1764000000002 -inf 3 d e\n';
const EVENTS = eventFile([
  { wallTime: 1_764_000_000.5, version: 'brain.Event:2' },
  { wallTime: 1_764_000_001, step: 1, tag: 'loss', value: 0.5 },
  { wallTime: 1_764_000_002, step: 2, tag: 'accuracy', value: 0.75 },
]);

const CASES: Readonly<Record<string, Case>> = {
  index(random) {
    const { paths } = readIndex(mutated(pick(indexes, random), random), random.below(4) ? 20 : 32, () => undefined);
    if (paths.length > 20_000) throw new Error('more names than there is room for');
  },
  commit: (random) => void parseCommit('c', mutated(COMMIT, random)),
  tree: (random) => void parseTree(mutated(TREE, random), 20),
  delta(random) {
    try {
      applyDelta(new Uint8Array(100), mutated(DELTA, random), 1e6);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  },
  async pack(random) {
    const bytes = mutated(pick(packs, random), random);
    const pack = new Pack(memorySource(bytes), 20, async () => (random.below(2) ? 12 : null));
    // What is damaged rejects; who reads objects takes that for what it is.
    await pack.objectAt(12 + random.below(Math.max(bytes.length - 12, 1)), 100_000).catch(() => undefined);
  },
  async repository(random) {
    const { work, files } = pick(archives, random);
    const changed = random.below(files.length);
    const made = files.map(([file, bytes], at) => [file, at === changed ? mutated(bytes, random) : bytes] as const);
    const project = made.flatMap(([file, bytes]) =>
      file.startsWith(`${work}/`) ? [[file.slice(work.length + 1), bytes] as const] : [],
    );
    const host = { files: new MemoryFiles(Object.fromEntries(made)), root: work, home: null, configHome: null };
    const repository = await new Repositories(new MemoryFiles(Object.fromEntries(project)), host, () => undefined).at(
      '',
    );
    const contents = await repository.contents();
    await repository.commit();
    await contents.workTree.treeState(1e7);
  },
  async object(random) {
    const bytes = mutated(deflateSync(`blob 5\0hello${random.below(100)}`), random);
    const name = 'ce013625030ba8dba906f756967f9e9ca394464a';
    const files = new MemoryFiles({ '.git/HEAD': name, [`.git/objects/ce/${name.slice(2)}`]: bytes });
    await (
      await (await new Repositories(files, undefined, () => undefined).at('')).contents()
    ).objects.read(name, 1000);
  },
  async yaml(random) {
    const files = new MemoryFiles({
      '1/meta.yaml': mutated(new TextEncoder().encode(META), random),
      '1/0123456789abcdef0123456789abcdef/meta.yaml': mutated(new TextEncoder().encode(RUN), random),
      '1/0123456789abcdef0123456789abcdef/metrics/loss': mutated(new TextEncoder().encode(METRIC), random),
    });
    await readExperiment(files, '1');
  },
  async events(random) {
    const { tags } = await readEventFile(memorySource(mutated(EVENTS, random)));
    if (tags.length > EVENTS.length) throw new Error('more tags than bytes');
  },
};

/** The cheap cases more often, so that many fit into the time. */
const ORDER = [
  'index',
  'commit',
  'tree',
  'delta',
  'pack',
  'object',
  'yaml',
  'events',
  'commit',
  'tree',
  'delta',
  'events',
  'pack',
  'yaml',
  'object',
  'tree',
];

export async function fuzzProvenance(options: {
  readonly seed: number;
  readonly cases: number;
  readonly milliseconds: number;
}): Promise<ProvenanceFuzz> {
  const random = new Random(options.seed);
  const failures: string[] = [];
  const counts: Record<string, number> = {};
  const end = performance.now() + options.milliseconds;
  let slowest: readonly [number, string] = [0, ''];
  let cases = 0;
  for (; cases < options.cases && performance.now() < end && failures.length < 10; cases++) {
    const subject = cases % 400 === 0 ? 'repository' : ORDER[cases % ORDER.length]!;
    const start = performance.now();
    try {
      await CASES[subject]!(random);
    } catch (error) {
      failures.push(`case ${cases}, ${subject}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const took = performance.now() - start;
    if (took > slowest[0]) slowest = [took, subject];
    counts[subject] = (counts[subject] ?? 0) + 1;
  }
  return { cases, failures, slowest, counts };
}

const pick = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)]!;

function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const result = bytes.slice();
  for (let times = 1 + random.below(6); times > 0; times--) {
    const at = random.below(3) ? random.below(Math.min(result.length, 64)) : random.below(result.length);
    if (at < result.length)
      result[at] = random.below(3) ? random.below(256) : [0, 1, 10, 32, 127, 128, 255][random.below(7)]!;
  }
  return random.below(8) === 0 ? result.subarray(0, random.below(result.length)) : result;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const { cases, failures, slowest, counts } = await fuzzProvenance({
    seed,
    cases: Number(values.cases),
    milliseconds: Infinity,
  });
  for (const failure of failures) console.log(failure);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `seed ${seed}: ${cases} cases, ${failures.length} failures, slowest ${slowest[0].toFixed(0)} ms (${slowest[1]}), ${memory} MB at most`,
  );
  console.log(JSON.stringify(counts));
  process.exitCode = failures.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('fuzz/provenance.ts')) void main();

// node --import tsx test/fuzz/artifacts.ts [--cases 1000000] [--seed N]: reads model files that nobody made.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Random } from '../../bench/corpus';
import { judgeArtifact } from '../../src/analysis/artifacts/verdict';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { memorySource, type ByteSource } from '../../src/readers/artifacts/byte-source';
import { partBytes } from '../../src/readers/artifacts/part-bytes';
import { modelView } from '../../src/report/model-view';
import { SAMPLES } from '../artifacts/samples';

export interface ArtifactFuzz {
  readonly cases: number;
  /** What threw, or said what cannot be. */
  readonly failures: readonly string[];
  readonly slowest: { readonly name: string; readonly milliseconds: number };
}

/** Less than what a file may use, so that many can be read. */
const LIMITS = { steps: 2_000_000, inflated: 8_000_000, members: 200, depth: 6 };
const LARGEST = 200_000;
const HDF5 = path.join(__dirname, '../artifacts/hdf5');
/** Samples, and what h5py wrote: nothing else has heaps and trees. */
const SEEDS: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [
  ...SAMPLES.filter(({ kind }) => !/bomb/.test(kind)),
  ...readdirSync(HDF5)
    .filter((name) => name.endsWith('.gz'))
    .map((name) => ({ name: 'a.h5', bytes: new Uint8Array(gunzipSync(readFileSync(path.join(HDF5, name)))) })),
].filter(({ bytes }) => bytes.length < LARGEST);
/** Bytes that mean something in one of the formats. */
const TELLING = [0, 1, 2, 0x28, 0x29, 0x2e, 0x50, 0x52, 0x58, 0x7f, 0x80, 0x81, 0x8c, 0x93, 0x94, 0x95, 0xff];

/** Makes files of the samples by changing, cutting, doubling and joining them, and of nothing but chance; holds what is read to what must be true. */
export async function fuzzArtifacts(options: {
  readonly seed: number;
  readonly cases: number;
  readonly milliseconds: number;
}): Promise<ArtifactFuzz> {
  const random = new Random(options.seed);
  const failures: string[] = [];
  let slowest = { name: '', milliseconds: 0 };
  const end = performance.now() + options.milliseconds;
  let cases = 0;
  for (; cases < options.cases && performance.now() < end && failures.length < 10; cases++) {
    const seed = SEEDS[random.below(SEEDS.length)]!;
    const bytes = random.below(20) === 0 ? noise(random) : mutated(seed.bytes, random);
    const start = performance.now();
    const wrong = await wrongWith(seed.name, bytes);
    const milliseconds = performance.now() - start;
    if (milliseconds > slowest.milliseconds) slowest = { name: seed.name, milliseconds };
    if (wrong !== null)
      failures.push(
        `case ${cases} of ${seed.name}: ${wrong}\n${Buffer.from(bytes.subarray(0, 3000)).toString('base64')}`,
      );
  }
  return { cases, failures, slowest };
}

type Sized = ByteSource & { readonly size: number };

async function wrongWith(name: string, bytes: Uint8Array): Promise<string | null> {
  try {
    const facts = await readArtifact(name, memorySource(bytes) as Sized, {
      limits: LIMITS,
    });
    const judgement = judgeArtifact(name, facts);
    const { verdict, findings } = judgement;
    const view = modelView(name, facts, judgement);
    const last = facts.members.at(-1);
    if (last !== undefined) await partBytes(name, memorySource(bytes) as Sized, last.place, 0, 64);
    if (view.tensors.names.length !== view.tensors.bytes.length) return 'a tensor without a size';
    if (view.reasons.length !== findings.length) return 'a finding without a reason';
    if (!(facts.understood >= 0 && facts.understood <= bytes.length))
      return `understood ${facts.understood} of ${bytes.length}`;
    if (verdict === 'safe' && facts.formats.length === 0) return 'safe without a format';
    const odd = findings.find(({ message, offset }) => message.length > 140 || (offset !== null && !(offset >= 0)));
    return odd ? `finding ${JSON.stringify(odd)}` : null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

const noise = (random: Random): Uint8Array => Uint8Array.from({ length: random.below(600) }, () => random.below(256));

export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let result: Uint8Array = new Uint8Array(bytes); // a copy, also of a Buffer
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(Math.max(result.length, 1));
    const change = random.below(6);
    if (change === 0) result[at] = random.below(256);
    else if (change === 1) result[at] = TELLING[random.below(TELLING.length)]!;
    else if (change === 2) result = result.slice(0, at);
    else if (change === 3) result = joined(result.slice(0, at), result.slice(at + 1 + random.below(8)));
    else if (change === 4) result = joined(result.slice(0, at), result.slice(Math.max(at - 1 - random.below(16), 0)));
    else {
      const other = SEEDS[random.below(SEEDS.length)]!.bytes;
      result = joined(result.slice(0, at), other.subarray(random.below(Math.max(other.length, 1))));
    }
  }
  return result;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const result = new Uint8Array(first.length + second.length);
  result.set(first);
  result.set(second, first.length);
  return result;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const { cases, failures, slowest } = await fuzzArtifacts({
    seed,
    cases: Number(values.cases),
    milliseconds: Infinity,
  });
  for (const failure of failures) console.log(failure);
  console.log(
    `seed ${seed}: ${cases} cases, ${failures.length} failures, slowest ${slowest.milliseconds.toFixed(0)} ms (${slowest.name})`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('fuzz/artifacts.ts')) void main();

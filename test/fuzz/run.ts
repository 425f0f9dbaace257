// node --import tsx test/fuzz/run.ts [--minutes 10] [--seed N] [--only INDEX]: makes documents that nobody wrote, scans them, and holds
// the scan to what must be true of it (invariants.ts). What fails is made small and written to out/fuzz/.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzzing';
import { seedsOf } from './subjects';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, only: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const folder = path.join(__dirname, '../../out/fuzz');
  console.log(`seed ${seed}`);
  const { subjects, failures, slowest } = await fuzz(seedsOf({ corpus: true }), {
    seed,
    folder,
    subjects: Infinity,
    milliseconds: Number(values.minutes) * 60_000,
    only: values.only === undefined ? undefined : Number(values.only),
    say: (line) => console.log(line),
  });
  console.log(
    `\n${subjects} subjects, ${failures.length} failures kept${failures.length > 0 ? ` in ${path.relative('', folder)}` : ''}. The slowest:`,
  );
  for (const { index, path: file, length, milliseconds } of slowest)
    console.log(`  subject ${index}: ${file}, ${length} characters, ${milliseconds} ms`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

void main();

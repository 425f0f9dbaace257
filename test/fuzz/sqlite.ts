// node --import tsx test/fuzz/sqlite.ts [--cases 1000000] [--seed N]: reads databases that nobody made.
import { parseArgs } from 'node:util';
import { Random } from '../../bench/corpus';
import { SqliteDatabase } from '../../src/readers/sqlite/database';
import { generated, sized, sqlite } from '../readers/sqlite/oracle';
import { inWalMode, walBetween } from '../readers/sqlite/wal-files';

export interface SqliteFuzz {
  readonly cases: number;
  /** What threw, or gave what cannot be. */
  readonly failures: readonly string[];
  readonly slowest: number;
}

/** Changes databases and their logs anywhere, mostly where they say what is in them, and holds what is read to what must be true. */
export async function fuzzSqlite(options: {
  readonly seed: number;
  readonly cases: number;
  readonly milliseconds: number;
}): Promise<SqliteFuzz> {
  const random = new Random(options.seed);
  const SQL = await sqlite;
  const images = Array.from({ length: 40 }, () => generated(SQL, random)).filter(({ length }) => length < 400_000);
  const failures: string[] = [];
  const end = performance.now() + options.milliseconds;
  let [cases, slowest] = [0, 0];
  for (; cases < options.cases && performance.now() < end && failures.length < 10; cases++) {
    const before = images[random.below(images.length)]!;
    const main = mutated(random.below(3) ? before : inWalMode(before), random);
    const wal = main[18] === 2 ? mutated(walBetween(before, before, random.below(2) === 0).bytes, random) : undefined;
    const start = performance.now();
    const wrong = await wrongWith(main, wal);
    slowest = Math.max(slowest, performance.now() - start);
    if (wrong !== null) failures.push(`case ${cases}: ${wrong}`);
  }
  return { cases, failures, slowest };
}

async function wrongWith(main: Uint8Array, wal: Uint8Array | undefined): Promise<string | null> {
  try {
    const database = await SqliteDatabase.open({ main: sized(main), wal: wal && sized(wal) });
    if (typeof database === 'string') return null;
    for (const table of database.tables) {
      let rows = 0;
      const columns = table.columns.map(({ name }) => name);
      for await (const page of database.rows(table, columns)) rows += page.length;
      // A row takes four bytes at least: its place, its length, its number.
      if (rows > (main.length + (wal?.length ?? 0)) / 4) return `${rows} rows of ${main.length} bytes`;
    }
    return database.notes.length > 21 ? `${database.notes.length} notes` : null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const result = bytes.slice();
  const size = result.length > 100 ? (result[16]! * 256 + result[17]!) & 0xfffe || 65_536 : 512;
  for (let times = 1 + random.below(6); times > 0; times--) {
    const page = random.below(Math.ceil(result.length / size)) * size;
    const at = page + (random.below(4) ? random.below(60) : random.below(size));
    if (at < result.length)
      result[at] = random.below(3) ? random.below(256) : [0, 1, 2, 5, 10, 13, 127, 128, 255][random.below(9)]!;
  }
  return random.below(10) === 0 ? result.subarray(0, random.below(result.length)) : result;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const { cases, failures, slowest } = await fuzzSqlite({ seed, cases: Number(values.cases), milliseconds: Infinity });
  for (const failure of failures) console.log(failure);
  console.log(`seed ${seed}: ${cases} cases, ${failures.length} failures, slowest ${slowest.toFixed(0)} ms`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

if (process.argv[1]?.endsWith('fuzz/sqlite.ts')) void main();

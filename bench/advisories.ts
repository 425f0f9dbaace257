// node --import tsx bench/advisories.ts [--records N] [--packages N] [--dump FILE]: opening a dump of advisories and answering
// for many packages, against reading and inflating the same archive in the same process: CPU time, ratio, and memory of the process.
// The records of the dump are multiplied, with names of their own, to N. Fails above the limits of the issue: 6 times, 300 MB.
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { AdvisoryDatabase, type AdvisoryArchive } from '../src/readers/advisories/index';
import { readDirectory, unpacked } from '../src/readers/advisories/archive';
import { readOsvRecord } from '../src/readers/advisories/osv-record';
import { inflateRaw } from '../src/worker/node-inflate';
import { archiveOf } from '../test/harness/archive';
import { sharedFile } from '../test/harness/shared-data';
import { machine, median, round } from './measure';

const MOST_TIMES = 6;
const MOST_MEGABYTES = 300;
const ROUNDS = 5;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '50000' },
      packages: { type: 'string', default: '500' },
      dump: { type: 'string' },
      child: { type: 'string' },
    },
  });
  if (values.child !== undefined) return measured(values.child);
  const dump = values.dump ?? sharedFile('data/osv/PyPI/all.zip');
  if (dump === null) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-advisories-'));
  try {
    const pairs = await multiplied(dump, Number(values.records), Number(values.packages), path.join(folder, 'all.zip'));
    writeFileSync(path.join(folder, 'pairs.json'), JSON.stringify(pairs));
    console.log(`${values.records} records, ${pairs.length} packages. ${machine()}. Median of ${ROUNDS} rounds, CPU.`);
    // A process of its own has only what the reader needs.
    const { status } = spawnSync(process.execPath, [...process.execArgv, __filename, '--child', folder], {
      stdio: 'inherit',
    });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string): Promise<void> {
  const file = path.join(folder, 'all.zip');
  const pairs = JSON.parse(readFileSync(path.join(folder, 'pairs.json'), 'utf8')) as [string, string][];
  const indexed = path.join(folder, 'all.index');
  const own: number[] = [];
  const base: number[] = [];
  let found = 0;
  const answer = async () => {
    found = 0;
    const descriptor = openSync(file, 'r');
    const database = (await AdvisoryDatabase.open(archiveAt(file, descriptor)))!;
    writeFileSync(indexed, database.printed!);
    for (const [name, version] of pairs) found += (await database.answer(name, version)).vulnerabilities.length;
    closeSync(descriptor);
  };
  own.push(await timed(answer));
  const most = peak;
  for (let i = 0; i < ROUNDS; i++) {
    base.push(await timed(() => inflateAll(file)));
    if (i > 0) own.push(await timed(answer));
  }
  const again: number[] = [];
  for (let i = 0; i < ROUNDS; i++)
    again.push(
      await timed(async () => {
        const descriptor = openSync(file, 'r');
        const kept = { ...archiveAt(file, descriptor), index: async () => new Uint8Array(readFileSync(indexed)) };
        await AdvisoryDatabase.open(kept);
        closeSync(descriptor);
      }),
    );
  const times = median(own) / median(base);
  console.log(
    `read and inflate ${round(median(base), 2)} s; open and answer ${round(median(own), 2)} s (${found} vulnerabilities); ${round(times, 2)} times (at most ${MOST_TIMES})`,
  );
  console.log(`open with the kept index ${round(median(again), 3)} s`);
  console.log(`memory of the whole process at most ${round(most, 0)} MB (less than ${MOST_MEGABYTES})`);
  if (times > MOST_TIMES || most >= MOST_MEGABYTES) process.exitCode = 1;
}

/** Writes an archive of so many records; gives packages of it with a version of each. */
async function multiplied(
  dump: string,
  records: number,
  packages: number,
  file: string,
): Promise<readonly [string, string][]> {
  const descriptor = openSync(dump, 'r');
  const { size, read } = archiveAt(dump, descriptor);
  const texts: string[] = [];
  for await (const bytes of unpacked((await readDirectory(size, read))!.entries, read, inflateRaw))
    texts.push(new TextDecoder().decode(bytes!));
  closeSync(descriptor);
  const members = Array.from({ length: records }, (_, i) => {
    const copy = Math.floor(i / texts.length);
    const text = texts[i % texts.length]!;
    return {
      name: `R-${i}.json`,
      bytes: copy === 0 ? text : text.replaceAll(/("name":\s*")([^"]+)"/g, `$1$2-copy${copy}"`),
    };
  });
  writeFileSync(file, archiveOf(members));
  const pairs = new Map<string, string>();
  for (let i = 0; pairs.size < packages && i < 20 * packages; i++) {
    const affected = readOsvRecord(members[(i * 7_919) % members.length]!.bytes)?.affected[0];
    if (affected) pairs.set(affected.name, affected.versions[affected.versions.length >> 1] ?? '1.0');
  }
  return [...pairs];
}

/** What any reader has to do. */
async function inflateAll(file: string): Promise<void> {
  const bytes = readFileSync(file);
  const read = async (start: number, end: number) => bytes.subarray(start, end);
  const { entries } = (await readDirectory(bytes.length, read))!;
  for (const { start, packed } of entries) {
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    inflateRawSync(bytes.subarray(data, data + packed));
  }
}

/** Megabytes that the process had at most at a read; what the system counts begins with the memory of the process that started this one. */
let peak = 0;

const archiveAt = (file: string, descriptor: number): AdvisoryArchive => ({
  path: file,
  size: fstatSync(descriptor).size,
  inflate: inflateRaw,
  async read(start, end) {
    const bytes = new Uint8Array(end - start);
    peak = Math.max(peak, process.memoryUsage.rss() / 1e6);
    return readSync(descriptor, bytes, 0, bytes.length, start) === bytes.length ? bytes : null;
  },
});

async function timed(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

void main();

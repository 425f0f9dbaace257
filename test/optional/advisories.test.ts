import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { AdvisoryDatabase, type AdvisoryArchive } from '../../src/readers/advisories/index';
import { readDirectory, unpacked } from '../../src/readers/advisories/archive';
import { readOsvRecord } from '../../src/readers/advisories/osv-record';
import { inflate } from '../harness/archive';
import { sharedFile } from '../harness/shared-data';

const ROOT = path.join(__dirname, '../..');
const VENV = path.join(ROOT, 'out/venv/packaging');
const PAIRS = 300;
/** Of one package. */
const MOST = 3;

/** Needs Python, its registry where `packaging` is not installed, and the shared data: `npm run test:optional`. */
describe('real advisories, beside a reader of their own in Python', function () {
  this.timeout(600_000);
  let descriptor: number | null = null;
  after(() => void (descriptor === null || closeSync(descriptor)));

  it(`says the same of ${PAIRS} packages in a version`, async function () {
    const dump = sharedFile('data/osv/PyPI/all.zip');
    if (dump === null) return this.skip();
    descriptor = openSync(dump, 'r');
    const archive = archiveAt(dump, descriptor);
    const pairs = chosen(await candidatesIn(archive));
    assert.equal(pairs.length, PAIRS);
    const told = JSON.parse(
      execFileSync(python(), [path.join(__dirname, 'osv_oracle.py'), dump], {
        input: JSON.stringify(pairs),
        maxBuffer: 1 << 28,
      }).toString(),
    ) as string[][][];

    const database = await AdvisoryDatabase.open(archive, true);
    assert.ok(database);
    const ours: string[][][] = [];
    for (const [name, version] of pairs) {
      const { vulnerabilities } = await database.answer(name, version);
      ours.push(vulnerabilities.map(({ ids }) => [...ids].sort(byText)).sort((a, b) => byText(a.join(), b.join())));
    }
    const differing = pairs.flatMap(([name, version], i) => {
      const [theirs, own] = [
        told[i]!.map((ids) => ids.join(' ')).sort(byText),
        ours[i]!.map((ids) => ids.join(' ')).sort(byText),
      ];
      return theirs.join('|') === own.join('|') ? [] : [{ pair: `${name} ${version}`, theirs, own }];
    });
    assert.deepEqual(differing, []);
    const affected = told.filter((groups) => groups.length > 0).length;
    console.log(`      ${affected} of ${PAIRS} are affected, by ${told.flat().length} groups of aliases`);
    assert.ok(affected > 100 && affected < 270, `${affected} of ${PAIRS} are affected`);
  });
});

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const archiveAt = (file: string, descriptor: number): AdvisoryArchive => ({
  path: file,
  size: fstatSync(descriptor).size,
  inflate,
  async read(start, end) {
    const bytes = new Uint8Array(end - start);
    return readSync(descriptor, bytes, 0, bytes.length, start) === bytes.length ? bytes : null;
  },
});

/** Versions that the records speak of, and what stands right beside them. */
async function candidatesIn({ size, read }: AdvisoryArchive): Promise<readonly (readonly [string, string])[]> {
  const directory = await readDirectory(size, read);
  const found = new Map<string, readonly [string, string]>();
  for await (const bytes of unpacked(directory!.entries, read, inflate))
    for (const { name, ranges, versions } of readOsvRecord(new TextDecoder().decode(bytes!))?.affected ?? []) {
      const events = ranges.flat().flatMap((event) => Object.values(event));
      const listed = [versions[0], versions[versions.length >> 1], versions.at(-1)].flatMap((version) => version ?? []);
      for (const version of [
        ...events,
        ...listed,
        ...events.flatMap((at) => [`${at}.post1`, `${at}rc1`, `${at}.dev0`, `${at}.1`, `${at}+cu121`]),
      ])
        found.set(`${name} ${version}`, [name, version]);
    }
  return [...found.values()];
}

/** Some of them, from everywhere, and the same ones each time. */
function chosen(all: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const left = [...all].sort((a, b) => byText(a.join(' '), b.join(' ')));
  const taken: (readonly [string, string])[] = [];
  for (let state = 20_261_130; taken.length < PAIRS && left.length > 0;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const [pair] = left.splice(state % left.length, 1);
    if (taken.filter(([name]) => name === pair![0]).length < MOST) taken.push(pair!);
  }
  return taken;
}

/** A Python that has `packaging`. */
function python(): string {
  const system = process.platform === 'win32' ? 'python' : 'python3';
  if (spawnSync(system, ['-c', 'import packaging.version']).status === 0) return system;
  const own = process.platform === 'win32' ? path.join(VENV, 'Scripts/python.exe') : path.join(VENV, 'bin/python');
  if (!existsSync(own)) {
    execFileSync(system, ['-m', 'venv', VENV]);
    execFileSync(own, ['-m', 'pip', 'install', '--quiet', 'packaging==25.0']);
  }
  return own;
}

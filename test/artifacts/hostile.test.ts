import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { judgeArtifact, type ArtifactJudgement } from '../../src/analysis/artifacts/verdict';
import type { FileSystem } from '../../src/core/host';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { ARTIFACT_LIMITS } from '../../src/readers/artifacts/artifact-budget';
import { fileSource, memorySource, type ByteSource } from '../../src/readers/artifacts/byte-source';
import { safetensors, zip } from './assemble/containers';
import * as p from './assemble/pickle';
import { join, pickle } from './assemble/pickle';

type Sized = ByteSource & { readonly size: number };

/** As for everybody, but for the members, of which fewer are looked into: that takes time and gives the same. */
const LIMITS = { ...ARTIFACT_LIMITS, members: 500 };

const judged = async (name: string, source: ByteSource): Promise<ArtifactJudgement> =>
  judgeArtifact(name, await readArtifact(name, source as Sized, { limits: LIMITS }));

const harmless = pickle(p.dict([p.text('weights'), p.list(p.int(1))]));

/** Wrapped ten times over. */
const nested = (wrap: (bytes: p.Bytes) => p.Bytes): p.Bytes => {
  let bytes: p.Bytes = harmless;
  for (let depth = 0; depth < 10; depth++) bytes = wrap(bytes);
  return bytes;
};

/** More than are listed: a million gives the same, and takes longer to make. */
const MEMBERS = 120_000;

/** A zip whose directory lists one member very often; the reader stops before. */
function crowd(): Uint8Array {
  const one = zip([{ name: 'a.pkl', bytes: harmless }]);
  const end = one.length - 22;
  const view = new DataView(one.buffer, one.byteOffset, one.length);
  const start = view.getUint32(end + 16, true);
  const central = one.subarray(start, end);
  const all = new Uint8Array(start + central.length * MEMBERS + 22);
  all.set(one.subarray(0, start));
  all.set(central, start);
  for (let length = central.length; length < central.length * MEMBERS; length *= 2)
    all.copyWithin(start + length, start, start + Math.min(length, central.length * MEMBERS - length));
  all.set(one.subarray(end), all.length - 22);
  const last = new DataView(all.buffer, all.length - 22);
  last.setUint16(8, 0xffff, true);
  last.setUint16(10, 0xffff, true);
  last.setUint32(12, central.length * MEMBERS, true);
  return all;
}

/** A list that holds the one before ten times, thirty times over: 10^30 items for whoever makes them. */
const laughs = join(
  p.proto(2),
  p.EMPTY_LIST,
  'q\0',
  ...Array.from({ length: 30 }, (_, index) =>
    join(']', 'q', p.u8(index + 1), '(', ...Array<string>(10).fill('h' + String.fromCharCode(index)), 'e'),
  ),
  p.STOP,
);

const FILES: Readonly<Record<string, () => p.Bytes>> = {
  'ten.gz': () => nested((bytes) => gzipSync(bytes)),
  'ten.zip': () => nested((bytes) => zip([{ name: 'inner.zip', bytes }])),
  'crowd.zip': crowd,
  'zeros.pkl.gz': () => gzipSync(new Uint8Array(300_000_000), { level: 1 }),
  'head.safetensors': () => join(p.u32(0xffffffff), p.u32(0x7fffffff), '{"a":'),
  'count.gguf': () => join('GGUF', p.u32(3), p.u32(0xffffffff), p.u32(0), p.u32(0xffffffff), p.u32(0)),
};

describe('model files that are made to be too much', () => {
  for (const [name, make] of Object.entries(FILES))
    it(`are given up with a reason, within their budget: ${name}`, async function () {
      this.timeout(60_000);
      const bytes = make();
      const before = process.cpuUsage();
      const { verdict, findings } = await judged(name, memorySource(bytes));
      const { user } = process.cpuUsage(before);
      assert.equal(verdict, 'suspicious', findings[0]?.message);
      assert.ok(findings.length > 0);
      assert.ok(user < 15_000_000, `${user / 1e6} s`);
    });

  it('are read where only making them would be too much', async () => {
    const { verdict } = await judged('laughs.pkl', memorySource(laughs));
    assert.equal(verdict, 'safe');
  });
});

describe('a model file that changes while it is read', () => {
  const whole = safetensors({ w: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }, new Uint8Array(16));

  /** A disk on which a file has `bytes` from the `after`th read on, `whole` before. */
  const changing = (bytes: Uint8Array | null, after: number): FileSystem => {
    let reads = 0;
    return {
      list: async () => null,
      stat: async () => null,
      read: async (_, range) => (reads++ < after ? whole : bytes)?.slice(range?.start ?? 0, range?.end) ?? null,
    };
  };

  it('is not called safe where it shrank or vanished, and ends where it did before where it grew', async () => {
    const longer = join(whole, new Uint8Array(1000));
    for (const after of [0, 1])
      for (const [bytes, isSafe] of [
        [null, false],
        [whole.subarray(0, 20), false],
        [longer, true],
      ] as const) {
        const source = fileSource(changing(bytes, after), 'a.safetensors', whole.length);
        const { verdict } = await judged('a.safetensors', source);
        // What was read before it changed is kept; a small file is read at once.
        assert.equal(
          verdict === 'safe',
          isSafe || after > 0,
          `${bytes?.length} bytes after ${after} reads: ${verdict}`,
        );
      }
  });
});

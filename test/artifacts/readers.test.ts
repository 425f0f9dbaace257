import assert from 'node:assert/strict';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { Random } from '../../bench/corpus';
import { judgeArtifact } from '../../src/analysis/artifacts/verdict';
import type { FileSystem } from '../../src/core/host';
import { readArtifact } from '../../src/readers/artifacts/artifact';
import { ArtifactBudget, ARTIFACT_LIMITS } from '../../src/readers/artifacts/artifact-budget';
import { ByteReader } from '../../src/readers/artifacts/byte-reader';
import { fileSource, memorySource, type ByteSource } from '../../src/readers/artifacts/byte-source';
import { decoderOf } from '../../src/readers/artifacts/codecs';
import { decodedSource } from '../../src/readers/artifacts/decoded-source';
import { PICKLE_OPCODES } from '../../src/readers/artifacts/pickle-opcodes';
import { WEIGHTS_ONLY_VERSIONS } from '../../src/readers/artifacts/weights-only-names';
import { safetensors } from './assemble/containers';
import * as p from './assemble/pickle';
import { join, pickle } from './assemble/pickle';

type Sized = ByteSource & { readonly size: number };

/** Bytes with repetitions near and far, and runs. */
function textual(random: Random, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const length = 1 + random.below(300);
    const kind = random.below(3);
    for (let index = 0; index < length && at < size; index++, at++)
      bytes[at] =
        kind === 0 ? random.below(256) : kind === 1 ? 65 : (bytes[at - 1 - random.below(Math.min(at, 5000) || 1)] ?? 0);
  }
  return bytes;
}

describe('what readers of model files rest on', () => {
  it('inflates as zlib does', async () => {
    const random = new Random(5);
    for (const level of [0, 1, 6, 9])
      for (const size of [0, 1, 300, 70_000, 400_000]) {
        const bytes = textual(random, size);
        const packed = deflateRawSync(bytes, { level });
        const { source, state } = decodedSource(
          () => decoderOf('deflate')!(new ByteReader(memorySource(join(packed, 'more')))),
          new ArtifactBudget(),
        );
        const found = await source.read(0, size + 1);
        assert.ok(Buffer.from(found).equals(bytes), `level ${level}, ${size} bytes`);
        assert.deepEqual([state.fault, state.end], [null, packed.length], `level ${level}, ${size} bytes`);
      }
  });

  it('reads what was unpacked at any place, again and again', async () => {
    const random = new Random(6);
    const bytes = textual(random, 500_000);
    const { source } = decodedSource(
      () => decoderOf('gzip')!(new ByteReader(memorySource(gzipSync(bytes)))),
      new ArtifactBudget(),
    );
    for (let times = 0; times < 200; times++) {
      const at = random.below(520_000);
      const length = random.below(90_000);
      assert.ok(
        Buffer.from(await source.read(at, length)).equals(bytes.subarray(at, at + length)),
        `${length} at ${at}`,
      );
    }
  });

  it('has all opcodes, and the names of each version of torch', () => {
    assert.equal(PICKLE_OPCODES.length, 68);
    assert.equal(new Set(PICKLE_OPCODES.map(({ code }) => code)).size, 68);
    const counts = WEIGHTS_ONLY_VERSIONS.map(({ version, classes, functions, values }) => [
      version,
      new Set([...classes, ...functions, ...values]).size,
    ]);
    assert.deepEqual(counts, [
      ['2.6', 128],
      ['2.13', 144],
    ]);
  });

  /** A file of which only the beginning was ever written. */
  const sparse = (start: Uint8Array, size: number): { files: FileSystem; read: () => number } => {
    let total = 0;
    const read: FileSystem['read'] = async (_, range) => {
      const bytes = new Uint8Array(range!.end - range!.start);
      bytes.set(start.subarray(range!.start, range!.end).subarray(0, bytes.length));
      total += bytes.length;
      return bytes;
    };
    return {
      files: { list: async () => null, stat: async () => ({ kind: 'file', size, modified: 0 }), read },
      read: () => total,
    };
  };

  it('reads the head of 20 GB, not the weights', async () => {
    const size = 20_000_000_000;
    const head = safetensors(
      { w: { dtype: 'U8', shape: [size - 1000], data_offsets: [0, size - 1000] } },
      new Uint8Array(0),
    );
    const { files, read } = sparse(head, head.length + size - 1000);
    const facts = await readArtifact(
      'a.safetensors',
      fileSource(files, 'a.safetensors', head.length + size - 1000) as Sized,
    );
    assert.deepEqual([facts.signs, facts.understood], [[], facts.size]);
    assert.ok(read() < 1_000_000, `${read()} bytes`);
  });

  it('says of a file that became shorter that it ends early', async () => {
    const bytes = pickle(p.list(p.system(), p.text('x'.repeat(1000))));
    const files: FileSystem = {
      list: async () => null,
      stat: async () => null,
      read: async (_, range) => bytes.subarray(0, 60).subarray(range!.start, range!.end),
    };
    const facts = await readArtifact('a.pkl', fileSource(files, 'a.pkl', bytes.length) as Sized);
    const { verdict, findings } = judgeArtifact('a.pkl', facts);
    assert.equal(verdict, 'malicious');
    assert.ok(findings.some(({ message }) => message.startsWith('A pickle without an end')));
  });

  it('tells what it saw when its budget is spent, and never calls that safe', async () => {
    const many = join(Array.from({ length: 5000 }, () => p.list(p.int(1))));
    const limits = { ...ARTIFACT_LIMITS, steps: 1000 };
    const read = async (body: p.Bytes) => {
      const bytes = pickle(body);
      return judgeArtifact('a.pkl', await readArtifact('a.pkl', memorySource(bytes) as Sized, { limits }));
    };
    const spent = await read(many);
    assert.equal(spent.verdict, 'suspicious');
    assert.equal(spent.findings[0]!.rule, 'model-file-not-inspected');
    assert.equal((await read(join(p.system(), many))).verdict, 'malicious');
  });
});

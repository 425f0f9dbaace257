import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FileSystem, Stat } from '../../src/core/host';
import { tensorBytes } from '../../src/report/tensor-bytes';
import { inspectModel, modelBytes, modelDigest, type ModelFile } from '../../src/session/model-inspection';
import { gguf, ggufString, safetensors, tar, zip } from '../artifacts/assemble/containers';
import { evil, join, pickle, text } from '../artifacts/assemble/pickle';
import { stateDict, torchZip } from '../artifacts/assemble/torch';
import { MemoryFiles } from '../harness/memory-files';

const turn = (signal = new AbortController().signal) => ({ signal, part: () => {} });

const ranged = (path: string): ModelFile => ({ path, isRanged: true });

async function view(path: string, bytes: Uint8Array, files: FileSystem = new MemoryFiles({ [path]: bytes })) {
  const inspection = await inspectModel(files, ranged(path), turn());
  assert.ok(inspection);
  return inspection.view;
}

/** A file of that size which is read by ranges or whole, and counts what is read. */
function sparse(head: Uint8Array, size: number): FileSystem & { read: FileSystem['read']; count: number } {
  const stat: Stat = { kind: 'file', size, modified: 1 };
  return {
    count: 0,
    list: async () => [],
    stat: async () => stat,
    async read(_, range) {
      assert.ok(range, 'it is not read whole');
      const bytes = new Uint8Array(Math.max(Math.min(range.end, size) - range.start, 0));
      if (range.start < head.length) bytes.set(head.subarray(range.start, range.start + bytes.length));
      this.count += bytes.length;
      return bytes;
    },
  };
}

describe('the inspection of a model file', () => {
  it('tells of a safe, a suspicious and a malicious file what the command line tells', async () => {
    const safe = await view('a.pt', torchZip(pickle(stateDict())));
    assert.deepEqual([safe.verdict, safe.weightsOnly?.accepts, safe.tensors.bytes], ['safe', true, [16]]);
    const hidden = await view('b.pt', join(torchZip(pickle(stateDict())), 'x'));
    assert.equal(hidden.verdict, 'suspicious');
    const bad = await view('c.pt', torchZip(evil()));
    assert.deepEqual(
      [bad.verdict, bad.reasons[0]!.place, bad.trace.map((step) => `${step.tier} ${step.text}`)],
      ['malicious', 'archive/data.pkl', ['dangerous posix.system("echo touchstone")']],
    );
  });

  it('reads the head of a file of any size, and never a large one whole', async () => {
    const size = 20 * 2 ** 30;
    const head = safetensors(
      { weight: { dtype: 'F16', shape: [size / 2], data_offsets: [0, size] } },
      new Uint8Array(0),
    );
    const files = sparse(head, head.length + size);
    const { verdict, tensors } = await view('a.safetensors', head, files);
    assert.deepEqual([verdict, tensors.bytes], ['safe', [size]]);
    assert.ok(files.count < 1_000_000, `${files.count} bytes were read`);
    const unranged = await inspectModel(files, { path: 'a.safetensors', isRanged: false }, turn());
    assert.deepEqual(
      [unranged?.view.verdict, unranged?.view.reasons[0]!.rule],
      ['suspicious', 'model-file-not-inspected'],
    );
  });

  it('never calls a file safe that changed while it was read, and tells what is gone', async () => {
    const bytes = torchZip(pickle(stateDict()));
    let asked = 0;
    const files = new MemoryFiles({ 'a.pt': bytes });
    const changing: FileSystem = {
      list: (path) => files.list(path),
      read: (path, range) => files.read(path, range),
      stat: async (path) => ({ ...(await files.stat(path))!, modified: asked++ }),
    };
    const changed = await view('a.pt', bytes, changing);
    assert.deepEqual([changed.verdict, changed.reasons[0]!.rule], ['suspicious', 'model-file-not-inspected']);
    assert.equal(await inspectModel(files, ranged('b.pt'), turn()), null);
  });

  it('ends when nobody wants it any more', async () => {
    const controller = new AbortController();
    controller.abort();
    const files = new MemoryFiles({ 'a.pkl': evil() });
    await assert.rejects(inspectModel(files, ranged('a.pkl'), turn(controller.signal)), { name: 'AbortError' });
  });

  it('lists what lies in containers, and gives bytes of each part', async () => {
    const inner = zip([{ name: 'b.pkl', bytes: evil() }]);
    const bytes = tar([{ name: 'models/a.zip', bytes: inner }]);
    const packed = new Uint8Array(gzipSync(bytes));
    const files = new MemoryFiles({ 'a.tar.gz': packed });
    const { members } = await view('a.tar.gz', packed, files);
    assert.deepEqual(
      members.map(({ place, size }) => [place, size]),
      [
        ['(gzip)', null],
        ['(gzip)!models/a.zip', inner.length],
        ['(gzip)!models/a.zip!b.pkl', evil().length],
      ],
    );
    const bytesAt = (place: string, offset: number, length: number) =>
      modelBytes(files, ranged('a.tar.gz'), { place, offset, length }, turn());
    const hex = (part: Uint8Array): string => Buffer.from(part).toString('hex');
    assert.deepEqual(await bytesAt('(gzip)!models/a.zip!b.pkl', 2, 6), {
      hex: hex(evil().slice(2, 8)),
      size: evil().length,
    });
    assert.equal((await bytesAt('(gzip)', 512, 4))?.hex, hex(inner.slice(0, 4)));
    assert.equal((await bytesAt('', 0, 2))?.hex, '1f8b');
    assert.equal(await bytesAt('(gzip)!nothing', 0, 2), null);
  });

  it('shows templates as the file has them, and metadata', async () => {
    const template = '{% for message in messages %}{{ message.content }}{% endfor %}';
    const bytes = gguf([ggufString('general.name', 'Router'), ggufString('tokenizer.chat_template', template)]);
    const { templates, metadata } = await view('a.gguf', bytes);
    assert.deepEqual(templates, [{ name: 'tokenizer.chat_template', text: template }]);
    assert.ok(metadata.some(([key, value]) => key === 'general.name' && value === 'Router'));
  });

  it('hashes piece by piece, and says nothing of what changed meanwhile', async () => {
    const bytes = pickle(text('x'.repeat(100)));
    const files = new MemoryFiles({ 'a.pkl': bytes });
    const wanted = createHash('sha256').update(bytes).digest('hex');
    const hasher = () => createHash('sha256');
    assert.equal(await modelDigest(files, ranged('a.pkl'), hasher, turn()), wanted);
    assert.equal(await modelDigest(files, { path: 'a.pkl', isRanged: false }, undefined, turn()), wanted);
    assert.equal(await modelDigest(files, ranged('b.pkl'), hasher, turn()), null);
    let asked = 0;
    const changing: FileSystem = {
      list: (path) => files.list(path),
      read: (path, range) => files.read(path, range),
      stat: async (path) => ({ ...(await files.stat(path))!, modified: asked++ }),
    };
    assert.equal(await modelDigest(changing, ranged('a.pkl'), hasher, turn()), null);
  });

  it('shows the names of a hundred thousand tensors without looking at each for keys', async () => {
    const tensors = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [
        `model.layers.${index}.post_attention_layernorm.weight`,
        { dtype: 'F32', shape: [0], data_offsets: [0, 0] },
      ]),
    );
    const start = performance.now();
    const { tensors: shown } = await view('a.safetensors', safetensors(tensors, new Uint8Array(0)));
    assert.equal(shown.names.at(-1), 'model.layers.99999.post_attention_layernorm.weight');
    assert.ok(performance.now() - start < 5_000, `${(performance.now() - start).toFixed(0)} ms`);
  }).timeout(20_000);
});

describe('the size of a tensor', () => {
  const CASES: Readonly<Record<string, readonly [shape: readonly number[], bytes: number | null]>> = {
    float32: [[2, 3], 24],
    BF16: [[2, 3], 12],
    F8_E4M3: [[10], 10],
    float8_e4m3fn: [[10], 10],
    I8: [[], 1],
    F4: [[3], 2],
    uint4: [[4], 2],
    bool: [[5], 5],
    complex64: [[2], 16],
    '<f8': [[2], 16],
    f8: [[2], 16],
    '|S5': [[2], 10],
    '|O': [[2], null],
    Q4_K: [[256, 2], 288],
    Q8_0: [[32], 34],
    string: [[2], null],
    'type 77': [[2], null],
    float64: [[2 ** 40, 2 ** 20], null],
  };
  for (const [dtype, [shape, bytes]] of Object.entries(CASES))
    it(`of ${dtype}`, () => assert.equal(tensorBytes(dtype, shape), bytes));
});

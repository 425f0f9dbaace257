import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import type { InspectedFile, InspectionSummary } from '../../src/report/inspection';
import { safetensors } from '../artifacts/assemble/containers';
import { evil, global, pickle } from '../artifacts/assemble/pickle';
import { stateDict, torchZip } from '../artifacts/assemble/torch';
import { call, project, run } from './bundle';

interface Report {
  readonly version: 1;
  readonly files: readonly InspectedFile[];
  readonly notes: readonly { readonly path: string; readonly message: string }[];
  readonly summary: InspectionSummary;
}

const FILES = {
  'models/evil.pkl': evil(),
  'models/good.pt': torchZip(pickle(stateDict())),
  'models/odd.pkl': pickle(global('mylib', 'Thing')),
  'models/w.safetensors': safetensors(
    { __metadata__: { run: 'a' }, w: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } },
    new Uint8Array(16),
  ),
  'models/notes.txt': 'nothing',
  '.gitignore': 'models/\n',
};

const json = async (root: string, ...args: string[]): Promise<{ status: number | null; report: Report }> => {
  const { status, out } = await call(root, ['inspect', '--format', 'json', ...args]);
  return { status, report: JSON.parse(out) as Report };
};

describe('touchstone inspect', function () {
  this.timeout(60_000);
  let root: string;
  before(() => {
    root = project(FILES);
  });

  it('tells of a folder what its model files hold, those that git ignores too', async () => {
    const { status, report } = await json(root, '.');
    assert.equal(status, 1);
    assert.deepEqual(
      report.files.map(({ path: at, format, verdict }) => [at, format, verdict]),
      [
        ['models/evil.pkl', 'pickle', 'malicious'],
        ['models/good.pt', 'torch-zip', 'safe'],
        ['models/odd.pkl', 'pickle', 'suspicious'],
        ['models/w.safetensors', 'safetensors', 'safe'],
      ],
    );
    assert.deepEqual(report.summary, {
      files: 6,
      bytes: Object.values(FILES).reduce((sum, { length }) => sum + length, 0),
      malicious: 1,
      suspicious: 1,
      safe: 2,
      unknown: 2,
    });
    const [bad, good, , tensors] = report.files;
    assert.deepEqual(bad!.findings[0], {
      rule: 'malicious-model-file',
      severity: 'error',
      message: 'Loading runs posix.system("echo touchstone").',
      offset: bad!.size - 2,
      pointer: null,
    });
    assert.deepEqual(bad!.imports, [
      { name: 'posix.system', tier: 'dangerous', called: true, offset: 2, pointer: null },
    ]);
    assert.deepEqual(good!.weightsOnly, { torch: '2.6 to 2.13', accepts: true, stoppedBy: null });
    assert.deepEqual(good!.tensors, [{ name: 'weight', dtype: 'float32', shape: [4] }]);
    assert.equal(bad!.weightsOnly, null);
    assert.deepEqual(tensors!.tensors, [{ name: 'w', dtype: 'F32', shape: [2, 2] }]);
    assert.deepEqual(tensors!.metadata, { run: 'a' });
    assert.deepEqual(tensors!.coverage, { understood: tensors!.size, total: tensors!.size });
    assert.deepEqual(
      report.files.map(({ sha256 }) => sha256),
      [null, null, null, null],
    );
  });

  it('exits as --fail-on says', async () => {
    const status = async (...args: string[]): Promise<number | null> => (await json(root, ...args)).status;
    assert.equal(await status('models/evil.pkl'), 1);
    assert.equal(await status('models/evil.pkl', '--fail-on', 'never'), 0);
    assert.equal(await status('models/odd.pkl'), 0);
    assert.equal(await status('models/odd.pkl', '--fail-on', 'suspicious'), 1);
    assert.equal(await status('models/good.pt', '--fail-on', 'suspicious'), 0);
    assert.equal(await status('models/nothing.pt'), 2);
    assert.equal(await status('models/evil.pkl', 'models/nothing.pt'), 2);
  });

  it('hashes when it is asked to, and lists a named file that is no model', async () => {
    const { report } = await json(root, '--hash', 'models/notes.txt');
    assert.equal(report.files[0]!.verdict, 'unknown');
    assert.equal(report.files[0]!.sha256, createHash('sha256').update(FILES['models/notes.txt']).digest('hex'));
  });

  it('tells people why, where, and what torch would do', async () => {
    const { out } = await call(root, ['inspect', 'models', '--fail-on', 'never']);
    assert.match(
      out,
      /^models\/evil\.pkl {2}malicious\n {2}pickle, 39 bytes, 100 % understood\n {2}error {2}Loading runs posix\.system\("echo touchstone"\)\.\n {6}malicious-model-file {2}byte 37\n/,
    );
    assert.match(out, /^ {2}torch\.load\(weights_only=True\) accepts it \(torch 2\.6 to 2\.13\)$/m);
    assert.match(out, /^5 files, .*: 1 malicious, 1 suspicious, 2 safe, 1 in no format that is read\n$/m);
  });

  it('follows links to files as the hub has them, and not those to folders', async () => {
    const other = project({ 'blobs/abc': evil(), 'snapshots/a.txt': '' });
    symlinkSync('../blobs/abc', path.join(other, 'snapshots/pytorch_model.bin'));
    symlinkSync('..', path.join(other, 'snapshots/up'));
    const { report } = await json(other, 'snapshots');
    assert.deepEqual(
      report.files.map(({ path: at }) => at),
      ['snapshots/pytorch_model.bin'],
    );
  });

  it('says what is wrong with a name in one line, as a process', async () => {
    const { status, err } = await run(root, ['inspect', 'nowhere.pt']);
    assert.deepEqual([status, err], [2, 'touchstone: nowhere.pt does not exist\n']);
  });

  it('never shows a key that a file holds', async () => {
    const key = `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567'.slice(0, 34)}`;
    const leaky = project({
      'a.safetensors': safetensors({ __metadata__: { token: key } }, new Uint8Array(0)),
      'b.pkl': pickle(global('mylib', key)),
    });
    for (const format of ['text', 'json']) {
      const { out, err } = await call(leaky, ['inspect', '.', '--format', format]);
      assert.ok(!(out + err).includes(key), format);
    }
  });
});

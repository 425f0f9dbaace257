import assert from 'node:assert/strict';
import { HttpError, type HttpClient } from '../../src/core/host';
import { compareWithHub, modelOriginOf } from '../../src/session/hub-comparison';
import { MemoryFiles } from '../harness/memory-files';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const OWN = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const HUB = 'https://hub.example';
const origin = { id: 'org/name', type: 'model', revision: 'main', file: 'models/model.safetensors' } as const;

interface Sibling {
  readonly rfilename: string;
  readonly lfs?: { readonly sha256: string };
}

const hub = (siblings: readonly Sibling[], more: object = {}, asked: string[] = []): HttpClient => ({
  async get(url) {
    asked.push(url);
    const body = new TextEncoder().encode(JSON.stringify({ id: 'org/name', sha: COMMIT, siblings, ...more }));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  },
});

const compared = (http: HttpClient, wanted = origin) => compareWithHub(http, HUB, wanted, OWN);

describe('the comparison with the hub', () => {
  it('says that a file is the same, under whatever name, and asks for nothing but the repository', async () => {
    const asked: string[] = [];
    const http = hub([{ rfilename: 'renamed.bin', lfs: { sha256: OWN } }], {}, asked);
    assert.deepEqual(await compared(http), {
      kind: 'same',
      id: 'org/name',
      commit: COMMIT,
      file: 'renamed.bin',
      isFlagged: false,
    });
    assert.deepEqual(asked, [`${HUB}/api/models/org/name/revision/main?blobs=true&securityStatus=true`]);
    assert.ok(!asked.join('').includes(OWN), 'the digest stays here');
  });

  it('tells what the scanners of the hub found in it', async () => {
    const status = { securityRepoStatus: { scansDone: true, filesWithIssues: [{ path: 'a.pt', level: 'unsafe' }] } };
    const answer = await compared(hub([{ rfilename: 'a.pt', lfs: { sha256: OWN } }], status));
    assert.equal(answer.kind === 'same' && answer.isFlagged, true);
  });

  it('says that the hub has another one in its place', async () => {
    const answer = await compared(hub([{ rfilename: 'model.safetensors', lfs: { sha256: OTHER } }]));
    assert.deepEqual(answer, {
      kind: 'differs',
      id: 'org/name',
      commit: COMMIT,
      file: 'model.safetensors',
      sha256: OTHER,
    });
  });

  it('says why it cannot tell', async () => {
    const why = async (http: HttpClient, wanted = origin): Promise<string> => {
      const answer = await compared(http, wanted);
      assert.equal(answer.kind, 'unknown');
      return answer.kind === 'unknown' ? answer.why : '';
    };
    assert.match(await why(hub([{ rfilename: 'README.md' }])), /has no file of this name/);
    assert.match(await why(hub([{ rfilename: 'model.safetensors' }])), /large files only/);
    const twice = ['a', 'b'].map((name) => ({ rfilename: `${name}/model.safetensors`, lfs: { sha256: OTHER } }));
    assert.match(await why(hub(twice)), /has no file of this name/);
    const gone: HttpClient = { get: async () => ({ status: 404, headers: {}, body: new Uint8Array() }) };
    assert.match(await why(gone), /hub\.example/);
    const silent: HttpClient = { get: () => Promise.reject(new HttpError('nobody is there')) };
    assert.match(await why(silent), /nobody is there/);
    const asked: string[] = [];
    const key = `hf_${'Zq8'.repeat(11)}x`;
    const wanted = { ...origin, id: key } as unknown as typeof origin;
    assert.match(await why(hub([], {}, asked), wanted), /looks like a key/);
    assert.deepEqual(asked, []);
  });
});

describe('where a model file is from', () => {
  const from = (whole: string, files: Record<string, string> = {}, path = 'models/a.pt') =>
    modelOriginOf(new MemoryFiles(files), { path, whole, sha256: OWN });

  it('is told by its place in the cache of the hub', async () => {
    const cache = '/home/a/.cache/huggingface/hub/models--org--name';
    assert.deepEqual((await from(`${cache}/snapshots/${COMMIT}/unet/model.bin`)).origin, {
      id: 'org/name',
      type: 'model',
      revision: COMMIT,
      file: 'unet/model.bin',
    });
    const data = await from(`C:\\hub\\datasets--imdb\\snapshots\\${COMMIT}\\a.parquet`);
    assert.deepEqual(data.origin, { id: 'imdb', type: 'dataset', revision: COMMIT, file: 'a.parquet' });
    assert.equal((await from(`${cache}/blobs/${OWN}`)).origin, null);
  });

  it('is told by a lock that has its digest', async () => {
    const lock = `version = 1\n\n[[model]]\nid = "org/name"\ntype = "model"\nrevision = "main"\ncommit = "${COMMIT}"\n\n[[model.file]]\npath = "model.bin"\nsize = 1\nsha256 = "${OWN}"\n`;
    assert.deepEqual((await from('/x/a.pt', { 'touchstone.lock': lock })).origin, {
      id: 'org/name',
      type: 'model',
      revision: COMMIT,
      file: 'model.bin',
    });
  });

  it('is guessed at by the configuration beside it, which is no answer', async () => {
    const named = (name: unknown) => from('/x/a.pt', { 'models/config.json': JSON.stringify({ _name_or_path: name }) });
    assert.deepEqual(await named('google-bert/bert-base-uncased'), {
      origin: null,
      named: 'google-bert/bert-base-uncased',
    });
    assert.equal((await named('/tmp/checkpoint')).named, null);
    assert.equal((await named(3)).named, null);
    assert.equal((await from('/x/a.pt', { 'models/config.json': '{' })).named, null);
  });
});

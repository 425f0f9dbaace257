import assert from 'node:assert/strict';
import { hubCommit } from '../../src/project/questions/hub-commit';
import { openWorkspace } from '../../src/session/session';
import { MemoryFiles } from '../harness/memory-files';

const COMMIT = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const MODEL = 'models--some--model';

const cacheAt = (folder: string, commit = COMMIT): Record<string, string> => ({
  [`${folder}/${MODEL}/refs/main`]: commit,
  [`${folder}/${MODEL}/snapshots/${commit}/config.json`]: '{}',
});

/** The commit that a project gives for the model, and who says so. */
async function known(given: Record<string, string>, machine: Record<string, string> = {}) {
  const files = new MemoryFiles(given);
  const clock = { now: () => 0 };
  const logger = { info: () => undefined, warn: assert.fail, error: assert.fail };
  const workspace = openWorkspace({ files, hubCache: new MemoryFiles(machine), clock, logger });
  const ask = () => workspace.answer(hubCommit, hubCommit.key('train.py', 'model', 'some/model', 'main'));
  return { answer: await ask(), ask, workspace, files };
}

describe('the hub cache of a project', () => {
  it('is where its environment file says, in the order of the client', async () => {
    for (const dotenv of [
      'HF_HOME=.cache/hf\n',
      'export HF_HOME="./.cache/hf/"  # here\n',
      "A=1\nHF_HUB_CACHE='.cache/hf/hub'\nHF_HOME=elsewhere\n",
    ]) {
      const { answer } = await known({ '.env': dotenv, ...cacheAt('.cache/hf/hub') });
      assert.deepEqual(answer, { commit: COMMIT, source: "the project's model cache" }, dotenv);
    }
  });

  it('goes before that of the machine, which is asked for what it has not', async () => {
    const both = await known({ '.env': 'HF_HOME=h\n', ...cacheAt('h/hub') }, cacheAt('.', OTHER));
    assert.equal(both.answer?.commit, COMMIT);
    const one = await known(
      { '.env': 'HF_HOME=h\n' },
      { [`${MODEL}/refs/main`]: OTHER, [`${MODEL}/snapshots/${OTHER}/x`]: '' },
    );
    assert.deepEqual(one.answer, { commit: OTHER, source: 'the local model cache' });
  });

  it('is none that lies elsewhere, or that nobody named', async () => {
    for (const dotenv of [
      '',
      '# HF_HOME=h\n',
      'HF_HOME=/h\n',
      'HF_HOME=../h\n',
      'HF_HOME=~/h\n',
      'HF_HOME=$X/h\n',
      'HF_HOME=h/../h\n',
    ])
      assert.equal((await known({ '.env': dotenv, ...cacheAt('h/hub') })).answer, null, dotenv);
  });

  it('is looked at again when it, or the environment file, changes', async () => {
    const { answer, ask, workspace, files } = await known({});
    assert.equal(answer, null);
    files.write('.env', 'HF_HOME=h\n');
    workspace.invalidate('.env');
    assert.equal(await ask(), null);
    for (const [path, text] of Object.entries(cacheAt('h/hub'))) files.write(path, text);
    workspace.invalidate(`h/hub/${MODEL}/refs/main`);
    assert.equal((await ask())?.commit, COMMIT);
  });
});

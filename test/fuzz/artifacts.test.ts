import assert from 'node:assert/strict';
import { fuzzArtifacts } from './artifacts';

describe('model files that nobody made', () => {
  it('are read without a throw, and said of what can be true', async function () {
    this.timeout(60_000);
    const { cases, failures } = await fuzzArtifacts({ seed: 20_261_130, cases: 4_000, milliseconds: 6_000 });
    assert.deepEqual(failures, []);
    assert.ok(cases > 300, `${cases} cases`);
  });
});

import assert from 'node:assert/strict';
import { fuzzDvc } from './dvc';

describe('files of DVC that nobody wrote', () => {
  it('are read without a throw, and with what must be true', async function () {
    this.timeout(60_000);
    const { cases, failures } = await fuzzDvc({ seed: 20_261_201, cases: 4_000, milliseconds: 6_000 });
    assert.deepEqual(failures, []);
    assert.ok(cases > 100, `${cases} cases`);
  });
});

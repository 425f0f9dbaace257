import assert from 'node:assert/strict';
import { fuzzSignatures } from './signatures';

describe('signatures that nobody made', () => {
  it('are read without a throw, and lead to nothing outside of their model', function () {
    this.timeout(60_000);
    const { cases, failures } = fuzzSignatures({ seed: 20_261_201, cases: 4_000, milliseconds: 5_000 });
    assert.deepEqual(failures, []);
    assert.ok(cases > 100, `${cases} cases`);
  });
});

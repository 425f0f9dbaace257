import assert from 'node:assert/strict';
import { fuzzProvenance } from './provenance';

describe('repositories, stores and event files that nobody made', () => {
  it('are read without a throw and without a hang', async function () {
    this.timeout(60_000);
    const { cases, failures, slowest } = await fuzzProvenance({ seed: 20_261_201, cases: 6_000, milliseconds: 5_000 });
    assert.deepEqual(failures, []);
    assert.ok(cases > 200, `${cases} cases`);
    assert.ok(slowest[0] < 10_000, `${slowest[1]}: ${slowest[0]} ms`);
  });
});

import assert from 'node:assert/strict';
import { fuzzSqlite } from './sqlite';

describe('databases that nobody made', () => {
  it('are read without a throw, and give no more rows than they can hold', async function () {
    this.timeout(60_000);
    const { cases, failures } = await fuzzSqlite({ seed: 20_261_201, cases: 1_500, milliseconds: 5_000 });
    assert.deepEqual(failures, []);
    assert.ok(cases > 50, `${cases} cases`);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sharedFile } from '../harness/shared-data';

describe('data beside the repository', () => {
  it('says which check did not run where a clone has none', () => {
    const shared = mkdtempSync(path.join(tmpdir(), 'touchstone-shared-'));
    try {
      const said: string[] = [];
      const say = (line: string) => void said.push(line);
      assert.equal(sharedFile('all.zip', { shared, say }), null);
      assert.equal(said.length, 1);
      assert.match(said[0]!, /did not run: .*all\.zip is not there; TOUCHSTONE_SHARED says where/);
      writeFileSync(path.join(shared, 'all.zip'), '');
      assert.equal(sharedFile('all.zip', { shared, say }), path.join(shared, 'all.zip'));
      assert.equal(said.length, 1);
    } finally {
      rmSync(shared, { recursive: true, force: true });
    }
  });
});

import assert from 'node:assert/strict';
import { scan } from './hostile/hostile-scan';

describe('a password before the registry of an image', () => {
  const PASSWORD = ['Qm4xW9zK', '2pLr'].join('');

  for (const image of [`alice:${PASSWORD}@pkgs.acme.io/img:latest`, `https://alice:${PASSWORD}@pkgs.acme.io/img`])
    it(`is in no message: ${image.replace(PASSWORD, '…')}`, async () => {
      const { findings } = await scan('Dockerfile', `FROM ${image}\nRUN true\n`);
      assert.ok(findings.some(({ rule }) => rule === 'unpinned-image'));
      for (const { message, fixes } of findings)
        assert.ok(!JSON.stringify([message, fixes.map(({ title }) => title)]).includes(PASSWORD), message);
    });
});

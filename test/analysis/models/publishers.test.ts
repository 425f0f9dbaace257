import assert from 'node:assert/strict';
import { LEGACY_DATASETS, LEGACY_MODELS } from '../../../src/analysis/models/legacy-ids';
import { GITHUB_OWNERS, HUB_PUBLISHERS, isKnownPublisher } from '../../../src/analysis/models/publishers';

describe('publishers', () => {
  it('are compared without case, and only whole', () => {
    assert.ok(isKnownPublisher('QWEN', HUB_PUBLISHERS, []));
    assert.ok(!isKnownPublisher('qwen-official', HUB_PUBLISHERS, []));
    assert.ok(isKnownPublisher('acme', HUB_PUBLISHERS, ['Acme']));
    assert.ok(isKnownPublisher('anybody', GITHUB_OWNERS, ['*']));
  });
  it('all have a name that the hub allows and a reason', () => {
    for (const [name, reason] of [...HUB_PUBLISHERS, ...GITHUB_OWNERS])
      assert.ok(/^[a-z0-9][\w.-]*$/.test(name) && reason.length > 10, name);
  });
  it('legacy names lead to one repository each', () => {
    for (const [name, home] of [...LEGACY_MODELS, ...LEGACY_DATASETS])
      assert.match(home, new RegExp(`^[\\w.-]+/${name.replace(/\./g, '\\.')}$`));
  });
});

import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface State {
  readonly version: string;
  readonly locked: string;
  readonly changelog: string;
  readonly status: string;
}

const CLEAN: State = {
  version: '1.2.3',
  locked: '1.2.3',
  changelog: '# Changes\n\n## 1.2.3 — 2026-11-29\n\n### Added\n\n## 1.2.2 — 2026-10-01\n',
  status: '',
};

describe('what is released', () => {
  let checks: { refusals(state: State): readonly string[]; warnings(state: State): readonly string[] };

  before(async () => {
    checks = (await import(
      pathToFileURL(path.join(__dirname, '../../scripts/release/checks.mjs')).href
    )) as typeof checks;
  });

  it('is a clean tree with a version that the changes have', () => {
    assert.deepEqual(checks.refusals(CLEAN), []);
    assert.deepEqual(checks.warnings(CLEAN), []);
    const bracketed = { ...CLEAN, changelog: '## [1.2.3] - 2026-11-29\n' };
    assert.deepEqual(checks.refusals(bracketed), []);
  });

  it('is no dirty tree, and says of what', () => {
    const [reason, ...more] = checks.refusals({ ...CLEAN, status: ' M src/core/rule.ts\n?? notes.txt\n' });
    assert.match(reason!, /src\/core\/rule\.ts, notes\.txt$/);
    assert.deepEqual(more, []);
    const many = Array.from({ length: 8 }, (_, i) => `?? ${i}.txt`).join('\n');
    assert.match(checks.refusals({ ...CLEAN, status: many })[0]!, /4\.txt and 3 more$/);
  });

  it('is no version that the changes do not have, also where they have a longer one or name it in a text', () => {
    for (const changelog of [
      '',
      '## 1.2.30 — 2026-11-29\n',
      '## 1.2.3-rc.1 — 2026-11-29\n',
      '## 1.2.2\n\n1.2.3 is next\n',
    ])
      assert.match(checks.refusals({ ...CLEAN, changelog }).join(), /^CHANGELOG\.md does not have 1\.2\.3/);
  });

  it('is no version that the lock file does not have, and nothing that is no version', () => {
    assert.match(checks.refusals({ ...CLEAN, locked: '1.2.2' }).join(), /package-lock\.json is of version 1\.2\.2/);
    assert.match(checks.refusals({ ...CLEAN, version: 'next', locked: 'next' })[0]!, /^next is no version/);
  });

  it('may be called unreleased still, which is told', () => {
    const early = { ...CLEAN, changelog: '## 1.2.3 — unreleased\n' };
    assert.deepEqual(checks.refusals(early), []);
    assert.match(checks.warnings(early).join(), /put the date there/);
  });
});

import assert from 'node:assert/strict';
import { EXAMPLES } from '../../src/rules/examples.generated';
import { RULES } from '../../src/rules/index';
import { fixturesOf, type Fixture } from './fixture-files';
import { scan, toCells } from './fixture-project';

/** All findings of all rules: what somebody who copies an example sees. */
const findingsIn = (fixture: Fixture) =>
  scan(
    fixture,
    {
      document: fixture.notebook
        ? { kind: 'notebook', cells: toCells(fixture.text) }
        : { kind: 'text', text: fixture.text },
      companions: fixture.companions,
    },
    RULES,
  );

describe('the example of every rule', function () {
  this.timeout(60_000);
  for (const { id } of RULES)
    it(`${id}: has its finding and no other, and what to use instead has none`, async () => {
      const fixtures = fixturesOf(id);
      const bad = fixtures.find(({ name }) => /\/bad-page[./][.\w]/.test(name));
      assert.ok(bad, `test/rules/${id}/bad-page.* is missing`);
      const found = new Set((await findingsIn(bad)).map(({ rule }) => rule));
      // What stands for an output in a fixture is a comment of the cell as well, so its key is found there, too.
      if (bad.notebook) found.delete('hardcoded-secret');
      assert.deepEqual([...found], [id]);

      const instead = fixtures.find(({ name }) => /\/ok-page[./][.\w]/.test(name)) ?? { ...bad, text: bad.fixed! };
      assert.ok(instead.text, `test/rules/${id}/ok-page.* is missing`);
      assert.deepEqual(
        (await findingsIn(instead)).map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
    });

  it('is short, complete, and shows no key', () => {
    assert.deepEqual(
      Object.keys(EXAMPLES),
      RULES.map(({ id }) => id),
    );
    for (const [id, { language, bad, instead }] of Object.entries(EXAMPLES)) {
      assert.notEqual(language, '', id);
      assert.notEqual(bad, instead, id);
      for (const text of [bad, instead]) {
        assert.ok(text.split('\n').length <= 20 && !/expect:|(?<!\$)\{\{/.test(text), `${id}:\n${text}`);
        for (const line of text.split('\n')) assert.ok(line.length <= 180, `${id}: ${line}`);
      }
    }
  });
});

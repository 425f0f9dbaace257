import assert from 'node:assert/strict';
import { defineRule } from '../../../src/core/rule';
import { Triggers } from '../../../src/readers/prefilter/triggers';

const ruleOn = (...callees: string[]) =>
  defineRule({
    id: 'test-rule',
    severity: 'info',
    category: 'execution',
    title: 'Test',
    cwe: 1,
    docs: { what: '', why: '', fix: '' },
    listen: { calls: [{ callees, check: () => undefined }] },
  });

describe('triggers', () => {
  it('take no method for a function that is named alone', () => {
    const triggers = new Triggers([ruleOn('eval')]);
    assert.equal(triggers.find('model.eval()\nself.net.eval()\n').length, 0);
    assert.equal(triggers.find('x = eval(text)\n').length, 1);
    assert.equal(triggers.find('self.run = eval\n').length, 1);
  });

  it('still hear of the method where another pattern means it', () => {
    const triggers = new Triggers([ruleOn('eval', 'pandas.**.eval')]);
    assert.equal(triggers.find('model.eval()\n').length, 0);
    assert.equal(triggers.find('import pandas\nframe.eval("a")\neval(x)\n').length, 2);
  });
});

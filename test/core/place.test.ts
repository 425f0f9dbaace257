import assert from 'node:assert/strict';
import { calmed, codePlaceOf } from '../../src/core/place';

describe('where code lies', () => {
  const cases: Record<string, string> = {
    'train.py': 'product',
    'src/pkg/latest/model.py': 'product',
    'src/contest.py': 'product',
    'attest_model.py': 'product',
    'src/protests.py': 'product',
    'tests/x.py': 'tests',
    'pkg/test/helper.py': 'tests',
    'test_train.py': 'tests',
    'pkg/train_test.py': 'tests',
    'conftest.py': 'tests',
    'notebooks/test_a.ipynb': 'tests',
    'docs/source/conf.py': 'documentation',
    'tutorials/a.ipynb': 'documentation',
    'docs/tests/a.py': 'tests',
    'examples/train.py': 'examples',
    'demo/app.py': 'examples',
    'my_examples.py': 'product',
    'pkg/_vendor/click/core.py': 'vendored',
    'pkg/_vendor/tests/core.py': 'tests',
    'pkg/vendor.py': 'product',
    'vendors/list.py': 'product',
  };
  for (const [path, place] of Object.entries(cases))
    it(`${path} is ${place}`, () => assert.equal(codePlaceOf(path), place));
  it('counts less in tests, documentation, examples and copies of libraries', () => {
    assert.deepEqual(
      (['error', 'warning', 'info', 'hint'] as const).map((severity) => [
        calmed(severity, 'product'),
        calmed(severity, 'tests'),
        calmed(severity, 'examples'),
        calmed(severity, 'vendored'),
      ]),
      [
        ['error', 'info', 'warning', 'warning'],
        ['warning', 'hint', 'info', 'info'],
        ['info', 'hint', 'hint', 'hint'],
        ['hint', 'hint', 'hint', 'hint'],
      ],
    );
  });
});

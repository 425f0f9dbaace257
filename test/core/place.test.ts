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
  };
  for (const [path, place] of Object.entries(cases))
    it(`${path} is ${place}`, () => assert.equal(codePlaceOf(path), place));
  it('counts less in tests, documentation and examples', () => {
    assert.deepEqual(
      (['error', 'warning', 'info', 'hint'] as const).map((severity) => [
        calmed(severity, 'product'),
        calmed(severity, 'tests'),
        calmed(severity, 'examples'),
      ]),
      [
        ['error', 'info', 'warning'],
        ['warning', 'hint', 'info'],
        ['info', 'hint', 'hint'],
        ['hint', 'hint', 'hint'],
      ],
    );
  });
});

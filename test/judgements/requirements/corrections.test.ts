import assert from 'node:assert/strict';
import { correctionOf, isLegacy } from '../../../src/rules/requirements/grammar/corrections';

describe('corrections of requirements', () => {
  const cases: [string, string | null][] = [
    ['torch=2.1', 'torch==2.1'],
    ['torch = "2.1"', 'torch == 2.1'],
    ['torch[opt]=2.1', 'torch[opt]==2.1'],
    ['scikit-image<0.19.0>=0.16.1', 'scikit-image<0.19.0,>=0.16.1'],
    ['numpy>=1 <2', 'numpy>=1,<2'],
    ['"requests"', 'requests'],
    ["'numpy==1.2',", 'numpy==1.2'],
    ['“requests”', 'requests'],
    ['numpy==1.x', 'numpy==1.*'],
    ['numpy>=1.*', 'numpy>=1'],
    ['numpy~=1', 'numpy~=1.0'],
    ['torch# gpu', 'torch  # gpu'],
    ['numpy=>1.2', 'numpy>=1.2'],
    ['numpy>=1,=<2', 'numpy>=1,<=2'],
    ['numpy=~1.2', 'numpy~=1.2'],
    ['numpy 1.2', 'numpy==1.2'],
    ['numpy=1.24.3=py310h5f9d8c6_1', 'numpy==1.24.3'],
    ['tqdm;python_version<3.8', 'tqdm;python_version<"3.8"'],
    ['tqdm; sys_platform = "win32"', 'tqdm; sys_platform == "win32"'],
    ['torch=2.1 --hash=sha256:00', 'torch==2.1 --hash=sha256:00'],
    ['"torch=2.1"', 'torch==2.1'],
    // Nobody knows what these were meant to be.
    ['pandas>=1.0,<', null],
    ['pandas>1.*', null],
    ['numpy==1.2==1.3', null],
    ['numpy==1.2>=1', null],
    ['numpy==latest', null],
    ['numpy==1.0-custom', null],
    ['numpy^1.2', null],
    ['foo bar', null],
    ['==1.0', null],
    ['a b=1', null],
    [`a${'='.repeat(1000)}`, null],
  ];
  for (const [written, meant] of cases)
    it(`${written.slice(0, 40)} ${meant === null ? 'has none' : `is ${meant}`}`, () =>
      assert.equal(correctionOf(written)?.text ?? null, meant));

  it('have titles that fit, and name nothing of the line', () => {
    for (const [written] of cases) {
      const title = correctionOf(written)?.title ?? '';
      assert.ok(title.length <= 50 && !/torch|numpy|requests/.test(title), title);
    }
  });

  // As packaging 21.3, which pip had until 24.0, and packaging 26.4 say.
  const legacy = [
    'numpy==1.x',
    'a<0.19.0>=0.16.1',
    'a>=1.0,<',
    'a>=1.*',
    'a==1.0-x',
    'a>=2+cu118',
    'a=="1.2"',
    'a (>=1,<x)',
  ];
  const never = ['torch=2.1', 'a# b', 'a=>1.2', 'a~=1', 'a 1.2', 'a>=1 <2', 'a==1,2', 'a,', 'a=1.2=py39_0', 'a~=1.x'];
  it('know what pip took until 24.1', () => {
    assert.deepEqual(
      legacy.filter((text) => !isLegacy(text)),
      [],
    );
    assert.deepEqual(never.filter(isLegacy), []);
  });
});

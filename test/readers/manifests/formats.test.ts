import assert from 'node:assert/strict';
import { CASES } from './format-cases';
import { assertPlaces, describeManifest, fuzzManifest, readManifest } from './manifest-facts';

describe('manifests of other tools', () => {
  for (const [path, text, expected] of CASES) {
    it(path, async () => assert.deepEqual(await describeManifest(path, text), expected));
    it(`${path}: places`, () => assertPlaces(path, text));
    it(`${path}: with the line ends of Windows`, async () => {
      const crlf = text.replace(/\n/g, '\r\n');
      assert.deepEqual(await describeManifest(path, crlf), expected);
      await assertPlaces(path, crlf);
    });
    it(`${path}: any text is read`, async function () {
      this.timeout(60_000);
      await fuzzManifest(path, text);
    });
  }

  it('read pixi in a pyproject.toml', async () =>
    assert.deepEqual(
      await describeManifest(
        'pyproject.toml',
        '[tool.pixi.dependencies]\nnumpy = "1"\n[tool.pixi.pypi-dependencies]\nx = "*"\n',
      ),
      ['conda tool.pixi.dependencies (application): numpy ==1', 'pixi tool.pixi.pypi-dependencies (application): x'],
    ));

  it('read the good lines of broken files', async () => {
    const broken: readonly (readonly [string, string, readonly string[]])[] = [
      [
        'Pipfile',
        '[packages]\na = "*"\nb = \nc = "==1"\n',
        ['pipenv packages (application): a', 'pipenv packages (application): c ==1'],
      ],
      [
        'setup.cfg',
        '[options\ninstall_requires =\n  a>=1\n  ???\n  b\n',
        [
          'pip options.install_requires (library): a >=1',
          'pip: invalid: A requirement begins with the name of a package.',
          'pip options.install_requires (library): b',
        ],
      ],
      [
        'environment.yml',
        'dependencies:\n  - a=1\n  - "b\n  - pip:\n    - c==1\n',
        ['conda dependencies (application): a ==1'],
      ],
    ];
    for (const [path, text, expected] of broken)
      assert.deepEqual((await describeManifest(path, text)).slice(0, expected.length), expected, path);
    const { notes } = await readManifest('Pipfile', '[packages]\na = "*"\nb = \n');
    assert.ok(notes.some(({ message }) => message.startsWith('line 3 cannot be read')));
  });
});

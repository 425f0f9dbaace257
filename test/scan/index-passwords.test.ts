import assert from 'node:assert/strict';
import { scan } from './hostile/hostile-scan';

const PASSWORD = ['Qm4xW9zK', '2pLr7tVb'].join('');
const INDEX = `https://ci:${PASSWORD}@pypi.acme.io/simple`;

/** A manifest that is read as configuration or as Python too, by its name. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'pyproject.toml': `[project]\nname = "a"\n[[tool.uv.index]]\nurl = "${INDEX}"\n`,
  Pipfile: `[[source]]\nname = "corp"\nurl = "${INDEX}"\n`,
  'pixi.toml': `[workspace]\nchannels = ["${INDEX}"]\n`,
  'environment.yml': `dependencies:\n  - pip:\n      - --index-url ${INDEX}\n      - torch==2.4.0\n`,
  'noxfile.py': `import nox\n\n@nox.session\ndef t(session):\n    session.install("a @ git+${INDEX}")\n`,
  'script.py': `# /// script\n# dependencies = ["a @ git+${INDEX}"]\n# [tool.uv]\n# index-url = "${INDEX}"\n# ///\nimport os\n`,
};

describe('a password in the address of an index', () => {
  for (const [path, text] of Object.entries(MANIFESTS)) {
    const times = text.split(PASSWORD).length - 1;

    it(`is one finding in ${path}`, async () => {
      const { findings } = await scan(path, text);
      const found = findings.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        found.map(({ rule }) => rule),
        Array.from({ length: times }, () => 'insecure-index'),
      );
      for (const { fixes } of found)
        for (const { edits } of fixes) for (const edit of edits) assert.ok(!edit.text.includes('<'), edit.text);
    });

    for (const id of ['insecure-index', 'hardcoded-secret'])
      it(`is silenced by a comment about ${id} in ${path}`, async () => {
        const ignored = text.replaceAll(/^.*Qm4xW9zK.*$/gm, (line) => `${line} # touchstone: ignore[${id}] -- rotated`);
        const { findings } = await scan(path, ignored);
        assert.deepEqual(
          findings.filter(({ rule }) => rule === 'insecure-index' || rule === 'hardcoded-secret'),
          [],
        );
      });
  }
});

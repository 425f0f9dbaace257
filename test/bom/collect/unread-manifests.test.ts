import assert from 'node:assert/strict';
import type { LockFacts } from '../../../src/core/requirement-facts';
import { collectWithNotes } from './collecting';

const NOT_READ = 'not read: packages that only this file names are not listed';
const MADE = 'its dependencies are made when it is built: packages that only then are named are not listed';

const lock = (kind: LockFacts['kind'], path: string): LockFacts => ({ kind, path, packages: [] });

/** What the inventory says is missing, and that it says the same to whoever asked for it. */
async function missing(files: Readonly<Record<string, string>>, locks: readonly LockFacts[] = []) {
  const { inventory, notes } = await collectWithNotes(files, { locks });
  assert.deepEqual(
    inventory.incomplete,
    [...notes].sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  return Object.fromEntries(inventory.incomplete.map(({ path, message }) => [path, message]));
}

const DYNAMIC = '[project]\nname = "x"\ndynamic = ["dependencies"]\n[build-system]\n';

describe('bom/collect: manifests that say what they need only when they are built', () => {
  it('are named', async () =>
    assert.deepEqual(
      await missing({
        'pyproject.toml': DYNAMIC,
        'sub/setup.py': 'from setuptools import setup\nsetup(**requirements_of_today())\n',
      }),
      { 'pyproject.toml': MADE, 'sub/setup.py': NOT_READ },
    ));

  it('are not named where another file says it', async () => {
    const others: readonly Readonly<Record<string, string>>[] = [
      { 'setup.py': 'from setuptools import setup\nsetup(install_requires=["torch"])\n' },
      { 'setup.cfg': '[options]\ninstall_requires =\n    torch\n' },
    ];
    for (const files of others) assert.deepEqual(await missing({ 'pyproject.toml': DYNAMIC, ...files }), {});
    const file = '[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }\n';
    assert.deepEqual(await missing({ 'pyproject.toml': DYNAMIC + file, 'requirements.txt': 'torch==2\n' }), {});
  });

  it('are not named where they need nothing, or a lock holds it', async () => {
    assert.deepEqual(
      await missing({
        'pyproject.toml': '[project]\nname = "x"\ndependencies = []\n',
        'setup.py': 'from setuptools import setup\n\nsetup()\n',
      }),
      {},
    );
    for (const kind of ['uv', 'poetry', 'pdm', 'pylock'] as const)
      assert.deepEqual(await missing({ 'pyproject.toml': DYNAMIC }, [lock(kind, kind)]), {}, kind);
    for (const other of [lock('requirements', 'requirements.txt'), lock('uv', 'other/uv.lock')])
      assert.deepEqual(await missing({ 'pyproject.toml': DYNAMIC }, [other]), { 'pyproject.toml': MADE });
  });
});

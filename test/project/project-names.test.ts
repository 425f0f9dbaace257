import assert from 'node:assert/strict';
import fc from 'fast-check';
import { projectNames } from '../../src/project/questions/project-names';
import { Workspace } from '../../src/project/workspace';
import { MemoryFiles } from '../harness/memory-files';

const namesIn = (files: Readonly<Record<string, string | Uint8Array>>) => {
  const workspace = new Workspace({
    files: new MemoryFiles(files),
    clock: { now: () => 0 },
    logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
  });
  // Not by `answer`, which takes a rejection for nothing.
  return projectNames.find(projectNames.key(''), workspace);
};

describe('names that a project speaks of', () => {
  it('are those of manifests, modules and imports', async () => {
    const names = await namesIn({
      'pyproject.toml': '[project]\nname = "Own.Project"\ndependencies = ["torch>=2", "My_Loader"]\n',
      'src/own_project/train.py': 'import os, numpy as np\nfrom my_loader.text import load\n',
      'explore.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: ['import pandas\n', 'pandas'] }] }),
    });
    assert.ok(names.declared.includes('my-loader') && names.declared.includes('own-project'));
    assert.ok(names.modules.includes('own-project') && names.modules.includes('train'));
    for (const name of ['os', 'numpy', 'my_loader']) assert.ok(names.imported.includes(name), name);
  });

  it('come of any files without a throw, in order, as often as it is asked', async () => {
    const piece = fc.constantFrom(
      ...[
        '[project]',
        'dependencies = [',
        ']',
        '"torch',
        "'a b",
        '\n',
        '\r',
        'import ',
        'from . import',
        ' as ',
        '\\',
        '{',
        '"cells": [',
        '-r ',
        '--hash=',
        '==',
        '\0',
        '\ud800',
        '\u00e9',
        ',',
        '[[package]]',
        'name = ',
        '  - pip:',
        '[options]\ninstall_requires =',
      ],
      'a'.repeat(5_000),
      `import ${'a, '.repeat(3_000)}`,
    );
    const text = fc.oneof(
      { weight: 4, arbitrary: fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')) },
      fc.string({ unit: 'binary' }),
    );
    const path = fc.constantFrom(
      'pyproject.toml',
      'setup.cfg',
      'setup.py',
      'requirements.txt',
      'a/requirements-dev.in',
      'Pipfile',
      'pixi.toml',
      'tox.ini',
      'environment.yml',
      'b/c.py',
      'd.ipynb',
      'README.md',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, text, { maxKeys: 6 }), async (files) => {
        const names = await namesIn(files);
        for (const list of [names.declared, names.modules, names.imported]) {
          assert.deepEqual([...new Set(list)].sort(), list);
          assert.ok(!list.includes(''));
        }
        assert.deepEqual(await namesIn(files), names);
      }),
      { numRuns: Number(process.env['TOUCHSTONE_RUNS'] ?? 1_500) },
    );
  });
});

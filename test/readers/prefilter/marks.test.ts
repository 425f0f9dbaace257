import assert from 'node:assert/strict';
import { Triggers } from '../../../src/readers/prefilter/triggers';
import { isCellScript } from '../../../src/readers/notebook/script-cells';
import { declares } from '../../../src/readers/python/document';
import { hasScriptHeader } from '../../../src/readers/python/script-header';

describe('marks of programs', () => {
  const triggers = new Triggers([]);
  const programs = {
    cells: [
      '# Databricks notebook source\nx = 1\n',
      '\ufeff# Databricks notebook source',
      'import os\n# %%\nx\n',
      '#%% [markdown]\n',
      '# ---\n# jupyter:\n#   jupytext:\n# ---\n',
      '# +\nx = 1\n# -\n',
    ],
    requirements: [
      'setup(install_requires=["torch"])',
      'setup(setup_requires=[])',
      'setup(tests_require=["x"])',
      'setup(extras_require={"a": []})',
      '@nox.session\ndef tests(session): ...\n',
    ],
    header: ['# /// script\n# dependencies = ["torch"]\n# ///\n'],
  };
  const asked = { cells: isCellScript, requirements: declares, header: hasScriptHeader };

  it('stand in all that their readers ask about, in the text and as it is stored', () => {
    for (const mark of ['cells', 'requirements', 'header'] as const)
      for (const program of programs[mark]) {
        assert.ok(asked[mark](program), program);
        assert.ok(triggers.survey(program).marks.has(mark), program);
        assert.ok(triggers.survey(program, Buffer.from(program)).marks.has(mark), program);
      }
  });

  it('do not stand in other programs', () => {
    assert.deepEqual([...triggers.survey('import torch\n\nx = torch.ones(1, requires_grad=True)  # ok\n').marks], []);
  });
});

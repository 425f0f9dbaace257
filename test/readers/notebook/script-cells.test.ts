import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScriptCells } from '../../../src/readers/notebook/script-cells';
import { sampleSecret } from '../../harness/secret-samples';
import { fixedText, placesOf, scanned } from '../../harness/scanned';

const placesIn = async (text: string, others: Readonly<Record<string, string>> = {}): Promise<string[]> =>
  placesOf(await scanned('nb.py', { ...others, 'nb.py': text }));

const HEADER = '# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       format_name: light\n# ---\n\n';

describe('Python files that are notebooks', () => {
  const cases: [string, string, string[]][] = [
    ['percent', '# %%\n# %pip install torch\n', ['unpinned-requirement 2:16']],
    ['percent without a blank', '#%%\n# !pip install torch\n', ['unpinned-requirement 2:16']],
    ['percent with a title', '# %% Setup\nx = 1\n# !pip install -q torch\n', ['unpinned-requirement 3:19']],
    ['VS Code: a magic as a comment', '# %%\n#!%pip install torch\n', ['unpinned-requirement 2:16']],
    ['VS Code: a shell escape as a comment', '# %%\n#!pip install torch\n', ['unpinned-requirement 2:15']],
    ['VS Code: a cell magic', '# %%\n#!%%bash\n#curl https://get.example.org/x | bash\n', ['piped-shell-script 3:2']],
    ['a magic as it stands', '# %%\n%pip install torch\nx = 1\n', ['unpinned-requirement 2:14']],
    ['a shell escape as it stands', '# %%\nx = 1\n!pip install torch\n', ['unpinned-requirement 3:14']],
    ['Python behind a magic', '# %%\nimport pickle\n# %time x = pickle.load(f)\n', ['unsafe-pickle-load 3:13']],
    [
      'Python in a suite',
      '# %%\nimport pickle\nif f:\n    # %timeit -n 1 pickle.load(f)\n    pass\n',
      ['unsafe-pickle-load 4:20'],
    ],
    ['Python beside magics', '# %%\nimport pickle\n# !ls\nx = pickle.load(f)\n', ['unsafe-pickle-load 4:5']],
    ['a continued command', '# %%\n# !pip install \\\n#     torch\n', ['unpinned-requirement 3:7']],
    ['a bash cell', '# %%\n# %%bash\n# cd /tmp\n# curl https://get.example.org/x | bash\n', ['piped-shell-script 4:3']],
    [
      'a cell of another language',
      '# %% language="bash"\n# cd /tmp\n# curl https://get.example.org/x | bash\n',
      ['piped-shell-script 3:3'],
    ],
    ['Jupytext light', `${HEADER}# !pip install torch\n`, ['unpinned-requirement 8:16']],
    [
      'Jupytext light, a bash cell',
      `${HEADER}x = 1\n\n# + language="bash"\n# pip install torch\n`,
      ['unpinned-requirement 11:15'],
    ],
    ['Jupytext light without a header', '# +\nimport os\n# !pip install torch\n# -\n', ['unpinned-requirement 3:16']],
    ['Databricks', '# Databricks notebook source\n# MAGIC %pip install torch\n', ['unpinned-requirement 2:22']],
    [
      'Databricks, a shell cell',
      '# Databricks notebook source\nx = 1\n\n# COMMAND ----------\n\n# MAGIC %sh\n# MAGIC cd /tmp\n# MAGIC curl https://get.example.org/x \\\n# MAGIC   | bash\n',
      ['piped-shell-script 8:9'],
    ],
    [
      'Databricks, a shell cell of one line',
      '# Databricks notebook source\n# MAGIC %sh pip install torch\n',
      ['unpinned-requirement 2:25'],
    ],
    [
      'Databricks, heredocs end where they do',
      '# Databricks notebook source\n# MAGIC %sh\n# MAGIC cat <<EOF > x\n# MAGIC curl https://get.example.org/a | bash\n# MAGIC EOF\n# MAGIC curl https://get.example.org/x | bash\n',
      ['piped-shell-script 6:9'],
    ],
    ['carriage returns', '# %%\r\n# !pip install \\\r\n#   torch\r\n', ['unpinned-requirement 3:5']],
    ['Markdown is text', '# %% [markdown]\n# Install it:\n# !pip install torch\n', []],
    ['Databricks Markdown is text', '# Databricks notebook source\n# MAGIC %md\n# MAGIC !pip install torch\n', []],
    ['strings are text', '# %%\ns = """\n# !pip install torch\n"""\n', []],
    ['comments of other files are comments', 'x = 1\n# !pip install torch\n# %pip install torch\n', []],
    ['a format with %% is no cell', 'x = "100 %%"\n# !pip install torch\n', []],
    ['MAGIC in another file is a comment', '# MAGIC %pip install torch\n', []],
    ['the interpreter of a script', '#!/usr/bin/env python\n# %%\nx = 1\n', []],
  ];
  for (const [name, text, expected] of cases)
    it(name, async () => {
      assert.deepEqual(await placesIn(text), expected);
    });

  it('fix a magic in its comment, and nothing else', async () => {
    const lock = { 'poetry.lock': '[[package]]\nname = "torch"\nversion = "2.13.0"\n' };
    for (const text of [
      '# %%\n# !pip install \\\n#   torch\nx = 1\n',
      '# Databricks notebook source\n# MAGIC %sh\n# MAGIC set -e\n# MAGIC pip install torch\n',
    ]) {
      const { findings } = await scanned('nb.py', { ...lock, 'nb.py': text });
      const fixed = fixedText(findings[0]!.fixes[0]!, 'nb.py', text);
      assert.equal(fixed, text.replace('torch', 'torch==2.13.0'));
      assert.deepEqual(await placesIn(fixed, lock), []);
    }
  });

  it('find a key once, in a command as in a comment', async () => {
    const key = sampleSecret('huggingface');
    assert.deepEqual(await placesIn(`# %%\n# !huggingface-cli login --token ${key}\n`), ['hardcoded-secret 2:34']);
    assert.deepEqual(await placesIn(`# Databricks notebook source\n# MAGIC %sh\n# MAGIC export HF_TOKEN=${key}\n`), [
      'hardcoded-secret 3:25',
    ]);
    assert.deepEqual(await placesIn(`# Databricks notebook source\n# MAGIC %scala\n# MAGIC val k = "${key}"\n`), [
      'hardcoded-secret 3:18',
    ]);
  });

  it('are silenced in and above a magic', async () => {
    assert.deepEqual(
      await placesIn('# %%\n# !pip install torch  # touchstone: ignore[unpinned-requirement] ours\n'),
      [],
    );
    assert.deepEqual(
      await placesIn('# %%\n# touchstone: ignore[unpinned-requirement] ours\n# !pip install torch\n'),
      [],
    );
  });

  it('keep length and line ends whatever they are', () => {
    const piece = fc.constantFrom(
      '# %%\n',
      '# %% [markdown]\n',
      '# %% language="bash"\n',
      '# +\n',
      '# -\n',
      '# MAGIC %sh\n',
      '# MAGIC ',
      '# MAGIC\n',
      '# COMMAND ----------\n',
      '# !ls \\\n',
      '# %time x = f(\n',
      '# %%bash\r\n',
      '!ls',
      '%pip install x',
      'x = 1',
      '"""',
      '\n',
      '\r\n',
      '#',
      '  ',
      '(',
      '\\',
    );
    const head = fc.constantFrom('# Databricks notebook source\n', HEADER, '# %%\n');
    fc.assert(
      fc.property(head, fc.array(piece, { maxLength: 25 }), (first, pieces) => {
        const text = first + pieces.join('');
        const read = readScriptCells(text);
        if (read === null) return;
        const { code, magics } = read;
        assert.equal(code.length, text.length);
        for (const [index, { body, bodyRange, range }] of magics.entries()) {
          assert.equal(body.length, bodyRange.end - bodyRange.start);
          assert.ok(range.start <= bodyRange.start && bodyRange.end <= range.end && range.end <= text.length);
          assert.ok(index === 0 || magics[index - 1]!.range.start <= range.start);
        }
      }),
      { numRuns: 500 },
    );
  });
});

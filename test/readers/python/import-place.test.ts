import assert from 'node:assert/strict';
import { ensureImport } from '../../../src/readers/python/edits';
import type { PythonContext } from '../../../src/core/rule';
import { applyEdits } from '../../../src/scan/apply';
import { factsOf } from '../../harness/grammars';

/** A program after the import of a module that `HERE` needs. */
async function withImport(text: string, module: string): Promise<string> {
  const facts = await factsOf(text);
  const at = text.indexOf('HERE');
  const context = { facts, cells: [], notebook: false } as unknown as PythonContext;
  const { edits } = ensureImport(context, module, { start: at, end: at + 4 });
  return applyEdits(text, edits);
}

const FULL =
  '"""Doc."""\n\nfrom __future__ import annotations\n\nimport json\nimport sys\nfrom pathlib import Path\n\nimport numpy as np\nimport torch\nfrom tqdm import tqdm\n\nfrom .data import load\n\nHERE\n';

describe('the order of imports', () => {
  const cases: [string, string, string, string][] = [
    ['by name in the section', FULL, 'os', FULL.replace('import sys\n', 'import os\nimport sys\n')],
    ['first of the section', FULL, 'hashlib', FULL.replace('import json\n', 'import hashlib\nimport json\n')],
    ['last of the plain ones', FULL, 'zlib', FULL.replace('import sys\n', 'import sys\nimport zlib\n')],
    ['third party', FULL, 'boto3', FULL.replace('import numpy', 'import boto3\nimport numpy')],
    [
      'a section of from-imports',
      'from pathlib import Path\n\nimport torch\n\nHERE\n',
      'os',
      'import os\nfrom pathlib import Path\n\nimport torch\n\nHERE\n',
    ],
    [
      'a section of its own before another, above its comment',
      '# Copyright\n\n# models\nimport torch\n\nHERE\n',
      'os',
      '# Copyright\n\nimport os\n\n# models\nimport torch\n\nHERE\n',
    ],
    ['a section of its own behind another', 'import os\n\nHERE\n', 'yaml', 'import os\n\nimport yaml\n\nHERE\n'],
    [
      'between two sections',
      'import os\n\nfrom . import data\n\nHERE\n',
      'yaml',
      'import os\n\nimport yaml\n\nfrom . import data\n\nHERE\n',
    ],
    [
      'an import over several lines',
      'from os import (\n    path,\n    sep,\n)\nimport sys\nHERE\n',
      'zlib',
      'from os import (\n    path,\n    sep,\n)\nimport sys\nimport zlib\nHERE\n',
    ],
    ['below a docstring', '"""Doc."""\n\nHERE\n', 'os', '"""Doc."""\n\nimport os\n\nHERE\n'],
    ['above a function', '"""Doc."""\ndef f(): HERE\n', 'os', '"""Doc."""\n\nimport os\n\n\ndef f(): HERE\n'],
    ['below a first line for the shell', '#!/bin/python\nHERE\n', 'os', '#!/bin/python\nimport os\n\nHERE\n'],
    [
      'a file that opens with a license',
      '# License\nimport torch\nHERE\n',
      'os',
      '# License\nimport os\n\nimport torch\nHERE\n',
    ],
  ];
  for (const [name, text, module, expected] of cases)
    it(name, async () => {
      assert.equal(await withImport(text, module), expected);
      const windows = text.replaceAll('\n', '\r\n');
      assert.equal(await withImport(windows, module), expected.replaceAll('\n', '\r\n'));
    });

  it('never puts an import behind what needs it', async () => {
    const text = 'import sys\nHERE; import zlib\nimport torch\n';
    const fixed = await withImport(text, 'yaml');
    assert.ok(fixed.indexOf('import yaml') < fixed.indexOf('HERE'), fixed);
  });
});

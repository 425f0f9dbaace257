import assert from 'node:assert/strict';
import { describe as describeAt } from '../../src/session/description';
import { inlineVersions } from '../../src/session/inline-versions';
import { reportDependencies } from '../../src/bom/dependencies';
import { Workspace } from '../../src/project/workspace';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { ADVISORIES } from '../harness/advisory-records';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const LOCK = `version = 1

[[package]]
name = "requests"
version = "2.30.0"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/requests.whl", hash = "sha256:${'a'.repeat(64)}", size = 1 }]
dependencies = [{ name = "idna" }]

[[package]]
name = "idna"
version = "3.10"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "opencv-python"
version = "4.10.0.84"
source = { registry = "https://pypi.org/simple" }
`;

const MANIFEST = `[project]
name = "demo"
version = "1.0"
dependencies = [
  "requests>=2.28",
  "idna",
  "opencv-python==4.10.0.84",
  "requests==2.30.0",
  "idna<3",
]
`;

const PROGRAM = `import cv2
import os
import helper
from requests import Session
`;

const FILES = {
  'pyproject.toml': MANIFEST,
  'uv.lock': LOCK,
  'train.py': PROGRAM,
  'helper.py': 'VALUE = 1\n',
};

describe('packages in the editor', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars, RULES);
  });
  after(() => engine.dispose());

  const workspace = (checked: boolean): Workspace =>
    new Workspace({
      files: new MemoryFiles(FILES),
      ...(checked && { advisories: ADVISORIES }),
      clock: { now: () => Date.UTC(2026, 10, 1) },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
  const manifest = { kind: 'text', path: 'pyproject.toml', text: MANIFEST } as const;
  const all = { first: 1, last: 100 };

  it('have their resolved version behind them, and their vulnerabilities; what is pinned and fine has nothing', async () => {
    const shown = await inlineVersions(engine, workspace(true), manifest, all);
    assert.deepEqual(
      shown.map(({ line, text }) => [line, text]),
      [
        [5, '2.30.0, 1 vulnerability'],
        [6, '3.10'],
        [8, '1 vulnerability'], // its own pin
      ],
    );
    assert.equal(shown[0]!.column, MANIFEST.split('\n')[4]!.indexOf('2.28') + 5);
    assert.match(
      shown[0]!.tooltip,
      /^2\.30\.0 in uv\.lock\nCVE-2023-32681 \(advisories as of .*\)\nNo advisory speaks of 2\.31\.0$/,
    );
    assert.deepEqual(
      (await inlineVersions(engine, workspace(true), manifest, { first: 6, last: 6 })).map(({ line }) => line),
      [6],
    );
  });

  it('say that nothing was checked without a database', async () => {
    const shown = await inlineVersions(engine, workspace(false), manifest, all);
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['2.30.0', '3.10'],
    );
    for (const { tooltip } of shown) assert.match(tooltip, /Not checked for known vulnerabilities/);
  });

  it('tell over an import which package it is from, and nothing over modules of Python and of the project', async () => {
    const input = { kind: 'text', path: 'train.py', text: PROGRAM } as const;
    const over = async (line: number, column: number) =>
      (await describeAt(engine, workspace(true), input, { cell: null, line, column }))?.lines.join('\n') ?? null;
    assert.match(
      (await over(1, 9))!,
      /\*\*opencv\\-python\*\* — Python package of the module `cv2`\n`4\.10\.0\.84` in uv\\\.lock/,
    );
    assert.equal(await over(2, 9), null);
    assert.equal(await over(3, 9), null);
    assert.match(
      (await over(4, 8))!,
      /\*\*requests\*\* — Python package\n`2\.30\.0` in uv\\\.lock, 1 hash\n1 known vulnerability/,
    );
  });

  it('are reported with who asks for them, and what is known of each', async () => {
    const paths = Object.keys(FILES);
    const { dependencies, summary, advisories } = await reportDependencies(engine, workspace(true), paths, {
      name: 'demo',
    });
    const [idna, requests] = ['idna', 'requests'].map((name) =>
      dependencies.find((each) => each.name === name && each.version !== null),
    );
    assert.deepEqual(
      [idna!.name, idna!.requiredBy, idna!.hashed, idna!.version],
      ['idna', ['requests'], false, '3.10'],
    );
    assert.deepEqual(
      requests!.vulnerabilities!.map(({ ids }) => ids[0]),
      ['CVE-2023-32681'],
    );
    assert.deepEqual([requests!.safeVersion, requests!.hashed, requests!.index], ['2.31.0', true, 'pypi.org']);
    assert.ok(requests!.requiredAt.some(({ path, line }) => path === 'pyproject.toml' && line === 5));
    assert.deepEqual([summary.packages, summary.vulnerable, summary.unchecked], [4, 1, 1]);
    assert.notEqual(advisories, null);
    const unchecked = await reportDependencies(engine, workspace(false), paths, { name: 'demo' });
    assert.deepEqual(
      [...new Set(unchecked.dependencies.map((each) => `${each.unchecked} ${JSON.stringify(each.vulnerabilities)}`))],
      ['no-version null', 'no-database null'],
    );
  });
});

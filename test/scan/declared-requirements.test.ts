import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Workspace } from '../../src/project/workspace';
import { Engine, type ReadDocument } from '../../src/scan/engine';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';
import { describeEntry } from '../readers/requirements/requirements-text';

const SETUP = `import os
from setuptools import setup

requirements = [
    "torch>=2.1",
    "peft @ git+https://github.com/huggingface/peft.git@main",
    'bad=1',
]
extras = {"dev": ["pytest", "black==22.0"]}
extras["all"] = extras["dev"] + ["scipy"]

def read(name):
    with open(os.path.join(os.path.dirname(__file__), name)) as f:
        return f.read().splitlines()

setup(
    name="x",
    install_requires=requirements,
    setup_requires=["numpy"],
    tests_require=read("requirements/test.txt"),
    extras_require=extras,
    dependency_links=["http://links.example/simple"],
)
`;

const NOX = `import nox

@nox.session
def tests(session):
    session.install("pytest>=8", "-r", "dev.txt")
    session.install("-e", ".[test]")
    session.run("pytest")
    session.run("python", "-m", "pip", "install", "-i", "http://a.example/simple", "torch", external=True)
`;

const SCRIPT = `#!/usr/bin/env -S uv run
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "torch>=2",
#   "peft @ git+https://github.com/huggingface/peft@main",
# ]
#
# [tool.uv]
# index-url = "http://a.example/simple"
# ///
print("hello")
`;

describe('requirements that programs declare', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());

  const workspaceOf = (files: Readonly<Record<string, string>>): Workspace =>
    new Workspace({
      files: new MemoryFiles(files),
      clock: { now: () => 0 },
      logger: {
        info: () => {},
        warn: () => {},
        error: (message) => {
          throw new Error(message);
        },
      },
    });
  const read = (path: string, text: string): Promise<ReadDocument> =>
    engine.read({ kind: 'text', path, text }, workspaceOf({ [path]: text }));
  const listed = ({ requirements }: ReadDocument): readonly string[] =>
    requirements.flatMap(({ facts, locate }) =>
      facts.entries.map((entry) => {
        const { line, column } = locate(entry.range.start);
        const list = entry.kind === 'requirement' ? ` ${entry.list?.name} ${entry.list?.use}` : '';
        return `${line}:${column}${list}: ${describeEntry(entry)}`;
      }),
    );

  it('by setup.py, in lists, variables and files', async () =>
    assert.deepEqual(listed(await read('setup.py', SETUP)), [
      '5:6 install_requires library: torch >=2.1',
      '6:6 install_requires library: peft @ git git+https://github.com/huggingface/peft.git@main rev main',
      '7:6: invalid: A single = is no operator; == asks for one version.',
      '9:20 extras_require.dev library: pytest',
      '9:30 extras_require.dev library: black ==22.0',
      '10:35 extras_require.all library: scipy',
      '19:22 setup_requires build: numpy',
      '20:25: --requirement requirements/test.txt',
      '22:24: --find-links http://links.example/simple',
    ]));

  it('by setup.py, in a table that lists are made from', async () => {
    const text = `import re
from setuptools import setup

_deps = ["torch>=2", "filelock", "pytest>=8,<9"]
deps = {b: a for a, b in (re.findall(r"^(([^!=<>~]+)(?:[!=<>~].*)?$)", x)[0] for x in _deps)}

def deps_list(*names):
    return [deps[name] for name in names]

extras = {}
extras["torch"] = deps_list("torch")
install_requires = [deps["filelock"]]
setup(name="x", install_requires=install_requires, extras_require=extras)
`;
    assert.deepEqual(listed(await read('setup.py', text)), [
      '4:11 _deps library: torch >=2',
      '4:23 install_requires library: filelock',
      '4:35 _deps library: pytest >=8 <9',
    ]);
  });

  it('by sessions of nox', async () =>
    assert.deepEqual(listed(await read('noxfile.py', NOX)), [
      '5:21 session.install development: pytest >=8',
      '5:34: --requirement dev.txt',
      '6:21 session.install development: editable ? [test] @ path .',
      '8:51: --index-url http://a.example/simple',
      '8:84 session.run development: torch',
    ]));

  it('by the header of a script', async () =>
    assert.deepEqual(listed(await read('run.py', SCRIPT)), [
      '5:6 dependencies application: torch >=2',
      '6:6 dependencies application: peft @ git git+https://github.com/huggingface/peft@main rev main',
      '10:16: --index-url http://a.example/simple',
    ]));

  it('are judged, without a word that any rule waits for', async () => {
    const found = async (path: string, text: string, more: Readonly<Record<string, string>> = {}) =>
      (await engine.scan({ kind: 'text', path, text }, workspaceOf({ [path]: text, ...more }))).findings.map(
        ({ rule, range }) => `${range.start.line}:${range.start.column} ${rule}`,
      );
    assert.deepEqual(await found('setup.py', SETUP), [
      '5:6 vulnerable-loader',
      '6:57 mutable-vcs-requirement',
      '7:6 invalid-requirement',
      '22:24 insecure-index',
    ]);
    assert.deepEqual(await found('run.py', SCRIPT), [
      '5:6 unpinned-requirement',
      '5:6 vulnerable-loader',
      '6:53 mutable-vcs-requirement',
      '10:16 insecure-index',
    ]);
    const lock = '[[package]]\nname = "torch"\nversion = "2.13.0"\nsource = { registry = "https://pypi.org/simple" }\n';
    assert.deepEqual(await found('run.py', SCRIPT, { 'uv.lock': lock }), [
      '5:6 unpinned-requirement',
      '6:53 mutable-vcs-requirement',
      '10:16 insecure-index',
    ]);
    assert.deepEqual(await found('run.py', SCRIPT, { 'run.py.lock': lock }), [
      '6:53 mutable-vcs-requirement',
      '10:16 insecure-index',
    ]);
  });

  it('are silenced where they stand', async () => {
    const ignored = '  # touchstone: ignore[mutable-vcs-requirement] it is ours';
    const [a, b] = ['a', 'b'].map((name) => `"${name} @ git+https://github.com/acme/${name}@main",`);
    const texts: Readonly<Record<string, string>> = {
      'run.py': `# /// script\n# dependencies = [\n#   ${a}${ignored}\n#   ${b}\n# ]\n# ///\n`,
      'setup.py': `from setuptools import setup\nsetup(install_requires=[\n    ${a}${ignored}\n    ${b}\n])\n`,
      'pyproject.toml': `[project]\ndependencies = [\n  ${a}${ignored}\n  ${b}\n]\n`,
      'environment.yml': `dependencies:\n- pip:\n  - ${a!.slice(0, -1)}${ignored}\n  - ${b!.slice(0, -1)}\n`,
    };
    for (const [path, text] of Object.entries(texts)) {
      const { findings } = await engine.scan({ kind: 'text', path, text }, workspaceOf({ [path]: text }));
      assert.deepEqual(
        findings.map(({ rule, range }) => `${range.start.line} ${rule}`),
        ['4 mutable-vcs-requirement'],
        path,
      );
    }
  });

  it('are pinned where they stand', async () => {
    const workspace = workspaceOf({
      'run.py': SCRIPT,
      'pylock.toml': '[[packages]]\nname = "torch"\nversion = "2.4.1"\n',
    });
    const { findings } = await engine.scan({ kind: 'text', path: 'run.py', text: SCRIPT }, workspace);
    assert.deepEqual(findings.flatMap(({ fixes }) => fixes.map(({ title, edits }) => [title, edits])).slice(0, 1), [
      [
        'Pin to 2.4.1 (from pylock.toml)',
        [{ path: 'run.py', range: { start: { line: 5, column: 11 }, end: { line: 5, column: 14 } }, text: '==2.4.1' }],
      ],
    ]);
  });

  it('are looked for in any text', async function () {
    this.timeout(60_000);
    for (const text of [SETUP, NOX, SCRIPT]) {
      const pieces = text.split(/(?<=\n)/);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat({ max: pieces.length - 1 }), { maxLength: 30 }), async (parts) => {
          const made = parts.map((part) => pieces[part]!).join('');
          for (const { facts, locate } of (await read('setup.py', made)).requirements)
            for (const { range } of facts.entries) assert.ok(locate(range.start).line <= made.split('\n').length);
        }),
        { numRuns: 60 },
      );
    }
  });
});

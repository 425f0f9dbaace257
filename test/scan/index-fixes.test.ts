import assert from 'node:assert/strict';
import { fixedText, scanned } from '../harness/scanned';

const HASH = `sha256:${'a'.repeat(64)}`;
const CORP = 'https://pypi.corp.example/simple';
const uvLock = (...packages: readonly (readonly [name: string, index: string])[]): string =>
  `version = 1\nrequires-python = ">=3.11"\n${packages
    .map(([name, index]) => `\n[[package]]\nname = "${name}"\nversion = "1.2"\nsource = { registry = "${index}" }\n`)
    .join('')}`;
const poetryLock = (...names: readonly string[]): string =>
  `${names
    .map(
      (name) =>
        `[[package]]\nname = "${name}"\nversion = "1.2"\noptional = false\npython-versions = "*"\nfiles = [{file = "a.whl", hash = "${HASH}"}]\n\n[package.source]\ntype = "legacy"\nurl = "${CORP}"\nreference = "corp"\n`,
    )
    .join('\n')}\n[metadata]\nlock-version = "2.0"\n`;

/** What the fix of an index makes of a file, by rule; null where none is offered. */
async function fixed(rule: string, path: string, files: Readonly<Record<string, string>>): Promise<string | null> {
  const { findings } = await scanned(path, files);
  const found = findings.filter((finding) => finding.rule === rule);
  assert.equal(found.length, 1, JSON.stringify(findings.map((finding) => finding.rule)));
  const [fix] = found[0]!.fixes;
  return fix ? fixedText(fix, path, files[path]!) : null;
}

describe('fixes of an extra index', () => {
  const UV = `[project]\nname = "app"\ndependencies = ["internal>=1", "numpy==2.1.0"]\n\n[[tool.uv.index]]\nname = "corp"\nurl = "${CORP}"\n`;
  const POETRY = `[tool.poetry.dependencies]\ninternal = "^1.0" # why\ntools = { version = "1.2", extras = ["all"] }\n\n[[tool.poetry.source]]\nname = "PyPI"\npriority = "primary"\n\n[[tool.poetry.source]]\nname = "corp"\nurl = "${CORP}"\n`;
  const cases: readonly (readonly [what: string, files: Readonly<Record<string, string>>, expected: string | null])[] =
    [
      [
        'uv, as its lock says',
        { 'pyproject.toml': UV, 'uv.lock': uvLock(['internal', `${CORP}/`], ['numpy', 'https://pypi.org/simple']) },
        `${UV}explicit = true\n\n[tool.uv.sources]\ninternal = { index = "corp" }\n`,
      ],
      ['uv, without a lock', { 'pyproject.toml': UV }, null],
      [
        'uv, with a package from there that nobody names',
        { 'pyproject.toml': UV, 'uv.lock': uvLock(['internal', CORP], ['deeper', CORP]) },
        null,
      ],
      [
        'uv, with sources that are written otherwise',
        {
          'pyproject.toml': `${UV}\n[tool.uv.sources.numpy]\nindex = "x"\n`,
          'uv.lock': uvLock(['internal', CORP]),
        },
        null,
      ],
      [
        'uv, of an index without a name',
        { 'pyproject.toml': UV.replace('name = "corp"\n', ''), 'uv.lock': uvLock(['internal', CORP]) },
        null,
      ],
      [
        "uv, with the line ends of Windows and PyTorch's index",
        {
          'pyproject.toml':
            '[project]\r\nname = "app"\r\ndependencies = ["torch==2.4.1"]\r\n\r\n[[tool.uv.index]]\r\nurl = "https://download.pytorch.org/whl/cpu"\r\nname = "pytorch"\r\n\r\n[tool.uv.sources]\r\nown = { path = "own" }\r\n',
        },
        '[project]\r\nname = "app"\r\ndependencies = ["torch==2.4.1"]\r\n\r\n[[tool.uv.index]]\r\nurl = "https://download.pytorch.org/whl/cpu"\r\nexplicit = true\r\nname = "pytorch"\r\n\r\n[tool.uv.sources]\r\ntorch = { index = "pytorch" }\r\nown = { path = "own" }\r\n',
      ],
      [
        'Poetry, as its lock says',
        { 'pyproject.toml': POETRY, 'poetry.lock': poetryLock('internal', 'tools') },
        POETRY.replace('"^1.0"', '{ version = "^1.0", source = "corp" }')
          .replace('["all"] }', '["all"], source = "corp" }')
          .concat('priority = "explicit"\n'),
      ],
      [
        'Poetry, with a priority',
        {
          'pyproject.toml': `${POETRY}priority = 'supplemental' # why\n`,
          'poetry.lock': poetryLock('internal'),
        },
        `${POETRY.replace('"^1.0"', '{ version = "^1.0", source = "corp" }')}priority = "explicit" # why\n`,
      ],
      [
        'Poetry, as it was before there were priorities',
        { 'pyproject.toml': `${POETRY}secondary = true\n`, 'poetry.lock': poetryLock('internal') },
        null,
      ],
    ];
  for (const [what, files, expected] of cases)
    it(what, async () => assert.equal(await fixed('extra-index', 'pyproject.toml', files), expected));

  it('are none for pip, which has no such form', async () =>
    assert.equal(
      await fixed('extra-index', 'requirements.txt', {
        'requirements.txt': `--extra-index-url ${CORP}\ninternal==1.2\n`,
        'uv.lock': uvLock(['internal', CORP]),
      }),
      null,
    ));

  it('are not needed for Pipenv, which asks another source only for what names it', async () => {
    const Pipfile = `[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = true\n\n[[source]]\nname = "corp"\nurl = "${CORP}"\nverify_ssl = true\n\n[packages]\ninternal = {version = "==1.2", index = "corp"}\n`;
    assert.deepEqual((await scanned('Pipfile', { Pipfile })).findings, []);
  });
});

describe('fixes of passwords in addresses', () => {
  it('give each of a host its own variable, also in another command', async () => {
    const passwords = ['Qm4xW9zK2pLr7tVb', 'Zt8nB3vC6yHd1sFg'];
    const Dockerfile = `FROM python:3.12.4-slim\n${passwords
      .map(
        (password, index) => `RUN pip install -i "https://ci:${password}@pypi.corp.example/simple" a==${index + 1}\n`,
      )
      .join('')}`;
    const { findings } = await scanned('Dockerfile', { Dockerfile });
    const made = findings
      .filter(({ rule }) => rule === 'insecure-index')
      .map(({ fixes }) => fixes[0]?.edits.map(({ text }) => text).join(''));
    assert.deepEqual(made, ['${PYPI_CORP_EXAMPLE_TOKEN}', '${PYPI_CORP_EXAMPLE_TOKEN_2}']);
  });

  it('are none in the default of an argument, of which the builder would know no other variable', async () => {
    const password = ['Qm4xW9zK', '2pLr7tVb'].join('');
    const index = `https://ci:${password}@pypi.corp.example/simple`;
    const Dockerfile = `FROM python:3.12.4-slim\nARG INDEX=${index}\nRUN pip install -i $INDEX a==1 && pip install -i $INDEX b==1\n`;
    const found = (await scanned('Dockerfile', { Dockerfile })).findings.filter(
      ({ rule }) => rule === 'insecure-index',
    );
    assert.deepEqual(
      found.map(({ range, fixes }) => [range.start.line, fixes.length]),
      [[2, 0]],
    );
  });
});

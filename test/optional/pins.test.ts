import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, project } from '../cli/bundle';
import { parseRequirements } from '../../src/readers/requirements/requirements';

const TOOLS = { pip: '26.0', uv: '0.9.18', poetry: '2.2.1' } as const;
const VENV = path.join(__dirname, '../../out/venv/pins');
const inVenv = (program: string): string =>
  process.platform === 'win32' ? path.join(VENV, 'Scripts', `${program}.exe`) : path.join(VENV, 'bin', program);

/** Small packages of the index, with all that they need. */
const CLOSURE = ['requests', 'certifi', 'charset-normalizer', 'idna', 'urllib3'];

/** Runs a tool of the environment; what it said when it failed. */
function tool(root: string, program: keyof typeof TOOLS, ...args: readonly string[]): string {
  const env = {
    ...process.env,
    POETRY_VIRTUALENVS_CREATE: 'false',
    POETRY_CACHE_DIR: path.join(VENV, 'poetry-cache'),
    // pip tries again five times and uv three times; Poetry gives up when one of its many requests fails, unless it is told otherwise.
    POETRY_REQUESTS_MAX_RETRIES: '5',
    // It waits for a keyring to be unlocked, where the desktop has one.
    PYTHON_KEYRING_BACKEND: 'keyring.backends.null.Keyring',
  };
  const { status, stdout, stderr } = spawnSync(inVenv(program), args, { cwd: root, encoding: 'utf8', env });
  assert.equal(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** `name version`, with its hashes in order. */
const linesOf = (text: string): readonly string[] =>
  parseRequirements(text, 'requirements.txt')
    .entries.flatMap((entry) =>
      entry.kind === 'requirement'
        ? [
            `${entry.normalizedName} ${entry.specifiers.map(({ operator, version }) => operator + version).join()} ${entry.hashes
              .map(({ algorithm, value }) => `${algorithm}:${value}`)
              .sort()
              .join(' ')}`,
          ]
        : [],
    )
    .sort();

/** Needs Python and the package index: `npm run test:optional`. */
describe('what is pinned, by the tools that install it', function () {
  this.timeout(900_000);

  before(() => {
    if (!existsSync(inVenv('poetry'))) {
      execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', VENV]);
      const wanted = Object.entries(TOOLS).map(([name, version]) => `${name}==${version}`);
      execFileSync(inVenv('python'), ['-m', 'pip', 'install', '--quiet', ...wanted]);
    }
    for (const [name, version] of Object.entries(TOOLS)) {
      const said = tool('.', name as keyof typeof TOOLS, '--version');
      assert.ok(said.includes(version), said);
      console.log(`      ${said.trim().split(' from ')[0]}`);
    }
  });

  const PYPROJECT =
    '[project]\nname = "app"\nversion = "1.0"\nrequires-python = ">=3.11"\ndependencies = [\n    "requests>=2", # why\n    \'idna\',\n]\n';

  it('pip accepts a requirements file that was pinned and hashed from uv.lock, and uv exports the same', async () => {
    const root = project({ 'pyproject.toml': PYPROJECT, 'requirements.txt': `# all\n${CLOSURE.join('\n')}\n` });
    tool(root, 'uv', 'lock', '--quiet');
    const { status, err } = await call(root, ['pin', 'requirements.txt', '--hashes']);
    assert.deepEqual([status, err], [0, '']);
    tool(
      root,
      'pip',
      'install',
      '--dry-run',
      '--quiet',
      '--ignore-installed',
      '--require-hashes',
      '-r',
      'requirements.txt',
    );
    const exported = tool(
      root,
      'uv',
      'export',
      '--quiet',
      '--frozen',
      '--no-emit-project',
      '--no-header',
      '--no-annotate',
    );
    const pinned = readFileSync(path.join(root, 'requirements.txt'), 'utf8');
    assert.deepEqual(linesOf(pinned), linesOf(exported));
    assert.equal(linesOf(pinned).length, CLOSURE.length);
  });

  it('a line that pip would miss is named, and pip misses it indeed', async () => {
    const root = project({ 'pyproject.toml': PYPROJECT, 'requirements.txt': 'requests\n' });
    tool(root, 'uv', 'lock', '--quiet');
    const { status, err } = await call(root, ['pin', 'requirements.txt', '--hashes']);
    assert.equal(status, 1);
    for (const name of CLOSURE.slice(1)) assert.ok(err.includes(`${name} has no line`), err);
    assert.equal(readFileSync(path.join(root, 'requirements.txt'), 'utf8'), 'requests\n');
    const [line] = linesOf(tool(root, 'uv', 'export', '--quiet', '--frozen', '--no-emit-project')).filter((each) =>
      each.startsWith('requests '),
    );
    const [name, version, ...hashes] = line!.split(' ');
    writeFileSync(
      path.join(root, 'alone.txt'),
      `${name}${version} ${hashes.map((hash) => `--hash=${hash}`).join(' ')}\n`,
    );
    const { status: refused } = spawnSync(
      inVenv('pip'),
      ['install', '--dry-run', '--ignore-installed', '--require-hashes', '-r', 'alone.txt'],
      { cwd: root },
    );
    assert.notEqual(refused, 0);
  });

  it('uv locks an edited pyproject.toml to the same versions, and accepts it then', async () => {
    const root = project({ 'pyproject.toml': PYPROJECT });
    tool(root, 'uv', 'lock', '--quiet');
    const before = tool(root, 'uv', 'export', '--quiet', '--frozen', '--no-emit-project', '--no-header');
    const { status, err } = await call(root, ['pin', 'pyproject.toml']);
    assert.deepEqual([status, err], [0, '']);
    assert.match(
      readFileSync(path.join(root, 'pyproject.toml'), 'utf8'),
      /"requests==[\d.]+", # why\n {4}'idna==[\d.]+',/,
    );
    // The lock repeats what the manifest asks for, so uv writes that anew; no package of it changes.
    tool(root, 'uv', 'lock', '--quiet', '--offline');
    tool(root, 'uv', 'lock', '--check', '--quiet');
    assert.equal(tool(root, 'uv', 'export', '--quiet', '--frozen', '--no-emit-project', '--no-header'), before);
  });

  it('poetry locks an edited pyproject.toml to the same versions, and accepts it then', async () => {
    const root = project({
      'pyproject.toml': `[tool.poetry]\nname = "app"\nversion = "1.0"\ndescription = ""\nauthors = ["A <a@example.com>"]\n\n[tool.poetry.dependencies]\npython = "^3.11"\nrequests = "^2.0"\nidna = { version = "*", optional = true }\n`,
    });
    tool(root, 'poetry', 'lock');
    const packages = (): string => readFileSync(path.join(root, 'poetry.lock'), 'utf8').split('[metadata]')[0]!;
    const before = packages();
    const { status, err } = await call(root, ['pin', 'pyproject.toml']);
    assert.deepEqual([status, err], [0, '']);
    assert.match(
      readFileSync(path.join(root, 'pyproject.toml'), 'utf8'),
      /requests = "==[\d.]+"\nidna = \{ version = "==[\d.]+", optional = true \}/,
    );
    // The lock has the hash of what the manifest asks for, so Poetry writes that anew; no package of it changes.
    tool(root, 'poetry', 'lock');
    tool(root, 'poetry', 'check');
    assert.equal(packages(), before);
  });
});

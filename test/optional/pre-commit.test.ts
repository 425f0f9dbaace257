import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const VERSION = '4.7.0';
const VENV = path.join(ROOT, 'out/venv/pre-commit');
const inVenv = (program: string): string =>
  process.platform === 'win32' ? path.join(VENV, 'Scripts', `${program}.exe`) : path.join(VENV, 'bin', program);

/** Needs Python, git, and the registries of Python and npm: `npm run test:optional`. */
describe('pre-commit try-repo of a clone', function () {
  this.timeout(600_000);
  let folder: string;

  before(() => {
    if (!existsSync(inVenv('pre-commit'))) {
      execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', VENV]);
      execFileSync(inVenv('python'), ['-m', 'pip', 'install', '--quiet', `pre-commit==${VERSION}`]);
    }
    folder = mkdtempSync(path.join(os.tmpdir(), 'touchstone-pre-commit-'));
    execFileSync('git', ['clone', '--quiet', ROOT, path.join(folder, 'clone')]);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const tryRepo = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      inVenv('pre-commit'),
      ['try-repo', path.join(folder, 'clone'), ...args, '--all-files', '--verbose', '--color', 'never'],
      {
        cwd: path.join(folder, 'project'),
        encoding: 'utf8',
        // What npm run sets for this repository is not what somebody's shell has: its .npmrc keeps scripts from running.
        env: {
          ...withoutNpm(process.env),
          PRE_COMMIT_HOME: path.join(folder, 'home'),
          XDG_CACHE_HOME: path.join(folder, 'cache'),
        },
      },
    );
    return { status, said: stdout + stderr };
  };

  it('judges the files of a commit, fails at an error, and passes when it is gone', () => {
    const root = path.join(folder, 'project');
    execFileSync('git', ['init', '--quiet', root]);
    const write = (name: string, text: string) => writeFileSync(path.join(root, name), text);
    write('train.py', 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n');
    write('README.md', 'A project.\n');
    execFileSync('git', ['add', '.'], { cwd: root });
    const failing = tryRepo('touchstone');
    assert.equal(failing.status, 1, failing.said);
    assert.match(failing.said, /^train\.py\n +3:\d+ .*unsafe-torch-load$/m);
    assert.doesNotMatch(failing.said, /README\.md/, 'it is not given what is not read');

    write('train.py', 'import torch\n\nmodel = torch.load("model.pt", weights_only=True)\n');
    const passing = tryRepo('touchstone');
    assert.equal(passing.status, 0, passing.said);
  });
});

const withoutNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));

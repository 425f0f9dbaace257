import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commandLine } from '../cli/bundle';

/**
 * Documents of three tools for the same projects, scored by a fourth. All have to be on the path: `cargo install sbom-tools --version 0.3.0
 * --locked --no-default-features --features cli` (half an hour), `go install github.com/anchore/syft/cmd/syft@v1.57.1`,
 * `npm install -g @cyclonedx/cdxgen@12.8.4`.
 */
const JUDGE = 'sbom-tools';
const PROFILES = ['minimal', 'standard', 'security', 'license-compliance', 'cra', 'bsi', 'comprehensive'];

/**
 * Source distributions that have a lock, so that all three list the same packages. What is scored are shares of what is listed: of a project
 * without a lock, whoever leaves out the requirements without a version scores higher.
 */
const PROJECTS = ['anthropic==2.15.0', 'instructor==1.17.0', 'openai==3.57.0'];

/** Nothing is looked up and nothing installed: each tool has what the repository says. */
const TOOLS: Readonly<Record<string, (root: string, to: string) => readonly [string, ...string[]]>> = {
  touchstone: (root, to) => [process.execPath, commandLine(), 'sbom', root, '-o', to],
  cdxgen: (root, to) => ['cdxgen', '-t', 'python', '--no-install-deps', '--spec-version', '1.6', '-o', to, root],
  syft: (root, to) => ['syft', 'scan', '-q', `dir:${root}`, '-o', `cyclonedx-json=${to}`],
};

const isThere = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

describe('the SBOM, scored by another tool', function () {
  this.timeout(900_000);
  let folder: string;

  before(function () {
    const missing = [JUDGE, 'cdxgen', 'syft'].filter((command) => !isThere(command));
    if (missing.length > 0) {
      console.log(`      not run: ${missing.join(', ')} not on the path`);
      this.skip();
    }
    folder = mkdtempSync(path.join(os.tmpdir(), 'touchstone-judge-'));
  });

  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const scoresOf = (tool: string, root: string): readonly number[] => {
    const document = path.join(folder, `${tool}-${path.basename(root)}.json`);
    const [command, ...args] = TOOLS[tool]!(root, document);
    execFileSync(command, args, { cwd: root, stdio: 'ignore', env: { ...process.env, FETCH_LICENSE: 'false' } });
    const scores = PROFILES.map((profile) => {
      const { stdout } = spawnSync(JUDGE, ['quality', document, '--profile', profile, '-o', 'json'], {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      const { report } = JSON.parse(stdout) as { readonly report: { readonly overall_score: number } };
      return Math.round(report.overall_score * 10) / 10;
    });
    console.log(`      ${path.basename(root)} ${tool}: ${scores.join(' ')}`);
    return scores;
  };

  const rootOf = (project: string): string => {
    const at = path.join(folder, project);
    mkdirSync(at);
    const python = process.platform === 'win32' ? 'python' : 'python3';
    const only = ['--no-deps', '--no-binary', project.split('==')[0]!];
    execFileSync(python, ['-m', 'pip', 'download', '--quiet', ...only, '-d', at, project]);
    execFileSync('tar', ['xzf', path.join(at, readdirSync(at)[0]!), '-C', at]);
    const name = readdirSync(at).find((each) => existsSync(path.join(at, each, 'PKG-INFO')));
    assert.ok(name, `${project} is no source distribution`);
    return path.join(at, name);
  };

  for (const project of PROJECTS)
    it(`is above cdxgen and syft in every profile for ${project}`, () => {
      const root = rootOf(project);
      const ours = scoresOf('touchstone', root);
      for (const tool of ['cdxgen', 'syft']) {
        const theirs = scoresOf(tool, root);
        const below = PROFILES.filter((_profile, index) => !(ours[index]! > theirs[index]!));
        assert.deepEqual(below, [], `below ${tool}`);
      }
    });
});

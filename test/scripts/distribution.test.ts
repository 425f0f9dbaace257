import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { documentKindOf } from '../../src/readers/documents';
import { production, project, type Ran } from '../cli/bundle';

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const script = (name: string) => import(pathToFileURL(path.join(ROOT, 'scripts', name)).href);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  readonly private?: boolean;
  readonly [key: string]: unknown;
}
const manifest = JSON.parse(read('package.json')) as Manifest;

/** A project with one error in it. */
const scratch = (): string =>
  project({
    'train.py': 'import pickle\nimport requests\n\npickle.loads(requests.get("https://example.org/m.pkl").content)\n',
    'README.md': 'A project.\n',
  });

/** Runs a program without anything of this machine but PATH; `env` is added. */
const run = (program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { cwd, env: { PATH: process.env['PATH'], HOME: cwd, ...env }, shell: process.platform === 'win32' },
      (_error, out, err) => resolve({ status: child.exitCode, out, err }),
    );
    child.stdin!.end();
  });

describe('names', () => {
  it('are scoped on npm, and the extension keeps its own', async () => {
    assert.equal(manifest.name, '@touchstone-ml/touchstone');
    assert.equal(manifest.private, true, 'nobody publishes the repository by accident');
    const { extensionManifest } = (await script('extension-folder.mjs')) as {
      extensionManifest(manifest: Manifest): Manifest;
    };
    const own = extensionManifest(manifest);
    assert.equal(`${own.publisher}.${own.name}`, 'touchstone.touchstone');
    for (const key of ['bin', 'files', 'scripts', 'devDependencies', 'private']) assert.ok(!(key in own), key);
    assert.deepEqual(own['contributes'], manifest['contributes']);
  });

  it('that nobody has claimed are taught nowhere', () => {
    const pages = ['.', 'docs', 'docs/rules', 'media/walkthrough', '.github', '.github/ISSUE_TEMPLATE'].flatMap(
      (folder) =>
        readdirSync(path.join(ROOT, folder))
          .filter((name) => /\.(?:md|ya?ml)$/.test(name))
          .map((name) => path.join(folder, name)),
    );
    const sources = (readdirSync(path.join(ROOT, 'src'), { recursive: true }) as string[])
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join('src', name));
    assert.ok(pages.length > 80 && sources.length > 300);
    const taught =
      /\b(?:npx|npm (?:i|install|exec|x)|pnpm dlx|yarn dlx|bunx|uvx|pipx? (?:run|install))(?:\s+-\S+)*\s+(?:@[\w-]+\/)?touchstone\b/;
    for (const file of [...pages, ...sources, 'package.json', 'action.yml'])
      assert.doesNotMatch(read(file), taught, file);
    assert.match('npx touchstone scan, npm i -g touchstone', taught);
    assert.doesNotMatch('npx ./out/touchstone-0.1.0.tgz scan', taught);
  });
});

describe('the page of the Marketplace', () => {
  const page = read('MARKETPLACE.md');
  const pictures = [...page.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, text, file]) => ({
    text: text!,
    file: file!,
  }));

  it('shows the lightbulb first, and pictures that the repository has', () => {
    assert.match(pictures[0]!.text, /lightbulb/);
    assert.equal(pictures[0]!.file, 'docs/images/pin-revision-dark.png');
    for (const { file, text } of pictures) {
      assert.ok(text.length > 20, file);
      // The Marketplace shows no SVG; vsce makes https of a path.
      assert.match(file, /^docs\/images\/[\w-]+\.png$/);
      assert.ok(existsSync(path.join(ROOT, file)), file);
    }
  });

  it('leads to files and headings that are there', () => {
    const links = [...page.matchAll(/(?<!!)\[[^\]]*\]\((?!https:)([^)#]+)(?:#([^)]+))?\)/g)];
    assert.ok(links.length > 3);
    for (const [, file, heading] of links) {
      const text = read(file!);
      const headings = [...text.matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!.toLowerCase().replace(/ /g, '-'));
      if (heading) assert.ok(headings.includes(heading), `${file}#${heading}`);
    }
  });

  it('names commands as the palette shows them', () => {
    const { commands } = manifest['contributes'] as { commands: { title: string; category: string }[] };
    const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
    const shown = commands.map(({ title, category }) => `${category}: ${texts[title.slice(1, -1)]}`);
    for (const [, command] of page.matchAll(/\*\*(Touchstone: [^*]+)\*\*/g))
      assert.ok(shown.includes(command!), command);
  });
});

describe('the packed command line', function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;

  before(async () => {
    folder = project({});
    file = path.join(folder, `touchstone-${manifest.version}.tgz`);
    const args = [path.join(ROOT, 'scripts/package-cli.mjs'), '--dist', production(), '--out', file];
    const { status, err } = await run(process.execPath, args, folder);
    assert.equal(status, 0, err);
  });

  /** Offline, with an empty cache: what is not in the file is not there. */
  const offline = { npm_config_offline: 'true', npm_config_yes: 'true' };

  it('runs by npx from its file', async () => {
    const root = scratch();
    copyFileSync(file, path.join(root, path.basename(file)));
    const env = { ...offline, npm_config_cache: path.join(folder, 'cache') };
    const { status, out, err } = await run('npx', [`./${path.basename(file)}`, 'scan', '--no-cache'], root, env);
    assert.equal(status, 1, err);
    assert.match(out, /^train\.py\n.*unsafe-pickle-load/);
  });

  it('is installed by npm i -g, with nothing else', async () => {
    const env = {
      ...offline,
      npm_config_cache: path.join(folder, 'cache'),
      npm_config_prefix: path.join(folder, 'all'),
    };
    const { status, err } = await run('npm', ['i', '-g', file], folder, env);
    assert.equal(status, 0, err);
    const bin = path.join(folder, 'all', process.platform === 'win32' ? 'touchstone.cmd' : 'bin/touchstone');
    assert.equal((await run(bin, ['--version'], folder)).out.trim(), manifest.version);
    assert.match((await run(bin, ['sbom'], scratch())).out, /"bomFormat": "CycloneDX"/);
    const modules = path.join(folder, 'all', process.platform === 'win32' ? 'node_modules' : 'lib/node_modules');
    assert.deepEqual(readdirSync(modules), ['@touchstone-ml']);
    assert.deepEqual(readdirSync(path.join(modules, '@touchstone-ml/touchstone')).sort(), [
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ]);
  });
});

describe('the action', function () {
  this.timeout(60_000);

  const act = (root: string, env: Record<string, string>) =>
    run(
      process.execPath,
      [path.join(ROOT, 'scripts/action.mjs'), '--program', path.join(production(), 'cli/touchstone.js')],
      root,
      { GITHUB_OUTPUT: path.join(root, 'output'), GITHUB_STEP_SUMMARY: path.join(root, 'summary'), ...env },
    );

  it('annotates, writes SARIF, says where and how many, and fails at errors', async () => {
    const root = scratch();
    const { status, out } = await act(root, {});
    assert.equal(status, 1);
    assert.match(out, /^::error title=unsafe-pickle-load,file=train\.py,line=4,/m);
    assert.equal(readFileSync(path.join(root, 'output'), 'utf8'), 'sarif-file=touchstone.sarif\n');
    assert.match(readFileSync(path.join(root, 'summary'), 'utf8'), /^\| 1 \| 0 \| 0 \|$/m);
    const sarif = JSON.parse(readFileSync(path.join(root, 'touchstone.sarif'), 'utf8')) as {
      runs: { results: { ruleId: string }[] }[];
    };
    assert.deepEqual(
      sarif.runs[0]!.results.map(({ ruleId }) => ruleId),
      ['unsafe-pickle-load'],
    );
  });

  it('takes its inputs as they are, and leaves the status to fail-on', async () => {
    const root = project({
      'my code/a.py': 'eval(input())\n',
      '$(touch gone).py': 'x = 1\n',
      'b.py': 'eval(input())\n',
    });
    const { status } = await act(root, {
      TOUCHSTONE_PATHS: 'my code\n$(touch gone).py\n',
      TOUCHSTONE_FAIL_ON: 'never',
      TOUCHSTONE_SARIF: 'out.sarif',
    });
    assert.equal(status, 0);
    assert.ok(!existsSync(path.join(root, 'gone')));
    assert.doesNotMatch(readFileSync(path.join(root, 'out.sarif'), 'utf8'), /"b\.py"/);
  });

  it('writes no output, and fails, where nothing could be scanned', async () => {
    const root = scratch();
    const { status, err } = await act(root, { TOUCHSTONE_PATHS: 'gone.py' });
    assert.equal(status, 2);
    assert.match(err, /gone\.py does not exist/);
    assert.ok(!existsSync(path.join(root, 'output')));
    assert.equal((await act(root, { TOUCHSTONE_SARIF: 'a\nsarif-file=b' })).status, 2);
  });

  it('reads exactly the inputs of action.yml, and pins what it uses', () => {
    const action = read('action.yml');
    const passed = [...action.matchAll(/^ {8}(TOUCHSTONE_\w+):/gm)].map((match) => match[1]);
    const used = new Set(read('scripts/action.mjs').match(/TOUCHSTONE_[A-Z_]*[A-Z]/g));
    assert.deepEqual([...used].sort(), [...passed].sort());
    for (const [, ref] of action.matchAll(/uses: \S+@(\S+)/g)) assert.match(ref!, /^[0-9a-f]{40}$/);
  });
});

describe('the hooks of pre-commit', () => {
  const hooks = read('.pre-commit-hooks.yaml');
  // As Python has it: a search, without regard to case.
  const [, source] = /^ {2}files: '\(\?i\)(.*)'$/m.exec(hooks)!;
  const files = new RegExp(source!.replaceAll("''", "'"), 'i');

  for (const name of [
    'train.py',
    'a/Explore.ipynb',
    'requirements-dev.txt',
    'requirements/gpu.txt',
    'deps.in',
    '.github/workflows/ci.yml',
    '.gitlab-ci.yml',
    'docker/Dockerfile.gpu',
    'compose.yaml',
    '.env.local',
    'home/.netrc',
    'conf/train.yaml',
    'jobs/run.sbatch',
    'setup.PS1',
    'notes.txt',
    'README.md',
    'weights.safetensors',
    'my-deps.in',
  ])
    it(`are ${documentKindOf(name) === null ? 'not ' : ''}given ${name}`, () =>
      assert.equal(files.test(name), documentKindOf(name) !== null));

  it('run what the package brings', () => {
    const bin = Object.keys(manifest['bin'] as Record<string, string>);
    for (const [, entry] of hooks.matchAll(/^ {2}entry: (\S+)/gm)) assert.ok(bin.includes(entry!), entry);
  });
});

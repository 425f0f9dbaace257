import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LocatedFinding } from '../../src/core/finding';
import { call, project } from '../cli/bundle';
import { sharedFile } from '../harness/shared-data';

const TOOLS = { 'pip-audit': '2.10.1', uv: '0.13.9' } as const;
const VENV = path.join(__dirname, '../../out/venv/online');
const WHEELS = path.join(VENV, 'wheels');
const inVenv = (program: string): string =>
  process.platform === 'win32' ? path.join(VENV, 'Scripts', `${program}.exe`) : path.join(VENV, 'bin', program);

/** Old enough for the records, which are of October 2024; wheels of pure Python, but for two. */
const AUDITED: readonly (readonly [name: string, version: string])[] = [
  ['requests', '2.25.0'],
  ['urllib3', '1.26.4'],
  ['certifi', '2022.12.7'],
  ['idna', '2.10'],
  ['chardet', '3.0.4'],
  ['jinja2', '2.11.2'],
  ['markupsafe', '2.1.5'],
  ['werkzeug', '2.2.2'],
  ['pillow', '9.3.0'],
  ['tqdm', '4.66.2'],
  ['pyyaml', '6.0.1'],
  ['sqlparse', '0.4.3'],
];

/** What is downloaded as wheels: the newest of a closure, and an older one of each. */
const CLOSURE = ['requests', 'certifi', 'charset-normalizer', 'idna', 'urllib3'];

/** What a tool told of packages: groups of ids that are aliases of one another. */
type Told = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

/** What we told: how many, and the worst. */
type OwnTold = ReadonlyMap<string, { readonly count: number; readonly worst: string }>;

/** Needs Python, the package index and the shared data: `npm run test:optional`. */
describe('what is asked online, beside the tools that ask the same servers', function () {
  this.timeout(900_000);
  let server: ChildProcess | null = null;
  let origin = '';

  before(async function () {
    const dump = sharedFile('data/osv/PyPI/all.zip');
    if (dump === null) return this.skip();
    if (!existsSync(WHEELS)) {
      execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', VENV]);
      const wanted = Object.entries(TOOLS).map(([name, version]) => `${name}==${version}`);
      execFileSync(inVenv('python'), ['-m', 'pip', 'install', '--quiet', ...wanted]);
      mkdirSync(WHEELS);
      const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '-d', WHEELS];
      for (const set of [CLOSURE, ['requests==2.31.0', 'idna==3.6'], ['urllib3==2.0.7', 'certifi==2024.2.2']])
        execFileSync(inVenv('python'), [...download, ...set]);
    }
    const started = spawn(inVenv('python'), [path.join(__dirname, 'package_servers.py'), dump, WHEELS], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    server = started;
    const port = await new Promise<string>((resolve) => started.stdout.once('data', (data) => resolve(String(data))));
    origin = `http://127.0.0.1:${port.trim()}`;
  });
  after(() => void server?.stdin?.end());

  const environment = () => ({ TOUCHSTONE_OSV_URL: origin, PIP_INDEX_URL: `${origin}/simple` });

  it('pip installs what pin --online --hashes wrote, from the same index', async () => {
    const root = project({ 'requirements.txt': `# all\n${CLOSURE.join('\n')}\n`, 'older.txt': 'idna<3.7\n' });
    for (const file of ['requirements.txt', 'older.txt']) {
      const { status, err } = await call(root, ['pin', '--online', '--hashes', file], { env: environment() });
      assert.equal(status, 0, err);
      const target = path.join(root, `${file}-site`);
      const options = ['--no-cache-dir', '--require-hashes', '--index-url', `${origin}/simple`, '--target', target];
      const args = ['-m', 'pip', 'install', '--disable-pip-version-check', ...options, '-r', path.join(root, file)];
      const { status: ended, stdout, stderr } = spawnSync(inVenv('python'), args, { encoding: 'utf8' });
      assert.equal(ended, 0, stdout + stderr);
      const installed = readdirSync(target).filter((name) => name.endsWith('.dist-info'));
      assert.equal(installed.length, file === 'older.txt' ? 1 : CLOSURE.length);
      console.log(`      pip: ${/^Successfully installed .*$/m.exec(stdout)?.[0]}`);
    }
    assert.match(
      readFileSync(path.join(root, 'older.txt'), 'utf8'),
      /^idna==3\.6 \\\n {4}--hash=sha256:[0-9a-f]{64}\n$/,
    );
    const lacking = project({ 'requirements.txt': 'requests\n' });
    const { status, err } = await call(lacking, ['pin', '--online', '--hashes', 'requirements.txt'], {
      env: environment(),
    });
    assert.equal(status, 1);
    assert.match(err, /urllib3 has no line: others need it/);
  });

  it('pip-audit and uv audit tell of the same vulnerabilities in the same versions', async () => {
    const requirements = `${AUDITED.map(([name, version]) => `${name}==${version}`).join('\n')}\n`;
    const dependencies = AUDITED.map(([name, version]) => `  "${name}==${version}",`).join('\n');
    const root = project({
      'requirements.txt': requirements,
      'project/pyproject.toml': `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = [\n${dependencies}\n]\n`,
    });
    const folder = path.join(root, 'project');
    const lock = spawnSync(inVenv('uv'), ['lock', '--quiet'], { cwd: folder, encoding: 'utf8' });
    assert.equal(lock.status, 0, lock.stderr);

    const ours = await askedByUs(root, 'requirements.txt', environment());
    const oursOfLock = await askedByUs(root, 'project/pyproject.toml', environment());
    const audit = spawnSync(
      inVenv('pip-audit'),
      [
        '-r',
        'requirements.txt',
        '--no-deps',
        '--disable-pip',
        '-s',
        'osv',
        '--osv-url',
        `${origin}/v1/query`,
        '-f',
        'json',
      ],
      { cwd: root, encoding: 'utf8' },
    );
    const theirs = toldByPipAudit(audit.stdout || assert.fail(audit.stderr));
    const uv = spawnSync(
      inVenv('uv'),
      ['audit', '--frozen', '--preview', '--service-url', origin, '--output-format', 'json'],
      { cwd: folder, encoding: 'utf8' },
    );
    const byUv = toldByUv(uv.stdout || assert.fail(uv.stderr));

    const all = (told: Told): string =>
      `${told.size} packages, ${[...told.values()].reduce((sum, groups) => sum + groups.length, 0)} vulnerabilities`;
    const own = (told: OwnTold): string =>
      `${told.size} packages, ${[...told.values()].reduce((sum, { count }) => sum + count, 0)} vulnerabilities`;
    console.log(`      touchstone: ${own(ours)}; of the lock: ${own(oursOfLock)}`);
    console.log(`      pip-audit: ${all(theirs)}; uv audit: ${all(byUv)}`);
    assert.ok(ours.size >= 6, own(ours));
    assert.deepEqual(differences(ours, theirs), [], 'pip-audit');
    assert.deepEqual(differences(oursOfLock, byUv), [], 'uv audit');
  });
});

async function askedByUs(root: string, file: string, env: Readonly<Record<string, string>>): Promise<OwnTold> {
  const { out } = await call(root, ['scan', file, '--online', '--format', 'json', '--fail-on', 'never'], { env });
  const { findings } = JSON.parse(out) as { findings: readonly LocatedFinding[] };
  return new Map(
    findings
      .filter(({ rule }) => rule === 'vulnerable-dependency')
      .map(({ message }) => {
        const [, name, , several, worst] =
          /^(\S+) (\S+) has (?:a known vulnerability|(\d+) known vulnerabilities) \((?:worst: )?([\w-]+),/.exec(
            message,
          ) ?? assert.fail(message);
        return [name!, { count: Number(several ?? 1), worst: worst! }] as const;
      }),
  );
}

function toldByPipAudit(json: string): Told {
  const { dependencies } = JSON.parse(json) as {
    dependencies: { name: string; vulns?: { id: string; aliases: string[] }[] }[];
  };
  return new Map(
    dependencies.flatMap(({ name, vulns = [] }) =>
      vulns.length > 0 ? [[name, grouped(vulns.map(({ id, aliases }) => [id, ...aliases]))] as const] : [],
    ),
  );
}

function toldByUv(json: string): Told {
  const { vulnerabilities } = JSON.parse(json) as {
    vulnerabilities: { dependency: { name: string }; id: string; aliases: string[] }[];
  };
  const found = new Map<string, string[][]>();
  for (const { dependency, id, aliases } of vulnerabilities)
    found.set(dependency.name, [...(found.get(dependency.name) ?? []), [id, ...aliases]]);
  return new Map([...found].map(([name, ids]) => [name, grouped(ids)]));
}

/** Sets of ids, those that share one together. */
function grouped(all: readonly (readonly string[])[]): readonly ReadonlySet<string>[] {
  let groups: Set<string>[] = [];
  for (const ids of all) {
    const touching = groups.filter((group) => ids.some((id) => group.has(id)));
    groups = [
      ...groups.filter((group) => !touching.includes(group)),
      new Set([...ids, ...touching.flatMap((group) => [...group])]),
    ];
  }
  return groups;
}

const differences = (ours: OwnTold, theirs: Told): readonly string[] =>
  [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((name) => {
    const [own, groups = []] = [ours.get(name), theirs.get(name)];
    if (own?.count === groups.length && groups.some((group) => group.has(own.worst))) return [];
    return [
      `${name}: ${own?.count ?? 0} (${own?.worst ?? 'none'}), ${groups.map((group) => [...group].join('=')).join(', ')}`,
    ];
  });

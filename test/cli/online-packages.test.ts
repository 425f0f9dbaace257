import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import type { LocatedFinding } from '../../src/core/finding';
import { osvRecord } from '../harness/advisory-records';
import { serving, type Served } from '../harness/serving';
import { call, project } from './bundle';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const findingsIn = (out: string): readonly LocatedFinding[] =>
  (JSON.parse(out) as { findings: readonly LocatedFinding[] }).findings;

interface File {
  readonly name: string;
  readonly yanked?: string;
  readonly python?: string;
  readonly needs?: readonly string[];
  readonly hash?: null;
}

const INDEX: Readonly<Record<string, { readonly status?: string; readonly files: readonly File[] }>> = {
  loader: {
    files: [
      { name: 'loader-1.0-py3-none-any.whl' },
      {
        name: 'loader-1.4-py3-none-any.whl',
        needs: ['numpy>=1', 'colorama; sys_platform == "win32"', 'rich; extra == "cli"'],
      },
      { name: 'loader-1.4.tar.gz' },
      { name: 'loader-1.5-py3-none-any.whl', yanked: 'broken' },
      { name: 'loader-1.6rc1-py3-none-any.whl' },
      { name: 'loader-1.7-py3-none-any.whl', python: '>=3.99' },
    ],
  },
  numpy: { files: [{ name: 'numpy-2.1-py3-none-any.whl', needs: [] }] },
  colorama: { files: [{ name: 'colorama-0.4-py3-none-any.whl', needs: [] }] },
  bare: { files: [{ name: 'bare-1.0-py3-none-any.whl', hash: null }, { name: 'bare-1.0.tar.gz' }] },
  stopped: { status: 'quarantined', files: [] },
};

const RECORDS = [
  osvRecord({ id: 'GHSA-1', aliases: ['CVE-2026-1'], name: 'loader', events: [{ introduced: '0' }, { fixed: '1.2' }] }),
  osvRecord({
    id: 'PYSEC-1',
    aliases: ['CVE-2026-1'],
    name: 'loader',
    events: [{ introduced: '0' }, { fixed: '1.2' }],
  }),
  // Of the version that mends the first, another one speaks.
  osvRecord({ id: 'GHSA-2', name: 'loader', events: [{ introduced: '1.2' }, { fixed: '1.4' }] }),
  osvRecord({ id: 'MAL-1', name: 'harmful', events: [{ introduced: '0' }] }),
] as readonly { readonly id: string; readonly affected: readonly { readonly package: { readonly name: string } }[] }[];

/** A server that is an index and OSV, with the shapes of pypi.org and api.osv.dev. */
function answer(response: ServerResponse, { url, body }: Served): void {
  const json = (value: unknown, type = 'application/json'): void =>
    void response
      .writeHead(200, { 'content-type': type, etag: `"${hash(JSON.stringify(value))}"` })
      .end(JSON.stringify(value));
  const name = /^\/simple\/([\w-]+)\/$/.exec(url)?.[1] ?? '';
  const made = INDEX[name];
  const id = /^\/v1\/vulns\/(.+)$/.exec(url)?.[1];
  const file = /^\/files\/(.+)\.metadata$/.exec(url)?.[1];
  if (url === '/v1/querybatch') {
    const { queries } = JSON.parse(body) as { queries: { package: { name: string }; version?: string }[] };
    return json({ results: queries.map(({ package: { name: of }, version }) => ({ vulns: idsFor(of, version) })) });
  }
  if (id !== undefined) return json(RECORDS.find((record) => record.id === id));
  if (file !== undefined)
    return void response.end(
      metadataOf(
        Object.values(INDEX)
          .flatMap(({ files }) => files)
          .find((each) => each.name === file)!,
      ),
    );
  if (!made) return void response.writeHead(404).end();
  json(
    {
      meta: { 'api-version': '1.4' },
      'project-status': { status: made.status ?? 'active' },
      files: made.files.map((each) => ({
        filename: each.name,
        url: `/files/${each.name}`,
        hashes: each.hash === null ? {} : { sha256: hash(each.name) },
        yanked: each.yanked ?? false,
        ...(each.python && { 'requires-python': each.python }),
        ...(each.needs && { 'core-metadata': { sha256: hash(metadataOf(each)) } }),
      })),
    },
    'application/vnd.pypi.simple.v1+json',
  );
}

const metadataOf = ({ needs = [] }: File): string =>
  ['Metadata-Version: 2.1', ...needs.map((each) => `Requires-Dist: ${each}`), '', 'Requires-Dist: no-header'].join(
    '\n',
  );

const idsFor = (name: string, version: string | undefined): { id: string }[] =>
  RECORDS.filter(({ id, affected }) => {
    if (affected[0]!.package.name !== name) return false;
    const at = Number(version?.split('.')[1] ?? 0);
    return version === undefined || (id === 'GHSA-2' ? at >= 2 && at < 4 : id === 'MAL-1' || at < 2);
  }).map(({ id }) => ({ id }));

describe('packages online', function () {
  this.timeout(60_000);

  /** Runs a command in a project whose index and OSV are a server of the test. */
  async function online(
    files: Readonly<Record<string, string>>,
    args: readonly string[],
    use: (done: {
      root: string;
      status: number | null;
      out: string;
      err: string;
      asked: readonly Served[];
      origin: string;
    }) => Promise<void> | void,
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await serving(answer, async (origin, asked) => {
      const root = project(files);
      const all = { TOUCHSTONE_OSV_URL: origin, PIP_INDEX_URL: `${origin}/simple`, ...env };
      const done = await call(root, args, { env: all }).catch((error: unknown) => ({
        status: 2,
        out: '',
        err: String(error),
      }));
      await use({ root, ...done, asked, origin });
    });
  }

  const SCAN = ['scan', '--format', 'json', '--online'];

  it('are told of by scan --online: vulnerable, malicious, yanked, quarantined; aliases once, and a release that nothing speaks of', async () => {
    const requirements = 'loader==1.0\nLoader==1.5\nharmful==3\nstopped==1\nnobody==1\nnumpy>=1.20\n';
    await online({ 'requirements.txt': requirements }, SCAN, ({ out, err, asked, origin }) => {
      const found = findingsIn(out).filter(({ rule }) => !/unpinned/.test(rule));
      assert.deepEqual(
        found.map(({ rule, range, message }) => `${range.start.line} ${rule}: ${message}`),
        [
          '1 vulnerable-dependency: loader 1.0 has a known vulnerability (CVE-2026-1, severity unknown); upgrade to 1.4.',
          '2 yanked-release: Loader 1.5 was yanked: broken.',
          '3 malicious-package: harmful is a malicious package (MAL-1).',
          '4 quarantined-package: stopped is quarantined by its index: it may be malicious.',
          `5 unknown-package: nobody does not exist on ${new URL(origin).host}.`,
        ],
      );
      assert.match(err, /^touchstone: asked 127\.0\.0\.1:\d+ for .*\/simple\/loader\/.*\/v1\/querybatch/m);
      assert.ok(!/not checked/.test(err), err);
      // One package in one version is one question, and each record is fetched once.
      const urls = asked.map(({ url }) => url).filter((url) => url !== '/v1/querybatch');
      assert.equal(new Set(urls).size, urls.length);
      assert.ok(asked.length - urls.length <= 4);
    });
  });

  it('are said to be unchecked where OSV does not answer, once, with what to do', async () => {
    await serving(
      (response, { url }) =>
        url === '/v1/querybatch'
          ? response.writeHead(503, { 'retry-after': '30' }).end()
          : response.writeHead(404).end(),
      async (origin) => {
        const root = project({ 'requirements.txt': 'loader==1.0\n', 'other/requirements.txt': 'loader==1.1\n' });
        const env = { TOUCHSTONE_OSV_URL: origin, PIP_INDEX_URL: `${origin}/simple` };
        const { status, out, err } = await call(root, SCAN, { env });
        assert.deepEqual([status, findingsIn(out).filter(({ rule }) => rule === 'vulnerable-dependency')], [0, []]);
        assert.equal(
          err.match(/is busy \(HTTP 503\): try again in 30 seconds\. So not all known vulnerabilities were checked\./g)
            ?.length,
          1,
        );
      },
    );
  });

  it('are asked of no index that they are not for', async () => {
    const files = {
      'no-index.txt': '--no-index\nloader==1.0\n',
      'variable.txt': '--index-url https://${TOKEN}@index.example/simple\nloader==1.0\n',
      'reference.txt': 'loader @ https://files.example/loader-1.0.tar.gz\n',
      'environment.yml': 'dependencies:\n  - loader=1.0\n',
    };
    await online(files, SCAN, ({ asked }) => {
      assert.deepEqual(
        asked.filter(({ url }) => url.startsWith('/simple')),
        [],
      );
    });
  });

  it('are asked of the index that the file names, with the login of its name, which is told to nobody', async () => {
    await serving(answer, async (own, asked) => {
      const toml = `[project]\nname = "x"\ndependencies = ["loader==1.5"]\n[[tool.uv.index]]\nname = "corp"\nurl = "${own}/simple"\ndefault = true\n`;
      await online(
        { 'pyproject.toml': toml },
        SCAN,
        ({ out, err, asked: usual }) => {
          assert.ok(
            findingsIn(out).some(({ rule }) => rule === 'yanked-release'),
            out,
          );
          assert.deepEqual(
            usual.filter(({ url }) => url.startsWith('/simple')),
            [],
          );
          assert.ok(!/hunter/.test(out + err));
        },
        { UV_INDEX_CORP_USERNAME: 'ann', UV_INDEX_CORP_PASSWORD: 'hunter' },
      );
      assert.deepEqual(
        asked.map(({ url, headers }) => [url, headers.authorization]),
        [['/simple/loader/', `Basic ${Buffer.from('ann:hunter').toString('base64')}`]],
      );
    });
  });

  const textOf = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

  it('are pinned to the newest release that a line allows, only with --online, and by a lock before the index', async () => {
    const before = 'loader>=1  # why\nnumpy\nloader==1.0\nstopped\nnobody\n';
    const files = { 'requirements.txt': before, '.python-version': '3.11\n' };
    await online(files, ['pin', 'requirements.txt'], ({ root, asked }) => {
      assert.deepEqual([textOf(root, 'requirements.txt'), asked.length], [before, 0]);
    });
    await online(files, ['pin', '--online', 'requirements.txt'], ({ root, status, out, err }) => {
      assert.equal(textOf(root, 'requirements.txt'), 'loader==1.4  # why\nnumpy==2.1\nloader==1.0\nstopped\nnobody\n');
      assert.equal(status, 1);
      assert.match(out, /loader 1\.4 \(from 127\.0\.0\.1:\d+\)/);
      assert.match(err, /stopped is not pinned: 127\.0\.0\.1:\d+ has put it into quarantine/);
      assert.match(err, /nobody is not pinned: no lock, no installed environment and no index has it/);
    });
    await online({ 'requirements.txt': 'loader\n' }, ['pin', '--online', 'requirements.txt'], ({ root }) => {
      // Nobody says which Python, so that what needs another one is not left out.
      assert.equal(textOf(root, 'requirements.txt'), 'loader==1.7\n');
    });
    await online(
      { 'requirements.txt': 'loader>=1.6rc1,<1.7\n' },
      ['pin', '--online', 'requirements.txt'],
      ({ root, status }) => {
        assert.deepEqual([status, textOf(root, 'requirements.txt')], [0, 'loader==1.6rc1\n']);
      },
    );
    const lock =
      'version = 1\n[[package]]\nname = "loader"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\n';
    await online(
      { 'requirements.txt': 'loader\n', 'uv.lock': lock },
      ['pin', '--online', 'requirements.txt'],
      ({ root, asked }) => {
        assert.deepEqual([textOf(root, 'requirements.txt'), asked.length], ['loader==1.0\n', 0]);
      },
    );
  });

  it('are hashed with all files of the release, or the file stays as it is', async () => {
    const whole = { 'requirements.txt': 'loader<1.5\nnumpy==2.1\n' };
    await online(whole, ['pin', '--hashes', '--online', 'requirements.txt'], ({ root, status, err }) => {
      const hashes = ['loader-1.4-py3-none-any.whl', 'loader-1.4.tar.gz'].map((name) => `sha256:${hash(name)}`).sort();
      assert.equal(
        textOf(root, 'requirements.txt'),
        `loader==1.4 \\\n    --hash=${hashes.join(' \\\n    --hash=')}\nnumpy==2.1 \\\n    --hash=sha256:${hash('numpy-2.1-py3-none-any.whl')}\n`,
      );
      assert.equal(status, 0, err);
      assert.match(err, /in some environments pip will want lines with hashes for these too: colorama\n/);
    });
    for (const [what, text, says] of [
      ['a file of it has no hash', 'numpy==2.1\nbare==1.0\n', /bare is not pinned: .* has no hashes that fit it/],
      ['what it needs has no line', 'loader==1.4\n', /numpy has no line: others need it/],
      [
        'it is a checkout',
        'numpy==2.1\ngit+https://github.com/a/b@main\n',
        /a checkout or a folder cannot have a hash/,
      ],
      ['there is no such release', 'numpy==9.9\n', /numpy is not pinned: .* has no release 9\.9/],
    ] as const)
      await online(
        { 'requirements.txt': text },
        ['pin', '--hashes', '--online', 'requirements.txt'],
        ({ root, status, err }) => {
          assert.deepEqual([status, textOf(root, 'requirements.txt')], [1, text], what);
          assert.match(err, says);
        },
      );
  });
});

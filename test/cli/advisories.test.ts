import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { osvRecord } from '../harness/advisory-records';
import { archiveOf } from '../harness/archive';
import { call, project, type Ran } from './bundle';

const record = (modified: string): unknown =>
  osvRecord({ id: 'CVE-2026-1', name: 'loader', modified, events: [{ introduced: '0' }, { fixed: '2.0' }] });

const dumpOf = (modified: string): Buffer =>
  Buffer.from(archiveOf([{ name: 'CVE-2026-1.json', bytes: JSON.stringify(record(modified)) }]));

const today = (): string => new Date().toISOString();

/** Answers each request, and gives what was asked for. */
async function serving(
  answer: (response: ServerResponse) => void,
  use: (origin: string, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const OWN = '.cache/touchstone/advisories/PyPI.zip';

/** A home of its own in the project's folder: the environment of a test has `HOME` there. */
const withDump = (at: string, modified: string): string => {
  const root = project({ 'requirements.txt': 'loader==1.0\n' });
  mkdirSync(path.dirname(path.join(root, at)), { recursive: true });
  writeFileSync(path.join(root, at), dumpOf(modified));
  return root;
};

const failing = (promise: Promise<Ran>): Promise<string> =>
  promise.then(
    ({ out }) => assert.fail(`it did not fail: ${out}`),
    (error: Error) => error.message,
  );

describe('touchstone advisories', function () {
  this.timeout(60_000);
  before(function () {
    if (process.platform !== 'linux') this.skip(); // caches lie elsewhere
  });

  it('offers the release that mends it where the other lines and the constraints allow that', async () => {
    for (const [constraints, more, offered] of [
      ['loader>=1,<3\n', '', ['Upgrade to 2.0']],
      ['loader<2\n', '', []],
      ['loader==1.0\n', '', []],
      ['other<2\n', 'Loader!=2.0\n', []],
      ['other<2\n', 'loader>=1.0\n', ['Upgrade to 2.0']],
      ['loader @ https://files.example/loader-1.0.tar.gz\n', '', []],
    ] as const) {
      const root = withDump(OWN, today());
      writeFileSync(path.join(root, 'requirements.txt'), `-c constraints.txt\nloader==1.0\n${more}`);
      writeFileSync(path.join(root, 'constraints.txt'), constraints);
      const { out } = await call(root, ['scan', '--format', 'json', 'requirements.txt']);
      const { findings } = JSON.parse(out) as { findings: { rule: string; fixes: { title: string }[] }[] };
      const found = findings.find(({ rule }) => rule === 'vulnerable-dependency');
      assert.deepEqual(
        found?.fixes.map(({ title }) => title),
        offered,
        constraints + more,
      );
    }
  });

  it('says that nothing was checked where there is no database', async () => {
    const root = project({ 'requirements.txt': 'loader==1.0\n' });
    assert.match((await call(root, ['advisories', 'status'])).out, /^not checked: there is no advisory database/);
    const { out, err } = await call(root, ['scan']);
    assert.doesNotMatch(out, /vulnerab/);
    assert.match(err, /known vulnerabilities: not checked \(no advisory database\)/);
    assert.doesNotMatch((await call(project({ 'a.py': 'x = 1\n' }), ['scan'])).err, /vulnerab/);
  });

  for (const [whose, at, env] of [
    ['its own', OWN, {}],
    ["osv-scanner's", '.cache/osv-scanner/PyPI/all.zip', {}],
    ['a named one', 'db/osv-scanner/PyPI/all.zip', { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: '{root}/db' }],
  ] as const)
    it(`uses ${whose} offline`, async () => {
      const root = withDump(at, today());
      const options = {
        env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace('{root}', root)])),
      };
      const status = await call(root, ['advisories', 'status'], options);
      assert.match(status.out, new RegExp(`^advisory database: .*/${at}\\n`));
      assert.match(status.out, /\nrecords: 1, the newest of \d{4}-\d\d-\d\d\n$/);
      const { out, err } = await call(root, ['scan'], options);
      assert.match(out, /loader 1\.0 has a known vulnerability \(CVE-2026-1, severity unknown\); upgrade to 2\.0\./);
      assert.doesNotMatch(err, /vulnerab/);
    });

  it('says how old an old one is', async () => {
    const root = withDump(OWN, '2024-10-10T00:00:00Z');
    assert.match((await call(root, ['advisories', 'status'])).out, /more than 30 days old/);
    assert.match((await call(root, ['scan'])).err, /checked against advisories of 2024-10-10, more than 30 days old/);
  });

  it('says that one that cannot be read checked nothing', async () => {
    const root = withDump(OWN, today());
    writeFileSync(path.join(root, OWN), '<html>');
    assert.match(await failing(call(root, ['advisories', 'status'])), /^not checked: .* cannot be read/);
    assert.match((await call(root, ['scan'])).err, /not checked \(the advisory database cannot be read\)/);
  });

  it('downloads one only with --online, and uses it from then on', async () => {
    await serving(
      (response) => void response.end(dumpOf(today())),
      async (origin, asked) => {
        const root = project({ 'requirements.txt': 'loader==1.0\n' });
        const options = { env: { TOUCHSTONE_ADVISORIES_URL: `${origin}/PyPI/all.zip` } };
        assert.match(await failing(call(root, ['advisories', 'update'], options)), /run it again with --online/);
        assert.deepEqual(asked, []);
        const { out, err } = await call(root, ['advisories', 'update', '--online'], options);
        assert.match(out, /^wrote .*PyPI\.zip: 1 records/);
        assert.match(err, /^touchstone: asked 127\.0\.0\.1:\d+ for \/PyPI\/all\.zip$/m);
        assert.match((await call(root, ['scan'], options)).out, /vulnerable-dependency/);
        assert.deepEqual(asked, ['/PyPI/all.zip']);
      },
    );
  });

  const whole = dumpOf('2026-11-01T00:00:00Z');
  for (const [what, answer, message] of [
    ['404', (response) => void response.writeHead(404).end('no'), /has no advisories at .*HTTP 404/],
    [
      '429',
      (response) => void response.writeHead(429, { 'Retry-After': '120' }).end(),
      /busy \(HTTP 429\): try again in 120 seconds/,
    ],
    [
      '429 with nonsense',
      (response) => void response.writeHead(429, { 'Retry-After': 'x\u00a0y' }).end(),
      /try again later/,
    ],
    ['500', (response) => void response.writeHead(500).end(), /HTTP 500/],
    ['a page', (response) => void response.end('<!doctype html><title>Log in</title>'), /did not send a whole archive/],
    ['an empty body', (response) => void response.end(), /did not send a whole archive/],
    [
      'half of it',
      (response) => void response.end(whole.subarray(0, whole.length >> 1)),
      /did not send a whole archive/,
    ],
    [
      'less than it says',
      (response) => {
        response.writeHead(200, { 'Content-Length': String(whole.length + 9) });
        response.write(whole, () => response.destroy());
      },
      /no advisories were downloaded: .*; try again later/,
    ],
    [
      'one wrong byte',
      (response) => {
        const bytes = Buffer.from(whole);
        bytes[60]! ^= 0xff;
        response.end(bytes);
      },
      /did not send a whole archive/,
    ],
    [
      'a redirect to another host',
      (response) => void response.writeHead(302, { Location: 'http://localhost:1/all.zip' }).end(),
      /redirects to localhost:1, which is not allowed/,
    ],
    [
      'a bomb',
      (response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        const megabytes = gzipSync(Buffer.alloc(64 << 20));
        // Members of gzip one after another are one body: 640 MB of zeros.
        for (let i = 0; i < 10; i++) response.write(megabytes);
        response.end();
      },
      /more than 536870912 bytes/,
    ],
  ] as readonly (readonly [string, (response: ServerResponse) => void, RegExp])[])
    it(`keeps nothing of ${what}, and says what to do`, async () => {
      await serving(answer, async (origin) => {
        const root = withDump(OWN, '2024-10-10T00:00:00Z');
        const env = { TOUCHSTONE_ADVISORIES_URL: `${origin}/all.zip` };
        assert.match(await failing(call(root, ['advisories', 'update', '--online'], { env })), message);
        assert.deepEqual(readdirSync(path.dirname(path.join(root, OWN))), [path.basename(OWN)]);
        assert.match((await call(root, ['advisories', 'status'], { env })).out, /the newest of 2024-10-10/);
        assert.ok(existsSync(path.join(root, OWN)));
      });
    });
});

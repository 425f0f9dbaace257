import assert from 'node:assert/strict';
import type { HttpClient } from '../../src/core/host';
import { Workspace } from '../../src/project/workspace';
import { RULES } from '../../src/rules/index';
import { Engine } from '../../src/scan/engine';
import { inlineVersions } from '../../src/session/inline-versions';
import { askNewerVersions, indexPlan } from '../../src/session/newer-versions';
import { userIndexes } from '../../src/session/user-indexes';
import { grammars } from '../harness/grammars';
import { INDEX } from '../harness/index-records';
import { MemoryFiles } from '../harness/memory-files';

const LOCK = `version = 1

[[package]]
name = "yanked-loader"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
`;

const MANIFEST = `[project]
name = "demo"
version = "1.0"
dependencies = [
  "yanked-loader>=1.0",
  "current-loader==1.0",
  "yanked-loader==1.2",
  "old-loader",
  "here @ file:///tmp/here.whl",
]
`;

describe('newer versions', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars, RULES);
  });
  after(() => engine.dispose());

  const manifest = { kind: 'text', path: 'pyproject.toml', text: MANIFEST } as const;
  const all = { first: 1, last: 100 };
  const workspaceWith = (indexes: readonly string[] = []): Workspace =>
    new Workspace({
      files: new MemoryFiles({ 'pyproject.toml': MANIFEST, 'uv.lock': LOCK }),
      packages: { osv: null, indexes: () => Promise.resolve(indexes), login: () => Promise.resolve(null) },
      clock: { now: () => Date.UTC(2026, 10, 1) },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
  const heard = (answers: HttpClient): { readonly http: HttpClient; readonly urls: string[] } => {
    const urls: string[] = [];
    return { urls, http: { get: (url, options) => (urls.push(url), answers.get(url, options)) } };
  };

  it('are asked of nobody before people say so', async () => {
    const workspace = workspaceWith();
    assert.deepEqual(await indexPlan(engine, workspace, manifest), {
      hosts: [{ host: 'pypi.org', packages: 3 }],
      unclear: 0,
    });
    const { http, urls } = heard(INDEX);
    assert.deepEqual(await askNewerVersions(engine, workspace, manifest, http, []), {
      asked: 0,
      newer: 0,
      problems: [],
    });
    assert.deepEqual(urls, []);
    assert.deepEqual(
      (await inlineVersions(engine, workspace, manifest, all)).map(({ line, text }) => [line, text]),
      [[5, '1.0']],
    );
  });

  it('stand behind what is older, where they are no pre-release and not taken back', async () => {
    const workspace = workspaceWith();
    const { http, urls } = heard(INDEX);
    const told = await askNewerVersions(engine, workspace, manifest, http, ['pypi.org']);
    assert.deepEqual(told, { asked: 3, newer: 2, problems: [] });
    assert.equal(urls.length, 3, 'each package once');
    const shown = await inlineVersions(engine, workspace, manifest, all);
    assert.deepEqual(
      shown.map(({ line, text }) => [line, text]),
      [
        [5, '1.0, newest 1.2'],
        [8, 'newest 1.0'],
      ],
    );
    assert.match(shown[0]!.tooltip, /^1\.2 is the newest release on pypi\.org/m);
  });

  it('are known to the rules from then on, and files that change take nothing of it', async () => {
    const workspace = workspaceWith();
    const rules = async (): Promise<readonly string[]> =>
      (await engine.scan(manifest, workspace)).findings.map(({ rule }) => rule);
    assert.ok(!(await rules()).includes('archived-package'));
    await askNewerVersions(engine, workspace, manifest, INDEX, ['pypi.org']);
    workspace.invalidate();
    assert.ok((await rules()).includes('archived-package'));
  });

  it('come from the index of the user, which is not asked for what another one was agreed to', async () => {
    const workspace = workspaceWith(['https://own.example/simple', 'https://pypi.org/simple']);
    assert.deepEqual((await indexPlan(engine, workspace, manifest)).hosts, [
      { host: 'own.example', packages: 3 },
      { host: 'pypi.org', packages: 3 },
    ]);
    const { http, urls } = heard(INDEX);
    assert.equal((await askNewerVersions(engine, workspace, manifest, http, ['pypi.org'])).asked, 0);
    assert.deepEqual(urls, []);
  });

  it('say why an index told nothing, and nothing newer then', async () => {
    const workspace = workspaceWith();
    const busy: HttpClient = {
      get: () => Promise.resolve({ status: 503, headers: {}, body: new Uint8Array() }),
    };
    const { asked, newer, problems } = await askNewerVersions(engine, workspace, manifest, busy, ['pypi.org']);
    assert.deepEqual([asked, newer, problems.length], [0, 0, 1]);
    assert.match(problems[0]!, /^pypi\.org .*503/);
  });

  it('stop being asked for when people stop it', async () => {
    const stop = new AbortController();
    const { http, urls } = heard({
      get: (url, options) => {
        stop.abort();
        return INDEX.get(url, options);
      },
    });
    const input = {
      ...manifest,
      text: MANIFEST.replace('"old-loader"', Array.from({ length: 50 }, (_, i) => `"invented-${i}"`).join(',')),
    };
    await askNewerVersions(engine, workspaceWith(), input, http, ['pypi.org'], { signal: stop.signal });
    assert.ok(urls.length <= 6, `${urls.length} were asked for`);
  });
});

describe('indexes of the user', () => {
  const files = (texts: Readonly<Record<string, string>>) => (file: string) => texts[file] ?? null;

  it('are those of variables before those of files', () => {
    const read = files({ '/home/me/.config/pip/pip.conf': '[global]\nindex-url = https://files.example/simple\n' });
    assert.deepEqual(userIndexes({}, '/home/me', read), ['https://files.example/simple']);
    assert.deepEqual(userIndexes({ PIP_INDEX_URL: 'https://variable.example/simple' }, '/home/me', read), [
      'https://variable.example/simple',
    ]);
    assert.deepEqual(userIndexes({}, '/home/me', files({})), []);
  });

  it('are read where Windows has them', () => {
    const read = files({ 'C:\\Users\\me/pip/pip.ini': '[global]\nindex-url = https://files.example/simple\n' });
    assert.deepEqual(userIndexes({ APPDATA: 'C:\\Users\\me' }, 'C:\\Users\\me', read), [
      'https://files.example/simple',
    ]);
  });
});

// What the product reads of runs, data and commits, beside what the tools that wrote them say. TOUCHSTONE_PROVENANCE_VENVS, else out, is a folder with
// four virtual environments:
//   venv-mlflow2  pip install mlflow-skinny==2.22.5 pandas 'setuptools<80' 'sqlalchemy<2.1' alembic
//   venv-mlflow3  pip install mlflow-skinny==3.17.2 pandas 'sqlalchemy<2.1' alembic
//   venv-dvc2     pip install dvc==2.58.2 'setuptools<80' 'pathspec<0.12' 'fsspec<2024' 'dulwich<0.22'
//   venv-dvc3     pip install dvc==3.67.1
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeFileSystem } from '../../src/cli/node-files';
import type { DvcEntry } from '../../src/core/dvc-facts';
import { entryPath, readDvcRecords, readPipelineIn, type LocatedStage } from '../../src/project/dvc/dvc-records';
import { Repositories } from '../../src/project/git/repository';
import { findRunStores } from '../../src/project/run-stores';
import { readConfig } from '../../src/readers/config/config';
import { readDvcOptions } from '../../src/readers/dvc/dvc-config';
import { MADE, unpacked } from '../readers/dvc/unpacked';

const VENVS = process.env['TOUCHSTONE_PROVENANCE_VENVS'] ?? path.join(__dirname, '../../out');

function asked<T>(venv: string, oracle: string, ...args: readonly string[]): T {
  const out = execFileSync(path.join(VENVS, venv, 'bin/python'), [path.join(__dirname, oracle), ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DVC_NO_ANALYTICS: '1', LOGNAME: 'ada', USER: 'ada' },
  });
  return JSON.parse(out.trim().split('\n').at(-1)!) as T;
}

type Said = Readonly<Record<string, unknown>> & { readonly id: string };

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);
const number = (value: number): number | string =>
  Number.isFinite(value) ? value : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';

describe('the client of MLflow', function () {
  this.timeout(600_000);

  for (const [venv, version] of [
    ['venv-mlflow2', '2.22.5'],
    ['venv-mlflow3', '3.17.2'],
  ] as const)
    for (const kind of ['sqlite', 'wal', 'files'] as const)
      it(`${version} says of each run of a store (${kind}) what we read`, async () => {
        const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-mlflow-'));
        try {
          const said = asked<{ version: string; runs: readonly Said[] }>(venv, 'mlflow_oracle.py', folder, kind);
          assert.equal(said.version, version);
          const { stores, notes } = await findRunStores(new NodeFileSystem(folder), '');
          assert.deepEqual([notes, stores.length], [[], 1]);
          const runs = stores[0]!.runs.map(({ models, dirty, params, tags, metrics, inputs, ...run }): Said => {
            assert.deepEqual(models, []);
            return {
              ...run,
              dirty: dirty === null ? null : String(dirty),
              params: Object.fromEntries(params),
              tags: Object.fromEntries(tags),
              metrics: Object.fromEntries([...metrics].map(([key, value]) => [key, number(value)])),
              inputs: inputs.map((input) => [input.name, input.digest, input.source]),
            };
          });
          assert.deepEqual([...runs].sort(byId), [...said.runs].sort(byId));
          assert.ok(runs.length >= 30, `${runs.length}`);
          console.log(`      mlflow ${version}, ${kind}: ${runs.length} runs, the same in all 13 fields`);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      });
});

interface SaidEntry {
  readonly path: string;
  readonly hash: string | null;
  readonly digest: string | null;
  readonly size: number | null;
  readonly files: number | null;
  readonly repository: readonly (string | null)[] | null;
}

interface SaidStage {
  readonly file: string;
  readonly name: string;
  readonly commands: readonly string[];
  readonly frozen: boolean;
  readonly outputs: readonly SaidEntry[];
  readonly dependencies: readonly SaidEntry[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

async function recordsBelow(files: NodeFileSystem, folder = ''): Promise<readonly (readonly [string, LocatedStage])[]> {
  const found: (readonly [string, LocatedStage])[] = [];
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  for (const { name, kind } of (await files.list(folder)) ?? [])
    if (kind === 'directory' && !name.startsWith('.')) found.push(...(await recordsBelow(files, at(name))));
    else if (kind === 'file' && (name.endsWith('.dvc') || name === 'dvc.lock')) {
      const { stages, problems } = await readDvcRecords(files, at(name));
      assert.deepEqual(problems, [], name);
      for (const stage of stages) found.push([at(name === 'dvc.lock' ? 'dvc.yaml' : name), stage]);
    }
  return found;
}

describe('the API of DVC', function () {
  this.timeout(600_000);

  for (const made of MADE)
    for (const which of ['first', 'second'] as const)
      it(`says of each stage of a repository of ${made} (${which}) what we read`, async () => {
        const root = unpacked(made)[which];
        const said = asked<{
          version: string;
          stages: readonly SaidStage[];
          remotes: Readonly<Record<string, Readonly<Record<string, string>>>>;
        }>(`venv-${made}`, 'dvc_oracle.py', root);
        assert.equal(said.version, made === 'dvc3' ? '3.67.1' : '2.58.2');
        const files = new NodeFileSystem(root);
        const entry =
          (folder: string | null) =>
          (each: DvcEntry): SaidEntry => ({
            path: each.repository || /^\w+:\/\//.test(each.path) ? each.path : (entryPath(folder, each) ?? each.path),
            hash: each.hash,
            digest: each.digest === null ? null : each.digest + (each.isFolder ? '.dir' : ''),
            size: each.size,
            files: each.files,
            repository: each.repository && [each.repository.url, each.repository.revision, each.repository.commit],
          });
        const found = (await recordsBelow(files)).map(([file, { stage, folder }]): SaidStage => ({
          file,
          name: stage.name,
          commands: stage.commands,
          frozen: stage.isFrozen,
          outputs: stage.outputs.map(entry(folder)),
          dependencies: stage.dependencies.map(entry(folder)),
          parameters: Object.fromEntries(
            stage.parameters.map(({ file: from, key, value }) => [`${from}:${key}`, value]),
          ),
        }));
        const key = ({ file, name }: SaidStage): string => `${file}:${name}`;
        const sorted = (stages: readonly SaidStage[]): readonly SaidStage[] =>
          [...stages].sort((one, other) => (key(one) < key(other) ? -1 : 1));
        assert.deepEqual(sorted(found).map(plainStage), sorted(said.stages).map(plainStage));
        for (const folder of ['', 'src'])
          assert.deepEqual((await readPipelineIn(files, folder))?.problems ?? [], [], 'pipelines are read whole');
        const text = new TextDecoder().decode((await files.read('.dvc/config'))!);
        const { facts } = readConfig(text, '.dvc/config', 'ini');
        const remotes: Record<string, Record<string, string>> = {};
        for (const { section, name, key: option, value } of readDvcOptions('.dvc/config', text, facts.entries).options)
          if (section === 'remote' && name !== null) (remotes[name] ??= {})[option] = value;
        assert.deepEqual(Object.keys(remotes).sort(), Object.keys(said.remotes).sort());
        console.log(`      dvc ${said.version}, ${which}: ${found.length} stages, the same in every field`);
      });
});

const plainStage = (stage: SaidStage): unknown => ({
  ...stage,
  outputs: [...stage.outputs].sort((one, other) => (one.path < other.path ? -1 : 1)),
  dependencies: [...stage.dependencies].sort((one, other) => (one.path < other.path ? -1 : 1)),
  parameters: Object.fromEntries(Object.entries(stage.parameters).sort(([one], [other]) => (one < other ? -1 : 1))),
});

describe('git', function () {
  this.timeout(600_000);
  const root = path.join(__dirname, '../..');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });

  it('says of the last commits of this repository, and of its files, what we read', async () => {
    const files = new NodeFileSystem(root, { outside: true });
    const host = { files, root, home: null, configHome: null };
    const repository = await new Repositories(files, host, () => undefined).at('');
    const contents = await repository.contents();
    const lines = git('log', '-300', '--format=%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%at%x1f%cn%x1f%ct%x1f%s')
      .trim()
      .split('\n');
    for (const line of lines) {
      const commit = await contents.commit(line.slice(0, line.indexOf('\x1f')));
      assert.ok(typeof commit !== 'string', String(commit));
      const { id, tree, parents, author, committer, subject } = commit;
      const fields = [
        id,
        tree,
        parents.join(' '),
        author?.name,
        author?.email,
        author?.time,
        committer?.name,
        committer?.time,
      ];
      assert.equal([...fields, subject].join('\x1f'), line);
    }
    const changed = new Set(git('diff', '--name-only', '-z', 'HEAD').split('\0'));
    const tree = git('ls-tree', '-r', '-z', 'HEAD')
      .split('\0')
      .filter((line) => line !== '');
    // Every seventh, so that it is done in a minute.
    const some = tree.filter((_line, index) => index % 7 === 0);
    for (const line of some) {
      const [, blob, file] = /^\d+ \w+ ([0-9a-f]+)\t(.*)$/s.exec(line)!;
      const { state, expected } = await contents.workTree.fileState(file!);
      assert.deepEqual([expected, state === 'committed'], [blob, !changed.has(file!)], `${file}: ${state}`);
    }
    const version = git('--version').trim();
    console.log(
      `      ${version}: ${lines.length} commits in nine fields, ${some.length} files of ${readdirSync(root).length} entries`,
    );
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RunsDocument } from '../../src/report/runs';
import { sampleSecret } from '../harness/secret-samples';
import { sqlite } from '../readers/sqlite/oracle';
import { call, project, run } from './bundle';

const STORES = path.join(__dirname, '../readers/mlflow/stores');
const store = (name: string): Uint8Array => new Uint8Array(gunzipSync(readFileSync(path.join(STORES, name))));

const json = async (root: string, ...args: string[]): Promise<RunsDocument> =>
  JSON.parse((await call(root, ['runs', '--format', 'json', ...args])).out) as RunsDocument;

describe('touchstone runs', function () {
  this.timeout(60_000);

  it('lists the runs of all stores, in a table and as JSON', async () => {
    const root = project({ 'a/mlflow.db': store('sqlite-3.17.2.db.gz'), 'b/old.sqlite': store('sqlite-2.22.5.db.gz') });
    const document = await json(root);
    assert.deepEqual(document.stores, [
      { path: 'a/mlflow.db', kind: 'sqlite', note: '1 deleted run is not listed' },
      { path: 'b/old.sqlite', kind: 'sqlite', note: '1 deleted run is not listed' },
    ]);
    assert.equal(document.runs.length, 8);
    const outer = document.runs.find(({ name }) => name === 'outer')!;
    assert.match(outer.start!, /^2026-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(outer.metrics, { bad: 'NaN', late: 1, loss: 0.25, 'val/acc': 0.75 });
    assert.deepEqual(outer.params, { lr: '0.1', note: 'two\nlines', 'deep/er': 'é 漢字' });
    assert.deepEqual([outer.commit.known, outer.commit.dirty], [null, null], 'there is no repository around it');
    assert.deepEqual(outer.models, [{ name: 'model', path: null, signature: null }]);
    const { status, out } = await run(root, ['runs']);
    assert.equal(status, 0);
    assert.match(
      out,
      /^a\/mlflow\.db SQLite, 4 runs\n {2}note 1 deleted run is not listed\n {2}started \(UTC\) {2,}status/,
    );
    assert.match(out, /finished {2,}outer {2,}toy {2,}ada {2,}[0-9a-f]{8} {2,}model \(not here\) {2,}/);
    assert.match(out, /Runs are as their store has them: users, commits and digests are not verified\.\n$/);
    assert.deepEqual(await json(root, 'a/mlflow.db'), await json(root, 'a'), 'a store can be named itself');
  });

  it('says of a commit whether the repository around has it', async () => {
    const root = project({ 'work/mlflow.db': store('sqlite-3.17.2.db.gz') });
    execFileSync('git', ['init', '-q'], { cwd: root });
    const { runs } = await json(root, 'work');
    assert.deepEqual([...new Set(runs.map(({ commit }) => commit.known))].sort(), [false, null].sort());
    assert.match((await run(root, ['runs'])).out, /[0-9a-f]{8} not here/);
  });

  it('repeats no key that was logged', async () => {
    const SQL = await sqlite;
    const [first, second] = [sampleSecret('huggingface'), sampleSecret('openai')];
    const database = new SQL.Database();
    database.run(`CREATE TABLE alembic_version (version_num);
      CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name);
      CREATE TABLE runs (run_uuid, name, status, start_time, experiment_id);
      CREATE TABLE tags (run_uuid, key, value); CREATE TABLE params (run_uuid, key, value);
      INSERT INTO runs VALUES ('r1', '${first}', 'FINISHED', 8640000000000001, 7);
      INSERT INTO params VALUES ('r1', 'token', '${first}'), ('r1', 'password', 'hunter2!x'), ('r1', 'args', '--key ${second}');
      INSERT INTO params VALUES ('r1', 'tokenizer', 'gpt2'), ('r1', 'lr', '0.1'), ('r1', '${second}', 'x');
      INSERT INTO tags VALUES ('r1', 'mlflow.source.name', 'https://ada:hunter2x@example.org/a.py');`);
    const root = project({ 'mlflow.db': database.export() });
    for (const format of ['json', 'table']) {
      const { out, err } = await call(root, ['runs', '--format', format]);
      for (const secret of [first, second, 'hunter2']) assert.ok(!(out + err).includes(secret), format);
    }
    const [listed] = (await json(root)).runs;
    assert.equal(listed!.params['tokenizer'], 'gpt2');
    assert.deepEqual([listed!.start, listed!.experiment], [null, '7']);
  });

  it('says what it cannot read, and what is not there', async () => {
    const root = project({ 'a.txt': 'x', 'b.db': store('sqlite-3.17.2.db.gz').subarray(0, 90) });
    assert.deepEqual((await call(root, ['runs'])).out, 'no tracking store of MLflow was found here\n');
    assert.match((await call(root, ['runs'])).err, /b\.db: not read: it is cut short/);
    for (const [name, said] of [
      ['none', 'none does not exist'],
      ['a.txt', 'a.txt is no tracking store of MLflow'],
      ['b.db', 'b.db cannot be read: it is cut short'],
    ] as const) {
      const { status, err } = await run(root, ['runs', name]);
      assert.deepEqual([status, err.trim()], [2, `touchstone: ${said}`]);
    }
  });
});

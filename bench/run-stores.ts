// node --import tsx bench/run-stores.ts [--python python3]: a tracking store of 10,000 runs and 1,000,000 metric points, listed; beside it a bare walk over
// the same pages, and SQLite compiled to WebAssembly that answers the same questions. Each runs in a process of its own, so that its memory is its own.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import initSqlJs from 'sql.js';
import { NodeFileSystem } from '../src/cli/node-files';
import { readDatabase } from '../src/project/run-stores';

/** Python's own SQLite makes the store: 244 MB, as MLflow lays it out, with the tables that a list needs and the one that it must not read. */
const MAKE = `
import sqlite3, sys, random
random.seed(7)
db = sqlite3.connect(sys.argv[1]); c = db.cursor()
c.executescript("""
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));
CREATE TABLE experiments (experiment_id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(256), artifact_location VARCHAR(256), lifecycle_stage VARCHAR(32));
CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), source_type VARCHAR(20), source_name VARCHAR(500), user_id VARCHAR(256), status VARCHAR(9), start_time BIGINT, end_time BIGINT, source_version VARCHAR(50), lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER, PRIMARY KEY (run_uuid));
CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
INSERT INTO alembic_version VALUES ('dc11669786a5'); INSERT INTO experiments VALUES (0, 'Default', 'mlruns/0', 'active'), (1, 'toy', 'mlruns/1', 'active');
""")
for n in range(10000):
    run = "%032x" % random.getrandbits(128)
    c.execute("INSERT INTO runs VALUES (?, ?, 'UNKNOWN', '', 'ada', 'FINISHED', ?, ?, '', 'active', ?, 1)", (run, f"run-{n}", 1764000000000 + n, 1764000100000 + n, f"mlruns/1/{run}/artifacts"))
    c.executemany("INSERT INTO tags VALUES (?, ?, ?)", [(k, v, run) for k, v in (("mlflow.user", "ada"), ("mlflow.source.name", "train.py"), ("mlflow.source.type", "LOCAL"), ("mlflow.source.git.commit", "%040x" % n), ("mlflow.runName", f"run-{n}"))])
    c.executemany("INSERT INTO params VALUES (?, ?, ?)", [(f"param_{p}", str(random.random()), run) for p in range(10)])
    c.executemany("INSERT INTO latest_metrics VALUES (?, ?, ?, 19, 0, ?)", [(f"metric_{m}", random.random(), 1764000000000, run) for m in range(5)])
    c.executemany("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)", [(f"metric_{m}", random.random(), 1764000000000 + s, run, s) for m in range(5) for s in range(20)])
db.commit()
`;

const PIECE = 1024 * 1024;

async function once(what: string, store: string): Promise<void> {
  const start = performance.now();
  let rows = 0;
  if (what === 'ours') {
    const read = await readDatabase(new NodeFileSystem(path.dirname(store)), path.basename(store));
    if (read === null || typeof read === 'string') throw new Error(String(read));
    rows = read.runs.length;
  } else if (what === 'walk') {
    const file = openSync(store, 'r');
    const bytes = new Uint8Array(PIECE);
    for (let at = 0, count = 1; count > 0; at += count) rows += (count = readSync(file, bytes, 0, PIECE, at)) / 4096;
    closeSync(file);
  } else {
    const SQL = await initSqlJs();
    const database = new SQL.Database(readFileSync(store));
    for (const table of ['experiments', 'runs', 'tags', 'params', 'latest_metrics']) {
      const statement = database.prepare(`SELECT * FROM ${table}`);
      while (statement.step()) if (statement.get(null, { useBigInt: true }) && table === 'runs') rows++;
      statement.free();
    }
  }
  console.log(
    JSON.stringify({ milliseconds: performance.now() - start, megabytes: process.resourceUsage().maxRSS / 1024, rows }),
  );
}

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly rows: number;
}

function main(): void {
  const { values } = parseArgs({
    options: { once: { type: 'string' }, store: { type: 'string' }, python: { type: 'string', default: 'python3' } },
  });
  if (values.once !== undefined) return void once(values.once, values.store!);
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-runs-'));
  const store = path.join(folder, 'mlflow.db');
  try {
    execFileSync(values.python, ['-c', MAKE, store], { stdio: 'inherit' });
    console.log(`a store of ${(statSync(store).size / 1e6).toFixed(0)} MB, 10,000 runs, 1,000,000 metric points`);
    const best = (what: string): Measured => {
      const runs = Array.from({ length: 3 }, () => {
        const args = ['--import', 'tsx', __filename, '--once', what, '--store', store];
        return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured;
      });
      return runs.sort((a, b) => a.milliseconds - b.milliseconds)[0]!;
    };
    const [walk, ours, wasm, bare] = [best('walk'), best('ours'), best('sql.js'), best('walk')];
    const floor = Math.min(walk.megabytes, bare.megabytes);
    for (const [name, { milliseconds, megabytes }] of Object.entries({
      'bare walk over its pages': walk,
      'list of runs': ours,
      'sql.js': wasm,
    }))
      console.log(
        `${name}: ${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB (${Math.max(megabytes - floor, 0).toFixed(0)} above a bare process)`,
      );
    console.log(
      `against the walk: ${(ours.milliseconds / walk.milliseconds).toFixed(1)} times the time; against sql.js: ${(wasm.milliseconds / ours.milliseconds).toFixed(1)} times as fast, ${((ours.megabytes / wasm.megabytes) * 100).toFixed(0)} % of the memory`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();

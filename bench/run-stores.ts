// node --import tsx bench/run-stores.ts [--python python3] [--rounds 5]: two tracking stores, listed. One of 500 runs and 1,200,000 metric points, beside
// SQLite compiled to WebAssembly that answers the same questions; one of 10,000 runs and 1,000,000 metric points, beside a bare walk over its pages.
// Each runs in a process of its own, in turns, compiled, so that its memory and its CPU time are its own; what is told is what the listing takes.
import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NodeFileSystem } from '../src/cli/node-files';
import { readDatabase } from '../src/project/run-stores';

/** Python's own SQLite makes the stores as MLflow lays them out: with the tables that a list needs, and the one that it must not read. */
const MAKE = `
import sqlite3, sys, random
random.seed(7)
db = sqlite3.connect(sys.argv[1]); RUNS, STEPS = int(sys.argv[2]), int(sys.argv[3]); c = db.cursor()
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
for n in range(RUNS):
    run = "%032x" % random.getrandbits(128)
    c.execute("INSERT INTO runs VALUES (?, ?, 'UNKNOWN', '', 'ada', 'FINISHED', ?, ?, '', 'active', ?, 1)", (run, f"run-{n}", 1764000000000 + n, 1764000100000 + n, f"mlruns/1/{run}/artifacts"))
    c.executemany("INSERT INTO tags VALUES (?, ?, ?)", [(k, v, run) for k, v in (("mlflow.user", "ada"), ("mlflow.source.name", "train.py"), ("mlflow.source.type", "LOCAL"), ("mlflow.source.git.commit", "%040x" % n), ("mlflow.runName", f"run-{n}"))])
    c.executemany("INSERT INTO params VALUES (?, ?, ?)", [(f"param_{p}", str(random.random()), run) for p in range(10)])
    c.executemany("INSERT INTO latest_metrics VALUES (?, ?, ?, 19, 0, ?)", [(f"validation/metric_{m}/of_the_epoch", random.random(), 1764000000000, run) for m in range(5)])
    c.executemany("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)", [(f"validation/metric_{m}/of_the_epoch", random.random(), 1764000000000 + s, run, s) for m in range(5) for s in range(STEPS)])
db.commit()
`;

const PAGE = 4_096;
/** Kinds of pages that hold a tree, and bytes of their headers. */
const HEADERS: Readonly<Record<number, number>> = { 2: 12, 5: 12, 10: 8, 13: 8 };

/** Reads each page of a file by itself, and how long each of its cells is: nothing is put together, and nothing decoded. */
function walk(store: string): number {
  const file = openSync(store, 'r');
  const { size } = fstatSync(file);
  const bytes = new Uint8Array(PAGE);
  const view = new DataView(bytes.buffer);
  let total = 0;
  for (let at = 0; at < size; at += PAGE) {
    readSync(file, bytes, 0, PAGE, at);
    const header = HEADERS[bytes[0]!];
    if (header === undefined) continue;
    const count = view.getUint16(3);
    for (let index = 0; index < count; index++) {
      let cell = view.getUint16(header + index * 2) + (header === 12 ? 4 : 0);
      let length = 0;
      for (let byte = 0x80; byte >= 0x80 && cell < PAGE;) length = length * 128 + ((byte = bytes[cell++]!) & 0x7f);
      total += length;
    }
  }
  closeSync(file);
  return total;
}

async function list(store: string): Promise<number> {
  const read = await readDatabase(new NodeFileSystem(path.dirname(store)), path.basename(store));
  if (read === null || typeof read === 'string') throw new Error(String(read));
  if (read.notes.length > 0) throw new Error(read.notes.join());
  return read.runs.length;
}

async function listBySqlJs(store: string): Promise<number> {
  const { default: initSqlJs } = await import('sql.js');
  const SQL = await initSqlJs();
  const database = new SQL.Database(readFileSync(store));
  let runs = 0;
  for (const table of ['experiments', 'runs', 'tags', 'params', 'latest_metrics']) {
    const statement = database.prepare(`SELECT * FROM ${table}`);
    while (statement.step()) if (statement.get(null, { useBigInt: true }) && table === 'runs') runs++;
    statement.free();
  }
  return runs;
}

const WORK: Readonly<Record<string, (store: string) => number | Promise<number>>> = {
  'bare walk': walk,
  list,
  'sql.js': listBySqlJs,
  'nothing but Node': () => 0,
};

/** Of one process. */
interface Measured {
  /** Seconds of CPU time that the work took, user and system; a busy machine makes the time by the clock mean little. */
  readonly cpu: number;
  readonly wall: number;
  /** Megabytes at its peak. */
  readonly memory: number;
  readonly result: number;
}

async function once(what: string, store: string): Promise<void> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await WORK[what]!(store);
  const { user, system } = process.cpuUsage(before);
  const memory = (process.resourceUsage().maxRSS * 1024) / 1e6;
  console.log(JSON.stringify({ cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1e3, memory, result }));
}

/** Where the compiled program finds packages. */
const MODULES = { ...process.env, NODE_PATH: path.join(__dirname, '../node_modules') };

/** The median of each by CPU time, after rounds in turns. */
function inTurns(program: string, store: string, whats: readonly string[], rounds: number): readonly Measured[] {
  const all = whats.map((): Measured[] => []);
  for (let round = 0; round < rounds; round++)
    whats.forEach((what, index) => {
      const out = execFileSync(process.execPath, [program, '--once', what, '--store', store], {
        encoding: 'utf8',
        env: MODULES,
      });
      all[index]!.push(JSON.parse(out) as Measured);
    });
  return all.map((measured, index) => {
    const { cpu, wall, memory, result } = [...measured].sort((a, b) => a.cpu - b.cpu)[rounds >> 1]!;
    const times = `${(cpu * 1e3).toFixed(0)} ms of CPU, ${(wall * 1e3).toFixed(0)} ms by the clock`;
    console.log(`  ${whats[index]!}: ${times}, ${memory.toFixed(0)} MB (${result})`);
    return { cpu, wall, memory, result };
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      once: { type: 'string' },
      store: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      rounds: { type: 'string', default: '5' },
    },
  });
  if (values.once !== undefined) return once(values.once, values.store!);
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-runs-'));
  const program = path.join(folder, 'measured.cjs');
  (await import('esbuild')).buildSync({
    entryPoints: [__filename],
    outfile: program,
    bundle: true,
    platform: 'node',
    external: ['esbuild', 'sql.js'],
    supported: { 'dynamic-import': false },
    logLevel: 'error',
  });
  const made = (runs: number, steps: number): string => {
    const store = path.join(folder, `${runs}.db`);
    execFileSync(values.python, ['-c', MAKE, store, String(runs), String(steps)], { stdio: 'inherit' });
    const megabytes = (statSync(store).size / 1e6).toFixed(0);
    console.log(`a store of ${megabytes} MB, ${runs} runs, ${runs * 5 * steps} metric points`);
    return store;
  };
  const rounds = Number(values.rounds);
  try {
    const [ours, wasm] = inTurns(program, made(500, 480), ['list', 'sql.js', 'nothing but Node'], rounds);
    const [times, share] = [wasm!.cpu / ours!.cpu, (ours!.memory / wasm!.memory) * 100];
    console.log(`  ${times.toFixed(1)} times as fast as sql.js, with ${share.toFixed(0)} % of its memory`);
    const [walked, listed] = inTurns(program, made(10_000, 20), ['bare walk', 'list'], rounds);
    console.log(`  ${(listed!.cpu / walked!.cpu).toFixed(1)} times the bare walk`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();

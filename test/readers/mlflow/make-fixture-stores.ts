// node --import tsx test/readers/mlflow/make-fixture-stores.ts: writes the databases of the rules' fixtures, small tracking stores of MLflow. Fixtures
// are texts, so every byte of these is ASCII: rows are placed where the offsets to them have no high bit. SQLite reads them like any other.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import initSqlJs from 'sql.js';

const PAGE = 1024;
/** Where rows may begin: the low byte of the offset has no high bit. */
const STARTS = [0x100, 0x200, 0x300];

type Row = readonly string[];

const TABLES: readonly (readonly [name: string, sql: string])[] = [
  ['alembic_version', 'CREATE TABLE alembic_version(version_num)'],
  ['experiments', 'CREATE TABLE experiments(experiment_id,name)'],
  ['runs', 'CREATE TABLE runs(run_uuid,experiment_id,status)'],
  ['tags', 'CREATE TABLE tags(run_uuid,key,value)'],
  ['params', 'CREATE TABLE params(run_uuid,key,value)'],
];

function store(rows: Readonly<Record<string, readonly Row[]>>): Buffer {
  const pages = Buffer.alloc(PAGE * (TABLES.length + 1));
  pages.write('SQLite format 3\0');
  pages.writeUInt16BE(PAGE, 16);
  pages.set([1, 1, 0, 64, 32, 32], 18);
  for (const [at, value] of [
    [24, 1],
    [28, TABLES.length + 1],
    [40, 1],
    [44, 4],
    [56, 1],
    [92, 1],
    [96, 3],
  ] as const)
    pages.writeUInt32BE(value, at);
  const master = TABLES.map(([name, sql], index) => ['table', name, name, index + 2, sql]);
  leaf(pages.subarray(0, PAGE), 100, master);
  for (const [index, [name]] of TABLES.entries())
    leaf(pages.subarray((index + 1) * PAGE, (index + 2) * PAGE), 0, rows[name] ?? []);
  if (pages.some((byte) => byte >= 0x80)) throw new Error('a byte is not ASCII');
  return pages;
}

/** A leaf of a table (file format, 1.6): rows side by side, two in each quarter of the page. */
function leaf(page: Buffer, header: number, rows: readonly (readonly (string | number)[])[]): void {
  page[header] = 13;
  page.writeUInt16BE(rows.length, header + 3);
  page.writeUInt16BE(STARTS[0]!, header + 5);
  let at = STARTS[0]!;
  for (const [index, row] of rows.entries()) {
    const types = row.map((value) => (typeof value === 'number' ? 1 : 13 + 2 * value.length));
    const record = Buffer.concat([
      Buffer.from([types.length + 1, ...types]),
      ...row.map((value) => (typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value))),
    ]);
    const cell = Buffer.concat([Buffer.from([record.length, index + 1]), record]);
    if ((at & 0xff) >= 0x80) at = (at & ~0xff) + 0x100;
    if (at + cell.length > PAGE) throw new Error('too many rows');
    cell.copy(page, at);
    page.writeUInt16BE(at, header + 8 + index * 2);
    at += cell.length;
  }
}

const RUN = '0123456789abcdef0123456789abcdef';
const COMMIT = '5f0c3b1e9a7d4c2b8e6f1a0d3c5b7e9f2a4d6c8b';
const made = (tags: Readonly<Record<string, string>>, params: Readonly<Record<string, string>> = {}): Buffer =>
  store({
    alembic_version: [['dc11669786a5']],
    experiments: [['1', 'toy']],
    runs: [[RUN, '1', 'FINISHED']],
    tags: Object.entries(tags).map(([key, value]) => [RUN, key, value]),
    params: Object.entries(params).map(([key, value]) => [RUN, key, value]),
  });

const LOCAL = { 'mlflow.source.type': 'LOCAL' };
const AT_COMMIT = { ...LOCAL, 'mlflow.source.git.commit': COMMIT };
/** A key of a provider is put together when a fixture is read. */
const KEY = `hf_${'x'.repeat(34)}`;
const FIXTURES: Readonly<Record<string, Buffer>> = {
  'run-without-commit/bad-database': made(LOCAL),
  'run-without-commit/ok-database': made(AT_COMMIT),
  'run-from-dirty-tree/bad-database': made({ ...AT_COMMIT, 'mlflow.source.git.dirty': 'true' }),
  'run-from-dirty-tree/ok-database': made(AT_COMMIT),
  'secret-in-run/bad-database': made(AT_COMMIT, { hf_token: KEY }),
  'secret-in-run/ok-database': made(AT_COMMIT, { lr: '0.1' }),
  'store-committed/bad-database': made(AT_COMMIT),
  'store-committed/ok-database': made(AT_COMMIT),
};

void initSqlJs().then((SQL) => {
  for (const [fixture, bytes] of Object.entries(FIXTURES)) {
    const [result] = new SQL.Database(bytes).exec('SELECT run_uuid FROM runs');
    if (result?.values[0]?.[0] !== RUN) throw new Error(`SQLite does not read ${fixture}`);
    const folder = path.join(__dirname, '../../rules', fixture);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'mlflow.db'),
      bytes.toString('latin1').replace(KEY, '{{secret:huggingface}}'),
      'latin1',
    );
  }
});

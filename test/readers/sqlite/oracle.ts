import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js';
import type { Random } from '../../../bench/corpus';
import { memorySource } from '../../../src/readers/artifacts/byte-source';
import { SqliteDatabase } from '../../../src/readers/sqlite/database';
import type { SizedSource } from '../../../src/readers/sqlite/pages';
import type { SqliteValue } from '../../../src/readers/sqlite/record';

/** SQLite itself, compiled to WebAssembly. */
export const sqlite: Promise<SqlJsStatic> = initSqlJs();

export const sized = (bytes: Uint8Array): SizedSource => memorySource(bytes) as SizedSource;

export type Rows = Readonly<Record<string, readonly (readonly SqliteValue[])[]>>;

/** Tables and the columns that are compared; those without row numbers come in no order. */
export const TABLES: Readonly<Record<string, { readonly columns: readonly string[]; readonly isKeyed?: true }>> = {
  plain: { columns: ['id', 'a', 'b', 'c', 'd', 'added', 'later'] },
  bare: { columns: ['x', 'Y', 'z'] },
  keyed: { columns: ['run', 'key', 'value'], isKeyed: true },
  descending: { columns: ['id', 'v'] },
  computed: { columns: ['a', 'kept', 'b'] },
};

/** A database as programs make them: rows of every type and length, some gone again, columns that came later. */
export function generated(SQL: SqlJsStatic, random: Random): Uint8Array {
  const database = new SQL.Database();
  database.run(`PRAGMA page_size = ${[512, 1024, 4096, 8192, 65_536][random.below(5)]};
    PRAGMA encoding = '${['UTF-8', 'UTF-16le', 'UTF-16be'][random.below(3)]}';
    PRAGMA auto_vacuum = ${random.below(3)};
    CREATE TABLE plain (id INTEGER PRIMARY KEY${['', ' AUTOINCREMENT', ' ASC'][random.below(3)]}, "a" TEXT, [b] REAL, c BLOB, d);
    CREATE TABLE bare(x /* of it */, Y INTEGER DEFAULT (1 + 1), "z, z" TEXT -- the last
      , z varchar(20) NOT NULL DEFAULT 'it''s');
    CREATE TABLE keyed (value FLOAT, "key" TEXT, run INTEGER, PRIMARY KEY (run DESC, key)) WITHOUT ROWID;
    CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, v);
    CREATE TABLE computed (a INT, twice INT GENERATED ALWAYS AS (a * 2) VIRTUAL, kept INT AS (a + 1) STORED, b TEXT);
    CREATE INDEX of_a ON plain (a); CREATE VIEW v AS SELECT 1;`);
  fill(database, random);
  database.run(`ALTER TABLE plain ADD COLUMN added INTEGER DEFAULT -7; ALTER TABLE plain ADD later TEXT DEFAULT 12;`);
  fill(database, random);
  if (random.below(2))
    database.run(`DELETE FROM plain WHERE id % ${2 + random.below(4)} = 0; DELETE FROM keyed WHERE run % 3 = 0`);
  if (random.below(3) === 0)
    database.run('DROP TABLE bare; CREATE TABLE bare (z, Y, x); INSERT INTO bare VALUES (1, 2, 3)');
  if (random.below(4) === 0) database.run('VACUUM');
  const image = database.export();
  database.close();
  return image;
}

/** The same database after more work on it. */
export function continued(SQL: SqlJsStatic, image: Uint8Array, random: Random): Uint8Array {
  const database = new SQL.Database(image);
  if (random.below(2)) database.run('DELETE FROM plain WHERE id % 3 = 1');
  fill(database, random);
  const result = database.export();
  database.close();
  return result;
}

function fill(database: Database, random: Random): void {
  const count = random.below(60);
  for (let index = 0; index < count; index++) {
    database.run('INSERT INTO plain (a, b, c, d) VALUES (?, ?, ?, ?)', [
      text(random),
      random.below(3) ? random.below(1000) / 8 : random.below(9),
      random.below(3) ? blob(random) : null,
      anything(random),
    ]);
    database.run(`INSERT INTO plain (d) VALUES (${integer(random)})`);
    database.run('INSERT INTO bare (x, z) VALUES (?, ?)', [anything(random), text(random)]);
    database.run('INSERT OR IGNORE INTO keyed VALUES (?, ?, ?)', [
      random.below(100) / 4,
      text(random),
      random.below(40),
    ]);
    database.run('INSERT OR IGNORE INTO descending VALUES (?, ?)', [index, anything(random)]);
    database.run('INSERT INTO computed VALUES (?, ?)', [random.below(1000), text(random)]);
  }
}

/** Of every width that SQLite writes, with both signs. */
const integer = (random: Random): bigint =>
  BigInt.asIntN(64, (BigInt(random.below(2 ** 30)) << BigInt(random.below(35))) * (random.below(2) ? 1n : -1n));

const LENGTHS = [0, 1, 5, 20, 47, 49, 100, 400, 600, 3_000, 20_000, 150_000];

function text(random: Random): string {
  const piece = ['metric', 'é', '漢字', '🙂', 'a b', "it's"][random.below(6)]!;
  return piece.repeat(1 + LENGTHS[random.below(random.below(30) ? 8 : LENGTHS.length)]! / piece.length);
}

const blob = (random: Random): Uint8Array =>
  new Uint8Array(LENGTHS[random.below(random.below(30) ? 8 : LENGTHS.length)]!).map(
    (_unused, index) => (index * 7) % 256,
  );

const anything = (random: Random): null | number | string | Uint8Array =>
  [null, random.below(2), random.below(100_000) - 50_000, random.below(1_000) / 7, text(random), blob(random)][
    random.below(6)
  ]!;

/** What SQLite says; null where it cannot read it. */
export function rowsOfSqlite(SQL: SqlJsStatic, image: Uint8Array): Rows | null {
  const database = new SQL.Database(image);
  try {
    return Object.fromEntries(
      Object.entries(TABLES).map(([name, { columns, isKeyed }]) => {
        const statement = database.prepare(
          `SELECT ${columns.map((column) => existing(database, name, column)).join(', ')} FROM ${name} NOT INDEXED`,
        );
        const rows: SqliteValue[][] = [];
        while (statement.step()) rows.push(statement.get(null, { useBigInt: true }).map(narrowed));
        statement.free();
        return [name, isKeyed ? sorted(rows) : rows];
      }),
    );
  } catch {
    return null;
  } finally {
    database.close();
  }
}

/** A column that a table has not is undefined here, and NULL there. */
const existing = (database: Database, table: string, column: string): string =>
  database.exec(`SELECT 1 FROM pragma_table_xinfo('${table}') WHERE name = '${column}'`).length > 0
    ? `"${column}"`
    : 'NULL';

export interface Read {
  readonly rows: Rows;
  readonly notes: readonly string[];
}

/** What the reader says; a text where it cannot be opened. */
export async function rowsOfReader(main: Uint8Array, wal?: Uint8Array, journal?: Uint8Array): Promise<Read | string> {
  const database = await SqliteDatabase.open({
    main: sized(main),
    wal: wal && sized(wal),
    journal: journal && sized(journal),
  });
  if (typeof database === 'string') return database;
  const rows: Record<string, SqliteValue[][]> = {};
  for (const [name, { columns, isKeyed }] of Object.entries(TABLES)) {
    const table = database.table(name.toUpperCase());
    const all: SqliteValue[][] = [];
    if (table)
      for await (const page of database.rows(table, columns))
        all.push(...page.map((row) => row.map((value) => value ?? null)));
    rows[name] = isKeyed ? sorted(all) : all;
  }
  return { rows, notes: database.notes };
}

const narrowed = (value: SqliteValue): SqliteValue =>
  typeof value === 'bigint' && BigInt(Number(value)) === value && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value;

const sorted = (rows: SqliteValue[][]): SqliteValue[][] =>
  rows
    .map((row) => [row.map(String).join('|'), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, row]) => row);

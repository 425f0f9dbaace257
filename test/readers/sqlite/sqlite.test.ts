import assert from 'node:assert/strict';
import { Random } from '../../../bench/corpus';
import { SqliteDatabase } from '../../../src/readers/sqlite/database';
import { readTableDeclaration } from '../../../src/readers/sqlite/schema';
import { continued, generated, rowsOfReader, rowsOfSqlite, sized, sqlite, type Read, type Rows } from './oracle';
import { inWalMode, pageOfImage, pageSizeOf, walBetween, WalWriter } from './wal-files';

async function read(...files: Parameters<typeof rowsOfReader>): Promise<Read> {
  const result = await rowsOfReader(...files);
  assert.ok(typeof result !== 'string', String(result));
  return result;
}

describe('readers/sqlite', function () {
  this.timeout(120_000);

  it('reads the rows that SQLite reads', async () => {
    const SQL = await sqlite;
    let rows = 0;
    for (let seed = 1; seed <= 160; seed++) {
      const image = generated(SQL, new Random(seed));
      const { rows: found, notes } = await read(image);
      assert.deepEqual(notes, [], `${seed}`);
      assert.deepEqual(found, rowsOfSqlite(SQL, image), `${seed}`);
      rows += Object.values(found).reduce((sum, { length }) => sum + length, 0);
    }
    assert.ok(rows > 8_000, `${rows} rows`);
  });

  it('reads what its write-ahead log holds, and nothing that is not committed', async () => {
    const SQL = await sqlite;
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed);
      const before = generated(SQL, random);
      const after = continued(SQL, before, random);
      const wal = walBetween(inWalMode(before), inWalMode(after), seed % 2 === 0);
      const expected = rowsOfSqlite(SQL, after);
      assert.deepEqual(await read(inWalMode(before), wal.bytes), { rows: expected, notes: [] }, `${seed}`);
      const whole = wal.bytes;
      wal.frame(1, new Uint8Array(wal.pageSize), 0);
      wal.frame(2, new Uint8Array(wal.pageSize), 0);
      assert.deepEqual((await read(inWalMode(before), wal.bytes)).rows, expected, 'not committed');
      const cut = new Uint8Array(Buffer.concat([whole, wal.bytes.subarray(whole.length, whole.length + 100)]));
      assert.deepEqual((await read(inWalMode(before), cut)).rows, expected, 'cut within a frame');
      const old = new WalWriter(wal.pageSize, true, [1, 2]);
      old.frame(2, new Uint8Array(wal.pageSize), 2);
      const reused = new Uint8Array(Buffer.concat([whole, old.bytes.subarray(32)]));
      assert.deepEqual((await read(inWalMode(before), reused)).rows, expected, 'of a log before');
      const spoiled = whole.slice();
      spoiled[spoiled.length - 1]! ^= 1;
      assert.deepEqual((await read(inWalMode(before), spoiled)).rows, rowsOfSqlite(SQL, before), 'a wrong checksum');
    }
  });

  it('leaves a log alone that is none, or of another database', async () => {
    const SQL = await sqlite;
    const image = inWalMode(generated(SQL, new Random(3)));
    const expected = rowsOfSqlite(SQL, generated(SQL, new Random(3)));
    for (const wal of [new Uint8Array(0), new Uint8Array(31), new Uint8Array(5_000), new Uint8Array(5_000).fill(255)])
      assert.deepEqual(await read(image, wal), { rows: expected, notes: [] });
    const other = new WalWriter(pageSizeOf(image) === 512 ? 1024 : 512, true);
    other.frame(1, new Uint8Array(other.pageSize), 1);
    const { rows, notes } = await read(image, other.bytes);
    assert.deepEqual([rows, notes], [expected, ['its write-ahead log is of another database']]);
  });

  it('says that a store is being written, by its journal', async () => {
    const image = generated(await sqlite, new Random(4));
    const hot = Uint8Array.from([0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, ...new Array<number>(500).fill(0)]);
    assert.deepEqual((await read(image, undefined, hot)).notes, [
      'it is being written: a rollback journal lies beside it',
    ]);
    // One that is kept after a transaction has zeros there.
    assert.deepEqual((await read(image, undefined, new Uint8Array(512))).notes, []);
  });

  it('reads the rows that SQLite reads of damaged pages, or notes what it left out', async () => {
    const SQL = await sqlite;
    const images = Array.from({ length: 20 }, (_unused, index) => generated(SQL, new Random(index)));
    const [same, noted] = [new Set<number>(), new Set<number>()];
    for (let seed = 1; seed <= 160; seed++) {
      const random = new Random(seed);
      const image = images[seed % images.length]!.slice();
      const size = pageSizeOf(image);
      const page = 1 + random.below(image.length / size);
      for (let times = 1 + random.below(3); times > 0; times--) {
        // Mostly where a page says what is in it.
        const within = random.below(3) ? random.below(40) : random.below(size);
        if (page > 1 || within >= 100) image[(page - 1) * size + within] = random.below(256);
      }
      if (random.below(8) === 0) image.fill(0, (page - 1) * size + (page === 1 ? 100 : 0), page * size);
      const found = await rowsOfReader(image);
      if (typeof found === 'string' || found.notes.length > 0) noted.add(seed);
      else if (isSame(found.rows, rowsOfSqlite(SQL, image))) same.add(seed);
      else assert.fail(`seed ${seed}, page ${page}: other rows, and no note`);
    }
    assert.ok(same.size > 20 && noted.size > 20, `${same.size} the same, ${noted.size} noted`);
  });

  it('says of files that are no databases why', async () => {
    const image = generated(await sqlite, new Random(5));
    const opened = async (bytes: Uint8Array): Promise<unknown> => {
      const database = await SqliteDatabase.open({ main: sized(bytes) });
      return typeof database === 'string' ? database : database.notes;
    };
    assert.equal(await opened(new Uint8Array(0)), 'it is empty');
    assert.equal(await opened(new Uint8Array(5_000)), 'it is no SQLite database');
    assert.equal(await opened(image.subarray(0, 60)), 'it is cut short');
    assert.equal(await opened(image.subarray(0, 9)), 'it is no SQLite database');
    assert.equal(await opened(spoiledAt(image, 16, 3)), 'its page size is none of SQLite');
    const SQL = await sqlite;
    const small = new SQL.Database();
    small.run('PRAGMA page_size = 512; CREATE TABLE t (a)');
    assert.equal(await opened(spoiledAt(small.export(), 20, 33)), 'its first page is damaged');
    assert.ok(JSON.stringify(await opened(image.subarray(0, image.length - 3))).includes('it is cut short'));
  });

  it('walks no circle, and no chain that belongs to another', async () => {
    const SQL = await sqlite;
    for (let seed = 1; seed <= 10; seed++) {
      const image = generated(SQL, new Random(seed)).slice();
      const size = pageSizeOf(image);
      // Every page that leads to others leads to itself.
      for (let page = 2; page <= image.length / size; page++) {
        const bytes = pageOfImage(image, page);
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
        if (bytes[0] === 5 || bytes[0] === 2) view.setUint32(8, page);
        else if (bytes[0] === 0 && view.getUint32(0) > 0) view.setUint32(0, page);
      }
      const found = await rowsOfReader(image);
      assert.ok(typeof found !== 'string');
    }
  });

  it('holds no more of a row than it was told', async () => {
    const SQL = await sqlite;
    const database = new SQL.Database();
    database.run(
      'CREATE TABLE t (a, b, c); INSERT INTO t VALUES (1, zeroblob(100000), 2); INSERT INTO t VALUES (3, 4, 5)',
    );
    const opened = await SqliteDatabase.open({ main: sized(database.export()) }, { rowBytes: 10_000 });
    assert.ok(typeof opened !== 'string');
    const rows = [];
    for await (const page of opened.rows(opened.table('T')!, ['a', 'c', 'missing'])) rows.push(...page);
    assert.deepEqual(rows, [
      [1, undefined, undefined],
      [3, 5, undefined],
    ]);
    assert.deepEqual(opened.notes, ['table t: a row has more than 10000 bytes']);
  });
});

describe('readers/sqlite/schema', () => {
  it('reads what declares a table', () => {
    const of = (sql: string): unknown =>
      readTableDeclaration(sql)?.columns.map(({ name, type, isRowid, isVirtual, fallback }) =>
        [name, type, isRowid && 'rowid', isVirtual && 'virtual', fallback].filter((each) => each !== false),
      );
    assert.deepEqual(of("CREATE TABLE t(a int, \"b c\" VARCHAR(20) DEFAULT 'x''y', [d] DEFAULT -1.5e3)"), [
      ['a', 'INT', null],
      ['b c', 'VARCHAR ( 20 )', "x'y"],
      ['d', '', -1500],
    ]);
    assert.deepEqual(of('create table if not exists main.t (`i` integer primary key, x AS (1) )'), [
      ['i', 'INTEGER', 'rowid', null],
      ['x', '', 'virtual', null],
    ]);
    assert.deepEqual(
      of("CREATE TABLE t(a DEFAULT x'00ff', b TEXT DEFAULT 7, c INT DEFAULT '8', d DEFAULT (1), e DEFAULT true)"),
      [
        ['a', '', Uint8Array.of(0, 255)],
        ['b', 'TEXT', '7'],
        ['c', 'INT', 8],
        ['d', '', undefined],
        ['e', '', 1],
      ],
    );
    for (const none of ['', 'CREATE VIRTUAL TABLE t USING fts5(a)', 'CREATE TABLE t', 'CREATE VIEW v AS SELECT 1', '('])
      assert.equal(of(none), undefined, none);
  });

  it('takes time by the length of what it reads', () => {
    for (const piece of ["'", '"', '[', '`', '(', '/*', '--', 'a,', "x'", '1e', 'é'])
      readTableDeclaration(`CREATE TABLE t (${piece.repeat(200_000)}`);
  });
});

const isSame = (a: Rows, b: Rows | null): boolean => {
  // SQLite stops at what is damaged; text of damaged bytes is shown in more than one way.
  if (b === null) return true;
  const told = (rows: Rows): string =>
    JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}` : typeof value === 'string' ? value.replace(/[^ -~].*$/su, '') : value,
    );
  return told(a) === told(b);
};

function spoiledAt(image: Uint8Array, at: number, byte: number): Uint8Array {
  const bytes = image.slice();
  bytes[at] = byte;
  return bytes;
}

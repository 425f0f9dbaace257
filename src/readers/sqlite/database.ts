import { Chain, Seen } from './chain';
import { HELD, SqlitePages, type SqliteFiles } from './pages';
import { emptyHeader, lengthOfHeader, readRecordHeader, valueAt, type RecordHeader, type SqliteValue } from './record';
import { isSameName, readTableDeclaration, type SqliteColumn } from './schema';
import {
  INDEX_INTERIOR,
  INDEX_LEAF,
  treePageOf,
  TABLE_INTERIOR,
  TABLE_LEAF,
  type Cell,
  type TreePage,
} from './tree-page';

export interface SqliteTable {
  readonly name: string;
  readonly columns: readonly SqliteColumn[];
  readonly rootPage: number;
  /** Names of the columns in the order of a record, for a table without row numbers; null for one that has them. */
  readonly keyedBy: readonly string[] | null;
}

/** The values of a row, in the order of the columns that were asked for. */
export type SqliteRow = readonly SqliteValue[];

export interface SqliteLimits {
  /** Bytes of one row that are put together, where it goes on over other pages. */
  readonly rowBytes: number;
  /** Tables of the schema. */
  readonly tables: number;
}

export const SQLITE_LIMITS: SqliteLimits = { rowBytes: 8 * 1024 * 1024, tables: 2_000 };

/** Levels of a tree: SQLite itself goes no deeper than 20. */
const DEEPEST = 40;
const MOST_NOTES = 20;
const MOST_COLUMNS = 32_767;
const SCHEMA_COLUMNS = ['type', 'name', 'tbl_name', 'rootpage', 'sql'].map((name): SqliteColumn => ({
  name,
  type: 'TEXT',
  isRowid: false,
  isVirtual: false,
  fallback: null,
}));

/**
 * An SQLite 3 database that is read by its pages, without SQLite and without a lock: the rows of its tables as they are after the
 * last transaction, with its write-ahead log. Nothing of a file is believed: each page is looked at once for a table, what is
 * damaged is noted and left out, and a tree, a chain and a row are bounded. https://www.sqlite.org/fileformat2.html
 */
export class SqliteDatabase {
  readonly #pages: SqlitePages;
  readonly #limits: SqliteLimits;
  readonly #notes: string[] = [];
  #moreNotes = 0;
  #tables: readonly SqliteTable[] = [];

  private constructor(pages: SqlitePages, limits: SqliteLimits) {
    this.#pages = pages;
    this.#limits = limits;
    this.#notes.push(...pages.problems);
  }

  /** Opens a database and reads its schema; a text says why it cannot be read, as the end of a sentence. */
  static async open(files: SqliteFiles, limits: Partial<SqliteLimits> = {}): Promise<SqliteDatabase | string> {
    const pages = await SqlitePages.open(files);
    if (typeof pages === 'string') return pages;
    const database = new SqliteDatabase(pages, { ...SQLITE_LIMITS, ...limits });
    await database.#readSchema();
    return database;
  }

  /** Tables in the order of the schema; virtual ones are left out, as they have no rows of their own. */
  get tables(): readonly SqliteTable[] {
    return this.#tables;
  }

  /** What was not read, and why, as far as rows were asked for. */
  get notes(): readonly string[] {
    return this.#moreNotes === 0 ? this.#notes : [...this.#notes, `and ${this.#moreNotes} more`];
  }

  table(name: string): SqliteTable | undefined {
    return this.#tables.find((table) => isSameName(table.name, name));
  }

  /**
   * The rows of a table, a page of them at a time, by their numbers; those of a table without row numbers in no order.
   * @param columns names; one that the table has not, or that is computed, is undefined in each row
   */
  async *rows(table: SqliteTable, columns: readonly string[]): AsyncGenerator<readonly SqliteRow[]> {
    const wanted = new WantedColumns(table, columns);
    const seen = new Seen(this.#pages.count);
    for await (const page of this.#walk(table, seen)) {
      const rows = await this.#rowsOf(page, wanted, seen, table.name);
      if (rows.length > 0) yield rows;
    }
  }

  async #readSchema(): Promise<void> {
    const schema: SqliteTable = { name: 'sqlite_schema', columns: SCHEMA_COLUMNS, rootPage: 1, keyedBy: null };
    const tables: SqliteTable[] = [];
    for await (const rows of this.rows(schema, ['type', 'name', 'rootpage', 'sql'])) {
      for (const [type, name, rootPage, sql] of rows) {
        if (type !== 'table' || typeof name !== 'string' || typeof rootPage !== 'number' || rootPage === 0) continue;
        const declared = typeof sql === 'string' ? readTableDeclaration(sql) : null;
        if (!declared) this.#note(`table ${name}: what declares it cannot be read`);
        else if (tables.length < this.#limits.tables) tables.push({ name, rootPage, ...declared });
        else this.#note(`table ${name}: there are more than ${this.#limits.tables}`);
      }
    }
    this.#tables = tables;
  }

  #note(text: string): void {
    if (this.#notes.length < MOST_NOTES) this.#notes.push(text);
    else this.#moreNotes++;
  }

  /** The pages of a tree that hold rows, each once. */
  async *#walk(table: SqliteTable, seen: Seen): AsyncGenerator<TreePage> {
    const kinds = table.keyedBy ? [INDEX_INTERIOR, INDEX_LEAF] : [TABLE_INTERIOR, TABLE_LEAF];
    const levels: Level[] = [new Level([table.rootPage])];
    while (levels.length > 0) {
      const level = levels.at(-1)!;
      if (level.isAtEnd) {
        levels.pop();
        continue;
      }
      if (level.needsMore) await this.#fill(level, table.name, seen);
      const page = level.next();
      if (!page) continue;
      const read = treePageOf(page.number, page.bytes, this.#pages.usable);
      if (!read || !(kinds as readonly number[]).includes(read.kind)) {
        this.#note(`table ${table.name}: page ${page.number} is damaged`);
        continue;
      }
      if (read.isDamaged) this.#note(`table ${table.name}: page ${page.number} is damaged in part`);
      if (read.kind !== TABLE_INTERIOR) yield read;
      if (read.children.length === 0) continue;
      if (levels.length >= DEEPEST) this.#note(`table ${table.name}: its tree is deeper than ${DEEPEST} levels`);
      else levels.push(new Level(read.children));
    }
  }

  /** Reads the next children of a level: as many as may be held. */
  async #fill(level: Level, name: string, seen: Seen): Promise<void> {
    const numbers: number[] = [];
    for (const number of level.take(Math.max(Math.floor(HELD / this.#pages.pageSize), 1))) {
      if (!this.#pages.has(number)) this.#note(`table ${name}: page ${number} is not in the file`);
      else if (!seen.add(number)) this.#note(`table ${name}: page ${number} stands in it twice`);
      else numbers.push(number);
    }
    const read = await this.#pages.read(numbers);
    for (const number of numbers) {
      const bytes = read.get(number);
      if (bytes?.length === this.#pages.pageSize) level.add(number, bytes);
      else this.#note(`table ${name}: page ${number} cannot be read`);
    }
  }

  async #rowsOf(page: TreePage, wanted: WantedColumns, seen: Seen, name: string): Promise<SqliteRow[]> {
    const rows: SqliteRow[] = [];
    let lost = 0;
    for (const cell of page.cells) {
      const row =
        cell.overflow === 0
          ? wanted.rowIn(page.bytes, cell, this.#pages.encoding)
          : await this.#longRow(cell, page.bytes, wanted, seen, name);
      if (!row) lost++;
      else rows.push(row);
    }
    if (lost > 0)
      this.#note(`table ${name}: ${lost} ${lost === 1 ? 'row' : 'rows'} of page ${page.number} are damaged`);
    return rows;
  }

  /** A row that goes on over other pages, as far as wanted columns reach into it. */
  async #longRow(
    cell: Cell,
    page: Uint8Array,
    wanted: WantedColumns,
    seen: Seen,
    name: string,
  ): Promise<SqliteRow | null> {
    const local = page.subarray(cell.start, cell.start + cell.local);
    const chain = new Chain(this.#pages, seen, cell, local, this.#limits.rowBytes);
    const start = await chain.first(9);
    const length = lengthOfHeader(start, 0, start.length);
    if (length < 1 || length > Math.min(cell.payload, this.#limits.rowBytes)) return null;
    const header = emptyHeader();
    const first = await chain.first(length);
    if (first.length < length || !readRecordHeader(header, first, 0, length, wanted.reach)) return null;
    const end = header.starts[header.count]!;
    if (end > cell.payload) return null;
    const bytes = await chain.first(end);
    if (chain.problem) this.#note(`table ${name}: a row ${chain.problem}`);
    return wanted.row(header, bytes, cell.rowid, this.#pages.encoding);
  }
}

/** What is asked for of each row, as places in its record. */
class WantedColumns {
  /** Place in the record of each column; -1 for the row's number, -2 for what is in no record. */
  readonly #places: readonly number[];
  readonly #fallbacks: readonly SqliteValue[];
  /** Columns of a record that have to be looked at. */
  readonly reach: number;
  readonly #header = emptyHeader();

  constructor(table: SqliteTable, names: readonly string[]) {
    const order = table.keyedBy ?? table.columns.filter(({ isVirtual }) => !isVirtual).map(({ name }) => name);
    const found = names.map((wanted) => table.columns.find(({ name }) => isSameName(name, wanted)));
    this.#places = found.map((column) => (!column ? -2 : column.isRowid ? -1 : placeIn(order, column.name)));
    this.#fallbacks = found.map((column) => column?.fallback);
    this.reach = Math.min(Math.max(0, ...this.#places.map((place) => place + 1)), MOST_COLUMNS);
  }

  /** A row that lies in its page; null where it is damaged. */
  rowIn(page: Uint8Array, { start, local, rowid }: Cell, encoding: SqlitePages['encoding']): SqliteRow | null {
    const header = this.#header;
    const length = lengthOfHeader(page, start, start + local);
    if (length < 1 || length > local || !readRecordHeader(header, page, start, length, this.reach)) return null;
    return header.starts[header.count]! <= start + local ? this.row(header, page, rowid, encoding) : null;
  }

  row(
    header: RecordHeader,
    bytes: Uint8Array,
    rowid: number | bigint | null,
    encoding: SqlitePages['encoding'],
  ): SqliteRow {
    const row = new Array<SqliteValue>(this.#places.length);
    for (let index = 0; index < row.length; index++) {
      const place = this.#places[index]!;
      if (place === -1) row[index] = rowid ?? undefined;
      else if (place < 0) row[index] = undefined;
      else row[index] = place < header.count ? valueAt(bytes, header, place, encoding) : this.#fallbacks[index];
    }
    return row;
  }
}

/** Place of a name; -2 where it is not there: it is computed. */
const placeIn = (order: readonly string[], name: string): number => {
  const place = order.indexOf(name);
  return place < 0 ? -2 : place;
};

/** The children of one page, which are read some at a time. */
class Level {
  #taken = 0;
  #held: { number: number; bytes: Uint8Array }[] = [];
  #at = 0;

  constructor(readonly numbers: readonly number[]) {}

  get needsMore(): boolean {
    return this.#at >= this.#held.length;
  }

  get isAtEnd(): boolean {
    return this.needsMore && this.#taken >= this.numbers.length;
  }

  take(count: number): readonly number[] {
    this.#held = [];
    this.#at = 0;
    const from = this.#taken;
    this.#taken = Math.min(from + count, this.numbers.length);
    return this.numbers.slice(from, this.#taken);
  }

  add(number: number, bytes: Uint8Array): void {
    this.#held.push({ number, bytes });
  }

  next(): { number: number; bytes: Uint8Array } | undefined {
    return this.#held[this.#at++];
  }
}

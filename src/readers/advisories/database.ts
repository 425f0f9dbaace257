import type { AdvisoryAnswer, AdvisoryState } from '../../core/advisory';
import { detached } from '../../core/detached-text';
import { normalizeName } from '../requirements/requirements-grammar';
import { answerOf } from './answer';
import {
  crc32,
  readDirectory,
  unpacked,
  type ArchiveDirectory,
  type ArchiveEntry,
  type Inflate,
  type ReadBytes,
} from './archive';
import { printNameIndex, readNameIndex, type NameIndex } from './name-index';
import { readOsvRecord, type OsvRecord } from './osv-record';

/** A file of the machine, and how it is read. */
export interface AdvisoryArchive {
  readonly path: string;
  readonly size: number;
  readonly read: ReadBytes;
  readonly inflate: Inflate;
  /** What an earlier opening wrote of it, if it is kept somewhere. */
  readonly index?: () => Promise<Uint8Array | null>;
}

/** Bytes of an archive that is read. That of PyPI has about 15 MB. */
const MAX_ARCHIVE = 1024 * 1024 * 1024;
/** Bytes that all members together may have. */
const MAX_UNPACKED = 4 * 1024 * 1024 * 1024;
/** Packages whose records are kept, for those that are there in several versions; then all are forgotten. */
const MAX_KEPT = 16;

/**
 * A dump of OSV records. Opening it reads every record once, to know which packages each names, unless an index of the same members says
 * that; records themselves are read again when somebody asks for their package, so that of a large dump little is held.
 */
export class AdvisoryDatabase {
  readonly #kept = new Map<string, readonly OsvRecord[]>();
  #broken = 0;

  private constructor(
    private readonly archive: AdvisoryArchive,
    private readonly entries: readonly ArchiveEntry[],
    private readonly index: NameIndex,
    /** What the next opening can begin with; null where this one did. */
    readonly printed: Uint8Array | null,
  ) {}

  /** Null where it is no archive, or has no record at all. `whole`: the check sums must be right, and nothing may be left out. */
  static async open(archive: AdvisoryArchive, whole = false): Promise<AdvisoryDatabase | null> {
    const directory = archive.size > MAX_ARCHIVE ? null : await readDirectory(archive.size, archive.read);
    if (directory === null) return null;
    const digest = `${await digestOf(directory.bytes)} ${directory.entries.length}`;
    const kept = whole ? null : ((await archive.index?.()) ?? null);
    const known = kept && readNameIndex(kept, digest, directory.entries.length);
    if (known) return new AdvisoryDatabase(archive, directory.entries, known, null);
    const index = await indexOf(directory, archive, whole);
    if (index.records === 0 || (whole && index.unread > 0)) return null;
    return new AdvisoryDatabase(archive, directory.entries, index, printNameIndex(index, digest));
  }

  get state(): Omit<AdvisoryState, 'old'> {
    const { records, unread, asOf } = this.index;
    return { path: this.archive.path, records, asOf, unread: unread + this.#broken };
  }

  /** What is known of a distribution in one version; without one, what holds for every version there is. */
  async answer(distribution: string, version: string | null): Promise<AdvisoryAnswer> {
    const name = normalizeName(distribution);
    return answerOf(name, version, await this.#recordsOf(name));
  }

  async #recordsOf(name: string): Promise<readonly OsvRecord[]> {
    const kept = this.#kept.get(name);
    if (kept) return kept;
    const records: OsvRecord[] = [];
    const { read, inflate } = this.archive;
    for (const at of this.index.names.get(name) ?? [])
      for await (const member of unpacked([this.entries[at]!], read, inflate)) {
        const text = member && new TextDecoder().decode(member);
        const record = text === null ? null : readOsvRecord(text);
        if (record === null) this.#broken += text !== null && isJson(text) ? 0 : 1;
        else if (!record.withdrawn && record.affected.some((affected) => affected.name === name)) records.push(record);
      }
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(name, records);
    return records;
  }
}

/** Reads every record once. */
async function indexOf(
  { entries, left }: ArchiveDirectory,
  { read, inflate }: AdvisoryArchive,
  whole: boolean,
): Promise<NameIndex> {
  const names = new Map<string, number[]>();
  let [unread, records, bytes, newest] = [left, 0, 0, ''];
  let at = -1;
  for await (const member of unpacked(entries, read, inflate)) {
    at++;
    bytes += entries[at]!.size;
    if (bytes > MAX_UNPACKED) {
      unread += entries.length - at;
      break;
    }
    const named = member && (!whole || crc32(member) === entries[at]!.crc) ? namesIn(member) : null;
    if (named === null) {
      unread++;
      continue;
    }
    records++;
    if (named.modified > newest) newest = detached(named.modified);
    for (const name of named.names) {
      // People have names with blanks, packages have not.
      if (/\s/.test(name)) continue;
      const known = names.get(name);
      if (known === undefined) names.set(detached(name), [at]);
      else if (known[known.length - 1] !== at) known.push(at);
    }
  }
  return { names, records, unread, asOf: newest === '' ? null : newest };
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const NAME = /"name"\s*:\s*"([^"\\]{1,214})"/g;
const MODIFIED = /"modified"\s*:\s*"(\d{4}-\d\d-\d\dT[\d:.]{1,20}Z)"/;

/**
 * Every name that stands in a record, of packages and of people, since that is found without reading the JSON; and when it was
 * changed. A record that could write a name in another way is read. Null for what is no record.
 */
function namesIn(bytes: Uint8Array): { readonly names: ReadonlySet<string>; readonly modified: string } | null {
  const text = new TextDecoder().decode(bytes);
  if (!/^\s*\{/.test(text)) return null;
  const modified = MODIFIED.exec(text)?.[1] ?? '';
  const names = new Set<string>();
  if (/\\u00|"name"\s*:\s*"[^"]*\\/.test(text)) {
    const record = readOsvRecord(text);
    if (record === null && !isJson(text)) return null;
    for (const { name } of record?.affected ?? []) names.add(name);
  } else for (const [, name] of text.matchAll(NAME)) names.add(normalizeName(name!));
  return { names, modified };
}

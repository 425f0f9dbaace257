import { normalizeName } from '../requirements/requirements-grammar';

/** One event of a range (OSV schema 1.7, affected[].ranges[].events). */
export type OsvEvent = Readonly<Partial<Record<'introduced' | 'fixed' | 'last_affected' | 'limit', string>>>;

/** What a record says of one package. */
export interface OsvAffected {
  /** PEP 503 name. */
  readonly name: string;
  /** Ranges of versions; those of commits are left out. */
  readonly ranges: readonly (readonly OsvEvent[])[];
  readonly versions: readonly string[];
  readonly vectors: readonly OsvVector[];
}

export interface OsvVector {
  /** `CVSS_V2`, `CVSS_V3`, `CVSS_V4` … */
  readonly type: string;
  readonly vector: string;
}

/** An OSV record about packages of PyPI. */
export interface OsvRecord {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly withdrawn: boolean;
  readonly summary: string;
  readonly vectors: readonly OsvVector[];
  /** What its database calls it where there is no vector: `HIGH`, `MODERATE`. */
  readonly word: string;
  readonly affected: readonly OsvAffected[];
}

/** Characters of one version, id or alias; records of people have far shorter ones. */
const MAX_TEXT = 200;
const MAX_SUMMARY = 200;
/** Parts of one list that are read. */
const MAX_PARTS = 20_000;

/**
 * Reads one record. What is not as the schema has it is left out; null where it is no record of PyPI at all.
 * Source: https://ossf.github.io/osv-schema/.
 */
export function readOsvRecord(text: string): OsvRecord | null {
  let root: Table | null;
  try {
    root = tableOf(JSON.parse(text));
  } catch {
    return null;
  }
  const id = shortText(root?.id);
  if (root === null || id === null) return null;
  const affected = listOf(root.affected).flatMap((item) => affectedOf(tableOf(item)) ?? []);
  if (affected.length === 0) return null;
  return {
    id,
    aliases: listOf(root.aliases).flatMap((alias) => shortText(alias) ?? []),
    withdrawn: typeof root.withdrawn === 'string' && root.withdrawn !== '',
    summary: sentenceOf(root.summary) || firstSentenceOf(root.details),
    vectors: vectorsOf(root.severity),
    word: (shortText(tableOf(root.database_specific)?.severity) ?? '').toUpperCase(),
    affected,
  };
}

type Table = Readonly<Record<string, unknown>>;

function affectedOf(item: Table | null): OsvAffected | null {
  const table = tableOf(item?.package);
  const name = shortText(table?.name);
  // Names of ecosystems are compared with case.
  if (item === null || name === null || table?.ecosystem !== 'PyPI') return null;
  return {
    name: normalizeName(name),
    ranges: listOf(item.ranges)
      .map(tableOf)
      .filter((range) => range !== null && range.type !== 'GIT')
      .map((range) => listOf(range!.events).flatMap((event) => eventOf(tableOf(event)) ?? [])),
    versions: listOf(item.versions).flatMap((version) => shortText(version) ?? []),
    vectors: vectorsOf(item.severity),
  };
}

function eventOf(event: Table | null): OsvEvent | null {
  for (const kind of ['introduced', 'fixed', 'last_affected', 'limit'] as const) {
    const version = shortText(event?.[kind]);
    if (version !== null) return { [kind]: version };
  }
  return null;
}

const vectorsOf = (value: unknown): readonly OsvVector[] =>
  listOf(value).flatMap((item) => {
    const { type, score } = tableOf(item) ?? {};
    return typeof type === 'string' && typeof score === 'string' ? [{ type, vector: score }] : [];
  });

const tableOf = (value: unknown): Table | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : null;

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value.length > MAX_PARTS ? value.slice(0, MAX_PARTS) : value) : [];

const shortText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TEXT ? value : null;

/** Text on one line, without what could move a terminal's cursor, cut at a word. */
function sentenceOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  const plain = value
    .slice(0, 4 * MAX_SUMMARY)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return plain.length <= MAX_SUMMARY ? plain : `${plain.slice(0, MAX_SUMMARY).replace(/\s\S*$/, '')} …`;
}

/** Details are Markdown; headings, quotes and marks of emphasis are no part of a sentence. */
function firstSentenceOf(details: unknown): string {
  if (typeof details !== 'string') return '';
  const [paragraph = ''] = details
    .slice(0, 4_000)
    .split(/\n[ \t]*\n|\r\n[ \t]*\r\n/)
    .map((part) =>
      part
        .replace(/^[ \t]{0,3}(?:#{1,6}[^\n]*(?:\n|$)|>[ \t]?)/gm, '')
        .replace(/[`*]/g, '')
        .trim(),
    )
    .filter((part) => part !== '');
  const sentence = /^[\s\S]*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
  return sentenceOf(sentence);
}

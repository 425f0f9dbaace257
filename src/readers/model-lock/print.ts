import type { RecordedFile, RecordedModel, ModelLockFacts } from '../../core/model-lock-facts';
import { HEADER_KEY, nameOfFile, nameOfModel, type EntryComments, type LockComments } from './comments';
import { LOCK_VERSION } from './model-lock';

/** What is written of a file, and of a model: everything but where it stands in a lock. */
export type FileEntry = Omit<RecordedFile, 'range'>;
export type ModelEntry = Omit<RecordedModel, 'range' | 'files'> & { readonly files: readonly FileEntry[] };

/** What is to be locked. */
export interface LockContent {
  readonly files: readonly FileEntry[];
  readonly models: readonly ModelEntry[];
}

const HEAD = [
  '# Written by `touchstone lock`: the content of the models and data that this project uses.',
  '# `touchstone verify` checks it. Commit it; write it anew when a file was meant to change.',
] as const;

/**
 * The text of a `touchstone.lock`. One entry is one block of lines, in the order of paths and ids by code units, so that the same
 * content gives the same text and two branches that add files merge. Comments stay with what they are about; those on what is gone
 * go with it.
 */
export function printModelLock({ files, models }: LockContent, comments: LockComments | null = null): string {
  const head = comments?.head.filter((line) => !(HEAD as readonly string[]).includes(line)) ?? [];
  return [
    `${[...HEAD, ...head, `version = ${LOCK_VERSION}`].join('\n')}\n`,
    ...sorted(files).map((file) => printFile(file, null, comments)),
    ...[...models].sort((a, b) => order(nameOfModel(a), nameOfModel(b))).map((model) => printModel(model, comments)),
    ...(comments !== null && comments.tail.length > 0 ? [`${comments.tail.join('\n')}\n`] : []),
  ].join('\n');
}

/** The content without the places where it stands. */
export const contentOf = ({ files, models }: ModelLockFacts): LockContent => ({
  files: files.map(withoutPlace),
  models: models.map(({ range: _range, files: own, ...model }) => ({ ...model, files: own.map(withoutPlace) })),
});

const withoutPlace = ({ range: _range, ...file }: RecordedFile): FileEntry => file;

const sorted = (files: readonly FileEntry[]): readonly FileEntry[] => [...files].sort((a, b) => order(a.path, b.path));

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function printModel(model: ModelEntry, comments: LockComments | null): string {
  const { id, type, revision, commit, files } = model;
  const own = [
    `id = ${quoted(id)}`,
    `type = ${quoted(type)}`,
    `revision = ${quoted(revision)}`,
    `commit = ${quoted(commit)}`,
  ];
  return [
    block('model', own, comments?.entries.get(nameOfModel(model))),
    ...sorted(files).map((file) => printFile(file, model, comments)),
  ].join('\n');
}

function printFile(file: FileEntry, model: ModelEntry | null, comments: LockComments | null): string {
  const { path, size, sha256, md5, pointer } = file;
  const lines = [
    `path = ${quoted(path)}`,
    ...(size === null ? [] : [`size = ${size}`]),
    ...(sha256 === null ? [] : [`sha256 = ${quoted(sha256)}`]),
    ...(md5 === null ? [] : [`md5 = ${quoted(md5)}`]),
    ...(pointer === null ? [] : [`pointer = ${quoted(pointer)}`]),
  ];
  return block(model === null ? 'file' : 'model.file', lines, comments?.entries.get(nameOfFile(file, model)));
}

/** The lines of an entry, with its comments. */
function block(table: string, own: readonly string[], comments: EntryComments | undefined): string {
  const lines = [`[[${table}]]`, ...own].flatMap((line, index) => {
    const about = comments?.lines.get(index === 0 ? HEADER_KEY : line.slice(0, line.indexOf(' ')));
    return about === undefined ? [line] : [...about.above, about.behind === '' ? line : `${line}  ${about.behind}`];
  });
  return `${[...(comments?.above ?? []), ...lines, ...(comments?.below ?? [])].join('\n')}\n`;
}

/** A basic string. Source: TOML 1.0.0, String. */
const quoted = (text: string): string =>
  `"${text.replace(
    // eslint-disable-next-line no-control-regex -- these are what has to be escaped
    /["\\\u0000-\u001f\u007f]/g,
    (sign) => (sign === '"' || sign === '\\' ? `\\${sign}` : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )}"`;

import type { RecordedFile, RecordedModel, ModelLockFacts } from '../../core/model-lock-facts';
import { LOCK_VERSION } from './model-lock';

/** What is written of a file, and of a model: everything but where it stands in a lock. */
export type FileEntry = Omit<RecordedFile, 'range'>;
export type ModelEntry = Omit<RecordedModel, 'range' | 'files'> & { readonly files: readonly FileEntry[] };

/** What is to be locked. */
export interface LockContent {
  readonly files: readonly FileEntry[];
  readonly models: readonly ModelEntry[];
}

const HEAD = `# Written by \`touchstone lock\`: the content of the models and data that this project uses.
# \`touchstone verify\` checks it. Commit it; write it anew when a file was meant to change.
version = ${LOCK_VERSION}
`;

/**
 * The text of a `touchstone.lock`. One entry is one block of lines, in the order of paths and ids by code units, so that the same
 * content gives the same text and two branches that add files merge.
 */
export const printModelLock = ({ files, models }: LockContent): string =>
  [
    HEAD,
    ...sorted(files).map((file) => printFile(file, 'file')),
    ...[...models].sort((a, b) => order(keyOf(a), keyOf(b))).map(printModel),
  ].join('\n');

/** The content without the places where it stands. */
export const contentOf = ({ files, models }: ModelLockFacts): LockContent => ({
  files: files.map(withoutPlace),
  models: models.map(({ range: _range, files: own, ...model }) => ({ ...model, files: own.map(withoutPlace) })),
});

const withoutPlace = ({ range: _range, ...file }: RecordedFile): FileEntry => file;

const sorted = (files: readonly FileEntry[]): readonly FileEntry[] => [...files].sort((a, b) => order(a.path, b.path));

const keyOf = ({ type, id, revision }: ModelEntry): string => `${type}\0${id}\0${revision}`;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const printModel = ({ id, type, revision, commit, files }: ModelEntry): string =>
  [
    `[[model]]\nid = ${quoted(id)}\ntype = ${quoted(type)}\nrevision = ${quoted(revision)}\ncommit = ${quoted(commit)}\n`,
    ...sorted(files).map((file) => printFile(file, 'model.file')),
  ].join('\n');

function printFile({ path, size, sha256, md5, pointer }: FileEntry, table: string): string {
  const lines = [
    `[[${table}]]`,
    `path = ${quoted(path)}`,
    ...(size === null ? [] : [`size = ${size}`]),
    ...(sha256 === null ? [] : [`sha256 = ${quoted(sha256)}`]),
    ...(md5 === null ? [] : [`md5 = ${quoted(md5)}`]),
    ...(pointer === null ? [] : [`pointer = ${quoted(pointer)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A basic string. Source: TOML 1.0.0, String. */
const quoted = (text: string): string =>
  `"${text.replace(
    // eslint-disable-next-line no-control-regex -- these are what has to be escaped
    /["\\\u0000-\u001f\u007f]/g,
    (sign) => (sign === '"' || sign === '\\' ? `\\${sign}` : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )}"`;

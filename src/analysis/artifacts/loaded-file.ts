import type { Related } from '../../core/finding';
import type { Project } from '../../core/question';
import { isDefault, stringOf, type Value } from '../../core/value';
import { directoryOf, joinedPath, normalizedPath } from '../../project/paths';
import { unwrap } from '../flow/file-keys';
import { modelFile, type KnownModelFile } from './model-file';

/** A model file of the project that a call loads. */
export interface LoadedFile {
  readonly path: string;
  readonly known: KnownModelFile;
}

/**
 * The file that a call is given, where its path is written in the code and it lies in the project: counted from the project's root, as
 * programs are started there, else from beside the document.
 */
export function loadedFile(value: Value | undefined, document: string, project: Project): LoadedFile | null {
  const source = value && unwrap(value);
  const text = source && !isDefault(source) ? stringOf(source) : undefined;
  return text === undefined ? null : fileAt(text, document, project);
}

/** The same of a path as it is written. */
export function fileAt(written: string, document: string, project: Project): LoadedFile | null {
  if (!PLAIN.test(written)) return null;
  for (const folder of new Set(['', directoryOf(document).replace(/\/$/, '')])) {
    const path = normalizedPath(joinedPath(folder, written));
    const known = path === null ? null : project.ask(modelFile, 'files', path);
    if (path !== null && known?.state === 'inspected') return { path, known };
  }
  return null;
}

/** What the file's content says, as the other end of the finding. */
export const verdictOf = ({ path, known }: LoadedFile): Related => ({
  path,
  range: { start: 0, end: 0 },
  message:
    known.verdict === 'safe'
      ? 'Its content was read: nothing in it runs code.'
      : (known.findings[0]?.message ?? 'Its content is in no format that is known.'),
});

/** A relative path in one piece. */
const PLAIN = /^(?![/~]|[A-Za-z]:|[a-z][a-z0-9+.-]*:\/\/)[^\0\n]{1,500}$/i;

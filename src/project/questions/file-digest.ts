import type { FileSystem } from '../../core/host';
import { defineQuestion, type Project, type Question } from '../../core/question';
import { directoryOf } from '../paths';
import { sha256Of } from '../digests';

interface DigestQuestion extends Question {
  readonly path: string;
}

/** Lower-case hex SHA-256 of a file of the project; null when there is none, or it is too large to hash. */
export const fileDigest = defineQuestion({
  kind: 'sha256',
  key: (_path, file: string): DigestQuestion => ({ kind: 'sha256', path: file }),
  find: ({ path }, { host }) => digest(host.files, path),
  nothing: null,
  forgottenWhen: (path, question) => path === null || path === question.path,
  watches: {
    globs: ['*.pt', '*.pth', '*.ckpt', '*.bin', '*.pkl', '*.pickle', '*.joblib', '*.safetensors'],
  },
});

/** As a name in the code of the document at `path` means it: from the project's root, or beside the document. */
export function fileDigestFrom(path: string, file: string, project: Project): string | null | undefined {
  const directory = directoryOf(path);
  return (
    project.ask(fileDigest, file) ??
    project.ask(fileDigest, directory === '' ? file : `${directory}${file.replace(/^\.\//, '')}`)
  );
}

/** Files are hashed up to this size where the host can do it in a stream, and up to the second without. Bytes. */
const MAX_HASHED = 16 * 1024 ** 3;
const MAX_HASHED_IN_MEMORY = 256 * 1024 ** 2;

async function digest(files: FileSystem, path: string): Promise<string | null> {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..')) return null;
  if (files.sha256) return files.sha256(path, MAX_HASHED);
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_HASHED_IN_MEMORY) return null;
  const bytes = await files.read(path);
  return bytes ? sha256Of(bytes) : null;
}

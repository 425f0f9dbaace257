import type { FileSystem } from '../../core/host';
import { decodeText } from '../text-encoding';
import { defineQuestion, type Answering, type Question } from '../../core/question';

interface TextQuestion extends Question {
  readonly path: string;
}

/** The text of a small file of the project (`.env`, `.gitignore`, a module); null when there is none that can be read. */
export const fileText = defineQuestion({
  kind: 'text',
  key: (_path, file: string): TextQuestion => ({ kind: 'text', path: file }),
  find: ({ path }, { host }) => readCompanion(host.files, path),
  nothing: null,
  forgottenWhen: (path, question) => path === null || path === question.path,
  watches: { globs: ['.gitignore', '.env', '.env.*'] },
});

/** As an answer, for those who need a file's text to answer something else. */
export const fileTextAt = (path: string, project: Answering): Promise<string | null> =>
  project.answer(fileText, { kind: 'text', path });

/** Companion files larger than this are not read. Bytes. */
const MAX_COMPANION = 512 * 1024;

async function readCompanion(files: FileSystem, path: string): Promise<string | null> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_COMPANION) return null;
  const bytes = await files.read(path);
  // As documents are decoded: places in it are those that an edit will find.
  return bytes && (decodeText(bytes)?.text ?? null);
}

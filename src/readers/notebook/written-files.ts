import type { CommandFact } from '../../core/command-facts';
import { MappedText } from '../../core/mapped-text';
import { rangeOf } from '../../core/range';
import type { DocumentKind, ReadingTools } from '../reading';
import type { NotebookProgram } from './notebook';

/** A file whose text stands in a cell. */
interface WrittenFile {
  readonly kind: DocumentKind;
  readonly path: string;
  readonly text: MappedText;
}

/** Files that cells write with `%%writefile NAME` are judged as what they become; the program is left without them. */
export function withoutFiles(
  program: NotebookProgram,
  notebook: string,
  { documentOf }: ReadingTools,
): { readonly joined: NotebookProgram; readonly files: readonly WrittenFile[] } {
  const files: WrittenFile[] = [];
  const magics = program.magics.map((magic): CommandFact => {
    if (magic.kind !== 'cell' || !/^(?:writefile|file)$/.test(magic.name)) return magic;
    const { bodyRange, range } = magic;
    const path = pathOf(program.text.slice(range.start, bodyRange.start), notebook);
    const kind = path === null ? null : documentOf(path);
    if (path === null || kind?.input !== 'text') return magic;
    files.push({ kind, path, text: MappedText.of(program.text, bodyRange.start, bodyRange.end) });
    return { ...magic, body: '', bodyRange: rangeOf(bodyRange.start, bodyRange.start) };
  });
  return files.length === 0 ? { joined: program, files } : { joined: { ...program, magics }, files };
}

/** The path that a magic's line names, as seen from the project: `%%writefile -a src/train.py`. Null where only the program knows it. */
function pathOf(line: string, notebook: string): string | null {
  const name = /^%%\w+[ \t]+(?:-a[ \t]+|--append[ \t]+)?(?:"([^"\n]+)"|'([^'\n]+)'|(\S+))[ \t]*\r?\n?$/.exec(line);
  const written = name?.[1] ?? name?.[2] ?? name?.[3];
  if (written === undefined || /[{}$]/.test(written)) return null;
  // Where a notebook of a service is at home (`/content`) is not the project's folder.
  const local = /^(?:\/|~|[A-Za-z]:)/.test(written) ? written.slice(written.lastIndexOf('/') + 1) : written;
  const parts: string[] = notebook.split('/').slice(0, -1);
  for (const part of local.split(/[\\/]/)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

import ignore from 'ignore';
import type { Edit } from '../../../core/finding';
import type { Project } from '../../../core/question';
import { fileText } from '../../../project/questions/file-text';

const FILE = '.gitignore';
const LONGEST_LINE = 500;

/** Puts a line at the end of the project's `.gitignore`; null where that ignores it already. */
export function ignoringEdit(line: string, project: Project): Edit | null {
  const text = project.ask(fileText, FILE) ?? '';
  const lines = text.split(/\r?\n/).filter((each) => each.length <= LONGEST_LINE);
  if (ignore({ ignorecase: false }).add(lines).ignores(line.slice(1))) return null;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const opening = text === '' || text.endsWith('\n') ? '' : end;
  return { path: FILE, range: { start: text.length, end: text.length }, text: `${opening}${line}${end}` };
}

import type { DvcConfigFacts, DvcOption } from '../../../core/dvc-facts';
import type { Edit } from '../../../core/finding';
import type { Project } from '../../../core/question';
import { rangeOf } from '../../../core/range';
import { fileText } from '../../../project/questions/file-text';

/** Moves an option to `config.local`, under the section of the same name, and sees that git ignores that file. Null where it cannot be done. */
export function moveToLocal(
  { header, keyRange, key }: DvcOption,
  facts: DvcConfigFacts,
  project: Project,
): readonly Edit[] | null {
  const { text } = facts;
  const start = text.lastIndexOf('\n', keyRange.start - 1) + 1;
  const next = text.indexOf('\n', keyRange.start);
  const end = next < 0 ? text.length : next + 1;
  // A comment behind the value stays with it; a value that goes on in the next line does not fit in one.
  const line = text.slice(start, end).replace(/\r?\n$/, '');
  if (header === '[]' || /^[ \t]+[^\s=]+$/.test(text.slice(end, text.indexOf('\n', end) + 1))) return null;
  const path = `${facts.path}.local`;
  const local = project.ask(fileText, path) ?? '';
  const section = local.split('\n').findIndex((each) => each.trim() === header);
  const edits: Edit[] = [{ range: rangeOf(start, end), text: '' }];
  if (section < 0) {
    const gap = local === '' || local.endsWith('\n') ? '' : '\n';
    edits.push({ path, range: rangeOf(local.length, local.length), text: `${gap}${header}\n${line}\n` });
  } else {
    const lines = local.split('\n');
    // It has one already, which counts more than the one that goes: then that is all.
    const own = lines.slice(section + 1);
    const stop = own.findIndex((each) => each.trim().startsWith('['));
    const has = (stop < 0 ? own : own.slice(0, stop)).some((each) => each.split('=')[0]!.trim().toLowerCase() === key);
    const at = lines.slice(0, section + 1).join('\n').length;
    if (!has) edits.push({ path, range: rangeOf(at, at), text: `\n${line}` });
  }
  const ignoring = ignoreLocal(facts.path, project);
  return ignoring === null ? edits : [...edits, ignoring];
}

/** `dvc init` writes `.dvc/.gitignore` with this line; without it the key would be committed again. */
function ignoreLocal(config: string, project: Project): Edit | null {
  const path = config.replace(/config$/, '.gitignore');
  const text = project.ask(fileText, path) ?? '';
  if (/^\/?config\.local\s*$/m.test(text)) return null;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { path, range: rangeOf(text.length, text.length), text: `${gap}/config.local\n` };
}

import { MappedText } from '../../core/mapped-text';
import type { Note } from '../../core/finding';
import type { RequirementList, RequirementsFacts } from '../../core/requirement-facts';
import { rangeOf, type Range } from '../../core/range';
import { ManifestEntries } from '../manifests/entries';
import { iniValues, type IniValue } from '../manifests/ini-lists';

/** What the metadata of setuptools asks for. Never throws. Source: setuptools, Configuring setuptools using setup.cfg files. */
export function readSetupCfg(
  text: string,
  path: string,
): { readonly facts: readonly RequirementsFacts[]; readonly notes: readonly Note[] } {
  const out = new ManifestEntries(path, text, 'pip');
  for (const value of iniValues(text)) {
    const list = listOf(value);
    if (value.section === 'options' && value.key.replace('-', '_') === 'dependency_links')
      for (const link of itemsOf(value, text)) out.addIndex('--find-links', textAt(text, link), null);
    if (list === null) continue;
    const files = filesIn(value, text);
    if (files !== null) for (const file of files) out.addIndex('--requirement', textAt(text, file), null);
    else for (const item of itemsOf(value, text)) out.addRequirement(textAt(text, item), list);
  }
  return { facts: out.isEmpty ? [] : [out.facts()], notes: out.notes };
}

/** Which list a value is; null for any other. setuptools takes keys with hyphens too. */
function listOf({ section, key }: IniValue): RequirementList | null {
  const name = `${section}.${key}`;
  switch (section === 'options' ? key.replaceAll('-', '_') : section) {
    case 'install_requires':
      return { name, group: null, use: 'library' };
    case 'setup_requires':
      return { name, group: null, use: 'build' };
    case 'tests_require':
      return { name, group: 'test', use: 'development' };
    case 'options.extras_require':
      return { name, group: key, use: 'library' };
    default:
      return null;
  }
}

const textAt = (text: string, { start, end }: Range): MappedText => MappedText.of(text, start, end);

/** One a line; in a single line they are parted by semicolons, so that no marker can stand there. */
function itemsOf({ lines }: IniValue, text: string): readonly Range[] {
  const filled = lines.filter(({ start, end }) => start < end);
  if (lines.length > 1 || filled.length === 0) return filled;
  const { start, end } = filled[0]!;
  return [...text.slice(start, end).matchAll(/[^;]+/g)].flatMap((match) => {
    const lead = /^\s*/.exec(match[0])![0].length;
    const item = match[0].trim();
    return item === '' ? [] : [rangeOf(start + match.index + lead, start + match.index + lead + item.length)];
  });
}

/** `file: requirements.txt, more.txt` */
function filesIn({ lines }: IniValue, text: string): readonly Range[] | null {
  const first = lines.find(({ start, end }) => start < end);
  if (first === undefined || !text.startsWith('file:', first.start)) return null;
  return lines.flatMap(({ start, end }) => {
    const from = start === first.start ? start + 'file:'.length : start;
    return [...text.slice(from, end).matchAll(/[^\s,]+/g)].map((match) =>
      rangeOf(from + match.index, from + match.index + match[0].length),
    );
  });
}

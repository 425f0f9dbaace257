import { MappedText } from '../../core/mapped-text';
import { rangeOf, type Range } from '../../core/range';
import type { RequirementList } from '../../core/requirement-facts';
import { ManifestEntries } from '../manifests/entries';
import { manifestKind } from '../manifests/document';
import { iniValues } from '../manifests/ini-lists';
import { optionsOfVariable } from '../requirements/installer-variables';
import { parseInstallCommand } from '../requirements/requirements';

/** `py{310,311},cuda: torch>=2`: lines that hold for some environments only. */
const FACTORS = /^!?[\w.{},!-]{1,200}:[ \t]+/;

/** What `install_command` and the variables of an environment say to pip: the options, and what is installed beside the lists. */
function addSettings(out: ManifestEntries, key: string, lines: readonly Range[], text: string): void {
  if (key === 'install_command') {
    const [first] = lines;
    const last = lines.at(-1);
    const command =
      first &&
      last &&
      parseInstallCommand(text.slice(first.start, last.end).replace(/\n/g, ' '), first.start, 'tox.ini');
    for (const entry of command?.entries ?? [])
      if (entry.kind === 'option') out.addOption(entry.name, entry.value, entry.valueRange, entry.range);
  }
  if (key !== 'setenv' && key !== 'set_env') return;
  for (const { start, end } of lines) {
    const [lead, name] =
      /^(?:!?[\w.{},!-]{1,200}:[ \t]+)?([A-Za-z_]\w{0,60})[ \t]*=[ \t]*/.exec(text.slice(start, end)) ?? [];
    if (name === undefined) continue;
    const value = MappedText.of(text, start + lead!.length, end);
    for (const option of optionsOfVariable(name, value, value.range())?.options ?? [])
      out.addOption(option.name, option.value, option.valueRange, option.range);
  }
}

function addDependency(out: ManifestEntries, { start, end }: Range, list: RequirementList, text: string): void {
  const line = text.slice(start, end);
  const lead = FACTORS.exec(line)?.[0].length ?? 0;
  const comment = /(?:^|\s)#/.exec(line.slice(lead))?.index ?? line.length;
  const range = rangeOf(start + lead, Math.min(end, start + lead + comment));
  const written = MappedText.of(text, range.start, Math.max(range.start, range.end)).trim();
  // `{[testenv]deps}` is told where it is written.
  if (written.length === 0 || /^\{[^{}]*\}$/.test(written.text)) return;
  if (written.text.includes('{') && !written.text.startsWith('-')) out.addRequirement(written, list);
  else out.addLine(written, list);
}

/** Environments for tests. Sources: tox, Configuration, INI; conditional settings; substitutions. */
export const tox = manifestKind({
  kind: 'tox',
  names: [/^tox\.ini$/],
  globs: ['tox.ini'],
  suffix: '.ini',
  format: 'ini',
  read(text, path) {
    const out = new ManifestEntries(path, text, 'pip');
    for (const { section, key, lines } of iniValues(text)) {
      const environment = /^testenv(?::(.+))?$/.exec(section);
      if (environment) addSettings(out, key, lines, text);
      const isBuild = section === 'tox' && key === 'requires';
      if (!isBuild && !(environment && key === 'deps')) continue;
      const group = isBuild ? null : (environment?.[1] ?? 'testenv');
      const list = { name: `${section}.${key}`, group, use: isBuild ? 'build' : 'development' } as const;
      for (const line of lines) addDependency(out, line, list, text);
    }
    return { facts: out.isEmpty ? [] : [out.facts()], notes: out.notes };
  },
});

import type { TextInput } from '../../core/input';
import type { MagicFact, PythonFacts } from '../../core/python-facts';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { placeInText } from '../placement';
import type { Part, Reading } from '../reading';
import { parseInstallCommand, parseInstallCommands } from '../requirements/requirements';

/** A document that is nothing but commands, with what they install. */
export function readCommands({ path, text }: TextInput, facts: PythonFacts): Reading {
  const place = { placement: placeInText(path, text), text, comments: facts.comments };
  const cells = [{ index: 0, range: { start: 0, end: text.length } }];
  return { parts: [{ ...place, cells, facts: () => facts }, ...installParts(facts.magics, path, place)], notes: [] };
}

/** What commands install, as parts of the document that they stand in. */
export const installParts = (
  commands: readonly MagicFact[],
  path: string,
  place: Omit<Part, 'facts'>,
): readonly Part[] =>
  commands.flatMap((command) => installsOf(command, path)).map((facts): Part => ({ ...place, facts: () => facts }));

function installsOf(magic: MagicFact, path: string): readonly RequirementsFacts[] {
  if (magic.kind === 'docker')
    return /^(?:cmd|entrypoint)$/.test(magic.command)
      ? parseInstallCommands(magic.body, magic.bodyRange.start, path)
      : [];
  if (magic.kind === 'cell')
    return /^(?:bash|sh|script|system|sx)$/.test(magic.command)
      ? parseInstallCommands(magic.body, magic.bodyRange.start, path)
      : [];
  if (magic.kind === 'shell') return parseInstallCommands(magic.body, magic.bodyRange.start, path);
  const installer = INSTALLERS[magic.command];
  const command = installer && parseInstallCommand(magic.body, magic.bodyRange.start, path, installer);
  return command ? [command] : [];
}

/** Line magics that install. */
const INSTALLERS: Readonly<Record<string, 'pip' | 'conda' | 'uv'>> = {
  pip: 'pip',
  pip3: 'pip',
  conda: 'conda',
  mamba: 'conda',
  micromamba: 'conda',
  uv: 'uv',
};

import type { CommandFact, DockerfileFacts, ShellFacts } from '../../core/command-facts';
import { contains, type Range } from '../../core/range';
import type { TextInput } from '../../core/input';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { placeInText } from '../placement';
import type { Part, Reading } from '../reading';
import { SHELL_CELL } from './shell-cells';
import { asksForLatest, cellAsksForLatest } from '../requirements/latest';
import { shellSpans } from './shell-script';
import { parseInstallCommand, parseInstallCommands } from '../requirements/requirements';

/** A document that is nothing but commands, with what they install. */
export function readCommands({ path, text }: TextInput, facts: ShellFacts | DockerfileFacts): Reading {
  const spans = (): readonly Range[] =>
    facts.kind === 'shell' ? shellSpans(text) : facts.commands.flatMap((command) => instructionSpans(command, text));
  const place = { placement: placeInText(path, text), text, comments: facts.comments, spans };
  const cells = [{ index: 0, range: { start: 0, end: text.length } }];
  return { parts: [{ ...place, cells, facts: () => facts }, ...installParts(facts.commands, path, place)], notes: [] };
}

/** An instruction, and the commands of the script that it may hold. */
const instructionSpans = ({ kind, range, bodyRange }: CommandFact, text: string): readonly Range[] => [
  range,
  ...(kind === 'shell' ? shellSpans(text.slice(bodyRange.start, bodyRange.end), bodyRange.start) : []),
];

/** What commands install, as parts of the document that they stand in. */
export const installParts = (
  commands: readonly CommandFact[],
  path: string,
  place: Omit<Part, 'facts'>,
  cells: readonly { readonly range: Range }[] = [],
): readonly Part[] =>
  commands.flatMap((command) =>
    installsOf(command, path).map((install): Part => {
      const at = install.entries[0]?.range ?? command.range;
      const cell = cells.find(({ range }) => contains(range, at))?.range;
      const latest = cell ? cellAsksForLatest(place.text, cell) : asksForLatest(place.text, at);
      const facts = { ...install, latest };
      return { ...place, facts: () => facts };
    }),
  );

function installsOf(command: CommandFact, path: string): readonly RequirementsFacts[] {
  if (command.kind === 'instruction')
    return /^(?:cmd|entrypoint)$/.test(command.name)
      ? parseInstallCommands(command.body, command.bodyRange.start, path)
      : [];
  if (command.kind === 'script') return parseInstallCommands(command.body, command.bodyRange.start, path);
  if (command.kind === 'cell')
    return SHELL_CELL.test(command.name) ? parseInstallCommands(command.body, command.bodyRange.start, path) : [];
  if (command.kind === 'shell') return parseInstallCommands(command.body, command.bodyRange.start, path);
  const installer = INSTALLERS[command.name];
  const install = installer && parseInstallCommand(command.body, command.bodyRange.start, path, installer);
  return install ? [install] : [];
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

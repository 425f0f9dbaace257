import type { CommandFact, DockerfileFacts, ShellFacts } from '../../core/command-facts';
import { contains, type Range } from '../../core/range';
import type { TextInput } from '../../core/input';
import type { RequirementsFacts } from '../../core/requirement-facts';
import { placeInText } from '../placement';
import type { Part, Reading } from '../reading';
import { BuildVariables } from '../dockerfile/build-variables';
import { optionsOfVariable } from '../requirements/installer-variables';
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
  const build = facts.kind === 'dockerfile' ? new BuildVariables() : undefined;
  const installs = installParts(facts.commands, path, place, [], build);
  return { parts: [{ ...place, cells, facts: () => facts }, ...installs], notes: [] };
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
  build?: BuildVariables,
): readonly Part[] =>
  commands.flatMap((command) =>
    installsOf(command, path, build).map((install): Part => {
      const at = install.entries[0]?.range ?? command.range;
      const cell = cells.find(({ range }) => contains(range, at))?.range;
      const latest = cell ? cellAsksForLatest(place.text, cell) : asksForLatest(place.text, at);
      const facts = { ...install, latest, document: place.text };
      return { ...place, facts: () => facts };
    }),
  );

function installsOf(command: CommandFact, path: string, build?: BuildVariables): readonly RequirementsFacts[] {
  const { body, bodyRange } = command;
  if (build && command.kind === 'instruction' && /^(?:arg|env)$/.test(command.name))
    return build.pass(command).flatMap(({ name, value }) => {
      const said = optionsOfVariable(name, value, value.range());
      return said
        ? [
            {
              kind: 'requirements',
              form: 'manifest',
              installer: said.installer,
              path,
              text: body,
              offset: bodyRange.start,
              entries: said.options,
            } as const,
          ]
        : [];
    });
  build?.pass(command);
  if (command.kind === 'instruction')
    return /^(?:cmd|entrypoint)$/.test(command.name)
      ? parseInstallCommands(body, bodyRange.start, path, build?.lookup)
      : [];
  if (command.kind === 'script') return parseInstallCommands(command.body, command.bodyRange.start, path);
  if (command.kind === 'cell')
    return SHELL_CELL.test(command.name) ? parseInstallCommands(command.body, command.bodyRange.start, path) : [];
  if (command.kind === 'shell') return parseInstallCommands(body, bodyRange.start, path, build?.lookup);
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

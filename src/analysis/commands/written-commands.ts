import type { CommandedFacts } from '../../core/command-facts';
import type { CommandFact } from '../../core/command-facts';
import { rangeOf } from '../../core/range';
import { shellCommandOf, type ShellCommand, type ShellWord } from '../../readers/shell/shell-command';
import { readShellCommands } from '../../readers/shell/shell-commands';
import { SHELL_CELL } from '../../readers/shell/shell-cells';

/** Commands that a script, a cell, a `!` line or an instruction of a Dockerfile holds. */
export function commandsWritten(command: CommandFact, facts: CommandedFacts): readonly ShellCommand[] {
  const list = execForm(command, facts);
  if (list !== null) return list;
  if (command.kind === 'instruction') return commandsOfInstruction(command, facts);
  if (command.kind === 'shell' || command.kind === 'script')
    return readShellCommands(command.body, command.bodyRange.start);
  if (command.kind === 'cell')
    return SHELL_CELL.test(command.name) ? readShellCommands(command.body, command.bodyRange.start) : [];
  if (/^(?:sx|system|sc)$/.test(command.name)) return readShellCommands(command.body, command.bodyRange.start);
  // `%cd folder`, `%pip install …`, `%env NAME=value` are commands of the same name.
  if (!/^(?:cd|pip|pip3|conda|mamba|uv|env|set_env|run)$/.test(command.name)) return [];
  const name = {
    text: command.name,
    range: rangeOf(command.range.start, command.bodyRange.start),
    quoted: false,
    literal: true,
    substitutions: [],
  };
  const words = readShellCommands(command.body, command.bodyRange.start)[0];
  return [
    shellCommandOf(
      [
        { ...name, text: `%${command.name}` },
        ...(words
          ? [
              ...words.assignments.map(({ name: key, value, range }) => ({ ...name, text: `${key}=${value}`, range })),
              ...words.words,
            ]
          : []),
      ],
      command.range,
    ),
  ].map((read) => ({ ...read, name: command.name }));
}

/** `RUN ["bash", "-c", "…"]`: the words as they are, without a shell around them. */
function execForm({ kind, body, bodyRange }: CommandFact, { text }: CommandedFacts): readonly ShellCommand[] | null {
  if (kind !== 'shell' && kind !== 'instruction') return null;
  const written = text.slice(bodyRange.start, text.indexOf(']', bodyRange.end - 1) + 1 || bodyRange.end);
  const open = /^\s*(?:CMD[ \t]+)?\[/.exec(written)?.[0].length;
  if (open === undefined || body[open - 1] === '[') return null;
  const words = [...written.slice(open).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match): ShellWord => {
    const start = bodyRange.start + open + match.index;
    return {
      text: match[1]!.replace(/\\(["\\])/g, '$1'),
      range: rangeOf(start, start + match[0].length),
      quoted: true,
      literal: true,
      substitutions: [],
    };
  });
  return words.length === 0 ? null : [shellCommandOf(words, bodyRange)];
}

/** Instructions of a Dockerfile: `ENV` sets variables, `WORKDIR` changes the folder, `ADD` fetches, `CMD` and its like run a command. */
function commandsOfInstruction(command: CommandFact, facts: CommandedFacts): readonly ShellCommand[] {
  const { name: instruction, body, bodyRange, range } = command;
  if (/^(?:cmd|entrypoint|healthcheck)$/.test(instruction)) return readShellCommands(body, bodyRange.start);
  const name =
    instruction === 'workdir' ? 'cd' : /^(?:env|arg|add)$/.test(instruction) ? instruction.toUpperCase() : null;
  if (name === null) return [];
  const plain = {
    text: name,
    range: rangeOf(range.start, bodyRange.start),
    quoted: false,
    literal: true,
    substitutions: [],
  };
  // `ENV NAME value` is the older way to write it.
  const older = instruction === 'env' ? /^([A-Za-z_]\w*)[ \t]+([^=][^]*)$/.exec(body) : null;
  if (older)
    return [
      { ...shellCommandOf([plain, { ...plain, text: `${older[1]!}=${older[2]!}`, range: bodyRange }], range), name },
    ];
  const flags = /--checksum=\S+/.exec(facts.text.slice(range.start, bodyRange.start))?.[0];
  const read = readShellCommands(body, bodyRange.start)[0];
  const words = read ? [...read.assignments.map(({ word }) => word), ...read.words] : [];
  return [
    { ...shellCommandOf([plain, ...(flags === undefined ? [] : [{ ...plain, text: flags }]), ...words], range), name },
  ];
}

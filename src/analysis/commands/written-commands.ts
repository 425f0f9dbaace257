import type { MagicFact, PythonFacts } from '../../core/python-facts';
import { rangeOf } from '../../core/range';
import { shellCommandOf, type ShellCommand, type ShellWord } from '../../readers/shell/shell-command';
import { readShellCommands } from '../../readers/shell/shell-commands';

const SHELL_CELL = /^(?:bash|sh|zsh|shell|script|system|sx)$/;

/** Commands that a script, a cell, a `!` line or an instruction of a Dockerfile holds. */
export function commandsOfMagic(magic: MagicFact, facts: PythonFacts): readonly ShellCommand[] {
  const list = execForm(magic, facts);
  if (list !== null) return list;
  if (magic.kind === 'docker') return commandsOfInstruction(magic, facts);
  if (magic.kind === 'shell') return readShellCommands(magic.body, magic.bodyRange.start);
  if (magic.kind === 'cell')
    return SHELL_CELL.test(magic.command) ? readShellCommands(magic.body, magic.bodyRange.start) : [];
  if (/^(?:sx|system|sc)$/.test(magic.command)) return readShellCommands(magic.body, magic.bodyRange.start);
  // `%cd folder`, `%pip install …`, `%env NAME=value` are commands of the same name.
  if (!/^(?:cd|pip|pip3|conda|mamba|uv|env|set_env|run)$/.test(magic.command)) return [];
  const name = {
    text: magic.command,
    range: rangeOf(magic.range.start, magic.bodyRange.start),
    quoted: false,
    literal: true,
    substitutions: [],
  };
  const words = readShellCommands(magic.body, magic.bodyRange.start)[0];
  return [
    shellCommandOf(
      [
        { ...name, text: `%${magic.command}` },
        ...(words
          ? [
              ...words.assignments.map(({ name: key, value, range }) => ({ ...name, text: `${key}=${value}`, range })),
              ...words.words,
            ]
          : []),
      ],
      magic.range,
    ),
  ].map((command) => ({ ...command, name: magic.command }));
}

/** `RUN ["bash", "-c", "…"]`: the words as they are, without a shell around them. */
function execForm({ kind, body, bodyRange }: MagicFact, { text }: PythonFacts): readonly ShellCommand[] | null {
  if (kind !== 'shell' && kind !== 'docker') return null;
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
function commandsOfInstruction(magic: MagicFact, facts: PythonFacts): readonly ShellCommand[] {
  const { command, body, bodyRange, range } = magic;
  if (/^(?:cmd|entrypoint|healthcheck)$/.test(command)) return readShellCommands(body, bodyRange.start);
  const name = command === 'workdir' ? 'cd' : /^(?:env|arg|add)$/.test(command) ? command.toUpperCase() : null;
  if (name === null) return [];
  const plain = {
    text: name,
    range: rangeOf(range.start, bodyRange.start),
    quoted: false,
    literal: true,
    substitutions: [],
  };
  // `ENV NAME value` is the older way to write it.
  const older = command === 'env' ? /^([A-Za-z_]\w*)[ \t]+([^=][^]*)$/.exec(body) : null;
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

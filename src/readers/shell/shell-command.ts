import type { Range } from '../../core/range';

/** A word of a command, without its quotes and escapes. Variables and substitutions stay as they are written. */
export interface ShellWord {
  readonly text: string;
  /** As written, quotes included. */
  readonly range: Range;
  readonly quoted: boolean;
  /** False when a variable, a substitution, a pattern or IPython's `{…}` makes it something that only a shell knows. */
  readonly literal: boolean;
  /** What the word runs: `$(…)` and backquotes as `command`, `<(…)` and `>(…)` as `process`. */
  readonly substitutions: readonly ShellSubstitution[];
}

export interface ShellSubstitution {
  readonly kind: 'command' | 'process';
  readonly commands: readonly ShellCommand[];
}

/** One simple command, behind the wrappers `sudo`, `env`, `time` and their like. */
export interface ShellCommand {
  /** The program's own name: `curl` for `/usr/bin/curl`. Empty for a line that only sets variables. */
  readonly name: string;
  /** The program and its arguments. */
  readonly words: readonly ShellWord[];
  /** `NAME=value` before the program, also behind `env`. */
  readonly assignments: readonly ShellAssignment[];
  readonly redirections: readonly ShellRedirection[];
  /** The command whose output this one reads. */
  readonly input: ShellCommand | null;
  readonly range: Range;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: string;
  readonly word: ShellWord;
  readonly range: Range;
}

export interface ShellRedirection {
  readonly operator: string;
  /** Null when the line ends before it says where. */
  readonly target: ShellWord | null;
}

/** Programs that run the program after them, with their options that take a value. */
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ugpCDhRrTt]$/,
  doas: /^-[uC]$/,
  env: /^-[uC]$/,
  time: /^-[fo]$/,
  nohup: /^$/,
  exec: /^-a$/,
  command: /^$/,
  builtin: /^$/,
  nice: /^-n$/,
  ionice: /^-[cnp]$/,
  timeout: /^-[ks]$/,
  stdbuf: /^$/,
  xvfb: /^$/,
  unbuffer: /^$/,
  catchsegv: /^$/,
};

/** The same command with one place for all of it: what it says exactly where is not known. */
export const atOnePlace = (command: ShellCommand, range: Range): ShellCommand => movedTo(command, () => range);

/** The same command, whose text was taken from somewhere else. */
export function movedTo(command: ShellCommand, place: (range: Range) => Range): ShellCommand {
  const word = (item: ShellWord): ShellWord => ({
    ...item,
    range: place(item.range),
    substitutions: item.substitutions.map((inner) => ({
      ...inner,
      commands: inner.commands.map((other) => movedTo(other, place)),
    })),
  });
  return {
    ...command,
    range: place(command.range),
    words: command.words.map(word),
    assignments: command.assignments.map((item) => ({ ...item, word: word(item.word), range: place(item.range) })),
    input: command.input && movedTo(command.input, place),
    redirections: command.redirections.map(({ operator, target }) => ({ operator, target: target && word(target) })),
  };
}

/** A command made of words that are known from elsewhere: the list that `subprocess.run` takes. */
export function shellCommandOf(words: readonly ShellWord[], range: Range): ShellCommand {
  return unwrapped(words, [], null, range);
}

/** The command behind assignments and wrappers. */
export function unwrapped(
  words: readonly ShellWord[],
  redirections: readonly ShellRedirection[],
  input: ShellCommand | null,
  range: Range,
): ShellCommand {
  const assignments: ShellAssignment[] = [];
  let at = 0;
  let environment = true;
  for (let rounds = 0; rounds < 50 && at < words.length; rounds++) {
    const word = words[at]!;
    const assignment = environment ? /^([A-Za-z_]\w*)\+?=([^]*)$/.exec(word.text) : null;
    if (assignment) {
      assignments.push({ name: assignment[1]!, value: assignment[2]!, word, range: word.range });
      at++;
      continue;
    }
    const name = baseName(word.text);
    const valued = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    if (valued === undefined || at + 1 >= words.length) break;
    let next = at + 1;
    while (words[next]?.text.startsWith('-') === true) next += valued.test(words[next]!.text) ? 2 : 1;
    if (name === 'timeout') next++;
    if (next >= words.length) break;
    at = next;
    environment = name === 'env' || name === 'sudo';
  }
  const own = words.slice(at);
  return { name: own[0] ? baseName(own[0].text) : '', words: own, assignments, redirections, input, range };
}

const baseName = (text: string): string =>
  /[=${]/.test(text) ? text : text.slice(text.lastIndexOf('/') + 1).replace(/\.exe$/i, '');

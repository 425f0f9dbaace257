import type { Fix } from '../../../core/finding';
import { rangeOf } from '../../../core/range';
import type { CommandContext } from '../../../core/rule';
import type { Fetch } from '../../../analysis/commands/fetches';
import type { ShellStep } from '../../../analysis/commands/steps';
import { foldersAbove, joinedPath } from '../../../project/paths';
import { fileText } from '../../../project/questions/file-text';
import { digestInProject } from '../../../project/questions/pins';
import type { ShellCommand, ShellWord } from '../../../readers/shell/shell-command';

/** Interpreters whose words are known well enough to give them a file. */
const SHELL = /^(?:ba|z|da)?sh$/;
const PYTHON = /^python[0-9.]*$/;
/** What a command may stand behind where brackets may open. */
const OPENS = /(?:^|[\n;&|({])[ \t]*(?:(?:then|do|else|if|elif|while|until)[ \t]+)?$|^[ \t]*RUN(?:[ \t]+--\S+)*[ \t]+$/;
/** Names that are those of many scripts: a digest of one says nothing of another. */
const COMMON = /^(?:install|setup|run|get|bootstrap|main|init|start|env)\.\w+$/i;

interface Run {
  readonly fetching: ShellCommand;
  /** What is run once the file is there, with the name of the file at its place. */
  readonly runs: (file: string) => string;
  readonly range: { readonly start: number; readonly end: number };
}

/**
 * Downloads a script to a file, checks its SHA-256 and only then runs it. The digest is one that the project knows; where it knows none
 * it comes from a variable, and the command fails with a word about it until somebody sets that. In brackets, which end with an error
 * where the check fails, under `set -e` and without. What changes with every release (`changes`) is held to a digest only where the
 * project has one. Never safe: it leaves a file behind, and stops when the script was changed.
 */
export function checkedFixes(
  step: ShellStep,
  { urls }: Fetch,
  changes: boolean,
  context: CommandContext,
): readonly Fix[] {
  const { text } = context.facts;
  const run = step.call === null ? (pipedRun(step, text) ?? innerRun(step, text)) : null;
  const [address, other] = urls;
  if (!run || !address || other || !address.word.literal) return [];
  const { start, end } = run.range;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const isEscape = context.facts.kind === 'python' && /^[ \t]*!$/.test(text.slice(line, start));
  if (!isEscape && !OPENS.test(text.slice(line, start))) return [];
  const name = fileOf(address.url, run.fetching);
  const file = [name, `fetched-${name}`].find((each) => isFree(each, context));
  if (file === undefined) return [];
  const saved = savedTo(run.fetching, address.word, file, text);
  if (saved === null) return [];
  const known = digestInProject(address.url, COMMON.test(name) ? [] : [name], 'sha256', context.project);
  // IPython would take the braces of the variable for its own.
  if (!known && (isEscape || changes)) return [];
  const digest = known?.value ?? `\${${variableOf(file)}:?set it to the SHA-256 of ${file}}`;
  // What is said of the check is no output of the script, which somebody may take.
  const check = `echo "${digest}  ${file}" | sha256sum -c - >&2`;
  // Two brackets in a row would be arithmetic.
  const opening = text[start - 1] === '(' ? ' (' : '(';
  return [
    {
      title: known
        ? `Check its SHA-256 before it runs (from ${known.path.slice(known.path.lastIndexOf('/') + 1)})`
        : 'Download it, check its SHA-256, then run it',
      safety: 'unsafe',
      edits: [{ range: rangeOf(start, end), text: `${opening}${saved} && ${check} && ${run.runs(file)})` }],
    },
  ];
}

const sliceOf = ({ range }: ShellWord, text: string): string => text.slice(range.start, range.end);

/** `sudo -E` before a program. */
const before = ({ range, words }: ShellCommand, text: string): string => text.slice(range.start, words[0]!.range.start);

const isPlain = ({ redirections }: ShellCommand): boolean => redirections.length === 0;

/** `curl … | bash -s -- --yes` */
function pipedRun({ command }: ShellStep, text: string): Run | null {
  const fetching = command.input;
  if (!fetching || fetching.input || !isPlain(fetching) || !isPlain(command)) return null;
  if (!/^[ \t]*\|[ \t]*$/.test(text.slice(fetching.range.end, command.range.start))) return null;
  const words = withFile(command, text);
  return words && { fetching, runs: words, range: rangeOf(fetching.range.start, command.range.end) };
}

/** The words of an interpreter that read its input, with a file in its place; null where they say something else. */
function withFile(command: ShellCommand, text: string): ((file: string) => string) | null {
  const rest = command.words.slice(1);
  const options: string[] = [];
  let at = 0;
  for (; at < rest.length && /^-[a-zA-Z]+$/.test(rest[at]!.text); at++)
    if (rest[at]!.text !== '-s') options.push(sliceOf(rest[at]!, text));
  if (rest[at]?.text === '--' || rest[at]?.text === '-') at++;
  else if (rest[at]?.text.startsWith('-')) return null;
  const isKnown = SHELL.test(command.name)
    ? options.every((option) => /^-[eux]+$/.test(option))
    : PYTHON.test(command.name) && options.length === 0;
  if (!isKnown) return null;
  const program = before(command, text) + sliceOf(command.words[0]!, text);
  const more = rest.slice(at).map((word) => sliceOf(word, text));
  return (file) => [program, ...options, file, ...more].join(' ');
}

/** `bash <(curl …) --yes`, `python -c "$(curl …)"` */
function innerRun({ command: fetching, outer }: ShellStep, text: string): Run | null {
  if (!outer || outer.input || fetching.input || !isPlain(outer) || !isPlain(fetching)) return null;
  if (!SHELL.test(outer.name) && !PYTHON.test(outer.name)) return null;
  const [first, second, ...more] = outer.words.slice(1);
  const isText = first?.text === '-c';
  const word = isText ? second : first;
  const rest = isText || !second ? more : [second, ...more];
  if (!word || (isText && rest.length > 0) || !isAllOf(word, fetching, isText, text)) return null;
  const program = before(outer, text) + sliceOf(outer.words[0]!, text);
  return {
    fetching,
    runs: (file) => [program, file, ...rest.map((each) => sliceOf(each, text))].join(' '),
    range: rangeOf(outer.range.start, outer.range.end),
  };
}

/** Whether a word is nothing but what one command gives. */
function isAllOf({ range, substitutions }: ShellWord, { range: inner }: ShellCommand, isText: boolean, text: string) {
  const [only, other] = substitutions;
  const opens = isText ? /^"\$\([ \t]*$|^"`$/ : /^<\([ \t]*$/;
  return (
    only?.commands.length === 1 &&
    !other &&
    opens.test(text.slice(range.start, inner.start)) &&
    /^[ \t]*[)`]"?$/.test(text.slice(inner.end, range.end))
  );
}

/** The last name of the address, where that is one; a script has a name that says so. */
function fileOf(url: string, { name }: ShellCommand): string {
  const path = /^(?:\w+:\/\/)?[^/?#]+\/([^?#]*)/.exec(url)?.[1] ?? '';
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /^\w[\w.-]*\.\w+$/.test(last) && name !== '' ? last : 'install.sh';
}

/** Whether nothing of the project would be written over: least of all the script that is running. */
function isFree(file: string, { path, project }: CommandContext): boolean {
  if (path.slice(path.lastIndexOf('/') + 1) === file) return false;
  return foldersAbove(path).every(
    (directory) => typeof project.ask(fileText, joinedPath(directory, file)) !== 'string',
  );
}

const variableOf = (file: string): string => `${file.replace(/\W/g, '_').toUpperCase()}_SHA256`;

/** A fetching command that writes a file instead of its output. */
function savedTo(fetching: ShellCommand, address: ShellWord, file: string, text: string): string | null {
  const words = fetching.words.slice(1).map((word): string | null => {
    const source = sliceOf(word, text);
    if (fetching.name === 'curl') return word === address ? `-o ${file} ${source}` : word.text === '-' ? null : source;
    if (/^-[A-Za-z]*O-$/.test(source)) return `${source.slice(0, -1)} ${file}`;
    if (source === '--output-document=-') return `--output-document=${file}`;
    return source === '-' ? file : source;
  });
  if (!/^(?:curl|wget)$/.test(fetching.name) || words.some((word) => word === null || /[\n\\]/.test(word))) return null;
  return [before(fetching, text) + sliceOf(fetching.words[0]!, text), ...words].join(' ');
}

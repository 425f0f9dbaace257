import { PROCESS_CALLEES } from '../../../analysis/commands/call-commands';
import { argumentOf, type CallFact } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { matchesCallee } from '../../../core/callee-pattern';
import type { PythonContext } from '../../../core/rule';
import { stringOf, type Value } from '../../../core/value';

/** Python calls that clone a repository: functions of libraries, and commands. */
export const GIT_CLONE_CALLS = {
  library: ['git.**.clone_from', 'git.**.clone', 'dulwich.porcelain.clone', 'pygit2.clone_repository'],
  shell: [...PROCESS_CALLEES, 'get_ipython().system', 'IPython.**.system'],
} as const;

/** A clone that a Python call makes. */
export interface GitClone {
  readonly range: Range;
  /** As written: `https://github.com/org/repo.git`. */
  readonly url: string;
  /** The folder it goes to. */
  readonly folder: string;
  /** A tag or branch that is named. */
  readonly branch: string | null;
}

const REMOTE = /^(?:https?:\/\/|git:\/\/|ssh:\/\/|git@[\w.-]+:|git\+)/;
const HEX = /(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i;

/** The clone of a call with a written address; null for any other call. */
export function gitCloneOf(call: CallFact): GitClone | null {
  const isLibrary = GIT_CLONE_CALLS.library.some((pattern) => matchesCallee(pattern, call.callee));
  return isLibrary ? cloneOfLibrary(call) : cloneOfCommand(call);
}

/** `Repo.clone_from("https://…", "folder")` */
function cloneOfLibrary(call: CallFact): GitClone | null {
  const url = stringOf((argumentOf(call, 'url', 0) ?? argumentOf(call, 'source', 0))?.value);
  if (url === undefined || !REMOTE.test(url)) return null;
  const folder = argumentOf(call, 'to_path', 1) ?? argumentOf(call, 'target', 1) ?? argumentOf(call, 'path', 1);
  const branch = argumentOf(call, 'branch') ?? argumentOf(call, 'b') ?? argumentOf(call, 'checkout_branch');
  return {
    range: call.range,
    url,
    folder: stringOf(folder?.value) ?? clonedFolderOf(url),
    branch: stringOf(branch?.value) ?? null,
  };
}

/** `subprocess.run(["git", "clone", "https://…"])` */
function cloneOfCommand(call: CallFact): GitClone | null {
  const words = commandWordsOf(call.args[0]?.value);
  const at = words.findIndex(
    (word, index) => word === 'clone' && words.slice(0, index).some((before) => /(?:^|\/)git$/.test(before)),
  );
  if (at < 0) return null;
  const [url, folder] = words
    .slice(at + 1)
    .filter(
      (word, index, rest) =>
        !word.startsWith('-') &&
        !/^(?:-b|--branch|--depth|-o|--origin|-c|--config|--filter|-j|--jobs|--reference)$/.test(rest[index - 1] ?? ''),
    );
  if (url === undefined || !REMOTE.test(url)) return null;
  const flag = words.findIndex((word) => /^(?:-b|--branch)$/.test(word));
  const branch =
    flag >= 0 ? words[flag + 1] : words.find((word) => word.startsWith('--branch='))?.slice('--branch='.length);
  const end = words.slice(at).findIndex(endsCommand);
  const isOperand = folder !== undefined && (end < 0 || words.indexOf(folder, at) < at + end) && !endsCommand(folder);
  return { range: call.range, url, folder: isOperand ? folder : clonedFolderOf(url), branch: branch ?? null };
}

const endsCommand = (word: string): boolean => /^(?:&&|;|\|\|?)$/.test(word);

/** Whether a commit is checked out: in the same command, by a later call, or by a line of the notebook. */
export function isCheckedOut(call: CallFact, { facts }: PythonContext): boolean {
  const textOf = ({ start, end }: Range): string => facts.text.slice(start, end);
  if (
    /\b(?:checkout|reset\s+--hard|switch\s+--detach)\b[^\n]*(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i.test(
      textOf(call.range),
    )
  )
    return true;
  if (
    facts.calls.some(
      (other) =>
        other !== call &&
        other.range.start > call.range.start &&
        other.scope === call.scope &&
        checksOut(other, textOf(other.range)),
    )
  )
    return true;
  return facts.commands.some((command) => command.range.start > call.range.start && checksOutCommit(command.body));
}

/** Whether a line of a shell checks out a commit. */
export const checksOutCommit = (line: string): boolean =>
  /\bgit\b.*\b(?:checkout|reset\s+--hard)\b.*(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i.test(line);

function checksOut(call: CallFact, written: string): boolean {
  // `repo.git.checkout(COMMIT)`, `repo.head.reset(commit)`: what is not a written branch is taken for a commit.
  if (/\.(?:checkout|reset|git_checkout|set_head|checkout_tree)$/.test(call.callee))
    return call.args.some(({ value }) =>
      value.kind === 'string' ? HEX.test(value.value) : value.kind === 'unknown' || value.kind === 'result',
    );
  return (
    /\b(?:checkout|reset|switch)\b/.test(written) &&
    (HEX.test(written.replace(/^[^"']*/, '')) ||
      /\b(?:checkout|--hard|--detach)["'],\s*\w*(?:commit|sha|rev|hash|ref|version)\w*/i.test(written) ||
      /\bcheckout\s+\{/.test(written))
  );
}

function commandWordsOf(value: Value | undefined): readonly string[] {
  if (value?.kind === 'string') return split(value.value);
  if (value?.kind === 'unknown' && value.prefix) return split(value.prefix);
  return value?.kind === 'sequence' ? value.items.map((item) => stringOf(item) ?? '\u0000') : [];
}

const split = (command: string): readonly string[] =>
  command
    .replace(/(&&|;|\|\|?)/g, ' $1 ')
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^["']|["']$/g, ''));

const clonedFolderOf = (url: string): string =>
  url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .pop() ?? '';

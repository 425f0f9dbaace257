import { commandsOfCall, PROCESS_CALLEES } from '../../../analysis/commands/call-commands';
import { cloneCommandOf } from '../../../analysis/commands/clones';
import { stepsOf } from '../../../analysis/commands/steps';
import { templateOf } from '../../../analysis/commands/templates';
import { argumentOf, type CallFact, type PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { matchesCallee } from '../../../core/callee-pattern';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { callsIn } from '../../../readers/python/fact-index';
import type { ShellCommand } from '../../../readers/shell/shell-command';

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

/** The clone of a call with an address that is written, at least its host and the owner; null for any other call. */
export function gitCloneOf(call: CallFact, facts: PythonFacts): GitClone | null {
  const isLibrary = GIT_CLONE_CALLS.library.some((pattern) => matchesCallee(pattern, call.callee));
  return isLibrary ? cloneOfLibrary(call, facts) : cloneOfCommand(call, facts);
}

/** `Repo.clone_from("https://…", "folder")` */
function cloneOfLibrary(call: CallFact, { semantics }: PythonFacts): GitClone | null {
  const address = argumentOf(call, 'url', 0) ?? argumentOf(call, 'source', 0);
  const url = address && (stringOf(address.value) ?? templateOf(address.expression, semantics)?.text.text);
  if (url === undefined || !isRemote(url)) return null;
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
function cloneOfCommand(call: CallFact, facts: PythonFacts): GitClone | null {
  for (const command of commandsOfCall(call, facts)) {
    const clone = cloneCommandOf(command, facts);
    if (!clone) continue;
    const { url, target, ref, pinned } = clone;
    return pinned || !isRemote(url)
      ? null
      : { range: call.range, url, folder: target ?? clonedFolderOf(url), branch: ref };
  }
  return null;
}

/** Of an address on another machine that is only partly known, the host and the owner are. */
const isRemote = (url: string): boolean =>
  REMOTE.test(url) && (!url.includes('{') || /^(?:[a-z+]+:\/\/[^/{]+\/|git@[^:{]+:)[^/{]+\//.test(url));

/** Whether a commit is checked out: in the same command, by a later call, or by a line of the notebook. */
export function isCheckedOut(call: CallFact, { facts }: PythonContext): boolean {
  return (
    runsCheckout(call, facts) ||
    callsIn(facts, call.scope).some(
      (other) => other.range.start > call.range.start && (movesTo(other) || runsCheckout(other, facts)),
    ) ||
    facts.commands.some((command) => command.range.start > call.range.start && checksOutCommit(command.body))
  );
}

/** Whether a line of a shell checks out a commit. */
export const checksOutCommit = (line: string): boolean =>
  /\bgit\b.*\b(?:checkout|reset\s+--hard)\b.*(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i.test(line);

/** `repo.git.checkout(COMMIT)`, `repo.head.reset(commit)`: what is not a written branch is taken for a commit. */
const movesTo = ({ callee, args }: CallFact): boolean =>
  /\.(?:checkout|reset|git_checkout|set_head|checkout_tree)$/.test(callee) &&
  args.some(({ value }) =>
    value.kind === 'string' ? HEX.test(value.value) : value.kind === 'unknown' || value.kind === 'result',
  );

const runsCheckout = (call: CallFact, facts: PythonFacts): boolean =>
  stepsOf(call, facts).some(({ command }) => checksOut(command));

/** `git checkout <commit>`; a variable is taken for one, unless it is called a branch. */
function checksOut({ name, words }: ShellCommand): boolean {
  const texts = words.map(({ text }) => text);
  const at = texts.findIndex((text) => /^(?:checkout|reset|switch)$/.test(text));
  if (name !== 'git' || at < 0) return false;
  const wanted = { checkout: null, reset: '--hard', switch: '--detach' }[texts[at]!];
  return (
    (wanted === null || texts.includes(wanted!)) &&
    words.slice(at + 1).some(({ text, literal }) => HEX.test(text) || (!literal && !/branch|tag/i.test(text)))
  );
}

const clonedFolderOf = (url: string): string =>
  url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .pop() ?? '';

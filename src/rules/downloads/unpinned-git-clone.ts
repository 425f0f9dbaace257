import type { CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext, type CommandContext } from '../../core/rule';
import { cloneOf } from '../../analysis/commands/clones';
import { stepsAfter } from '../../analysis/commands/later-steps';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { isPlaceholderPublisher } from '../../analysis/models/placeholder-names';
import { isOwnRepository } from '../../project/questions/own-project';
import { isOnModulePath, isUsed, stateOf } from './clones/cloned-code';
import { judgeClone } from './clones/clone-judgement';
import { GIT_CLONE_CALLS, gitCloneOf, isCheckedOut } from './clones/git-clone-calls';

const SHELL = listenToShell(checkCommand, ['sys.path']);

export default defineRule({
  id: 'unpinned-git-clone',
  severity: 'warning',
  category: 'downloads',
  title: 'Unpinned git clone',
  cwe: 1357,
  owasp: 'ML06:2023',
  atlas: ['AML.T0109', 'AML.T0010.001'],
  docs: {
    what: 'A shell command clones a repository at its default branch, another branch or a tag, and no commit is checked out afterwards. It is more severe if the code is then installed or run, and less so for well-known owners.',
    why: 'Anyone who can push to the repository, or takes over the account, decides what runs in the next build or session. No run can be repeated, because nobody knows which state was used.',
    fix: 'Check out the commit that you reviewed: `git -C folder checkout <40-digit commit>` after the clone, or `git clone --revision=<commit>` with Git 2.49 or later. A package can be installed at a commit directly: `pip install "git+https://…@<commit>"`. There is no quick fix: only you know which commit was reviewed.',
    references: ['https://git-scm.com/docs/git-clone'],
  },
  listen: {
    calls: [
      ...SHELL.calls!,
      {
        callees: GIT_CLONE_CALLS.library,
        beside: ['checkout', 'reset', 'switch', 'set_head', 'sys.path'],
        check: checkLibrary,
      },
    ],
    commands: SHELL.commands,
  },
});

function checkCommand(step: ShellStep, context: CommandContext): void {
  const clone = cloneOf(step.command, context.facts);
  // What comes from the hub has a rule of its own.
  if (clone === null || clone.host === 'huggingface.co' || clone.host === 'hf.co' || clone.pinned) return;
  const after = stepsAfter(step, context.facts);
  const another = after.findIndex(({ command }) => cloneOf(command, context.facts) !== null);
  const next = another < 0 ? after.length : another;
  const state = stateOf(clone, after, next);
  if (state === 'commit') return;
  const used = isUsed(clone, after, next) || isOnModulePath(clone.folder, step.call, context.facts);
  const { name, owner } = clone;
  if (isNobody(owner, clone.url, context)) return;
  const judged = judgeClone({ name, owner, ref: state ?? clone.ref, use: used ? 'runs' : null }, context.policy);
  context.report({ range: clone.range, ...judged });
}

/** GitPython, dulwich and pygit2. A clone is an information until its code is imported. */
function checkLibrary(call: CallFact, context: PythonContext): void {
  const clone = gitCloneOf(call, context.facts);
  if (!clone || isCheckedOut(call, context)) return;
  const owner = /^(?:[a-z+]+:\/\/(?:[^/@]*@)?[^/]+\/|git@[^:]+:)([\w.-]+)\//.exec(clone.url)?.[1] ?? null;
  if (isNobody(owner, clone.url, context)) return;
  const name = clone.url.replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/, '').replace(/\.git$/, '');
  const use = isOnModulePath(clone.folder, call, context.facts) ? 'imports' : null;
  const judged = judgeClone({ name, owner, ref: clone.branch, use }, context.policy);
  context.report({ range: clone.range, ...judged });
}

/** A name that stands where one is to be written, or the project's own repository, which is here already. */
const isNobody = (owner: string | null, url: string, context: CommandContext): boolean =>
  (owner !== null && isPlaceholderPublisher(owner)) || isOwnRepository(url, context.project);

import type { Severity } from '../../core/finding';
import { defineRule, type PythonContext } from '../../core/rule';
import { GITHUB_OWNERS, HUB_PUBLISHERS, isKnownPublisher } from '../../analysis/models/publishers';
import { cloneOf, type Clone } from '../../analysis/commands/clones';
import { GIT_CLONE_LISTENER } from './fetches/git-clone-calls';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { stepsAfter } from '../../analysis/commands/later-steps';

export default defineRule({
  id: 'unpinned-git-clone',
  severity: 'warning',
  category: 'downloads',
  title: 'Unpinned git clone',
  cwe: 1357,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A shell command clones a repository and takes whatever its main branch, or a branch or tag, holds that day: no commit is checked out afterwards. It counts more when the code is then installed or run, and less for well-known owners.',
    why: 'Whoever can push to the repository, or takes over the account, decides what runs in the next build or session. No run can be repeated, because nobody knows which state was used.',
    fix: 'Check out the commit that was looked at: `git -C folder checkout <40-digit commit>` after the clone, or `git clone --revision=<commit>` with Git 2.49 or later. A package can be installed at a commit directly: `pip install "git+https://…@<commit>"`.',
    references: ['https://git-scm.com/docs/git-clone', 'https://cwe.mitre.org/data/definitions/1357.html'],
  },
  listen: listeners(),
});

function listeners() {
  const { calls, magics } = listenToShell(check, ['sys.path']);
  return { calls: [...calls!, GIT_CLONE_LISTENER], magics };
}

function check(step: ShellStep, context: PythonContext): void {
  const clone = cloneOf(step.command, context.facts);
  // What comes from the hub has a rule of its own.
  if (clone === null || clone.host === 'huggingface.co' || clone.host === 'hf.co' || clone.pinned) return;
  const after = stepsAfter(step, context.facts);
  const another = after.findIndex(({ command }) => cloneOf(command, context.facts) !== null);
  const next = another < 0 ? after.length : another;
  const state = stateOf(clone, after, next);
  if (state === 'commit') return;
  const ref = state ?? clone.ref;
  const known =
    clone.owner !== null &&
    (isKnownPublisher(clone.owner, GITHUB_OWNERS, context.policy.trustedPublishers) ||
      isKnownPublisher(clone.owner, HUB_PUBLISHERS, context.policy.trustedPublishers));
  const used = isUsed(clone, after, next) || isImported(clone, step, context);
  const tagged = ref !== null && /^v?\d+(?:\.\d+)/.test(ref);
  const severity: Severity = used ? (known || tagged ? 'info' : 'warning') : known || tagged ? 'hint' : 'info';
  const what = ref === null ? `the newest state of ${clone.name}` : `${clone.name} at "${ref}", which can be moved`;
  const effect = used
    ? `${ref === null ? '' : ','} and runs code from it, so whoever can push there decides what runs here`
    : ', so the next run may get other code';
  context.report({ range: clone.range, severity, message: `This clones ${what}${effect}.` });
}

/** What is checked out after the clone: a commit, a branch or tag, or (null) nothing. */
function stateOf(clone: Clone, after: readonly ShellStep[], next: number): string | 'commit' | null {
  let state: string | null = null;
  for (const [index, { command }] of after.entries()) {
    if (command.name !== 'git') continue;
    const texts = command.words.map(({ text }) => text);
    const folder = texts[texts.indexOf('-C') + 1];
    const elsewhere =
      texts.includes('-C') && folder !== undefined && !/[{$]/.test(folder) && last(folder) !== clone.folder;
    const at = texts.findIndex((text) => /^(?:checkout|reset|switch|fetch)$/.test(text));
    if (at < 0 || elsewhere || (!texts.includes('-C') && index > next)) continue;
    const operands = command.words.slice(at + 1).filter(({ text }) => !text.startsWith('-'));
    // A short commit, or one that a variable holds, says which state is meant too.
    if (
      operands.some(
        ({ text, literal }) => /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/i.test(text) || (!literal && texts[at] !== 'fetch'),
      )
    )
      return 'commit';
    if (texts[at] !== 'fetch' && operands[0] && !texts.includes('-b')) state = operands[0].text;
  }
  return state;
}

const RUNS =
  /^(?:python[\d.]*|bash|sh|make|cmake|ninja|torchrun|accelerate|deepspeed|\{sys\.executable\}|cargo|npm|node|run|\.\/\S+)$/;

/** Commands that install or run what was cloned: inside its folder, or by its path. */
function isUsed(clone: Clone, after: readonly ShellStep[], next: number): boolean {
  let inside = false;
  return after.some(({ command }, index) => {
    const texts = command.words.map(({ text }) => text);
    if (/^(?:cd|pushd)$/.test(command.name))
      inside = isIn(texts[1] ?? '', clone.folder) || (inside && !/^(?:\.\.|-|\/|~)/.test(texts[1] ?? ''));
    const named = texts.slice(1).some((text) => isIn(text, clone.folder));
    const installs = /^(?:pip[\d.]*|uv)$/.test(command.name) || (texts.includes('-m') && texts.includes('pip'));
    const mentions = installs
      ? texts.some(
          (text, index) =>
            isIn(text, clone.folder) ||
            (inside && (text === '.' || /^\.\[/.test(text) || (texts[index - 1] === '-r' && !text.startsWith('/')))),
        )
      : named || (texts[0] ?? '').startsWith(`./${clone.folder}/`);
    if (installs) return texts.includes('install') && mentions && (index < next || named);
    return (
      (RUNS.test(command.name) || RUNS.test(texts[0] ?? '')) &&
      (named || (inside && index < next && !texts.includes('-c')))
    );
  });
}

const last = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

const isIn = (path: string, folder: string): boolean =>
  folder !== '' &&
  path
    .replace(/\[[^\]]*\]$/, '')
    .split('/')
    .includes(folder);

/** `sys.path.append("folder")`. */
function isImported(clone: Clone, step: ShellStep, context: PythonContext): boolean {
  return context.facts.calls.some(
    (call) =>
      (step.call === null || call.scope === step.call.scope) &&
      /^sys\.path\.(?:append|insert)$/.test(call.callee) &&
      call.args.some(({ value }) => value.kind === 'string' && isIn(value.value, clone.folder)),
  );
}

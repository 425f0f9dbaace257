import type { CommandedFacts } from '../../../core/command-facts';
import type { CallFact } from '../../../core/python-facts';
import type { Clone } from '../../../analysis/commands/clones';
import type { ShellStep } from '../../../analysis/commands/steps';

/** What is checked out after the clone: a commit, a branch or tag, or (null) nothing. */
export function stateOf(clone: Clone, after: readonly ShellStep[], next: number): string | 'commit' | null {
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

/** Whether a command installs or runs what was cloned: inside its folder, or by its path. `next`: the index of the next clone. */
export function isUsed({ folder }: Clone, after: readonly ShellStep[], next: number): boolean {
  let inside = false;
  return after.some(({ command: { name, words } }, index) => {
    const texts = words.map(({ text }) => text);
    if (/^(?:cd|pushd)$/.test(name))
      inside = isIn(texts[1] ?? '', folder) || (inside && !/^(?:\.\.|-|\/|~)/.test(texts[1] ?? ''));
    const named = texts.slice(1).some((text) => isIn(text, folder));
    if (/^(?:pip[\d.]*|uv)$/.test(name) || (texts.includes('-m') && texts.includes('pip')))
      return texts.includes('install') && (index < next || named) && isMentioned(folder, texts, inside);
    return (
      (RUNS.test(name) || RUNS.test(texts[0] ?? '')) && (named || (inside && index < next && !texts.includes('-c')))
    );
  });
}

/** An installer is given the folder, or, inside it, the folder it is in or a file of requirements. */
const isMentioned = (folder: string, texts: readonly string[], inside: boolean): boolean =>
  texts.some(
    (text, index) =>
      isIn(text, folder) ||
      (inside && (text === '.' || /^\.\[/.test(text) || (texts[index - 1] === '-r' && !text.startsWith('/')))),
  );

const last = (path: string): string => path.replace(/\/+$/, '').replace(/^.*\//, '');

const isIn = (path: string, folder: string): boolean =>
  folder !== '' &&
  path
    .replace(/\[[^\]]*\]$/, '')
    .split('/')
    .includes(folder);

/** `sys.path.append("folder")`, in the scope of a call or anywhere. */
export const isOnModulePath = (folder: string, by: CallFact | null, facts: CommandedFacts): boolean =>
  facts.kind === 'python' &&
  facts.calls.some(
    (call) =>
      (by === null || call.scope === by.scope) &&
      /^sys\.path\.(?:append|insert)$/.test(call.callee) &&
      call.args.some(({ value }) => value.kind === 'string' && isIn(value.value, folder)),
  );

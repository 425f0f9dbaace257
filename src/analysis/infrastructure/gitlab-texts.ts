import type { Range } from '../../core/range';
import type { ShellStep } from '../commands/steps';

/** Variables of GitLab whose text whoever pushes or opens a merge request writes. Source: docs.gitlab.com, Predefined CI/CD variables reference. */
const WRITTEN_BY_ANYONE =
  /\$\{?(CI_(?:COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|BRANCH|REF_NAME|TAG_MESSAGE|AUTHOR)|MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME)|EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME))\b/;

/** Programs that read one of their words as commands, and the option before it. */
const READS_AGAIN: Readonly<Record<string, RegExp | null>> = {
  eval: null,
  ssh: null,
  sh: /^-[a-z]*c$/,
  bash: /^-[a-z]*c$/,
  dash: /^-[a-z]*c$/,
  zsh: /^-[a-z]*c$/,
  su: /^-c$/,
  python: /^-c$/,
  python3: /^-c$/,
};

/** A variable with a stranger's text in a word that is read as commands once more; null where there is none. */
export function gitlabTextIn({ command }: ShellStep): { readonly name: string; readonly range: Range } | null {
  const option = Object.hasOwn(READS_AGAIN, command.name) ? READS_AGAIN[command.name] : undefined;
  if (option === undefined) return null;
  for (const [index, word] of command.words.entries()) {
    // In single quotes, only the second shell fills it in, and reads it as a text.
    if (index === 0 || word.literal || (option !== null && !option.test(command.words[index - 1]!.text))) continue;
    const name = WRITTEN_BY_ANYONE.exec(word.text)?.[1];
    if (name !== undefined) return { name, range: word.range };
  }
  return null;
}

import type { CommandedFacts } from '../../../core/command-facts';
import type { RepoType } from '../../../core/finding';
import type { ShellCommand, ShellWord } from '../../../readers/shell/shell-command';
import { stepsAfter } from '../../../analysis/commands/later-steps';
import type { ShellStep } from '../../../analysis/commands/steps';
import { expanded } from '../../../analysis/commands/variables';
import { isPlaceholderPublisher } from '../../../analysis/models/placeholder-names';
import { readId } from '../../../analysis/models/model-id';

/** What a command takes from the hub by its name. */
export interface HubRequest {
  /** Where the name stands. */
  readonly word: ShellWord;
  readonly repoType: RepoType;
  readonly id: string;
  /** A branch, tag or commit; null where none is named. */
  readonly revision: string | null;
}

/** How a program names what it takes from the hub. */
interface HubProgram {
  /** The option that holds the identifier; null: the first word after `after`. */
  readonly option: RegExp | null;
  readonly after?: RegExp;
  readonly valued?: RegExp;
}

const DOWNLOAD: HubProgram = {
  option: null,
  after: /^download$/,
  valued:
    /^--(?:repo-type|revision|include|exclude|cache-dir|local-dir|token|max-workers|local-dir-use-symlinks|format)$/,
};
const PROGRAMS: Readonly<Record<string, HubProgram>> = {
  'huggingface-cli': DOWNLOAD,
  hf: DOWNLOAD,
  vllm: { option: /^--model$/, after: /^serve$/ },
  'vllm.entrypoints.openai.api_server': { option: /^--model$/ },
  'vllm.entrypoints.api_server': { option: /^--model$/ },
  'text-generation-launcher': { option: /^--model-id$/ },
  'text-embeddings-router': { option: /^--model-id$/ },
  'sglang.launch_server': { option: /^--model(?:-path)?$/ },
};

/** What `hf download`, `vllm serve` and their like take from the hub; null for another command, a folder, or a name that is not known. */
export function hubRequestOf(command: ShellCommand, facts: CommandedFacts): HubRequest | null {
  const program = programOf(command);
  const word = program && identifierOf(command, program);
  if (!word) return null;
  const id = expanded(word, facts).replace(/^--[\w-]+=/, '');
  const repoType: RepoType = optionOf(command, '--repo-type') === 'dataset' ? 'dataset' : 'model';
  const reading = readId(id, repoType);
  if (reading.kind !== 'repository' || /[{$]/.test(id)) return null;
  if (reading.publisher !== null && isPlaceholderPublisher(reading.publisher)) return null;
  return { word, repoType, id: reading.id, revision: optionOf(command, '--revision') ?? null };
}

/** The program by its name, or the module that Python runs. */
function programOf({ name, words }: ShellCommand): HubProgram | null {
  if (Object.hasOwn(PROGRAMS, name)) return PROGRAMS[name]!;
  if (!/^python/.test(name)) return null;
  const module = words[words.findIndex(({ text }) => text === '-m') + 1]?.text ?? '';
  return Object.hasOwn(PROGRAMS, module) && module.includes('.') ? PROGRAMS[module]! : null;
}

function identifierOf({ words }: ShellCommand, { option, after, valued }: HubProgram): ShellWord | null {
  if (after !== undefined && !after.test(words[1]?.text ?? '')) return null;
  if (option !== null) {
    const joined = words.find(({ text }) => option.test(text.replace(/=.*$/, '')) && text.includes('='));
    const at = words.findIndex(({ text }) => option.test(text));
    if (joined) return joined;
    if (at >= 0 && words[at + 1]) return words[at + 1]!;
  }
  if (after === undefined) return null;
  for (let i = 2; i < words.length; i++) {
    if (!words[i]!.text.startsWith('-')) return words[i]!;
    if (valued === undefined) return null;
    if (valued.test(words[i]!.text)) i++;
  }
  return null;
}

function optionOf({ words }: ShellCommand, name: string): string | undefined {
  const at = words.findIndex(({ text }) => text === name || text.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return words[at]!.text.startsWith(`${name}=`) ? words[at]!.text.slice(name.length + 1) : words[at + 1]?.text;
}

/** Whether a commit is checked out after a clone; one that a variable holds counts. */
export const isCheckedOutLater = (step: ShellStep, facts: CommandedFacts): boolean =>
  stepsAfter(step, facts).some(
    ({ command: { name, words } }) =>
      name === 'git' &&
      words.some(
        ({ text, literal }) =>
          /^[0-9a-f]{7,40}$/i.test(text) || (!literal && words.some((word) => word.text === 'checkout')),
      ),
  );

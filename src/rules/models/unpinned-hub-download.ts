import type { Fix, Question, RepoType } from '../../core/finding';
import { defineRule, type PythonContext } from '../../core/rule';
import type { ShellCommand, ShellWord } from '../../readers/shell/shell-command';
import { cloneOf } from '../../analysis/commands/clones';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { expanded } from '../../analysis/commands/variables';
import { fetchOf } from '../../analysis/commands/fetches';
import { stepsAfter } from '../../analysis/commands/later-steps';
import { readId } from '../../analysis/models/model-id';

export default defineRule({
  id: 'unpinned-hub-download',
  severity: 'warning',
  category: 'models',
  title: 'Unpinned download from the hub',
  cwe: 1357,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A command takes a model or data set from the Hugging Face Hub without the commit that is meant: `hf download`, `huggingface-cli download`, `vllm serve`, `text-generation-launcher`, `git clone https://huggingface.co/…`, `wget https://huggingface.co/…/resolve/main/…`.',
    why: 'What stands behind `main` or a tag can be replaced at any time, by the publisher or by whoever takes over the account. The next start then serves other weights, and no run can be repeated.',
    fix: 'Pass the full 40-digit commit: `--revision <commit>`, `/resolve/<commit>/…`, or `git checkout <commit>` after the clone.',
    references: [
      'https://huggingface.co/docs/huggingface_hub/guides/cli#download-a-specific-revision',
      'https://docs.vllm.ai/en/latest/cli/serve/',
    ],
  },
  listen: listenToShell(check),
});

/** How a program names what it takes from the hub. */
interface Program {
  /** The option that holds the identifier; null: the first word after `after`. */
  readonly option: RegExp | null;
  readonly after?: RegExp;
  readonly valued?: RegExp;
}

const DOWNLOAD: Program = {
  option: null,
  after: /^download$/,
  valued:
    /^--(?:repo-type|revision|include|exclude|cache-dir|local-dir|token|max-workers|local-dir-use-symlinks|format)$/,
};
const PROGRAMS: Readonly<Record<string, Program>> = {
  'huggingface-cli': DOWNLOAD,
  hf: DOWNLOAD,
  vllm: { option: /^--model$/, after: /^serve$/ },
  'vllm.entrypoints.openai.api_server': { option: /^--model$/ },
  'vllm.entrypoints.api_server': { option: /^--model$/ },
  'text-generation-launcher': { option: /^--model-id$/ },
  'text-embeddings-router': { option: /^--model-id$/ },
  'sglang.launch_server': { option: /^--model(?:-path)?$/ },
};

function check(step: ShellStep, context: PythonContext): void {
  const { command } = step;
  const clone = cloneOf(command, context.facts);
  if (clone !== null) {
    if (clone.host !== 'huggingface.co' && clone.host !== 'hf.co') return;
    const fixed =
      clone.pinned ||
      stepsAfter(step, context.facts).some(
        (other) =>
          other.command.name === 'git' &&
          other.command.words.some(
            ({ text, literal }) =>
              /^[0-9a-f]{7,40}$/i.test(text) ||
              (!literal && other.command.words.some((word) => word.text === 'checkout')),
          ),
      );
    if (!fixed)
      context.report({
        range: clone.range,
        message: `This clones the newest state of ${clone.name.replace(/^huggingface\.co\/|^hf\.co\//, '')} from the hub, so the next run may get other files.`,
      });
    return;
  }
  for (const { word, url } of fetchOf(command, context.facts)?.urls ?? []) {
    const file =
      /^https:\/\/(?:huggingface\.co|hf\.co)\/(?:datasets\/|spaces\/)?([\w.-]+\/[\w.-]+)\/(?:resolve|raw|blob)\/([^/{$]+)\/([^?#]+)/.exec(
        url,
      );
    if (
      !file ||
      /^[0-9a-f]{40}$/i.test(file[2]!) ||
      /\.(?:txt|md|csv|jsonl?|parquet|jpe?g|png|wav|mp3|mp4)$/i.test(file[3]!)
    )
      continue;
    context.report({
      range: word.range,
      message: `The file is taken from ${file[1]} at "${file[2]}", which can be moved to other weights.`,
    });
  }
  checkProgram(step, context);
}

function checkProgram({ command, call }: ShellStep, context: PythonContext): void {
  const module = /^python/.test(command.name)
    ? (command.words[command.words.findIndex(({ text }) => text === '-m') + 1]?.text ?? '')
    : '';
  const program = Object.hasOwn(PROGRAMS, command.name)
    ? PROGRAMS[command.name]!
    : Object.hasOwn(PROGRAMS, module) && module.includes('.')
      ? PROGRAMS[module]!
      : null;
  const word = program && identifierOf(command, program);
  if (!word) return;
  const id = expanded(word, context.facts).replace(/^--[\w-]+=/, '');
  const repoType: RepoType = optionOf(command, '--repo-type') === 'dataset' ? 'dataset' : 'model';
  const reading = readId(id, repoType);
  if (reading.kind !== 'repository' || /[{$]/.test(id)) return;
  const revision = optionOf(command, '--revision') ?? null;
  if (revision !== null && (/^[0-9a-f]{40}$/i.test(revision) || /[{$]/.test(revision))) return;
  const lookup: Question = { kind: 'hub-commit', repoType, id: reading.id, revision: revision ?? 'main' };
  const answer = context.project.hubCommit(repoType, reading.id, lookup.revision);
  const fixes: Fix[] = [];
  if (answer && /^[0-9a-f]{40}$/.test(answer.commit) && revision === null && call === null) {
    fixes.push({
      title: `Pin to commit ${answer.commit.slice(0, 7)}… (from ${answer.source})`,
      safety: /cache|lock/.test(answer.source) ? 'safe' : 'unsafe',
      edits: [{ range: { start: word.range.end, end: word.range.end }, text: ` --revision ${answer.commit}` }],
    });
  }
  const kind = repoType === 'dataset' ? 'data set' : 'model';
  context.report({
    range: word.range,
    fixes,
    lookups: fixes.length === 0 ? [lookup] : [],
    message:
      revision === null
        ? `The ${kind} ${reading.id} has no revision, so whoever controls its main branch can give the next run other ${repoType === 'dataset' ? 'data' : 'weights'}.`
        : `The ${kind} ${reading.id} is taken at "${revision}", a branch or tag that can be moved.`,
  });
}

function identifierOf({ words }: ShellCommand, { option, after, valued }: Program): ShellWord | null {
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

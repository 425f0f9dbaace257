import { fromSource, shortened } from '../../analysis/secrets/shortened';
import type { Fix } from '../../core/finding';
import { defineRule, type CommandContext } from '../../core/rule';
import { cloneOf } from '../../analysis/commands/clones';
import { fetchOf } from '../../analysis/commands/fetches';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import { hubFileAt } from '../../analysis/models/hub-files';
import { isPlaceholderPublisher } from '../../analysis/models/placeholder-names';
import { hubRequestOf, isCheckedOutLater, type HubRequest } from './hub/hub-commands';
import { hubCommit } from '../../project/questions/hub-commit';
import { pinOf } from './fixes/known-commit';

export default defineRule({
  id: 'unpinned-hub-download',
  severity: 'warning',
  category: 'models',
  title: 'Unpinned download from the hub',
  cwe: 1357,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0109', 'AML.T0010.003'],
  docs: {
    what: 'A command downloads a model or data set from the Hugging Face Hub without a commit: `hf download`, `huggingface-cli download`, `vllm serve`, `text-generation-launcher`, `git clone https://huggingface.co/…`, `wget https://huggingface.co/…/resolve/main/…`.',
    why: 'The files at `main` or a tag can be replaced at any time, by the publisher or by anyone who takes over the account. The next start then serves different weights, and no run can be repeated.',
    fix: 'Pass the full 40-digit commit: `--revision <commit>`, `/resolve/<commit>/…`, or `git checkout <commit>` after the clone. The quick fix takes the commit from the local hub cache or from another place in the project; if neither has one, no fix is offered.',
    references: [
      'https://huggingface.co/docs/huggingface_hub/guides/cli#download-a-specific-revision',
      'https://docs.vllm.ai/en/latest/cli/serve/',
    ],
  },
  listen: listenToShell(check),
});

function check(step: ShellStep, context: CommandContext): void {
  const { command } = step;
  const { facts } = context;
  const clone = cloneOf(command, facts);
  if (clone !== null) {
    if (clone.host !== 'huggingface.co' && clone.host !== 'hf.co') return;
    if (clone.owner !== null && isPlaceholderPublisher(clone.owner)) return;
    if (!clone.pinned && !isCheckedOutLater(step, facts))
      context.report({
        range: clone.range,
        message: `${shortened(clone.name.replace(/^huggingface\.co\/|^hf\.co\//, ''))} is cloned from the hub without a commit.`,
      });
    return;
  }
  for (const { word, url } of fetchOf(command, facts)?.urls ?? []) {
    const file = hubFileAt(url);
    if (file && !isPlaceholderPublisher(file.repository.split('/')[0]!))
      context.report({
        range: word.range,
        message: `${shortened(file.repository)} is taken at "${shortened(file.revision, 24)}", which can be moved.`,
      });
  }
  const request = hubRequestOf(command, facts);
  if (request) checkRequest(request, step, context);
}

function checkRequest(request: HubRequest, step: ShellStep, context: CommandContext): void {
  const { word, repoType, id, revision } = request;
  if (revision !== null && (/^[0-9a-f]{40}$/i.test(revision) || /[{$]/.test(revision))) return;
  const lookup = hubCommit.key(context.path, repoType, id, revision ?? 'main');
  const fixes = pin(request, lookup.revision, step, context);
  const [kind, content] = repoType === 'dataset' ? ['data set', 'data'] : ['model', 'weights'];
  context.report({
    range: word.range,
    fixes,
    lookups: fixes.length === 0 ? [lookup] : [],
    message:
      revision === null
        ? `The ${kind} ${shortened(id)} is not pinned: the next run may get other ${content}.`
        : `The ${kind} ${shortened(id)} is taken at "${shortened(revision, 24)}", which can be moved.`,
  });
}

function pin(
  { word, repoType, id, revision }: HubRequest,
  at: string,
  step: ShellStep,
  context: CommandContext,
): Fix[] {
  const answer = revision === null && step.call === null ? pinOf(context, repoType, id, at) : null;
  if (!answer) return [];
  return [
    {
      title: fromSource(`Pin to ${answer.commit.slice(0, 7)}…`, answer.source),
      safety: answer.safety,
      edits: [{ range: { start: word.range.end, end: word.range.end }, text: ` --revision ${answer.commit}` }],
    },
  ];
}

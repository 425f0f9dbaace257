import type { InfrastructureFacts, JobFact } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'self-hosted-on-pull-request',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Own runner for the code of pull requests',
  cwe: 829,
  docs: {
    what: 'A job with the bare label `self-hosted` runs for pull requests (information), or for `pull_request_target` (a warning). Jobs with an environment or a condition on the repository or its events, and runners that a group or a name of their own chooses, are not reported.',
    why: 'In a public repository, whoever opens a pull request runs code on the machine. It stays there after the job and sees the next one; PyTorch’s runners were taken over that way in a demonstration in 2023.',
    fix: 'Use runners that exist for one job (`--ephemeral`), in a group that only trusted workflows reach, and ask for approval for outside contributors.',
    references: ['https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline }: InfrastructureFacts, context: Context): void {
  const trigger = pipeline?.triggers.find(({ name }) => /^pull_request(?:_target)?$/.test(name))?.name;
  if (trigger === undefined) return;
  for (const job of pipeline!.jobs) {
    const label = isBare(job) ? job.runsOn[0] : undefined;
    if (label && !job.environment && !/github\.(?:repository|event)/.test(job.condition))
      context.report({
        range: label.range,
        severity: trigger === 'pull_request' ? 'info' : 'warning',
        message: 'Pull requests run their code on this machine of yours, which outlives the job.',
      });
  }
}

/** Labels that every own runner has. Source: docs.github.com, Using self-hosted runners in a workflow. */
const isBare = ({ runsOn, chosen }: JobFact): boolean =>
  !chosen &&
  runsOn.some(({ text }) => text === 'self-hosted') &&
  runsOn.every(({ text }) => /^(?:self-hosted|linux|windows|macos|x64|arm|arm64|gpu)$/i.test(text ?? ''));

import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'workflow-token-too-broad',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Workflow token that may write everything',
  cwe: 272,
  docs: {
    what: 'A workflow or job of GitHub asks for `permissions: write-all`. Where a workflow says nothing of permissions, the setting of the repository decides, and nothing is reported.',
    why: 'Every step, and every action and package that it runs, may then push code, publish releases and change other workflows.',
    fix: 'Name the scopes, in the one job that needs them: `permissions: {contents: read}` for the workflow, `packages: write` for the job that publishes.',
    references: ['https://docs.github.com/en/actions/reference/security/secure-use'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline }: InfrastructureFacts, context: Context): void {
  for (const { scope, level, range } of pipeline?.permissions ?? [])
    if (scope === null && level === 'write-all')
      context.report({ range, message: 'Every step here may change the repository: its token may write everything.' });
}

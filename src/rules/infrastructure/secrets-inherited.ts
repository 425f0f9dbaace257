import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'secrets-inherited',
  severity: 'info',
  category: 'infrastructure',
  title: 'All secrets for another repository’s workflow',
  cwe: 272,
  docs: {
    what: 'A job of a GitHub workflow runs a workflow of another repository with `secrets: inherit`. Workflows of the same repository (`./…`) are not reported.',
    why: 'The other repository gets every secret, also those that are added later, and can send them anywhere.',
    fix: 'List the secrets that it needs: `secrets: {token: ${{ secrets.TOKEN }}}`, and name the workflow by its commit.',
    references: ['https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ pipeline }: InfrastructureFacts, context: Context): void {
  for (const { inherits, uses } of pipeline?.jobs ?? [])
    if (inherits && uses?.text && !uses.text.startsWith('./'))
      context.report({ range: inherits, message: 'Another repository gets every secret of this one.' });
}

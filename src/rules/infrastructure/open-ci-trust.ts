import type { GrantFact, InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { mapsIn, textsIn } from '../../core/tree';

const ISSUER = /token\.actions\.githubusercontent\.com/;

export default defineRule({
  id: 'open-ci-trust',
  severity: 'error',
  category: 'infrastructure',
  title: 'Role that any repository may take',
  cwe: 284,
  docs: {
    what: 'The trust policy of a role of AWS lets workflows of GitHub take it (`token.actions.githubusercontent.com`) without a condition on `sub` that names an organisation or repository, or with one that is only a star; or lets anyone take it (`Principal: "*"` without a condition).',
    why: 'GitHub issues tokens to every workflow of every repository. Without the condition, anyone with an account there takes the role, and with it the buckets and the compute that it opens.',
    fix: 'Add `StringLike: {"token.actions.githubusercontent.com:sub": "repo:my-org/my-repo:ref:refs/heads/main"}` and `aud` equal to `sts.amazonaws.com`.',
    references: ['https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ grants }: InfrastructureFacts, context: Context): void {
  for (const grant of grants) {
    if (grant.kind !== 'trust' || !grant.actions.some(({ text }) => /^sts:AssumeRole/.test(text ?? ''))) continue;
    const github = grant.principals.find(({ text }) => ISSUER.test(text ?? ''));
    const everybody = grant.principals.find(({ text }) => text === '*');
    if (github && !namesRepository(grant))
      context.report({ range: github.range, message: 'A workflow of any repository on GitHub may take this role.' });
    else if (everybody && grant.conditions === null)
      context.report({ range: everybody.range, message: 'Every account of AWS may take this role.' });
  }
}

/** Whether a condition on the subject says whose workflow is meant. What a template decides may. */
function namesRepository({ conditions }: GrantFact): boolean {
  if (conditions === null) return false;
  if (conditions.kind === 'leaf') return true;
  for (const map of mapsIn(conditions))
    for (const { key, value } of map.entries)
      if (/:(?:sub|repository|repository_owner|job_workflow_ref)(?:_id)?$/.test(key) || key.includes('${')) {
        const texts = textsIn(value);
        if (texts.length === 0 || texts.some(({ text }) => !/^(?:\*|repo:\*(?:\/\*)?(?::\*)?)$/.test(text)))
          return true;
      }
  return false;
}

import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

/** What clusters give to everybody by themselves, so that clients find each other. Source: Kubernetes, Using RBAC Authorization, Default roles. */
const HARMLESS =
  /^system:(?:public-info-viewer|service-account-issuer-discovery|discovery|basic-user)$|issuer-discovery/;

export default defineRule({
  id: 'anonymous-role-binding',
  severity: 'error',
  category: 'infrastructure',
  title: 'Role for anyone, without a login',
  cwe: 306,
  docs: {
    what: 'A RoleBinding or ClusterRoleBinding gives a role to `system:anonymous` or `system:unauthenticated`. The roles that a cluster itself gives them for discovery are not reported, nor is `system:authenticated`.',
    why: 'Whoever reaches the API server, from the internet on most managed clusters, has the role without any login. Miners look for such clusters.',
    fix: 'Name a group of people or a service account. The quick fix is none: who is meant is a decision.',
    references: ['https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ bindings }: InfrastructureFacts, context: Context): void {
  for (const { role, subjects } of bindings) {
    if (role === null || HARMLESS.test(role.text ?? '')) continue;
    for (const { name } of subjects)
      if (/^system:(?:anonymous|unauthenticated)$/.test(name.text ?? ''))
        context.report({
          range: name.range,
          message: 'Whoever reaches the API server has this role, without a login.',
        });
  }
}

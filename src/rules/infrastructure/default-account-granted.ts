import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'default-account-granted',
  severity: 'info',
  category: 'infrastructure',
  title: 'Rights for the default service account',
  cwe: 269,
  docs: {
    what: 'A RoleBinding or ClusterRoleBinding gives a role to the service account `default` of a namespace. Other accounts, `default-editor` of Kubeflow among them, are not reported.',
    why: 'Every pod of the namespace that names no account runs as `default`: each notebook and each job gets the rights, also those that someone else starts later.',
    fix: 'Make a service account for the workload that needs the role, bind it, and set `serviceAccountName`.',
    references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ bindings }: InfrastructureFacts, context: Context): void {
  for (const { subjects } of bindings)
    for (const { kind, name } of subjects)
      if (kind === 'ServiceAccount' && name.text === 'default')
        context.report({
          range: name.range,
          message: 'Every pod of the namespace that names no account gets this role.',
        });
}

import type { GrantFact, InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type CommandContext, type Context } from '../../core/rule';
import { textsIn } from '../../core/tree';
import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';

export default defineRule({
  id: 'wildcard-role',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Role that may do everything in a cluster',
  cwe: 269,
  docs: {
    what: 'A Role or ClusterRole of Kubernetes allows every verb on every resource of every group; a binding gives `cluster-admin` to a service account; or a command does so (`kubectl create clusterrolebinding … --clusterrole=cluster-admin`), which is information. Roles with a star for the verbs or the resources alone are not reported.',
    why: 'A notebook or job that runs with this account reads all secrets of the cluster, starts privileged pods and changes what other teams run. One poisoned package in it is enough.',
    fix: 'List the verbs and resources that are needed: for a training job mostly `get`, `list`, `watch` on pods and its own resource. Bind in the namespace (RoleBinding), not in the whole cluster.',
    references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  },
  listen: { documents: { infrastructure: { check } }, ...listenToShell(checkStep) },
});

function check({ grants, bindings }: InfrastructureFacts, context: Context): void {
  for (const grant of grants)
    if (grant.system === 'kubernetes' && isEverything(grant))
      context.report({
        range: grant.range,
        message: `Whoever has this role may do everything in the ${grant.kind === 'Role' ? 'namespace' : 'cluster'}.`,
      });
  for (const { role, subjects, clusterWide } of bindings)
    if (role?.text === 'cluster-admin' && clusterWide && subjects.some(({ kind }) => kind === 'ServiceAccount'))
      context.report({ range: role.range, message: 'Every pod with this account may do everything in the cluster.' });
}

const isEverything = ({ actions, resources, conditions }: GrantFact): boolean =>
  actions.some(({ text }) => text === '*') &&
  resources.some(({ text }) => text === '*') &&
  textsIn(conditions ?? undefined).some(({ text }) => text === '*');

function checkStep({ command }: ShellStep, context: CommandContext): void {
  if (command.name !== 'kubectl' && command.name !== 'oc') return;
  const text = command.words.map((word) => word.text).join(' ');
  if (
    /\bcreate clusterrolebinding\b/.test(text) &&
    /--clusterrole[= ]cluster-admin\b/.test(text) &&
    /--serviceaccount/.test(text)
  )
    context.report({
      range: command.range,
      severity: 'info',
      message: 'Every pod with this account may do everything in the cluster.',
    });
}

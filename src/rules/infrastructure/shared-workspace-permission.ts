import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { mapsIn, treeText } from '../../core/tree';

export default defineRule({
  id: 'shared-workspace-permission',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Bundle that every user may change',
  cwe: 732,
  docs: {
    what: 'A bundle of Databricks lets every user manage what it makes (`group_name: users` with `CAN_MANAGE`), turns the isolation of users on a cluster off (`data_security_mode: NONE`), or runs init scripts from DBFS, which every user of the workspace may write.',
    why: 'Whoever has an account in the workspace changes the job, or the script that runs before it, and so runs code with its rights and data.',
    fix: 'Grant `CAN_VIEW` or `CAN_RUN` to the group and `CAN_MANAGE` to a service principal or team; use `USER_ISOLATION` or `SINGLE_USER`; keep init scripts in a Unity Catalog volume.',
    references: ['https://docs.databricks.com/aws/en/dev-tools/bundles/permissions'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  if (facts.format !== 'databricks') return;
  const root = facts.settings[0]?.resource;
  for (const map of root ? mapsIn(root) : [])
    if (treeText(map, 'group_name') === 'users' && treeText(map, 'level') === 'CAN_MANAGE')
      context.report({
        range: map.entries.find(({ key }) => key === 'level')!.value.range,
        message: 'Every user of the workspace may change this and what it runs.',
      });
  for (const { path, value, range } of facts.settings) {
    if (/(?:^|\.)data_security_mode$/.test(path) && /^(?:NONE|NO_ISOLATION)$/.test(value))
      context.report({ range, message: 'Users of this cluster see each other’s data and credentials.' });
    if (/(?:^|\.)init_scripts\.dbfs\.destination$/.test(path))
      context.report({ range, message: 'Every user of the workspace may write this script, which runs as root.' });
  }
}

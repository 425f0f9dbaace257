import type { RoleBindingFact, GrantFact, ObjectFact } from '../../core/infrastructure-facts';
import { childOf, itemsIn, treeText, textsIn, type SourceLeaf } from '../../core/tree';

/** What roles allow. Source: Kubernetes, Using RBAC Authorization. */
export const grantsOf = (resources: readonly ObjectFact[]): readonly GrantFact[] =>
  resources
    .filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole')
    .flatMap(({ kind, name, tree }) =>
      itemsIn(tree, 'rules').map((rule): GrantFact => ({
        system: 'kubernetes',
        kind,
        name,
        actions: textsIn(childOf(rule, 'verbs')),
        resources: textsIn(childOf(rule, 'resources')),
        principals: [],
        conditions: childOf(rule, 'apiGroups') ?? null,
        range: childOf(rule, 'verbs')?.range ?? rule.range,
      })),
    );

/** Who has which role. */
export const roleBindingsOf = (resources: readonly ObjectFact[]): readonly RoleBindingFact[] =>
  resources
    .filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding')
    .map(({ kind, tree, range }): RoleBindingFact => {
      const role = childOf(childOf(tree, 'roleRef'), 'name');
      return {
        system: 'kubernetes',
        role: role?.kind === 'leaf' ? role : null,
        subjects: itemsIn(tree, 'subjects').flatMap((subject) => {
          const name = childOf(subject, 'name');
          return name?.kind === 'leaf' ? [{ kind: treeText(subject, 'kind') ?? '', name: name as SourceLeaf }] : [];
        }),
        clusterWide: kind === 'ClusterRoleBinding',
        range,
      };
    });

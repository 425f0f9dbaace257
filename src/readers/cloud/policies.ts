import type { GrantFact } from '../../core/infrastructure-facts';
import { childOf, mapsIn, treeText, textsIn, type SourceLeaf, type SourceTree } from '../../core/tree';

/** Whether a document is a policy of IAM itself. Source: IAM JSON policy elements reference. */
export const isPolicy = (root: SourceTree): boolean =>
  childOf(root, 'Statement') !== undefined && /^20\d\d-\d\d-\d\d$/.test(treeText(root, 'Version') ?? '2012-10-17');

/** The statements of every policy in a tree that allow something. */
export function statementsIn(root: SourceTree): readonly GrantFact[] {
  const grants: GrantFact[] = [];
  for (const map of mapsIn(root)) {
    const statement = childOf(map, 'Statement');
    if (statement === undefined || grants.length > MOST_STATEMENTS) continue;
    for (const each of statement.kind === 'list' ? statement.items : itemsOf(statement)) {
      const grant = grantOf(each, map);
      if (grant) grants.push(grant);
    }
  }
  return grants;
}
const MOST_STATEMENTS = 2_000;

const itemsOf = (tree: SourceTree): readonly SourceTree[] => (tree.kind === 'map' ? [tree] : []);

function grantOf(statement: SourceTree, policy: SourceTree): GrantFact | null {
  if (statement.kind !== 'map' || treeText(statement, 'Effect') !== 'Allow') return null;
  const principal = childOf(statement, 'Principal');
  const action = childOf(statement, 'Action');
  if (action === undefined) return null;
  return {
    system: 'aws',
    kind: principal === undefined ? 'policy' : 'trust',
    name: treeText(policy, 'PolicyName') ?? null,
    actions: textsIn(action),
    resources: textsIn(childOf(statement, 'Resource')),
    principals: principalsIn(principal),
    conditions: childOf(statement, 'Condition') ?? null,
    range: action.kind === 'list' ? (action.items[0]?.range ?? action.range) : action.range,
  };
}

const principalsIn = (principal: SourceTree | undefined): readonly SourceLeaf[] =>
  principal?.kind === 'map' ? principal.entries.flatMap(({ value }) => textsIn(value)) : textsIn(principal);

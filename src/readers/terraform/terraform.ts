import type { GrantFact, InfrastructureFacts, SettingFact } from '../../core/infrastructure-facts';
import { childOf, treeText, textsIn, type Branch, type SourceTree } from '../../core/tree';
import { statementsIn } from '../cloud/policies';
import { openPortsOf } from '../cloud/open-ports';
import { settingsBelow } from '../cloud/settings';
import type { HclBlock, HclFile } from './hcl';

/** What a file of Terraform says: attributes of resources and modules, policies, rules of firewalls. Source: Terraform language documentation. */
export function terraformFacts(text: string, { blocks }: HclFile): InfrastructureFacts {
  const resources = blocks.filter(({ type }) => type === 'resource');
  return {
    kind: 'infrastructure',
    format: 'terraform',
    text,
    workloads: [],
    exposures: [],
    settings: blocks.flatMap(settingsOf),
    grants: [...resources.flatMap(({ body }) => statementsIn(body)), ...blocks.flatMap(grantsOfDocument)],
    bindings: [],
    openPorts: resources.flatMap(({ labels, body }) => openPortsOf(labels[0] ?? '', body)),
    objects: [],
    pipeline: null,
  };
}

const settingsOf = ({ type, labels, body }: HclBlock): readonly SettingFact[] =>
  type === 'resource' && labels[0] !== undefined
    ? settingsBelow(labels[0], body)
    : type === 'module'
      ? settingsBelow('module', body)
      : [];

/** `data "aws_iam_policy_document"`. Source: Terraform AWS provider. */
function grantsOfDocument({ type, labels, body }: HclBlock): readonly GrantFact[] {
  if (type !== 'data' || labels[0] !== 'aws_iam_policy_document') return [];
  return blocksIn(body, 'statement').flatMap((statement): GrantFact[] => {
    const actions = childOf(statement, 'actions');
    if (actions === undefined || (treeText(statement, 'effect') ?? 'Allow') !== 'Allow') return [];
    const principals = blocksIn(statement, 'principals').flatMap((each) => textsIn(childOf(each, 'identifiers')));
    return [
      {
        system: 'aws',
        kind: blocksIn(statement, 'principals').length > 0 ? 'trust' : 'policy',
        name: labels[1] ?? null,
        actions: textsIn(actions),
        resources: textsIn(childOf(statement, 'resources')),
        principals,
        conditions: conditionsOf(blocksIn(statement, 'condition')),
        range: actions.kind === 'list' ? (actions.items[0]?.range ?? actions.range) : actions.range,
      },
    ];
  });
}

/** Conditions as a policy in JSON has them: the variable is the key. */
function conditionsOf(conditions: readonly SourceTree[]): SourceTree | null {
  const [first] = conditions;
  if (first === undefined) return null;
  return {
    kind: 'map',
    range: first.range,
    merged: [],
    entries: conditions.map((condition) => ({
      key: treeText(condition, 'variable') ?? '${unknown}',
      keyRange: condition.range,
      value: childOf(condition, 'values') ?? condition,
    })),
  };
}

const blocksIn = (map: SourceTree, key: string): readonly Branch[] =>
  (map.kind === 'map' ? map.entries : [])
    .filter((entry) => entry.key === key)
    .flatMap(({ value }) => (value.kind === 'map' ? [value] : []));

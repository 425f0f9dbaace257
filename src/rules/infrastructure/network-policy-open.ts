import type { InfrastructureFacts, ObjectFact } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { childOf, itemsIn, treeText, textsIn, type SourceTree } from '../../core/tree';

export default defineRule({
  id: 'network-policy-open',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Network policy that lets everything out',
  cwe: 653,
  docs: {
    what: 'A NetworkPolicy with rules for `Egress` allows all of it: an empty rule (`egress: [{}]`), or `0.0.0.0/0` without `except` and without ports. Policies with ports, with `except`, and policies for incoming traffic alone are not reported.',
    why: 'Code in the pods reaches every address, that of the cloud’s metadata service (169.254.169.254) among them, which hands out the credentials of the node.',
    fix: 'Name what is needed: DNS, the registry, the store of data. Where the internet has to be reached, leave out the metadata address: `except: [169.254.169.254/32]`.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ objects }: InfrastructureFacts, context: Context): void {
  for (const object of objects) {
    const open = object.kind === 'NetworkPolicy' && !object.templated ? openRule(object) : undefined;
    if (open)
      context.report({
        range: open.range,
        message: 'This policy lets pods reach every address, the metadata of the cloud too.',
      });
  }
}

function openRule({ tree }: ObjectFact): SourceTree | undefined {
  const spec = childOf(tree, 'spec');
  if (!textsIn(childOf(spec, 'policyTypes')).some(({ text }) => text === 'Egress')) return undefined;
  for (const rule of itemsIn(spec, 'egress')) {
    if (rule.kind === 'map' && rule.entries.length === 0) return rule;
    if (childOf(rule, 'ports') !== undefined) continue;
    const block = itemsIn(rule, 'to')
      .map((peer) => childOf(peer, 'ipBlock'))
      .find((each) => /^(?:0\.0\.0\.0|::)\/0$/.test(treeText(each, 'cidr') ?? ''));
    if (block !== undefined && childOf(block, 'except') === undefined) return childOf(block, 'cidr');
  }
  return undefined;
}

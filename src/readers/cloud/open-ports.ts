import type { OpenPortFact } from '../../core/infrastructure-facts';
import { childOf, treeText, textsIn, type SourceLeaf, type SourceTree } from '../../core/tree';

const EVERYWHERE = /^(?:0\.0\.0\.0\/0|::\/0|\*|internet|any)$/i;

/**
 * The rules of a resource that let the whole internet in. Sources: AWS CloudFormation, AWS::EC2::SecurityGroup; Terraform providers aws
 * (aws_security_group), google (google_compute_firewall), azurerm (azurerm_network_security_rule).
 */
export function openPortsOf(type: string, body: SourceTree): readonly OpenPortFact[] {
  switch (type) {
    case 'AWS::EC2::SecurityGroup':
      return itemsOf(childOf(body, 'SecurityGroupIngress')).flatMap(cloudformationRule);
    case 'AWS::EC2::SecurityGroupIngress':
      return cloudformationRule(body);
    case 'aws_security_group':
    case 'aws_default_security_group':
      return blocksAt(body, 'ingress').flatMap(awsRule);
    case 'aws_security_group_rule':
      return treeText(body, 'type') === 'ingress' ? awsRule(body) : [];
    case 'aws_vpc_security_group_ingress_rule':
      return awsRule(body);
    case 'google_compute_firewall':
      return googleRules(body);
    case 'azurerm_network_security_rule':
      return azureRule(body);
    case 'azurerm_network_security_group':
      return blocksAt(body, 'security_rule').flatMap(azureRule);
    default:
      return [];
  }
}

const itemsOf = (tree: SourceTree | undefined): readonly SourceTree[] =>
  tree === undefined ? [] : tree.kind === 'list' ? tree.items : [tree];

/** Blocks of a name, or the objects of a list that is given to it. */
const blocksAt = (map: SourceTree, key: string): readonly SourceTree[] =>
  (map.kind === 'map' ? map.entries : []).filter((entry) => entry.key === key).flatMap(({ value }) => itemsOf(value));

const openSource = (tree: SourceTree, keys: readonly string[]): SourceLeaf | null =>
  keys.flatMap((key) => textsIn(childOf(tree, key))).find(({ text }) => EVERYWHERE.test(text)) ?? null;

function ruleAt(source: SourceLeaf | null, from: number, to: number): readonly OpenPortFact[] {
  return source === null || !Number.isInteger(from) || !Number.isInteger(to)
    ? []
    : [{ from, to, source, range: source.range }];
}

const portAt = (tree: SourceTree, key: string): number => Number(treeText(tree, key) ?? Number.NaN);

const ALL = 65_535;
const isAnything = (protocol: string | undefined): boolean => protocol === '-1' || /^all$/i.test(protocol ?? '');
const isOtherProtocol = (protocol: string | undefined): boolean =>
  /^(?:icmp|icmpv6|udp|1|17|58)$/i.test(protocol ?? '');

function cloudformationRule(rule: SourceTree): readonly OpenPortFact[] {
  const source = openSource(rule, ['CidrIp', 'CidrIpv6']);
  const protocol = treeText(rule, 'IpProtocol');
  if (isOtherProtocol(protocol)) return [];
  return isAnything(protocol)
    ? ruleAt(source, 0, ALL)
    : ruleAt(source, portAt(rule, 'FromPort'), portAt(rule, 'ToPort'));
}

function awsRule(rule: SourceTree): readonly OpenPortFact[] {
  const source = openSource(rule, ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6']);
  const protocol = treeText(rule, 'protocol') ?? treeText(rule, 'ip_protocol');
  if (isOtherProtocol(protocol)) return [];
  return isAnything(protocol)
    ? ruleAt(source, 0, ALL)
    : ruleAt(source, portAt(rule, 'from_port'), portAt(rule, 'to_port'));
}

function googleRules(body: SourceTree): readonly OpenPortFact[] {
  if (/^egress$/i.test(treeText(body, 'direction') ?? '')) return [];
  const source = openSource(body, ['source_ranges']);
  return blocksAt(body, 'allow').flatMap((allow) => {
    const protocol = treeText(allow, 'protocol');
    if (isOtherProtocol(protocol)) return [];
    const ports = textsIn(childOf(allow, 'ports'));
    if (childOf(allow, 'ports') === undefined) return ruleAt(source, 0, ALL);
    return ports.flatMap(({ text }) => rangeAt(source, text));
  });
}

function azureRule(rule: SourceTree): readonly OpenPortFact[] {
  if (/^outbound$/i.test(treeText(rule, 'direction') ?? '') || !/^allow$/i.test(treeText(rule, 'access') ?? ''))
    return [];
  if (isOtherProtocol(treeText(rule, 'protocol'))) return [];
  const source = openSource(rule, ['source_address_prefix', 'source_address_prefixes']);
  return ['destination_port_range', 'destination_port_ranges']
    .flatMap((key) => textsIn(childOf(rule, key)))
    .flatMap(({ text }) => rangeAt(source, text));
}

/** `8888`, `8000-9000`, `*` */
function rangeAt(source: SourceLeaf | null, text: string): readonly OpenPortFact[] {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  return text === '*' ? ruleAt(source, 0, ALL) : ruleAt(source, Number(from), Number(to ?? from));
}

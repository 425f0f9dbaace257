import type { InfrastructureFacts, SettingFact } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { mapsIn } from '../../core/tree';

/** A switch that makes the endpoint public, and the key of the list that narrows it, anywhere in the same resource. */
const ENDPOINTS: readonly {
  readonly type: RegExp;
  readonly path: RegExp;
  readonly value: RegExp;
  readonly narrowed: RegExp;
}[] = [
  {
    type: /^aws_eks_cluster$/,
    path: /^vpc_config\.endpoint_public_access$/,
    value: /^true$/,
    narrowed: /^public_access_cidrs$/,
  },
  {
    type: /^module$/,
    path: /^(?:cluster_)?endpoint_public_access$/,
    value: /^true$/,
    narrowed: /^(?:cluster_)?endpoint_public_access_cidrs$/,
  },
  {
    type: /^google_container_cluster$/,
    path: /^private_cluster_config\.enable_private_endpoint$/,
    value: /^false$/,
    narrowed: /^master_authorized_networks_config$/,
  },
  {
    type: /^azurerm_kubernetes_cluster$/,
    path: /^private_cluster_enabled$/,
    value: /^false$/,
    narrowed: /^(?:authorized_ip_ranges|api_server_authorized_ip_ranges)$/,
  },
  {
    type: /^AWS::EKS::Cluster$/,
    path: /^ResourcesVpcConfig\.EndpointPublicAccess$/,
    value: /^true$/i,
    narrowed: /^PublicAccessCidrs$/,
  },
  {
    type: /^eksctl:cluster$/,
    path: /^vpc\.clusterEndpoints\.publicAccess$/,
    value: /^true$/i,
    narrowed: /^publicAccessCIDRs$/,
  },
];

export default defineRule({
  id: 'cluster-endpoint-public',
  severity: 'info',
  category: 'infrastructure',
  title: 'Control plane on the internet',
  cwe: 668,
  docs: {
    what: 'The API server of a Kubernetes cluster is public in writing, and no list of networks narrows it: `endpoint_public_access = true` of EKS (Terraform, its module, CloudFormation, eksctl) without `public_access_cidrs`, `enable_private_endpoint = false` of GKE without authorized networks, `private_cluster_enabled = false` of AKS without `authorized_ip_ranges`.',
    why: 'Whoever has a token or a kubeconfig, out of a notebook, a log or a laptop, uses the cluster from anywhere; and a hole in the API server is open to everyone.',
    fix: 'List the networks that need it, or make the endpoint private and go through a VPN or a bastion host.',
    references: ['https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check({ settings }: InfrastructureFacts, context: Context): void {
  for (const setting of settings) {
    const row = ENDPOINTS.find(
      ({ type, path, value }) => type.test(setting.type) && path.test(setting.path) && value.test(setting.value),
    );
    if (row && !isNarrowed(setting, row.narrowed, settings))
      context.report({
        range: setting.range,
        message: 'The API server of this cluster answers the whole internet.',
      });
  }
}

/** A list that is there narrows, unless it says everywhere. */
function isNarrowed({ resource }: SettingFact, key: RegExp, settings: readonly SettingFact[]): boolean {
  const open = settings.some(
    (each) =>
      each.resource === resource &&
      key.test(each.path.replace(/^.*\./, '')) &&
      /^(?:0\.0\.0\.0|::)\/0$/.test(each.value),
  );
  if (open || resource === null) return false;
  for (const { entries } of mapsIn(resource)) if (entries.some((entry) => key.test(entry.key))) return true;
  return false;
}

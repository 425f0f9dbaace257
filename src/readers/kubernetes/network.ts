import type { ExposureFact, ObjectFact, WorkloadFact } from '../../core/infrastructure-facts';
import { childOf, entriesIn, itemsIn, treeText, treeTruth, type SourceTree } from '../../core/tree';
import { portIn } from './containers';
import { selectedBy } from './workloads';

/** The ways in that the resources of a document open. Source: Kubernetes, Service, Ingress, Gateway API. */
export function exposuresOf(
  resources: readonly ObjectFact[],
  workloads: readonly WorkloadFact[],
): readonly ExposureFact[] {
  const services = resources.filter(({ kind }) => kind === 'Service');
  return [
    ...services.flatMap((service) => exposureOfService(service, workloads)),
    ...resources
      .filter(({ kind }) => /^(?:Ingress|HTTPRoute|Route)$/.test(kind))
      .flatMap((ingress) => exposuresOfIngress(ingress, services, workloads)),
  ];
}

const selectorOf = (service: ObjectFact): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entriesIn(childOf(service.tree, 'spec'), 'selector').flatMap(({ key, value }) =>
      value.kind === 'leaf' && value.text !== null ? [[key, value.text]] : [],
    ),
  );

function exposureOfService(service: ObjectFact, workloads: readonly WorkloadFact[]): readonly ExposureFact[] {
  const spec = childOf(service.tree, 'spec');
  const type = childOf(spec, 'type');
  const how = treeText(spec, 'type');
  if ((how !== 'LoadBalancer' && how !== 'NodePort') || type?.kind !== 'leaf') return [];
  const limited = itemsIn(spec, 'loadBalancerSourceRanges').length > 0 || isInternal(service.tree);
  const target = selectedBy(selectorOf(service), service.namespace, workloads);
  return itemsIn(spec, 'ports').map((port): ExposureFact => ({
    how: how === 'NodePort' ? 'node-port' : 'load-balancer',
    port: portIn(childOf(port, 'targetPort')) ?? portIn(childOf(port, 'port')),
    target,
    selector: selectorOf(service),
    namespace: service.namespace,
    range: type.range,
    limited,
    encrypted: null,
    closed: { title: 'Use a ClusterIP service', edit: { range: type.range, text: 'ClusterIP' } },
  }));
}

/** Annotations that keep a load balancer inside. Sources: documentation of EKS, GKE, AKS and OCI on internal load balancers. */
const INTERNAL =
  /(?:internal|load-balancer-type|lb-scheme|load-balancer-scheme|address-type|ingress\.class|\/scheme|source-ranges|whitelist|inbound-cidrs|allowlist|auth-url|auth-type|auth-secret|auth-signin)/;

const isInternal = (tree: SourceTree): boolean =>
  entriesIn(tree, 'metadata', 'annotations').some(({ key, value }) => {
    const said = value.kind === 'leaf' ? (value.text ?? 'internal') : '';
    return (
      INTERNAL.test(key) &&
      (/^(?:true|internal|private|intranet)$/i.test(said) ||
        /internal/i.test(said) ||
        /source-ranges|whitelist|inbound-cidrs|allowlist|auth-/.test(key) ||
        /^\d{1,3}\.|[0-9a-f]*:/.test(said))
    );
  });

function exposuresOfIngress(
  ingress: ObjectFact,
  services: readonly ObjectFact[],
  workloads: readonly WorkloadFact[],
): readonly ExposureFact[] {
  const spec = childOf(ingress.tree, 'spec');
  const limited = isInternal(ingress.tree) || /internal/i.test(treeText(spec, 'ingressClassName') ?? '');
  const encrypted = isEncrypted(ingress);
  return backendsOf(spec).map(({ name, port }): ExposureFact => {
    const service = services.find((each) => each.name === name);
    const range = ingress.range;
    return {
      how: 'ingress',
      port: service ? targetPortOf(service, port) : port,
      target: service ? selectedBy(selectorOf(service), service.namespace, workloads) : null,
      selector: service ? selectorOf(service) : null,
      namespace: ingress.namespace,
      range,
      limited,
      encrypted,
      closed: null,
    };
  });
}

/** TLS of its own, a certificate that an annotation names, or a route, of which the gateway decides. */
const isEncrypted = ({ kind, tree, templated }: ObjectFact): boolean | null =>
  kind === 'HTTPRoute' || templated
    ? null
    : childOf(childOf(tree, 'spec'), 'tls') !== undefined ||
      entriesIn(tree, 'metadata', 'annotations').some(({ key }) => /certificate|cert-manager|ssl-|tls/i.test(key));

interface Backend {
  readonly name: string;
  readonly port: number | null;
}

function backendsOf(spec: SourceTree | undefined): readonly Backend[] {
  const paths = itemsIn(spec, 'rules').flatMap((rule) => [
    ...itemsIn(rule, 'http', 'paths').map((path) => childOf(path, 'backend')),
    ...itemsIn(rule, 'backendRefs'),
  ]);
  return [childOf(spec, 'defaultBackend'), childOf(spec, 'to'), ...paths].flatMap((backend): Backend[] => {
    const service = childOf(backend, 'service') ?? backend;
    const name = treeText(service, 'name') ?? treeText(backend, 'serviceName');
    const port = childOf(service, 'port') ?? childOf(backend, 'servicePort');
    const number = port?.kind === 'map' ? childOf(port, 'number') : port;
    return name === undefined ? [] : [{ name, port: portIn(number) }];
  });
}

/** The port of the containers behind a port of a service. */
function targetPortOf(service: ObjectFact, port: number | null): number | null {
  const all = itemsIn(childOf(service.tree, 'spec'), 'ports');
  const [only] = all;
  const chosen = all.find((each) => portIn(childOf(each, 'port')) === port) ?? (all.length === 1 ? only : undefined);
  return chosen === undefined ? port : (portIn(childOf(chosen, 'targetPort')) ?? portIn(childOf(chosen, 'port')));
}

/** Whether a network policy, or any resource, is switched on in a map; for readers of values. */
export const isOn = (tree: SourceTree | undefined, key: string): boolean => treeTruth(tree, key) === true;

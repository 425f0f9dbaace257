import { exposedServers, isOpenTo } from '../../analysis/infrastructure/exposure';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { closedBy } from './exposure/closed';

export default defineRule({
  id: 'open-published-port',
  severity: 'info',
  category: 'infrastructure',
  title: 'Published port without authentication',
  cwe: 668,
  docs: {
    what: 'A compose file publishes the port of a server without authentication on all interfaces: Jupyter with an empty token, MLflow, TensorBoard, Dask, Redis, MongoDB, Qdrant, Chroma. Also `ports` of a SkyPilot task, which opens them to the whole internet, and `auth: false` of a dstack service. Ports on `127.0.0.1`, servers that ask for a password, and programs that nobody knows are not reported.',
    why: 'Docker publishes on every interface of the machine, past the rules of a host firewall. Anyone on the network, or on the internet for a machine with a public address, uses the server.',
    fix: 'Publish on `127.0.0.1`, let other services use the network of Compose without `ports`, and set a password. For SkyPilot, use an SSH tunnel (`ssh -L`).',
    references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  for (const exposed of exposedServers(facts, context.project)) {
    const { exposure, running } = exposed;
    if (exposure.how !== 'published-port' || running === null || running.server.kind === 'model') continue;
    if (!isOpenTo(exposed)) continue;
    context.report({
      range: exposure.range,
      message: `${running.server.name} answers anyone on this network, and asks nobody who they are.`,
      fixes: closedBy(exposure),
    });
  }
  for (const { type, path, value, range } of facts.settings) {
    if (type === 'skypilot:task' && path === 'resources.ports')
      context.report({ range, message: `SkyPilot opens port ${value} to the whole internet.` });
    else if (type === 'dstack:service' && path === 'auth' && value === 'false')
      context.report({ range, message: 'This service asks nobody for a token.' });
  }
}

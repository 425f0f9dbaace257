import { serverBehind } from '../../analysis/infrastructure/servers';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';

export default defineRule({
  id: 'ingress-without-tls',
  severity: 'info',
  category: 'infrastructure',
  title: 'Server behind an Ingress without TLS',
  cwe: 319,
  docs: {
    what: 'An Ingress leads to a notebook server, a model server, an experiment tracker or a database in the same file, and has neither `tls` nor an annotation that names a certificate. Internal ingresses, routes of a Gateway and ingresses to anything else are not reported.',
    why: 'Tokens, passwords and data go over the network as plain text. Who listens takes the session of a notebook, and runs code in it.',
    fix: 'Add `tls:` with a secret, which cert-manager can keep up to date, or the annotation of the cloud that names a certificate.',
    references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  const told = new Set<number>();
  for (const { how, encrypted, limited, target, port, range } of facts.exposures) {
    const running = how === 'ingress' && encrypted === false && !limited ? serverBehind(target, port) : null;
    if (running === null || told.has(range.start)) continue;
    // Without any key there is something worse to say.
    if (running.server.kind === 'model' && running.authenticated === false) continue;
    told.add(range.start);
    context.report({ range, message: `What is sent to ${running.server.name} can be read on the way: no TLS.` });
  }
}

import { exposedServers, isOpenTo, relatedTo } from '../../analysis/infrastructure/exposure';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type Context } from '../../core/rule';
import { closedBy } from './exposure/closed';

export default defineRule({
  id: 'inference-server-without-key',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Published model server without a key',
  cwe: 306,
  atlas: ['AML.T0040', 'AML.T0049'],
  docs: {
    what: 'A model server (vLLM, SGLang, Text Generation Inference, llama.cpp, LocalAI, Ollama, Triton) has no key and is published: by a load balancer or an Ingress that leads to it in the same file or folder, or by a port of a compose file that all interfaces of the machine have. Node ports, addresses inside the cluster, and services with source ranges, an internal address or an authenticating ingress are not reported.',
    why: 'Anyone who reaches it uses the model, pays nothing, reads what others send to it where it logs prompts, and on servers that load models on request (Ollama, Triton) has their own loaded.',
    fix: 'Publish on `127.0.0.1` or a ClusterIP service and put a gateway in front that asks for a key. The `--api-key` of vLLM guards `/v1` alone, so that a gateway is needed there too. The quick fix narrows the port or the service.',
    references: ['https://docs.vllm.ai/en/latest/usage/security.html'],
  },
  listen: { documents: { infrastructure: { check } } },
});

function check(facts: InfrastructureFacts, context: Context): void {
  for (const exposed of exposedServers(facts, context.project)) {
    const { exposure, running, elsewhere } = exposed;
    if (running?.server.kind !== 'model' || !isOpenTo(exposed) || exposure.how === 'node-port') continue;
    const where = exposure.how === 'published-port' ? 'on this network' : 'on the internet';
    context.report({
      range: exposure.range,
      message: `${running.server.name} answers anyone ${where}: it has no key.`,
      fixes: closedBy(exposure),
      ...relatedTo(elsewhere, 'The server is started here, without a key.'),
    });
  }
}

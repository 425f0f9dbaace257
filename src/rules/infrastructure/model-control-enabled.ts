import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type CommandContext, type Context } from '../../core/rule';
import { optionIn } from './commands/options';

const LOADS = 'Whoever reaches this server loads a model of their own, which is running code.';
const DEVELOPMENT = 'vLLM serves its development endpoints: whoever reaches it runs code here.';

export default defineRule({
  id: 'model-control-enabled',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Model server that loads what it is told',
  cwe: 306,
  atlas: ['AML.T0049', 'AML.T0050'],
  docs: {
    what: 'A model server lets its callers manage models or run code: `tritonserver --model-control-mode=explicit` or `poll` without `--http-restricted-api`; TorchServe with `--disable-token-auth`, `--enable-model-api`, or a `management_address` on all interfaces; vLLM with `--tool-server demo` or `VLLM_SERVER_DEV_MODE=1`. In scripts, Dockerfiles, pods, compose files, workflows and `config.properties`.',
    why: 'A model of Triton with a Python backend, and a model archive of TorchServe, are code. Whoever may load one runs it with the rights of the server (CVE-2023-43654).',
    fix: 'Leave model control at its default and restart for a new model, or restrict the API (`--http-restricted-api=model-repository:key=value`). Keep the token of TorchServe, and bind its management address to `127.0.0.1`.',
    references: [
      'https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/customization_guide/deploy.html',
      'https://nvd.nist.gov/vuln/detail/CVE-2023-43654',
    ],
  },
  listen: {
    documents: { infrastructure: { check }, config: { check: checkSettings } },
    ...listenToShell(checkStep),
  },
});

function checkStep({ command }: ShellStep, context: CommandContext): void {
  const { name, words, assignments } = command;
  const mode = name === 'tritonserver' ? optionIn(command, '--model-control-mode') : null;
  if (mode && /^(?:explicit|poll)$/.test(mode.value) && optionIn(command, '--http-restricted-api') === null)
    context.report({ range: mode.range, message: LOADS });
  if (name === 'torchserve') {
    const open = words.find(({ text }) => text === '--disable-token-auth' || text === '--enable-model-api');
    if (open) context.report({ range: open.range, message: LOADS });
  }
  if (name === 'vllm' || words.some(({ text }) => text.startsWith('vllm.entrypoints'))) {
    const tools = optionIn(command, '--tool-server');
    if (tools?.value === 'demo')
      context.report({ range: tools.range, message: 'The demo tools of vLLM run the code that a model writes.' });
  }
  const exported = name === 'export' ? words.find(({ text }) => text === 'VLLM_SERVER_DEV_MODE=1') : undefined;
  const set = assignments.find((each) => each.name === 'VLLM_SERVER_DEV_MODE' && each.value === '1') ?? exported;
  if (set) context.report({ range: set.range, message: DEVELOPMENT });
}

function check({ workloads }: InfrastructureFacts, context: Context): void {
  for (const { containers } of workloads)
    for (const { environment } of containers)
      for (const { name, value, range } of environment)
        if (name === 'VLLM_SERVER_DEV_MODE' && value === '1') context.report({ range, message: DEVELOPMENT });
}

/** `config.properties` of TorchServe. */
function checkSettings({ path, entries }: ConfigFacts, context: Context): void {
  if (/(?:^|\/)config\.properties$/.test(path)) for (const entry of entries) checkEntry(entry, context);
}

function checkEntry({ key, value, valueRange }: ConfigEntry, context: Context): void {
  if (key === 'disable_token_authorization' ? value === 'true' : key === 'management_address' && isEverywhere(value))
    context.report({ range: valueRange, message: LOADS });
}

const isEverywhere = (address: string): boolean => /^https?:\/\/(?:0\.0\.0\.0|\[::\])(?::|$)/.test(address);

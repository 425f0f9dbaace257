import { listenToShell } from '../../analysis/commands/listening';
import type { ShellStep } from '../../analysis/commands/steps';
import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import type { InfrastructureFacts } from '../../core/infrastructure-facts';
import { defineRule, type CommandContext, type Context } from '../../core/rule';
import { optionIn } from './commands/options';

/** Switches of a server by which it answers pages of any origin: program, option, value. Sources: the documentation of each. */
const SWITCHES: readonly (readonly [RegExp, string, RegExp])[] = [
  [/^mlflow$/, '--disable-security-middleware', /^/],
  [/^mlflow$/, '--allowed-hosts', /^\*$/],
  [/^mlflow$/, '--cors-allowed-origins', /^\*$/],
  [/^streamlit$/, '--server.enableCORS', /^false$/i],
  [/^streamlit$/, '--server.enableXsrfProtection', /^false$/i],
  [/^(?:python[\d.]*|comfyui|comfy)$/, '--enable-cors-header', /^(?:\*|)$/],
];
const VARIABLES: readonly (readonly [string, RegExp])[] = [
  ['MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE', /^(?:true|1)$/i],
  ['MLFLOW_SERVER_ALLOWED_HOSTS', /^\*$/],
  ['MLFLOW_SERVER_CORS_ALLOWED_ORIGINS', /^\*$/],
  ['STREAMLIT_SERVER_ENABLE_CORS', /^(?:false|0)$/i],
  ['STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION', /^(?:false|0)$/i],
  ['OLLAMA_ORIGINS', /^\*$/],
];
const MESSAGE = 'Any web page that a user visits may send requests to this server.';

export default defineRule({
  id: 'web-origin-check-disabled',
  severity: 'warning',
  category: 'infrastructure',
  title: 'Server that answers every web page',
  cwe: 346,
  atlas: ['AML.T0049'],
  docs: {
    what: 'A server is told to answer requests of any origin, or for any host name: `--disable-security-middleware`, `--allowed-hosts "*"` and `--cors-allowed-origins "*"` of MLflow; `enableCORS` and `enableXsrfProtection` of Streamlit set to false; `--enable-cors-header` of ComfyUI without an origin; `OLLAMA_ORIGINS=*`; also as variables of a container and in `.streamlit/config.toml`. The switches of Jupyter are told by `unauthenticated-notebook-server`.',
    why: 'A page on the internet then reads and changes what the server has through the browser of whoever visits it, also on a machine that no one else reaches (DNS rebinding, CVE-2025-14279).',
    fix: 'List the hosts and origins that are meant, with and without the port. Behind a proxy, let the proxy set them, and silence this with the reason.',
    references: ['https://mlflow.org/docs/latest/self-hosting/security/network/'],
  },
  listen: {
    documents: { infrastructure: { check }, config: { check: checkSettings } },
    ...listenToShell(checkStep),
  },
});

function checkStep({ command }: ShellStep, context: CommandContext): void {
  for (const [program, option, value] of SWITCHES) {
    const given = program.test(command.name) ? optionIn(command, option) : null;
    if (given && value.test(given.value)) context.report({ range: given.range, message: MESSAGE });
  }
  for (const { name, value, range } of command.assignments) checkVariable(name, value, range, context);
  if (command.name === 'export')
    for (const { text, range } of command.words.slice(1)) {
      const at = text.indexOf('=');
      if (at > 0) checkVariable(text.slice(0, at), text.slice(at + 1), range, context);
    }
}

function check({ workloads }: InfrastructureFacts, context: Context): void {
  for (const { containers } of workloads)
    for (const { environment } of containers)
      for (const { name, value, range } of environment) checkVariable(name, value ?? '', range, context);
}

function checkVariable(name: string, value: string, range: ConfigEntry['valueRange'], context: Context): void {
  if (VARIABLES.some(([known, unsafe]) => known === name && unsafe.test(value)))
    context.report({ range, message: MESSAGE });
}

/** `[server] enableCORS = false` */
function checkSettings({ path, entries }: ConfigFacts, context: Context): void {
  if (/(?:^|\/)\.streamlit\/config\.toml$/.test(path)) for (const entry of entries) checkEntry(entry, context);
}

function checkEntry({ keys, value, valueRange }: ConfigEntry, context: Context): void {
  if (/^server\.enable(?:CORS|XsrfProtection)$/.test(keys.join('.')) && value === 'false')
    context.report({ range: valueRange, message: MESSAGE });
}

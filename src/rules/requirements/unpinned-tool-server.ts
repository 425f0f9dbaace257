import type { ConfigFacts } from '../../core/config-facts';
import { shortened } from '../../analysis/secrets/shortened';
import { defineRule, type ConfigContext } from '../../core/rule';
import { fetchedBy, toolServersIn } from '../../analysis/commands/tool-servers';
import { openPackage } from './servers/package-specs';
import { serverFixes } from './servers/server-fix';

export default defineRule({
  id: 'unpinned-tool-server',
  severity: 'warning',
  category: 'requirements',
  title: 'Tool server without a fixed version',
  cwe: 1357,
  owasp: 'LLM03:2025',
  atlas: ['AML.T0010.001'],
  docs: {
    what: "A file in the project makes an AI client start a tool server (Model Context Protocol) that is downloaded at each start without a fixed version: `uvx server`, `npx -y @scope/server@latest`, `pipx run server`, `docker run image:latest`, or a repository without a commit. Read are `.mcp.json`, `.vscode/mcp.json`, `.cursor/mcp.json`, and `mcpServers` and similar keys in other clients' settings, as JSON, TOML or YAML. A list of servers that no client starts from, such as a catalogue, is information. Servers that start from a local file, and packages named by a variable, are not reported.",
    why: 'The server runs with the permissions of whoever opens the project, often with tokens in its environment, and the assistant acts on what its tools say. Without a version the newest release runs, so one stolen publisher account runs code on every machine at the next start.',
    fix: 'Name the version: `uvx server==1.2.3` or `npx -y @scope/server@1.2.3`; for an image the digest, for a repository the commit. A pin covers the top package only: its dependencies are resolved again at every start, unless the server is a locked project of its own (`uv run --frozen`, `npm ci`). The quick fix takes the version from the lock or from what is installed in the project; if neither knows the package, no fix is offered.',
    references: [
      'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
      'https://docs.astral.sh/uv/guides/tools/#requesting-specific-versions',
      'https://docs.npmjs.com/cli/commands/npx',
    ],
  },
  listen: { documents: { config: { check } } },
});

function check(facts: ConfigFacts, context: ConfigContext): void {
  for (const server of toolServersIn(facts)) {
    const fetched = fetchedBy(server);
    const open = fetched && openPackage(fetched);
    if (!fetched || !open) continue;
    context.report({
      range: fetched.package.range,
      severity: server.isOffered ? 'info' : 'warning',
      message: `${shortened(open.name)} is not pinned: ${MOVES[open.moves]}.`,
      detail:
        open.moves === 'tag'
          ? 'A digest (`@sha256:…`) names one image'
          : 'What it depends on is resolved anew at each start, unless the server is a locked project of its own',
      fixes: serverFixes(fetched, open, context),
    });
  }
}

const MOVES = {
  release: 'each start runs the newest release; a pin covers this package only',
  tag: 'its tag can move, and the next start runs another image',
  address: 'each start runs what its address has then; a pin covers this package only',
} as const;

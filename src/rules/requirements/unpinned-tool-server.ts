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
    what: 'A file of the project has a client for assistants start a tool server (Model Context Protocol) that is fetched at its start without one version: `uvx server`, `npx -y @scope/server@latest`, `pipx run server`, `docker run image:latest`, or a repository without a commit. Read are `.mcp.json`, `.vscode/mcp.json`, `.cursor/mcp.json`, and `mcpServers` and their like in the settings of other clients, as JSON, TOML or YAML. A list of servers that no client starts from, a catalogue, is information. Servers that start from a file of this machine, and those whose package is a variable, are left alone.',
    why: 'The server runs with the rights of whoever opens the project, and often with tokens in its environment; the assistant does what its tools tell it. Without a version the newest release runs, so one stolen account of a publisher runs code on every machine at the next start.',
    fix: 'Name the version: `uvx server==1.2.3` or `npx -y @scope/server@1.2.3`; an image by its digest, a repository by its commit. A pin covers the top package only: what it depends on is resolved anew at every start, unless the server is a locked project of its own (`uv run --frozen`, `npm ci`). The quick fix takes the version from the lock or from what is installed in the project; where neither knows the package, none is offered.',
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

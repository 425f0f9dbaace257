// What a person does about the packages of a project: pins them all, sees a lock that is out of date, pins a tool server.
import { fileWith } from './files.mjs';

const HASH = 'a'.repeat(64);
const pylock = (...packages) =>
  `lock-version = "1.0"\ncreated-by = "pip"\n${packages
    .map(
      ([name, version]) =>
        `\n[[packages]]\nname = "${name}"\nversion = "${version}"\nwheels = [{ name = "${name}.whl", url = "https://files.pythonhosted.org/${name}.whl", hashes = { sha256 = "${HASH}" } }]\n`,
    )
    .join('')}`;

/** A service with a lock that pip reads, and one whose uv.lock nobody made anew; the lock of the root has the tool server. */
const FILES = {
  'service/pyproject.toml': `[project]
name = "router-service"
version = "1.0"
requires-python = ">=3.11"
dependencies = [
    "fastapi>=0.110",  # the API
    "uvicorn[standard]",
    'httpx <1',
]
`,
  'service/pylock.toml': pylock(['fastapi', '0.115.6'], ['uvicorn', '0.34.0'], ['httpx', '0.28.1']),
  'worker/pyproject.toml': `[project]
name = "router-worker"
version = "1.0"
requires-python = ">=3.11"
dependencies = ["celery>=5.5", "redis"]
`,
  'worker/uv.lock': `version = 1
requires-python = ">=3.11"

[[package]]
name = "celery"
version = "5.4.0"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/celery.whl", hash = "sha256:${HASH}", size = 1 }]

[[package]]
name = "router-worker"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "celery" }]
`,
  'assistant/.mcp.json': `{
  "mcpServers": {
    "fetch": {
      "command": "uvx",
      "args": ["mcp-server-fetch", "--ignore-robots-txt"]
    }
  }
}
`,
  'assistant/pylock.toml': pylock(['mcp-server-fetch', '2025.4.7']),
};

/** @type {typeof import('./scenarios.mjs').SCENARIOS} */
export const SUPPLY_SCENARIOS = [
  {
    name: 'packages of a project',
    files: FILES,
    steps: {
      'all requirements of a pyproject.toml are pinned at once': async ({ workbench, folder, picture }) => {
        await workbench.openFile('service/pyproject.toml');
        await workbench.squiggle('info');
        await workbench.showProblems('**/service/pyproject.toml');
        await workbench.goToProblem(/uvicorn is not pinned.*touchstone.*unpinned-requirement/s);
        await workbench.lightbulb();
        await picture('pin-all');
        await workbench.fix(/^Pin all requirements in file/);
        await workbench.noProblem(/touchstone.*unpinned-requirement/s);
        await workbench.save();
        await fileWith(
          folder,
          'service/pyproject.toml',
          /"fastapi==0\.115\.6", {2}# the API\n {4}"uvicorn\[standard\]==0\.34\.0",\n {4}'httpx ==0\.28\.1',/,
        );
        await picture('pinned-all');
      },

      'a lock that is out of date is told where the manifest asks for more': async ({ workbench, picture }) => {
        await workbench.openFile('worker/pyproject.toml');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/worker/pyproject.toml');
        await workbench.problem(/uv\.lock has celery 5\.4\.0, which is not allowed here.*lock-out-of-date/s);
        await workbench.problem(/redis is not in the lock, either/);
        await picture('lock-out-of-date');
      },

      'a tool server of an assistant is pinned to the version that is locked': async ({
        workbench,
        folder,
        picture,
      }) => {
        await workbench.openFile('assistant/.mcp.json');
        await workbench.squiggle('warning');
        await workbench.showProblems('**/.mcp.json');
        await workbench.goToProblem(/touchstone.*unpinned-tool-server/s);
        await workbench.lightbulb();
        await picture('tool-server');
        await workbench.fix(/^Pin to 2025\.4\.7/);
        await workbench.save();
        await fileWith(folder, 'assistant/.mcp.json', /"mcp-server-fetch==2025\.4\.7"/);
        await workbench.noProblem(/unpinned-tool-server/);
      },
    },
  },
];

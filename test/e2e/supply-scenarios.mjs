// What a person does about the packages of a project: pins them all, sees a lock that is out of date, pins a tool server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { REPOSITORY } from '../../scripts/vscode-host/versions.mjs';
import { fileWith } from './files.mjs';
import { poll } from './workbench.mjs';

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
  {
    name: 'what is known of packages',
    files: {
      'gateway/requirements.txt': 'starlette-router==2.0.0\nqueue-router>=5\n',
      'gateway/pylock.toml': pylock(['queue-router', '5.4.0']),
      'gateway/load.py':
        'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("google-bert/bert-base-cased")\n',
    },
    prepare: (folder) =>
      execFileSync(
        process.execPath,
        ['--import', 'tsx', path.join(REPOSITORY, 'test/e2e/advisory-dump.ts'), dumpIn(folder)],
        { cwd: REPOSITORY },
      ),
    envFor: (folder) => ({ OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: path.join(folder, 'db') }),
    steps: {
      'versions and vulnerabilities stand behind the requirements': async ({ workbench, picture }) => {
        await workbench.openFile('gateway/requirements.txt');
        await workbench.squiggle('error');
        const lines = workbench.page.locator('.view-lines').first();
        await poll(
          async () => /2\.0\.0.*1 vulnerability.*>=5.*5\.4\.0, 1 vulnerability/s.test(plain(await lines.innerText())),
          'no version is shown',
        );
        await picture('inline-vulnerabilities');
      },

      'the hover says which version has none': async ({ workbench, picture }) => {
        const hover = await workbench.hover('starlette-router', 'known vulnerability', 'starlette-router');
        assert.match(plain(hover), /CVE-2026-10001/);
        assert.match(plain(hover), /2\.1\.0/);
        await picture('vulnerability-hover');
        await workbench.page.mouse.move(0, 0);
      },

      'the upgrade is written into the pin': async ({ workbench, folder, picture }) => {
        await workbench.showProblems('**/gateway/requirements.txt');
        await workbench.goToProblem(/starlette-router 2\.0\.0 has a known vulnerability.*vulnerable-dependency/s);
        await workbench.lightbulb();
        await picture('vulnerability-upgrade');
        await workbench.fix(/^Upgrade to 2\.1\.0/);
        await workbench.save();
        await fileWith(folder, 'gateway/requirements.txt', /starlette-router==2\.1\.0/);
      },

      'the report counts them': async ({ workbench, picture }) => {
        await workbench.command('Touchstone: Show Dependency Report');
        const page = await workbench.webview('#packages');
        await workbench.clearNotifications();
        await page.locator('#filter').fill('router');
        assert.match(await page.locator('header').innerText(), /advisories as of/i);
        await page.locator('tbody tr', { hasText: 'CVE-2026-10002' }).first().waitFor();
        await picture('report-vulnerable');
        await workbench.closeEditors();
      },

      'a look-up asks once, and says whom and what it learns': async ({ workbench, picture }) => {
        await workbench.openFile('gateway/load.py');
        await workbench.squiggle('info');
        await workbench.showProblems('**/gateway/load.py');
        await workbench.goToProblem(/touchstone.*unpinned-model-revision/s);
        await workbench.lightbulb();
        await workbench.fix(/^Allow a look-up on huggingface\.co to pin/);
        const question = workbench.page.locator('.monaco-dialog-box');
        await question.waitFor();
        const text = plain(await question.innerText());
        assert.match(text, /Look up the commit on the network\?/);
        assert.match(text, /The model hub learns the name of this model, nothing else/);
        assert.match(text, /This holds for huggingface\.co until this window closes/);
        assert.match(text, /Always Allow/);
        await picture('consent');
        await workbench.page.keyboard.press('Escape');
        await question.waitFor({ state: 'detached' });
      },

      'newer versions stand behind the lines once the index may be asked': async ({ workbench, folder, picture }) => {
        const { address, asked, close } = await packageIndex({ 'made-router': ['1.0', '1.4', '2.0rc1'] });
        try {
          const manifest = 'gateway/own/requirements.txt';
          mkdirSync(path.dirname(path.join(folder, manifest)), { recursive: true });
          writeFileSync(path.join(folder, manifest), `--index-url ${address}\nmade-router==1.0\n`);
          await workbench.openFile(manifest);
          await workbench.command('Touchstone: Check for Newer Versions');
          const question = workbench.page.locator('.monaco-dialog-box');
          await question.waitFor();
          assert.match(plain(await question.innerText()), /learns the names of 1 package that this file lists/);
          assert.deepEqual(asked, []);
          await picture('consent-index');
          await question.getByText('Allow and Look Up', { exact: true }).click();
          const lines = workbench.page.locator('.view-lines').first();
          await poll(
            async () => /made-router==1\.0\s*newest 1\.4/.test(plain(await lines.innerText())),
            'no newer version is shown',
          );
          assert.deepEqual(asked, ['/simple/made-router/']);
          await picture('inline-newer');
        } finally {
          close();
        }
      },
    },
  },
];

/** An index on this machine, with releases by project. */
async function packageIndex(projects) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const [, name] = /^\/simple\/([\w-]+)\/$/.exec(request.url) ?? [];
    response.writeHead(projects[name] ? 200 : 404, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
    const files = (projects[name] ?? []).map((version) => ({
      filename: `${name}-${version}.tar.gz`,
      url: `/files/${name}-${version}.tar.gz`,
      hashes: {},
    }));
    response.end(JSON.stringify({ meta: { 'api-version': '1.0' }, files }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/simple`, asked, close: () => server.close() };
}

const dumpIn = (folder) => path.join(folder, 'db/osv-scanner/PyPI/all.zip');

/** Without the blanks that the editor draws for blanks. */
const plain = (text) => text.replaceAll('\u00a0', ' ');

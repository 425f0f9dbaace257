// Runs the suites in an extension host of the npm-served VS Code.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installVsix, startServer } from '../vscode-host/server.mjs';
import { configure, mountFolder, startBrowser, workbenchUrl } from '../vscode-host/window.mjs';

/**
 * @param {object} options
 * @param {'node' | 'web'} options.kind
 * @param {string} options.root the VS Code server's folder
 * @param {string} options.extension the folder of the extension: its package.json and dist
 * @param {string} options.suites the bundle from bundleSuites, below `extension`
 * @param {string} options.workspace the folder to open
 * @param {string} [options.vsix] test this package instead of the folder
 * @param {boolean} options.trusted
 * @param {string} [options.screenshot] written when the run ends badly
 * @param {import('./events.mjs').Events} options.events
 * @param {number} options.timeout ms
 * @returns {Promise<string | undefined>} what went wrong around the tests
 */
export async function runInServer({
  kind,
  root,
  extension,
  suites,
  workspace,
  vsix,
  trusted,
  screenshot,
  events,
  timeout,
}) {
  // A folder is scanned when a test says so: else what it finds on the disk would come between.
  const settings = { 'touchstone.scanOnStartup': 'never' };
  const server = await startServer({
    root,
    vsix: kind === 'node' ? vsix : undefined,
    trusted,
    settings,
    testDriver: true,
  });
  const cleanUp = [() => server.stop()];
  try {
    const browser = await startBrowser();
    cleanUp.unshift(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.exposeFunction('codeAutomationLog', (_level, args) => events.line(args.map(String).join(' ')));
    const ended = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    const crashed = new Promise((resolve) => {
      page.on('crash', () => resolve('the page crashed'));
    });
    if (events.verbose) page.on('console', (message) => console.error(`[page] ${message.text().slice(0, 400)}`));

    if (kind === 'web') {
      // A remote path would run in Node whatever the manifest says: the extension must come over http.
      const served = mountFolder(server, extension);
      cleanUp.unshift(served.remove);
      const packaged =
        vsix && mountFolder(server, installVsix({ root, vsix, into: path.join(server.home, 'packaged') }));
      if (packaged) cleanUp.unshift(packaged.remove);
      const developed = (packaged ?? served).uri('');
      await configure(page, {
        developmentOptions: {
          extensions: [developed],
          extensionTestsPath: served.uri(path.relative(extension, suites)),
        },
      });
      await page.goto(workbenchUrl(server, { folder: workspace }), { waitUntil: 'domcontentloaded' });
    } else {
      await configure(page);
      // With a package, the extension under development is an empty one that only carries the suites.
      const developmentPath = vsix ? emptyExtension(server.home) : extension;
      await page.goto(workbenchUrl(server, { folder: workspace, developmentPath, testsPath: suites }), {
        waitUntil: 'domcontentloaded',
      });
    }

    const late = new Promise((resolve) => setTimeout(resolve, timeout, `timed out after ${timeout / 1000} s`).unref());
    const outcome = await Promise.race([ended, server.died, crashed, late]);
    const why = typeof outcome === 'string' ? outcome : undefined;
    if (why || outcome !== 0) {
      events.noise.push(...server.output().split('\n').slice(-40));
      if (screenshot)
        await page
          .screenshot({ path: screenshot, timeout: 5000 })
          .catch((error) => events.noise.push(`no screenshot: ${error.message}`));
    }
    return why;
  } finally {
    for (const step of cleanUp) await step();
  }
}

function emptyExtension(home) {
  const folder = path.join(home, 'suites');
  mkdirSync(folder);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({
      name: 'suites',
      publisher: 'touchstone-test',
      version: '0.0.0',
      engines: { vscode: '*' },
      main: './main.js',
      capabilities: { untrustedWorkspaces: { supported: true } },
    }),
  );
  writeFileSync(path.join(folder, 'main.js'), '');
  return folder;
}

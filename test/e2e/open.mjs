// A VS Code with the packaged extension in it, and its window.
import { mkdirSync } from 'node:fs';
import { installHost } from '../../scripts/vscode-host/install.mjs';
import { startServer } from '../../scripts/vscode-host/server.mjs';
import { HOSTS } from '../../scripts/vscode-host/versions.mjs';
import { configure, startBrowser, workbenchUrl } from '../../scripts/vscode-host/window.mjs';
import { Workbench } from './workbench.mjs';

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern', contrast: 'Default High Contrast' };

/** For pictures: nothing that distracts, and text that can be read when the picture is scaled down. */
const LOOK = {
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'editor.occurrencesHighlight': 'off',
  'editor.hover.delay': 300,
  'breadcrumbs.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'notebook.globalToolbar': false,
  // The editor's own fetch wants a newer Node than npm's VS Code may run in.
  'http.fetchAdditionalSupport': false,
};

/**
 * @param {object} options
 * @param {import('playwright-core').Browser} options.browser from startBrowser
 * @param {string} options.vsix the package to install
 * @param {string} options.folder the folder to open
 * @param {string} options.images where screenshots go
 * @param {keyof THEMES} [options.theme]
 * @param {boolean} [options.trusted] false: restricted mode
 * @param {keyof HOSTS} [options.vscode]
 * @param {Record<string, string>} [options.env] variables of the machine that the workbench runs on
 * @param {boolean} [options.tour] as `npm start` opens it: with the walkthrough
 * @returns {Promise<{ workbench: Workbench, server: import('../../scripts/vscode-host/server.mjs').Server, close: () => Promise<void> }>}
 */
export async function openWorkbench({
  browser,
  vsix,
  folder,
  images,
  theme = 'dark',
  trusted = true,
  vscode = 'latest',
  tour = false,
  env = {},
}) {
  mkdirSync(images, { recursive: true });
  const root = installHost(HOSTS[vscode]);
  const server = await startServer({
    root,
    vsix,
    trusted,
    settings: { ...LOOK, 'workbench.colorTheme': THEMES[theme] },
    env: { ...env, ...(tour && { TOUCHSTONE_TOUR: '1' }) },
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: theme === 'light' ? 'light' : 'dark',
    });
    const page = await context.newPage();
    await configure(page);
    await page.goto(workbenchUrl(server, { folder }), { waitUntil: 'domcontentloaded' });
    const workbench = new Workbench(page, { images });
    await workbench.ready();
    return {
      workbench,
      server,
      close: async () => {
        await context.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export { startBrowser };

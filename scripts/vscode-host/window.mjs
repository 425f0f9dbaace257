// The window of a VS Code server: a headless Chromium, and a page with the workbench in it.
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from '../browser/find.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage', // as root, and in containers with a small /dev/shm
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-domain-reliability',
  // No --disable-features here: it would replace the list that the driver passes.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // nothing leaves the machine
];

/** The workbench without what code-server adds to it: its own service worker is not where the page looks for it. */
const BOOT = {
  productConfiguration: {
    extensionsGallery: null,
    enableTelemetry: false,
    telemetryEndpoint: '',
    serviceWorker: null,
    voiceWsUrl: '',
  },
};

/** A headless browser with a home of its own. Close it to remove that home. */
export async function startBrowser() {
  const { chromium } = await import('playwright-core');
  const { executable, env } = findBrowser();
  const home = mkdtempSync(path.join(os.tmpdir(), 'ts-b-'));
  const browser = await chromium.launch({
    executablePath: executable,
    headless: true,
    chromiumSandbox: false,
    args: FLAGS,
    timeout: 60_000,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false, // the script that started it cleans up
    env: {
      ...process.env,
      ...env,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_CACHE_HOME: path.join(home, 'cache'),
    },
  });
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  browser.on('disconnected', remove);
  process.on('exit', remove);
  return browser;
}

/**
 * The address of the workbench.
 * @param {import('./server.mjs').Server} server
 * @param {{ folder: string, developmentPath?: string, testsPath?: string }} options absolute paths on this machine;
 *   the last two need a server started with `testDriver`
 */
export function workbenchUrl(server, { folder, developmentPath, testsPath }) {
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (developmentPath) payload.push(['extensionDevelopmentPath', remote(server, developmentPath)]);
  if (testsPath) payload.push(['extensionTestsPath', remote(server, testsPath)]);
  return `http://${server.authority}/?${new URLSearchParams({ folder: slashed(folder), payload: JSON.stringify(payload) })}`;
}

const slashed = (file) => {
  const forward = file.split(path.sep).join('/');
  return forward.startsWith('/') ? forward : `/${forward}`; // C:/x
};
const remote = (server, file) => `vscode-remote://${server.authority}${slashed(file)}`;

/**
 * Merges `more` into the workbench's boot configuration, which the page carries as JSON in a meta tag, before the
 * workbench reads it. The page itself, and so its content security policy, stays the server's.
 */
export async function configure(page, more = {}) {
  await page.addInitScript(
    (patches) => {
      const isObject = (value) => value && typeof value === 'object' && !Array.isArray(value);
      const merge = (into, from) => {
        for (const [key, value] of Object.entries(from))
          into[key] = isObject(value) && isObject(into[key]) ? merge(into[key], value) : value;
        return into;
      };
      new MutationObserver((_, observer) => {
        const tag = document.getElementById('vscode-workbench-web-configuration');
        if (!tag) return;
        observer.disconnect();
        const boot = JSON.parse(tag.getAttribute('data-settings'));
        tag.setAttribute('data-settings', JSON.stringify(patches.reduce(merge, boot)));
      }).observe(document, { childList: true, subtree: true });
    },
    [BOOT, more],
  );
}

let mounts = 0;

/**
 * Serves `folder` below the server's own static files. A web extension host loads its extension over http, and the
 * page's policy allows only the server's own origin; another port of this machine is blocked.
 */
export function mountFolder(server, folder) {
  const name = `mounted-${process.pid}-${mounts++}`;
  const link = path.join(server.root, name);
  const remove = () => rmSync(link, { force: true });
  remove();
  symlinkSync(folder, link, 'junction');
  process.on('exit', remove);
  const { quality = 'oss', commit } = JSON.parse(readFileSync(path.join(server.root, 'product.json'), 'utf8'));
  return {
    /** The UriComponents of a file or folder below `folder`. */
    uri: (relative) => ({
      $mid: 1,
      scheme: 'http',
      authority: server.authority,
      path: path.posix.join(`/${quality}-${commit}/static/${name}`, relative.split(path.sep).join('/')),
    }),
    remove,
  };
}

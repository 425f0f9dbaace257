// Starts the VS Code server of a host, alone on a free port of this machine, with a home of its own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../terminal.mjs';

const preload = (name) => ['--import', new URL(`preload/${name}`, import.meta.url).href];

/** The Node that runs us runs the server too; VS Code wants 22.15 or newer. */
function adaptNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 15) ? preload('older-node.mjs') : [];
}

const SCRIPT = 'out/server-main.js';

/** Only what a program needs to run: the person's settings and folders stay out of sight. */
const environment = (home) => ({
  ...(process.platform === 'win32' ? process.env : {}),
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  HOME: path.join(home, 'home'),
  TMPDIR: path.join(home, 'tmp'),
  XDG_RUNTIME_DIR: path.join(home, 'tmp'),
});

/** A workbench that asks nothing, fetches nothing and looks the same on every run. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'files.autoSave': 'off',
  'window.confirmBeforeClose': 'never',
  'remote.autoForwardPorts': false,
};

/** The restricted mode without its question at the start. */
const UNTRUSTED = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

/**
 * @typedef {object} Server
 * @property {string} authority `127.0.0.1:port`
 * @property {string} root the folder with the server's files
 * @property {string} home a temporary folder of this server; removed by stop
 * @property {() => string} output what it printed so far
 * @property {Promise<string>} died settles with one line when it ends without being stopped
 * @property {() => Promise<void>} stop ends it, with its extension hosts and watchers, and removes its folder
 */

/**
 * @param {object} options
 * @param {string} options.root the folder from installHost
 * @param {string} [options.vsix] a package to install before it starts
 * @param {Record<string, unknown>} [options.settings] user settings on top of ours
 * @param {Record<string, unknown>} [options.machineSettings] those of the machine: what a user's settings may not say of another one
 * @param {boolean} [options.trusted] false: workspace trust is on and the folder is not trusted
 * @param {boolean} [options.testDriver] true for test suites run by VS Code; it hides notifications, so not for UI tests
 * @param {Record<string, string>} [options.env] more environment for the server and its extension hosts
 * @returns {Promise<Server>}
 */
export async function startServer({
  root,
  vsix,
  settings = {},
  machineSettings = {},
  trusted = true,
  testDriver = false,
  env = {},
}) {
  // Sockets are made below it, and a socket's path may have 100 characters or so: keep it short.
  const home = mkdtempSync(path.join(os.tmpdir(), 'ts-'));
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  for (const folder of ['home', 'tmp', 'data/User', 'data/Machine', 'extensions'])
    mkdirSync(path.join(home, folder), { recursive: true });
  writeFileSync(
    path.join(home, 'data/User/settings.json'),
    JSON.stringify({ ...SETTINGS, ...(trusted ? {} : UNTRUSTED), ...settings }),
  );
  writeFileSync(path.join(home, 'data/Machine/settings.json'), JSON.stringify(machineSettings));
  if (vsix) {
    try {
      installVsix({ root, vsix, into: path.join(home, 'extensions') });
    } catch (error) {
      remove();
      throw error;
    }
  }

  const child = spawn(
    process.execPath,
    [
      ...preload('end-with-parent.mjs'),
      ...adaptNode(),
      path.join(root, SCRIPT),
      '--accept-server-license-terms',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--without-connection-token',
      '--server-data-dir',
      home,
      '--user-data-dir',
      path.join(home, 'data'),
      '--extensions-dir',
      path.join(home, 'extensions'),
      '--telemetry-level',
      'off',
      '--disable-update-check',
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    { env: { ...environment(home), ...env }, cwd: home, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );

  let output = '';
  let stopping = false;
  const exited = new Promise((resolve) =>
    child.once('exit', (code, signal) => resolve(`the VS Code server ended with ${signal ?? code}`)),
  );
  // The server leads a process group of its own: the signal reaches extension hosts and watchers as well.
  const signal = (name) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // gone already
    }
  };
  const lastResort = () => {
    signal('SIGKILL');
    remove();
  };
  process.on('exit', lastResort);

  async function stop() {
    stopping = true;
    process.off('exit', lastResort);
    signal('SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
    signal('SIGKILL');
    remove();
  }

  const port = new Promise((resolve) => {
    const read = (chunk) => {
      output = (output + chunk).slice(-200_000);
      const listening = /Extension host agent listening on (\d+)/.exec(output);
      if (listening) resolve(Number(listening[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const started = await Promise.race([
    port,
    exited,
    new Promise((resolve) => setTimeout(resolve, 60_000, 'the VS Code server did not start within 60 s').unref()),
  ]);
  if (typeof started === 'string') {
    await stop();
    throw new Error(`${started}\n${output}`);
  }
  return {
    authority: `127.0.0.1:${started}`,
    root,
    home,
    stop,
    output: () => output,
    died: exited.then((why) => (stopping ? new Promise(() => {}) : why)),
  };
}

/** Unpacks a package into an extensions folder, with VS Code's own installer, and returns that extension's folder. */
export function installVsix({ root, vsix, into }) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'ts-'));
  for (const folder of ['home', 'tmp']) mkdirSync(path.join(home, folder));
  mkdirSync(into, { recursive: true });
  const before = readdirSync(into);
  try {
    execFileSync(
      process.execPath,
      [
        ...adaptNode(),
        path.join(root, SCRIPT),
        '--accept-server-license-terms',
        '--server-data-dir',
        home,
        '--extensions-dir',
        into,
        '--install-extension',
        vsix,
        '--force',
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: environment(home) },
    );
  } catch (error) {
    throw new Failure(
      `VS Code did not install ${vsix}: ${`${error.stdout} ${error.stderr}`.trim().replace(/\s+/g, ' ').slice(-300)}`,
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const [name] = readdirSync(into, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !before.includes(entry.name))
    .map((entry) => entry.name);
  if (!name) throw new Failure(`VS Code unpacked nothing from ${vsix}`);
  return path.join(into, name);
}

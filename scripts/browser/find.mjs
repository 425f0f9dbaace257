// A Chromium to show the workbench in: the one that is there, else Debian's, else npm's.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Failure, onPath, seconds } from '../terminal.mjs';
import { installedBundle, installBundle, bundleFits } from './npm-chromium.mjs';

/** @typedef {{ executable: string, source: string, env?: Record<string, string> }} Browser `env` is what it needs to start */

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];

const { LOCALAPPDATA, PROGRAMFILES } = process.env;
const PLACES = {
  linux: ['/usr/bin/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [PROGRAMFILES, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((root) => [
      path.join(root, 'Google/Chrome/Application/chrome.exe'),
      path.join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/**
 * @param {{ install?: boolean, say?: (line: string) => void }} [options] install: may one be installed when there is none
 * @returns {Browser}
 * @throws {Failure} when there is none and none can be had
 */
export function findBrowser({ install = true, say = console.log } = {}) {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Failure(`CHROMIUM names ${named}, which does not exist: correct it or unset it`);
    return { executable: named, source: 'named by CHROMIUM' };
  }
  const there = NAMES.map(onPath).find(Boolean) ?? (PLACES[process.platform] ?? []).find((place) => existsSync(place));
  if (there) return { executable: there, source: 'installed' };
  const bundle = installedBundle();
  if (bundle) return bundle;

  const reasons = [];
  if (install) {
    if (canUseApt()) {
      const failed = installFromDebian(say);
      if (!failed) return { executable: '/usr/bin/chromium', source: "installed from Debian's packages" };
      reasons.push(failed);
    }
    if (bundleFits()) {
      try {
        return installBundle(say);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        reasons.push(error.message);
      }
    }
  }
  throw new Failure(
    `no Chromium or Chrome found${reasons.length ? ` (${reasons.join('; ')})` : ''}: install one, or name it in CHROMIUM`,
  );
}

const canUseApt = () => process.platform === 'linux' && process.getuid() === 0 && Boolean(onPath('apt-get'));

/** @returns {string | undefined} why it did not work */
function installFromDebian(say) {
  const started = Date.now();
  say('no Chromium here: installing the Debian package `chromium` with apt-get (about 300 MB on disk)');
  const apt = (...args) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  } catch (error) {
    return `apt-get failed: ${String(error.stderr || error.message)
      .trim()
      .split('\n')
      .at(-1)}`;
  }
  if (!existsSync('/usr/bin/chromium')) return 'apt-get installed no /usr/bin/chromium';
  say(`installed in ${seconds(started)}`);
  return undefined;
}

// Puts a VS Code server into .vscode-host/: the server out of npm's `code-server`, and the few packages it needs.
// Nothing native is built and no install script runs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure, megabytes, npm, onPath, seconds, sizeOf } from '../terminal.mjs';
import { HOST_HOME, hostFolder } from './versions.mjs';

// Built-in extensions left out: large, or of no use to us. The web client carries its own list of built-ins and
// fetches those with a `browser` entry over http, so none of those may be dropped: each would show an error toast.
const UNUSED = [
  'copilot',
  'mermaid-markdown-features',
  'git',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'microsoft-authentication',
  'github',
  'php-language-features',
  'grunt',
  'gulp',
  'jake',
  'terminal-suggest',
  'debug-*',
  'tunnel-forwarding',
  'node_modules',
];

// The product's addresses outside this machine. Tests must not depend on them, and nothing may leave.
const OUTSIDE = ['extensionsGallery', 'telemetryEndpoint', 'aiConfig', 'voiceWsUrl', 'updateUrl'];

/**
 * Installs a host unless it is already there. Safe to run in two terminals at once: it is made aside, then renamed.
 * @param {import('./versions.mjs').Host} host
 * @returns {string} the folder with the server
 */
export function installHost(host, say = console.log) {
  const folder = hostFolder(host);
  const stamp = stampOf(host);
  if (readStamp(folder) === stamp) return folder;

  const started = Date.now();
  say(
    `installing VS Code ${host.vscode} (npm code-server ${host.codeServer}) into ${path.relative(process.cwd(), folder) || folder}`,
  );
  if (!onPath('tar'))
    throw new Failure(
      'tar is not on PATH: install it (it is part of Windows 10, macOS and every Linux), then run this again',
    );
  mkdirSync(HOST_HOME, { recursive: true });
  const work = mkdtempSync(path.join(os.tmpdir(), 'ts-install-'));
  const aside = mkdtempSync(path.join(HOST_HOME, 'installing-'));
  try {
    unpackServer(host, work, aside);
    addPackages(host, work, aside);
    writeFileSync(path.join(aside, 'stamp'), stamp);
    rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(aside, folder);
    } catch (error) {
      if (readStamp(folder) !== stamp) throw error; // otherwise another terminal was faster, with the same result
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(aside, { recursive: true, force: true });
  }
  say(`installed in ${seconds(started)}, ${megabytes(sizeOf(folder))}`);
  return folder;
}

function unpackServer(host, work, aside) {
  const archive = fetchPackage(`code-server@${host.codeServer}`, host.integrity, work);
  execFileSync('tar', [
    '-xzf',
    archive,
    '-C',
    aside,
    '--strip-components=3',
    ...UNUSED.map((name) => `--exclude=package/lib/vscode/extensions/${name}`),
    '--exclude=*.map',
    'package/lib/vscode',
  ]);

  const productFile = path.join(aside, 'product.json');
  const product = JSON.parse(readFileSync(productFile, 'utf8'));
  for (const key of OUTSIDE) delete product[key];
  writeFileSync(productFile, JSON.stringify({ ...product, enableTelemetry: false }, null, 2));

  // Markdown cells load this renderer (47 MB of mermaid) whether or not a diagram is there.
  const renderer = path.join(aside, 'extensions/mermaid-markdown-features/notebook-out');
  mkdirSync(renderer, { recursive: true });
  writeFileSync(path.join(renderer, 'index.js'), 'export function activate() { return {}; }\n');
}

/** `npm pack`, with the integrity that this repository pins checked against what arrived. Returns the archive. */
export function fetchPackage(spec, integrity, into) {
  const [packed] = JSON.parse(npm(['pack', spec, '--json', '--ignore-scripts'], { cwd: into }));
  const archive = path.join(into, packed.filename);
  const found = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== integrity)
    throw new Failure(`${spec} from the registry is not the package this repository pins (${found}): do not use it`);
  return archive;
}

function addPackages(host, work, aside) {
  cpSync(packagesOf(host), work, { recursive: true });
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: work });
  const modules = path.join(aside, 'node_modules');
  cpSync(path.join(work, 'node_modules'), modules, { recursive: true });
  cpSync(path.join(import.meta.dirname, 'stubs'), modules, { recursive: true });
}

const packagesOf = (host) => path.join(import.meta.dirname, 'packages', host.vscode);

const readStamp = (folder) => {
  const file = path.join(folder, 'stamp');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

/** Changes whenever anything that decides the installed result changes. */
function stampOf(host) {
  const hash = createHash('sha256').update(JSON.stringify(host));
  const files = readdirSync(path.join(import.meta.dirname, 'stubs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of [path.join(packagesOf(host), 'package-lock.json'), import.meta.filename, ...files])
    hash.update(readFileSync(file));
  return hash.digest('hex');
}

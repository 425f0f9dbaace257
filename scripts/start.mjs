// npm start: opens a copy of examples/insecure-training in a VS Code that has Touchstone, with train.py and the walkthrough.
//   --in-place        open the example itself: what is fixed then changes this repository
//   --host desktop|server   which VS Code: a desktop one (default where there is one), or one served from npm
//   --check           start the served one, see that it answers and shows findings, and end
// Nothing has to be installed before: see prepare.mjs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { desktopEditor, hasDisplay } from './desktop-editor.mjs';
import { copyWorkspace } from './host-tests/workspace.mjs';
import { checkNode, ensurePackages } from './prepare.mjs';
import { runNode } from './run.mjs';
import { checkStarted } from './start-check.mjs';
import { Failure, main, megabytes, seconds, sizeOf } from './terminal.mjs';
import { installHost } from './vscode-host/install.mjs';
import { startServer } from './vscode-host/server.mjs';
import { HOSTS, REPOSITORY } from './vscode-host/versions.mjs';

const EXAMPLE = path.join(REPOSITORY, 'examples/insecure-training');
/** What is looked at first. */
const FIRST = 'train.py';
/** Tells the extension to show its walkthrough: VS Code does so only where an extension is installed in a window. */
const TOUR = { TOUCHSTONE_TOUR: '1' };

await main(async () => {
  const { values: options } = parseArgs({
    options: {
      'in-place': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      host: { type: 'string' },
    },
  });
  if (options.host && !['desktop', 'server'].includes(options.host))
    throw new Failure(`--host is desktop or server, not '${options.host}'`);
  checkNode();
  if (!existsSync(EXAMPLE)) throw new Failure('examples/insecure-training is missing: restore it from git');
  const started = Date.now();
  ensurePackages(REPOSITORY);

  const editor = options.check || options.host === 'server' ? undefined : desktopEditor();
  if (options.host === 'desktop' && !editor)
    throw new Failure('no desktop VS Code found: put `code` on PATH, or name it in VSCODE_EXECUTABLE');
  const folder = options['in-place'] ? EXAMPLE : copyWorkspace(REPOSITORY, { withFixtures: false }).folder;
  if (editor) await openDesktop(editor, folder);
  else await serve(folder, { started, check: options.check });
});

/** The extension straight from this folder: after `npm run watch` has rebuilt it, reload the window. */
async function openDesktop(editor, folder) {
  await build('esbuild.js');
  console.log(`opening ${folder} in ${editor}; this ends when its window is closed`);
  const { status, error } = spawnSync(
    editor,
    [
      `--extensionDevelopmentPath=${path.join(REPOSITORY, 'out/extension')}`,
      '--new-window',
      '--wait',
      folder,
      path.join(folder, FIRST),
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, ...TOUR },
      shell: process.platform === 'win32',
    },
  );
  if (error || status !== 0) throw new Failure(`${editor} did not open the folder: try npm start -- --host server`);
}

/** The packaged extension in a VS Code server of this machine, for any browser of this machine. */
async function serve(folder, { started, check }) {
  await build('scripts/package.mjs', '--any-files'); // a file too many is for npm test to tell, not a reason not to start
  const server = await startServer({
    root: installHost(HOSTS.latest),
    vsix: path.join(REPOSITORY, 'out/touchstone.vsix'),
    settings: { 'editor.minimap.enabled': false },
    env: TOUR,
  });
  try {
    const url = startUrl(server, folder);
    const disk = ['node_modules', '.vscode-host', 'dist', 'out']
      .map((name) => path.join(REPOSITORY, name))
      .filter((at) => existsSync(at))
      .reduce((bytes, at) => bytes + sizeOf(at), 0);
    console.log(
      `\nVS Code ${HOSTS.latest.vscode} with Touchstone is ready after ${seconds(started)}, ${megabytes(disk)} on disk:\n\n  ${url}\n`,
    );
    if (check) return await checkStarted({ url });
    console.log('Open that address in a browser of this machine. Ctrl+C ends it.');
    if (hasDisplay() && !process.env.CI) openInBrowser(url);
    throw new Failure(`${await server.died}: run npm start again`);
  } finally {
    await server.stop();
  }
}

/** The address that opens the folder, and in it the file to begin with. */
function startUrl({ authority }, folder) {
  const slashed = folder
    .split(path.sep)
    .join('/')
    .replace(/^(?!\/)/, '/');
  const file = `vscode-remote://${authority}${slashed}/${FIRST}`;
  return `http://${authority}/?${new URLSearchParams({ folder: slashed, payload: JSON.stringify([['openFile', file]]) })}`;
}

async function build(script, ...args) {
  const { status } = await runNode([script, ...args], { cwd: REPOSITORY });
  if (status !== 0) throw new Failure(`${script} failed, see above`);
}

function openInBrowser(url) {
  const [command, ...args] = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url.replace(/&/g, '^&')] }[
    process.platform
  ] ?? ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log(`(${command} is not there to open it)`))
    .unref();
}

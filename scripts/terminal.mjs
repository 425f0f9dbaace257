// What every script here says to the person at the terminal, and how it gives up: in one line.
// Only Node's own modules: these scripts run before anything is installed.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Something the person can put right. Its message is one line that says what to do. */
export class Failure extends Error {}

/** Runs a script's main function: a `Failure` ends it with one line and status 2, a bug with its stack and status 70. */
export async function main(run) {
  // A closed pipe (`| head`) must end the script through its exit handlers, not by an exception that skips them.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(141));
  try {
    await run();
  } catch (error) {
    if (error instanceof Failure) {
      console.error(`touchstone: ${error.message}`);
      process.exit(2);
    }
    console.error(error);
    process.exit(70);
  }
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** Bytes below `folder`; a link counts as nothing. */
export function sizeOf(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) bytes += sizeOf(at);
    else if (entry.isFile()) bytes += statSync(at).size;
  }
  return bytes;
}

/** Is a program of this name on PATH? Returns where, or undefined. */
export function onPath(name) {
  const endings = process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean))
    for (const ending of endings) {
      const at = path.join(folder, name + ending.toLowerCase());
      if (statSync(at, { throwIfNoEntry: false })?.isFile()) return at;
    }
  return undefined;
}

/**
 * Runs npm and returns what it printed. Under `npm start` and `npm test` it is the very npm that runs us;
 * otherwise the one on PATH. A failure is told in one line, with npm's own last line.
 */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  const [file, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  try {
    return execFileSync(file, [...first, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64e6,
      shell: process.platform === 'win32' && file === 'npm',
      ...options,
    });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Failure('npm is not on PATH: install Node.js with npm, then run this again');
    const said = String(error.stderr ?? '')
      .split('\n')
      .filter((line) => /npm (error|ERR!)/.test(line));
    const reason = said.find((line) => /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|network/.test(line));
    throw new Failure(
      reason
        ? `the npm registry cannot be reached (${reason.replace(/npm (error|ERR!) /, '').slice(0, 120)}): check the network or proxy, then run this again`
        : `npm ${args[0]} failed: ${(said[0] ?? error.message).slice(0, 300)}`,
    );
  }
}

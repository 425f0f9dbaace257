// Runs one program of a script's work, and ends it with everything it started when the script ends.
import { spawn } from 'node:child_process';

/** The programs running now; each leads a process group of its own. */
const running = new Set();

function end(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // gone already
  }
}

function endAll(signal) {
  for (const child of running) end(child, signal);
}
process.on('exit', () => endAll('SIGTERM')); // not SIGKILL: they have servers to stop and folders to remove
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

/**
 * Runs a Node script and lets the person see what it prints.
 * @param {string[]} args the script and its arguments
 * @param {{ cwd: string, env?: Record<string, string>, quiet?: boolean, timeout?: number }} options
 *   quiet: nothing is shown, only returned; timeout in ms
 * @returns {Promise<{ status: number, output: string }>} a signal counts as status 1
 */
export function runNode(args, { cwd, env = {}, quiet = false, timeout = 600_000 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    const late = setTimeout(() => {
      output += `\nended after ${timeout / 1000} s`;
      console.error(`ended after ${timeout / 1000} s: ${args.join(' ')}`);
      end(child, 'SIGTERM');
    }, timeout);
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])
      from.on('data', (chunk) => {
        output += chunk;
        if (!quiet) to.write(chunk);
      });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(late);
      running.delete(child);
      resolve({ status: code ?? 1, output });
    });
  });
}

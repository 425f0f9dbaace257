import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
let dist: string | null = null;

const temporary: string[] = [];
process.once('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** Everything that is shipped, built once per test run, away from `dist`. */
export function production(): string {
  if (dist) return dist;
  dist = mkdtempSync(path.join(tmpdir(), 'touchstone-dist-'));
  temporary.push(dist);
  execFileSync(process.execPath, [path.join(ROOT, 'esbuild.js'), '--production', '--out', dist]);
  return dist;
}

/** The command line as it is shipped. */
export const commandLine = (): string => path.join(production(), 'cli/touchstone.js');

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in a directory, with an environment that has nothing of this machine. */
export function run(
  cwd: string,
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: cwd, ...options.env };
    const child = execFile(
      process.execPath,
      [commandLine(), ...args],
      { cwd, env, maxBuffer: 1 << 26 },
      (_error, out, err) => resolve({ status: child.exitCode, out, err }),
    );
    child.stdin!.end(options.input ?? '');
  });
}

export const start = (cwd: string, args: readonly string[]) =>
  spawn(process.execPath, [commandLine(), ...args], { cwd, env: { PATH: process.env['PATH'], HOME: cwd } });

/** A project on disk that is removed after the test run. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'touchstone-project-'));
  temporary.push(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

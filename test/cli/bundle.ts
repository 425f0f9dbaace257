import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Terminal } from '../../src/cli/terminal';
import { NO_COLOURS } from '../../src/report/text';

const ROOT = path.join(__dirname, '../..');
const load = createRequire(__filename);
let dist: string | null = null;
let entry: string | null = null;

const temporary: string[] = [];
process.once('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** Everything that is shipped, built once per test run, away from `dist`. */
export function production(): string {
  if (dist) return dist;
  dist = mkdtempSync(path.join(tmpdir(), 'touchstone-dist-'));
  chmodSync(dist, 0o755); // tests run it as other users too
  temporary.push(dist);
  execFileSync(process.execPath, [path.join(ROOT, 'esbuild.js'), '--production', '--out', dist]);
  return dist;
}

/** The command line as it is shipped. */
export const commandLine = (): string => path.join(production(), 'cli/touchstone.js');

/** The program without the part that makes a process of it, with the grammars where it looks for them. */
function programFile(): string {
  if (entry) return entry;
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-program-'));
  temporary.push(folder);
  entry = path.join(folder, 'cli/program.js');
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['test/cli/program-entry.ts'],
    outfile: entry,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
    logLevel: 'error',
  });
  for (const name of ['web-tree-sitter.wasm', 'tree-sitter-python.wasm'])
    copyFileSync(path.join(production(), name), path.join(folder, name));
  return entry;
}

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** As this user; root alone can say so. */
  readonly uid?: number;
}

/** An environment that has nothing of this machine. */
const envOf = (cwd: string, { env }: RunOptions) => ({ PATH: process.env['PATH'], HOME: cwd, ...env });

/** Runs the command line in a directory, as a process of its own. */
export function run(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const env = envOf(cwd, options);
    const child = execFile(
      process.execPath,
      [commandLine(), ...args],
      { cwd, env, maxBuffer: 1 << 26, ...(options.uid === undefined ? {} : { uid: options.uid }) },
      (_error, out, err) => resolve({ status: child.exitCode, out, err }),
    );
    child.stdin!.end(options.input ?? '');
  });
}

/**
 * Runs the same program without a process around it, which takes a tenth of the time: for what commands say and keep. How
 * wrong usage is told, signals, pipes and threads need `run`. Rejects where the program would end with a message.
 */
export async function call(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { program } = load(programFile()) as typeof import('./program-entry');
  let [status, out, err] = [0, '', ''];
  const terminal: Terminal = {
    cwd,
    env: envOf(cwd, options),
    palette: NO_COLOURS,
    width: null,
    print: async (text) => void (out += text),
    say: (line) => void (err += `${line}\n`),
    input: async () => Buffer.from(options.input ?? ''),
    ask: async () => null,
    secret: async () => null,
    progress: () => ({ update: () => undefined, stop: () => undefined }),
  };
  const { signal } = new AbortController();
  await program(async (command) => {
    status = await command({ terminal, debug: false, signal });
  }).parseAsync(['node', 'touchstone', ...args]);
  return { status, out, err };
}

/** Starts the command line and leaves it running. */
export const start = (cwd: string, args: readonly string[]) =>
  spawn(process.execPath, [commandLine(), ...args], { cwd, env: envOf(cwd, {}) });

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

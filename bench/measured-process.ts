// What one command takes as a whole process: for the benchmarks that compare processes.
import { spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
export const CHILD = path.join(__dirname, 'process-child.mjs');

/** One process: seconds and megabytes. */
export interface Measured {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
  /** What a process of Node read; 0 for others. */
  readonly read: number;
}

/** What is started, by the name under which it is told; `env` is added to this process's own. */
export interface Command {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A small process starts the other one, so that this one's own size and work do not count. */
export function measure({ name, command, env }: Command): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const wrapper = spawn(process.execPath, [CHILD, 'measure', ...command], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    wrapper.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    wrapper.on('error', reject);
    wrapper.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(text) as Measured);
      else reject(new Error(`${name} failed`));
    });
  });
}

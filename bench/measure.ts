import { cpus } from 'node:os';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pythonSource } from './corpus';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Python files below a directory, or generated ones where none is given. */
export function corpusOf(directory: string | undefined): {
  readonly name: string;
  readonly files: readonly SourceFile[];
} {
  if (directory === undefined) {
    const files = Array.from({ length: 300 }, (_, i) => ({
      path: `module_${i}.py`,
      text: pythonSource({ seed: i + 1, lines: 100 + (i % 7) * 150, density: 0.02 }),
    }));
    return { name: 'generated, 300 files (bench/corpus.ts)', files };
  }
  const files = [...pythonFiles(directory)].map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  return { name: `${directory.replace(/\/+$/, '').split('/').pop()}, ${files.length} files`, files };
}

function* pythonFiles(directory: string): Generator<string> {
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* pythonFiles(path);
    else if (name.endsWith('.py')) yield path;
  }
}

/** CPU time of this process in milliseconds that `run` took. */
export async function cpuOf(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const machine = (): string =>
  `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`;

export const round = (value: number, digits = 2): string =>
  value.toFixed(value >= 100 ? 0 : value >= 10 ? Math.min(digits, 1) : digits);

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const temporary: string[] = [];
process.once('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** The versions of DVC whose repositories are kept here; how they were made says `made/make.sh`. */
export const MADE = ['dvc3', 'dvc2'] as const;
export type Made = (typeof MADE)[number];

/** A fresh copy of the repositories `first` and `second` that a version of DVC made. */
export function unpacked(made: Made): { readonly first: string; readonly second: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-dvc-'));
  temporary.push(folder);
  execFileSync('tar', ['-xzf', path.join(__dirname, `made/${made}.tar.gz`), '-C', folder]);
  return { first: path.join(folder, 'first'), second: path.join(folder, 'second') };
}

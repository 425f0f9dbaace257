import assert from 'node:assert/strict';
import { call, type RunOptions } from './bundle';

/** What `scan --format json` writes, as far as tests look at it. */
export interface Report {
  findings: { rule: string; severity: string; path: string; cell: number | null; fixes: { title: string }[] }[];
  notes: { path: string; message: string }[];
  summary: Record<string, number>;
}

/** Scans without a process around it; nothing may be said on standard error. */
export async function json(root: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Report> {
  const { out, err } = await call(root, ['scan', ...args, '--format', 'json', '--fail-on', 'never'], options);
  assert.equal(err, '');
  return JSON.parse(out) as Report;
}

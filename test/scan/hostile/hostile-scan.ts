import { lockNotes } from '../../../src/project/questions/locks';
import assert from 'node:assert/strict';
import type { ScanOutcome } from '../../../src/scan/outcome';
import { Engine } from '../../../src/scan/engine';
import { Workspace } from '../../../src/project/workspace';
import { grammars } from '../../harness/grammars';
import { MemoryFiles } from '../../harness/memory-files';

/** A guard against what never ends, not a measurement. */
export const DEADLINE = 60_000;

export const HEAD = 'import torch\n';
export const LOAD = 'torch.load("a.pt", weights_only=False)';
export const TAIL = `\n${LOAD}\n`;

/** One engine for all that is hostile: what one text does to it, the next would notice. */
export const engine = Engine.create(grammars);

/** Scans, and makes sure that the engine is as good as before. */
export async function scan(
  path: string,
  text: string,
  options: { readonly maxFileSize?: number; readonly companions?: Readonly<Record<string, string>> } = {},
): Promise<ScanOutcome> {
  const failures: string[] = [];
  const workspace = new Workspace({
    files: new MemoryFiles({ ...options.companions, [path]: text }),
    overrides: { maxFileSize: options.maxFileSize ?? 1_000_000 },
    clock: { now: () => 0 },
    logger: { info: () => {}, warn: () => {}, error: (message) => failures.push(message) },
  });
  const outcome = await (await engine).scan({ kind: 'text', path, text }, workspace);
  await lockNotes(path, workspace);
  assert.deepEqual(failures, []);
  const after = await (await engine).scan({ kind: 'text', path: 'after.py', text: HEAD + TAIL }, workspace);
  assert.ok(
    after.findings.some(({ rule }) => rule === 'unsafe-torch-load'),
    'the engine is spoiled for other files',
  );
  return outcome;
}

/** `found`: there is a finding all the same; otherwise what is left out is said in a note like this. */
export type Expected = 'found' | RegExp | undefined;

/** Holds the scan of a Python text to what is expected of it. */
export function assertPython(outcome: ScanOutcome, expected: Expected): void {
  // A busy machine may use the parser's time up; that is said, and is all right.
  if (/parsing took longer/.test(messages(outcome))) return;
  if (expected === 'found')
    assert.ok(rules(outcome).includes('unsafe-torch-load'), messages(outcome) || 'nothing was found');
  else if (expected) assert.match(messages(outcome), expected);
}

export const rules = ({ findings }: ScanOutcome): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();
export const messages = ({ notes }: ScanOutcome): string => notes.map(({ message }) => message).join('; ');
/** Suites in suites around a load. */
export const tower = (levels: number, head: string): string =>
  Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}${head}\n`).join('') + `${' '.repeat(levels)}${LOAD}\n`;
export const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

import { type LockReading, takenElsewhere } from './lock-values';

/** Where packages of pip come from that an index gives. */
const INDEX = /^https:\/\/(?:files\.pythonhosted\.org|pypi\.org)\//i;

/**
 * What `conda-lock.yml` (version 1) has pip take from elsewhere than PyPI. Its versions are not read: those of conda are not pip's. The
 * file is written by a program, always in this form: a list under `package`, one key a line.
 */
export function readCondaLock(text: string): LockReading {
  const elsewhere = new Set<string>();
  for (const entry of text.split(/^\s{0,4}-\s+(?=name:)/m).slice(1)) {
    const url = fieldOf(entry, 'url');
    if (fieldOf(entry, 'manager') !== 'pip' || url === null || INDEX.test(url)) continue;
    const taken = takenElsewhere(fieldOf(entry, 'name'));
    if (taken) elsewhere.add(taken.elsewhere);
  }
  return { facts: null, notes: [], elsewhere: [...elsewhere] };
}

function fieldOf(entry: string, key: string): string | null {
  const value = new RegExp(`^\\s{0,6}${key}:[ \\t]+(.+?)[ \\t]*\\r?$`, 'm').exec(entry)?.[1];
  return value?.replace(/^(["'])(.*)\1$/, '$2') ?? null;
}

import { statSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { readableName } from '../core/file-name';
import { MODEL_LOCK } from '../readers/model-lock/model-lock';
import { printVerified, type VerifiedItem } from '../report/verification';
import type { Outcome, Surroundings } from './command';
import { DigestThreads } from './digest-threads';
import { Failure } from './failure';
import { native } from './native-path';
import { shownFrom, type Check, type FoundChecks, type NamedPath, type VerifyTools } from './verifying/verifier';
import type { SignerOptions } from './verifying/signature-verifier';
import { VERIFIERS } from './verifying/verifiers';

export interface VerifyArguments extends SignerOptions {
  readonly format: 'text' | 'json';
  readonly strict?: boolean;
}

/** Checks that are made at once: so many that every thread has files to hash while others are looked up. */
const AT_ONCE = 64;

/** `touchstone verify`: hashes every file that anything records anew, and tells which are not what it says. */
export async function verify(
  named: readonly string[],
  { format, strict = false, ...signers }: VerifyArguments,
  { terminal, signal }: Surroundings,
): Outcome {
  // Here much is kept to the end, and looked through again with each collection where there is little room for what is new (launch.ts).
  setFlagsFromString('--semi-space-growth-factor=2');
  const paths = (named.length > 0 ? named : ['.']).map((name) => namedPath(name, terminal.cwd));
  const threads = new DigestThreads();
  const progress = terminal.progress('Verifying');
  const stop = (): void => void threads.stop();
  signal.addEventListener('abort', stop);
  try {
    const note = (at: string, message: string): void => terminal.say(`note: ${readableName(at)}: ${message}`);
    const tools: VerifyTools = { cwd: terminal.cwd, env: terminal.env, threads, signal, note, signers };
    const found: FoundChecks[] = [];
    for (const verifier of VERIFIERS) found.push(await verifier.find(paths, tools));
    const unrecorded = paths.flatMap((each) => unrecordedItem(each, found, terminal.cwd) ?? []);
    const checks = found.flatMap((each) => each.checks);
    const items = await inParallel(checks, signal, (done) =>
      progress.update(`Verifying: ${done} of ${checks.length} files`),
    );
    progress.stop();
    const checked = heldOnce(items.flat(), paths, terminal.cwd);
    const all = [...checked, ...found.flatMap((each) => each.conclude?.(checked, found) ?? []), ...unrecorded];
    await terminal.print(printVerified(all, format, terminal.palette));
    const has = (...states: readonly string[]): boolean => all.some(({ state }) => states.includes(state));
    return has('differs', 'missing') || (strict && has('unknown')) ? 1 : 0;
  } finally {
    signal.removeEventListener('abort', stop);
    progress.stop();
    await threads.stop();
  }
}

/**
 * Without what git says of files whose content something else records: one that was locked anew, and is not committed yet, is as the lock
 * has it. A file that is named is told of by all that know it.
 */
function heldOnce(items: readonly VerifiedItem[], named: readonly NamedPath[], cwd: string): readonly VerifiedItem[] {
  const held = new Set(
    items.flatMap(({ kind, path: at, expected }) => (kind !== 'git' && expected !== null ? [at] : [])),
  );
  const asked = new Set(named.flatMap(({ at, kind }) => (kind === 'file' ? [shownFrom(cwd, at)] : [])));
  return items.filter(({ kind, path: at }) => kind !== 'git' || !held.has(at) || asked.has(at));
}

function namedPath(name: string, cwd: string): NamedPath {
  const at = path.resolve(cwd, name);
  const stat = statSync(native(at), { throwIfNoEntry: false });
  return { name, at, kind: stat ? (stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other') : null };
}

/** What is said of a path that no record names; null for one that some record does. Refuses where there are no records at all. */
function unrecordedItem(each: NamedPath, found: readonly FoundChecks[], cwd: string): VerifiedItem | null {
  const said = found.map(({ speaksOf }) => speaksOf(each));
  if (said.includes('recorded')) return null;
  if (each.kind === null)
    throw new Failure(`${each.name} does not exist${said.includes('unrecorded') ? ', and is not locked' : ''}`);
  if (!said.includes('unrecorded'))
    throw new Failure(
      `there is no ${MODEL_LOCK} at or above ${each.name}, nor anything else to verify by; "touchstone lock" writes one`,
    );
  return {
    path: shownFrom(cwd, each.at),
    kind: 'lock',
    state: 'unknown',
    expected: null,
    actual: null,
    reason: 'not-recorded',
    signer: null,
  };
}

async function inParallel(
  jobs: readonly Check[],
  signal: AbortSignal,
  tell: (done: number) => void,
): Promise<readonly (readonly VerifiedItem[])[]> {
  const results: (readonly VerifiedItem[])[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < jobs.length) {
      signal.throwIfAborted();
      const index = next++;
      results[index] = await jobs[index]!();
      tell(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, jobs.length) }, work));
  return results;
}

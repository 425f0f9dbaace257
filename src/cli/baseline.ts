import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readableName } from '../core/file-name';
import { BASELINE_FILE } from '../session/baseline-file';
import { makeBaseline, parseBaseline, printBaseline, type BaselineEntry } from '../scan/baseline';
import { keysIn } from '../report/baseline-keys';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { writeOut } from './files-out';
import { News } from './news';
import { isWithin } from './node-files';
import { baselineKeysOf, reportOf } from './scan-report';
import { runScan } from './scan-run';

export interface BaselineOptions {
  /** Absent: the configured baseline, else the file of the usual name in the working directory. */
  readonly output?: string;
  readonly config?: string;
  readonly threads?: number;
}

/** `touchstone baseline`: writes today's findings, so that only new ones are told from now on. */
export async function baseline(
  paths: readonly string[],
  options: BaselineOptions,
  { terminal, debug, signal }: Surroundings,
): Outcome {
  const run = await runScan(
    { paths, config: options.config, threads: options.threads, allBaselines: true },
    terminal,
    new News(terminal, debug),
    signal,
  );
  for (const failure of run.failures) terminal.say(`touchstone: ${failure}`);
  if (run.failures.length > 0 && run.results.length === 0) return 2;
  const configured = options.output === undefined ? theOnly(run.baselines, terminal.cwd) : null;
  const output = options.output ?? configured ?? BASELINE_FILE;
  const report = await reportOf(run.results, run.notes, terminal.cwd, new Map());
  const directory = output === '-' ? terminal.cwd : path.dirname(path.resolve(terminal.cwd, output));
  const keys = await baselineKeysOf(report, directory, terminal.cwd);
  const { findings } = makeBaseline(keysIn(keys));
  const others =
    configured === null ? [] : await entriesOfOthers(path.resolve(terminal.cwd, configured), paths, terminal.cwd);
  await writeOut(
    terminal,
    output,
    printBaseline({ version: 1, findings: [...findings, ...others].sort(inOrder) }),
    signal,
  );
  if (output !== '-') {
    const use =
      configured === null ? `; give it to "touchstone scan --baseline ${output}"` : ', the configured baseline';
    terminal.say(`wrote ${keys.length} finding${keys.length === 1 ? '' : 's'} to ${readableName(output)}${use}`);
  }
  return run.failures.length > 0 ? 2 : 0;
}

/** The baseline that is configured, as seen from the working directory. Throws a Failure where there are several. */
function theOnly([first, ...more]: readonly string[], cwd: string): string | null {
  if (first === undefined) return null;
  const names = [first, ...more].map((file) => path.relative(cwd, file));
  if (more.length > 0)
    throw new Failure(
      `several baselines are configured (${names.map((each) => readableName(each)).join(', ')}): name one with --output`,
    );
  return names[0]!;
}

/** What a baseline has of files that were not looked at: from a folder further down only that folder's findings are written anew. */
async function entriesOfOthers(file: string, named: readonly string[], cwd: string): Promise<readonly BaselineEntry[]> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const known = text === null ? null : parseBaseline(text);
  if (known === null || typeof known === 'string') return [];
  const looked = (named.length > 0 ? named : ['.']).map((each) => path.resolve(cwd, each));
  return known.findings.filter((entry) => {
    const at = path.resolve(path.dirname(file), entry.path);
    return !looked.some((each) => isWithin(each, at));
  });
}

/** As `makeBaseline` sorts them. */
const inOrder = (a: BaselineEntry, b: BaselineEntry): number => (orderOf(a) < orderOf(b) ? -1 : 1);
const orderOf = (entry: BaselineEntry): string => [entry.path, entry.rule, entry.fingerprint].join('\0');

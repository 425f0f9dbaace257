import path from 'node:path';
import { makeBaseline, printBaseline } from '../scan/baseline';
import { keysIn } from '../report/baseline-keys';
import type { Outcome, Surroundings } from './command';
import { writeOut } from './files-out';
import { News } from './news';
import { baselineKeysOf, reportOf } from './scan-report';
import { runScan } from './scan-run';

export interface BaselineOptions {
  readonly output: string;
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
    { paths, config: options.config, threads: options.threads },
    terminal,
    new News(terminal, debug),
    signal,
  );
  for (const failure of run.failures) terminal.say(`touchstone: ${failure}`);
  if (run.failures.length > 0 && run.results.length === 0) return 2;
  const report = await reportOf(run.results, run.notes, terminal.cwd, new Map());
  const directory = options.output === '-' ? terminal.cwd : path.dirname(path.resolve(terminal.cwd, options.output));
  const keys = await baselineKeysOf(report, directory, terminal.cwd);
  await writeOut(terminal, options.output, printBaseline(makeBaseline(keysIn(keys))), signal);
  if (options.output !== '-')
    terminal.say(
      `wrote ${keys.length} finding${keys.length === 1 ? '' : 's'} to ${options.output}; give it to "touchstone scan --baseline ${options.output}"`,
    );
  return run.failures.length > 0 ? 2 : 0;
}

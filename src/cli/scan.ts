import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Severity } from '../core/finding';
import { printGithub, printMistakes } from '../report/github';
import { printJson } from '../report/json';
import { reaches, type ScanReport } from '../report/report';
import { NO_COLOURS, printText, type Palette } from '../report/text';
import { readableName } from '../core/file-name';
import { RULES } from '../rules/index';
import type { Outcome, Surroundings } from './command';
import { writeOut } from './files-out';
import { Failure, Misconfigured } from './failure';
import { advisoryLines } from './advisory-note';
import { News } from './news';
import { reportOf, withoutKnown } from './scan-report';
import { runScan, type ScanRequest } from './scan-run';
import { isOffline } from './surroundings';

export const REPORT_FORMATS = ['text', 'json', 'sarif', 'github', 'html'] as const;
export const THRESHOLDS = ['error', 'warning', 'info', 'never'] as const;

export interface ScanArguments extends Omit<ScanRequest, 'paths' | 'fix'> {
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly failOn: (typeof THRESHOLDS)[number];
  /** False: also what the baseline of the configuration knows is told. */
  readonly baseline?: string | false;
  readonly output?: string;
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
}

/** `touchstone scan`: judges files, fixes what was asked for, prints the rest. */
export async function scan(
  named: readonly string[],
  given: ScanArguments,
  { terminal, debug, signal }: Surroundings,
): Outcome {
  const { paths, options } = withPathsAfterRules(named, given, terminal.cwd);
  const news = new News(terminal, debug);
  if (options.online && isOffline(terminal.env))
    terminal.say('touchstone: HF_HUB_OFFLINE is set, so --online looks nothing up');
  const fix = options.unsafeFixes ? 'unsafe' : options.fix ? 'safe' : undefined;
  const run = await runScan({ ...options, paths, fix }, terminal, news, signal).catch(async (error: unknown) => {
    if (error instanceof Misconfigured && options.format === 'github')
      await writeOut(terminal, options.output, printMistakes(error.notes), signal);
    throw error;
  });
  for (const failure of run.failures) terminal.say(`touchstone: ${failure}`);
  if (run.failures.length > 0 && run.results.length === 0 && run.failures.length >= paths.length) return 2;
  const texts = new Map(run.input ? [[run.input.path, run.input.bytes]] : []);
  const whole = await reportOf(run.results, run.notes, terminal.cwd, texts);
  const report = await withoutBaselines(whole, options.baseline, run.baselines, terminal.cwd);

  news.sayAsked();
  for (const fix of run.fixed) terminal.say(`fixed ${readableName(fix.path)}: ${fix.title}`);
  const [colours, width] =
    options.output === undefined || options.output === '-' ? [terminal.palette, terminal.width] : [NO_COLOURS, null];
  await writeOut(terminal, options.output, await printed(report, options.format, colours, width), signal);
  if (options.format === 'text') {
    // Asked online, a look-up that failed has said so itself.
    const lines = options.online && !isOffline(terminal.env) ? [] : await advisoryLines(run.results, terminal);
    for (const line of lines) terminal.say(line);
  }
  return run.failures.length > 0 ? 2 : exceeds(report, options.failOn) ? 1 : 0;
}

/** A baseline that is named on the command line goes before those of the configuration. */
async function withoutBaselines(
  report: ScanReport,
  named: string | false | undefined,
  configured: readonly string[],
  cwd: string,
): Promise<ScanReport> {
  if (named === false) return report;
  if (named !== undefined) return withoutKnown(report, named, cwd, `--baseline ${named}`);
  let left = report;
  for (const file of configured) {
    const name = `the configured baseline ${readableName(path.relative(cwd, file))}`;
    if (!existsSync(file)) throw new Failure(`${name} does not exist: run \`touchstone baseline\` to write it`);
    left = await withoutKnown(left, file, cwd, name);
  }
  return left;
}

/** In `--rule ID PATH` the path is taken for a second id; what is no id but a file is put where it belongs. */
function withPathsAfterRules(
  paths: readonly string[],
  options: ScanArguments,
  cwd: string,
): { paths: string[]; options: ScanArguments } {
  const isPath = (value: string): boolean =>
    value === '-' || (!RULES.some(({ id }) => id === value) && existsSync(path.resolve(cwd, value)));
  const moved = [...(options.rule ?? []), ...(options.ignore ?? [])].filter(isPath);
  const rest = (ids: readonly string[] | undefined): string[] | undefined => ids?.filter((id) => !isPath(id));
  return {
    paths: [...paths, ...moved],
    options: { ...options, rule: rest(options.rule), ignore: rest(options.ignore) },
  };
}

async function printed(
  report: ScanReport,
  format: ScanArguments['format'],
  palette: Palette,
  width: number | null,
): Promise<string> {
  switch (format) {
    case 'text':
      return printText(report, palette, width);
    case 'json':
      return printJson(report);
    case 'sarif':
      return (await import('../report/sarif')).printSarif(report);
    case 'github':
      return printGithub(report);
    case 'html':
      return (await import('../report/html')).printHtml(report);
  }
}

const exceeds = (report: ScanReport, threshold: ScanArguments['failOn']): boolean =>
  threshold !== 'never' && report.findings.some(({ severity }) => reaches(severity, threshold satisfies Severity));

import { createHmac } from 'node:crypto';
import path from 'node:path';
import { judgeJobs } from '../analysis/jobs/judge-jobs';
import { fits } from '../analysis/jobs/wildcards';
import { readableName } from '../core/file-name';
import { SEVERITIES, type Severity } from '../core/finding';
import type { JobRecord } from '../core/job-records';
import type { Policy } from '../core/policy';
import { readPolicy } from '../project/policy';
import { readJobs } from '../readers/jobs/index';
import { readTime } from '../readers/jobs/times';
import { jobsDocument, printJobs } from '../report/jobs';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { NodeFileSystem } from './node-files';

export interface JobsArguments {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
  readonly pseudonymize?: boolean;
  readonly failOn: Severity | 'never';
}

/** Bytes of one export. */
const LARGEST = 256 * 1024 * 1024;

/** The variable with the key of `--pseudonymize`. */
const KEY = 'TOUCHSTONE_PSEUDONYM_KEY';

/** `touchstone jobs`: exports of job lists against `[jobs]` of the configuration. Asks no cluster. */
export async function jobs(
  named: readonly string[],
  { format, asOf, pseudonymize = false, failOn }: JobsArguments,
  { terminal }: Surroundings,
): Outcome {
  const files = new NodeFileSystem(terminal.cwd, { outside: true });
  const { policy, notes } = await readPolicy(new NodeFileSystem(terminal.cwd, {}), 'touchstone.toml', null);
  for (const note of notes) terminal.say(`note: ${readableName(note.path)}: ${note.message}`);
  const key = terminal.env[KEY];
  if (pseudonymize && !key) throw new Failure(`--pseudonymize needs a key of yours in ${KEY}`);
  const fixed = asOf === undefined ? null : timeOf(asOf, policy);

  const all: JobRecord[] = [];
  let latest = 0;
  for (const name of named) {
    const { found, modified } = await readExport(name, files, policy, terminal);
    for (const job of found) all.push(job);
    latest = Math.max(latest, modified);
  }
  const at = fixed ?? latest;
  const judged = await judgeJobs(all, policy.jobs, at);
  for (const note of judged.notes) terminal.say(`note: ${note}`);
  const report = {
    jobs: all,
    alerts: judged.alerts,
    acknowledged: judged.acknowledged,
    asOf: at,
    pseudonym: pseudonymize ? (text: string): string => pseudonymOf(text, key!) : null,
  };
  await terminal.print(
    format === 'json' ? `${JSON.stringify(jobsDocument(report), null, 2)}\n` : printJobs(report, terminal.palette),
  );
  const worst = failOn === 'never' ? -1 : SEVERITIES.indexOf(failOn);
  return judged.alerts.some(({ severity }) => SEVERITIES.indexOf(severity) <= worst) ? 1 : 0;
}

/** An instant, or a time by the clock of the policy's zone. */
function timeOf(text: string, { jobs: { timezone } }: Policy): number {
  const read = readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, timezone ?? 'UTC');
  if (read === null) throw new Failure('--as-of has to be a time, such as 2026-11-29T01:00:00Z');
  return read.at;
}

async function readExport(
  name: string,
  files: NodeFileSystem,
  { jobs: policy }: Policy,
  terminal: Surroundings['terminal'],
): Promise<{ readonly found: readonly JobRecord[]; readonly modified: number }> {
  const file = path.normalize(name).split(path.sep).join('/');
  const stat = await files.stat(file);
  if (stat === null) throw new Failure(`${name} does not exist`);
  if (stat.kind !== 'file') throw new Failure(`${name} is no file: name the exports`);
  if (stat.size > LARGEST)
    throw new Failure(`${name} is larger than ${LARGEST / 1024 / 1024} MB: export less at a time`);
  const bytes = await files.read(file);
  if (bytes === null) throw new Failure(`${name} cannot be read`);
  const read = readJobs(new TextDecoder().decode(bytes), {
    path: file,
    timezone: policy.timezone,
    ownerLabel: policy.ownerLabel,
    weightOf: (kind) => Object.entries(policy.weights).find(([glob]) => fits([glob], kind))?.[1] ?? null,
  });
  if ('problem' in read) throw new Failure(`${name} is not read: ${read.problem}`);
  for (const note of read.notes) terminal.say(`note: ${readableName(file)}: ${note}`);
  return { found: read.jobs, modified: stat.modified };
}

/** The same name has the same pseudonym with the same key, and nobody without it can try names. */
const pseudonymOf = (name: string, key: string): string =>
  `person-${createHmac('sha256', key).update(name).digest('hex').slice(0, 12)}`;

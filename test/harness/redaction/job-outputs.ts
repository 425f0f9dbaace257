import { readJobs } from '../../../src/readers/jobs/index';
import { jobsDocument, printJobs } from '../../../src/report/jobs';

/** What the command line tells of jobs in which a text stands wherever an export has one. */
export function jobsTold(text: string, secrets: readonly string[]): string {
  const short = /['"]\s+['"]/.test(text) ? secrets.join('\n') : text.slice(0, 4_000);
  const line = short.replace(/[\r\n|]/g, ' ');
  const reading = { path: 'jobs.txt', timezone: null, ownerLabel: 'owner', weightOf: () => null };
  const read = [
    readJobs(`JobID|User|Account|Partition|JobName|State|Start|AllocTRES\n${Array(8).fill(line).join('|')}\n`, reading),
    readJobs(
      JSON.stringify([
        { submission_id: short, entrypoint: short, status: short, start_time: short, metadata: { owner: short } },
      ]),
      reading,
    ),
  ];
  const jobs = read.flatMap((each) => ('jobs' in each ? each.jobs : []));
  const alerts = jobs.map(({ id, owner, evidence }) => ({
    id: 'sha256:0',
    rule: 'unauthorized-job-owner' as const,
    severity: 'error' as const,
    job: id,
    count: 1,
    message: `Job ${id} is of an owner who is not in [jobs] owners.`,
    owner,
    evidence,
  }));
  const report = { jobs, alerts, acknowledged: 0, asOf: 0, pseudonym: null };
  return [
    printJobs(report),
    JSON.stringify(jobsDocument(report)),
    JSON.stringify(read.map((each) => ('problem' in each ? each : each.notes))),
  ].join('\n');
}

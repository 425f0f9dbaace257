import type { JobList, JobReading } from '../../core/job-records';
import { AZURE, RAY, readServiceJobs, SAGEMAKER, VERTEX, WANDB, type JobService } from './cloud-jobs';
import { listAt, tableAt, type JsonTable } from './json-parts';
import { isKubernetesList, readKubernetesList } from './kubernetes-list';
import { isSlurmJson, readSlurmJson } from './slurm-json';
import { isSlurmTable, readSlurmTable } from './slurm-table';

const SERVICES: readonly JobService[] = [SAGEMAKER, VERTEX, AZURE, RAY, WANDB];

/** Names under which a command line wraps its list. */
const WRAPPED = ['TrainingJobs', 'TrainingJobSummaries', 'customJobs', 'jobs', 'value', 'runs'];

/** The jobs of an export, by what is in it; in one sentence why there are none where it is none that is read. Never throws. */
export function readJobs(text: string, reading: JobReading): JobList | { readonly problem: string } {
  const plain = text.replace(/^\uFEFF/, '');
  if (isSlurmTable(plain)) return readSlurmTable(plain, reading);
  const read = jsonOf(plain);
  if (read === null)
    return { problem: 'it is neither JSON nor a table of sacct --parsable2 with a header (JobID, State, Start)' };
  const { root, lines } = read;
  if (isSlurmJson(root)) return readSlurmJson(root, reading);
  if (isKubernetesList(root)) return readKubernetesList(root, reading);
  const jobs = jobsIn(root);
  const service = SERVICES.find((each) => jobs.some((job) => each.isJob(job)));
  if (service) return readServiceJobs(service, jobs, reading, lines);
  return jobs.length === 0
    ? { jobs: [], notes: ['no job is listed'] }
    : {
        problem: 'its jobs are of no kind that is known: Slurm, Kubernetes, Ray, SageMaker, Vertex AI, Azure ML or W&B',
      };
}

function jobsIn(root: unknown): readonly JsonTable[] {
  if (Array.isArray(root)) return root.map(tableAt);
  const table = tableAt(root);
  const wrapped = WRAPPED.find((name) => Array.isArray(table[name]));
  if (wrapped !== undefined) return listAt(table[wrapped]).map(tableAt);
  return Object.keys(table).length > 0 ? [table] : [];
}

/** A document, or one on each line; `lines` says on which. */
function jsonOf(text: string): { readonly root: unknown; readonly lines: readonly number[] | null } | null {
  try {
    return { root: JSON.parse(text) as unknown, lines: null };
  } catch {
    const found: unknown[] = [];
    const lines: number[] = [];
    for (const [at, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue;
      try {
        found.push(JSON.parse(line));
        lines.push(at + 1);
      } catch {
        return null;
      }
    }
    return found.length > 0 ? { root: found, lines } : null;
  }
}

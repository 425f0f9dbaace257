import type { JobList, JobReading, JobRecord, OwnerKind } from '../../core/job-records';
import { gpusOfInstance } from './instance-gpus';
import { listAt, numberAt, tableAt, exportText, type JsonTable } from './json-parts';
import { Listing, sumOf } from './listing';

interface Owner {
  readonly owner: string | null;
  readonly ownerKind: OwnerKind | null;
}

/** What one service says of a job; what is not said is null. */
interface Said extends Owner {
  readonly id: string;
  readonly account: string | null;
  readonly submitted: number | null;
  readonly started: number | null;
  readonly ended: number | null;
  /** The service says that it goes on. */
  readonly active: boolean;
  readonly seconds: number | null;
  readonly gpus: number | null;
}

/** How a list of one service is known and read. */
export interface JobService {
  readonly source: JobRecord['source'];
  isJob(job: JsonTable): boolean;
  said(job: JsonTable, listing: Listing): Said;
}

/** Jobs of a service: a list, one object, or objects under a name as its command line wraps them. */
export function readServiceJobs(
  service: JobService,
  jobs: readonly JsonTable[],
  reading: JobReading,
  lines: readonly number[] | null,
): JobList {
  const listing = new Listing(reading);
  for (const [at, job] of jobs.entries()) {
    if (!service.isJob(job)) continue;
    const { id, seconds, active, gpus, started, ended, ...rest } = service.said(job, listing);
    const running = active && started !== null && ended === null;
    if (started !== null && !running && ended === null && seconds === null)
      listing.note('some jobs have ended and do not say when: their GPU hours are not known');
    const known = running || ended !== null || seconds !== null;
    listing.add({
      ...rest,
      source: service.source,
      id,
      group: id,
      partition: null,
      cluster: null,
      started,
      ended,
      running,
      gpus,
      segments:
        started === null
          ? []
          : [{ start: started, end: running ? null : (ended ?? started), seconds, gpus: known ? gpus : null }],
      restarts: 0,
      evidence: { path: reading.path, line: lines?.[at] ?? null, pointer: lines === null ? `/${at}` : null },
    });
  }
  return listing.done;
}

const nameless = (listing: Listing): string => {
  listing.note('some jobs have no name');
  return 'a job without a name';
};

const typed = (type: string | null, count: number | null, listing: Listing): number | null => {
  if (type === null || count === null) return null;
  const each = gpusOfInstance(type);
  if (each === null) listing.note(`how many GPUs a ${type.slice(0, 60)} has is not known here`);
  return each === null ? null : each * count;
};

/** `aws sagemaker describe-training-job`. Source: Amazon SageMaker API, DescribeTrainingJob. */
export const SAGEMAKER: JobService = {
  source: 'sagemaker',
  isJob: (job) => exportText(job['TrainingJobName']) !== null,
  said(job, listing) {
    const resources = tableAt(job['ResourceConfig']);
    const groups = listAt(resources['InstanceGroups']).map(tableAt);
    const type = exportText(resources['SelectedInstanceType']) ?? exportText(resources['InstanceType']);
    const count = numberAt(resources['SelectedInstanceCount']) ?? numberAt(resources['InstanceCount']);
    if (!('ResourceConfig' in job))
      listing.note('a list of training jobs says nothing of resources: export describe-training-job for each');
    const role = exportText(job['RoleArn']);
    const tag = listAt(job['Tags'])
      .map(tableAt)
      .find(({ Key }) => /^owner$/i.test(String(Key)));
    const owner = exportText(tag?.['Value']);
    return {
      id: exportText(job['TrainingJobName']) ?? nameless(listing),
      owner: owner ?? (role === null ? null : role.slice(role.lastIndexOf('/') + 1)),
      ownerKind: owner !== null ? 'label' : role === null ? null : 'iam',
      account: /^arn:[\w-]+:\w*:[\w-]*:(\d{12}):/.exec(exportText(job['TrainingJobArn']) ?? '')?.[1] ?? null,
      submitted: listing.time(job['CreationTime']),
      started: listing.time(job['TrainingStartTime']),
      ended: listing.time(job['TrainingEndTime']),
      active: /^(?:InProgress|Stopping)$/.test(exportText(job['TrainingJobStatus']) ?? ''),
      seconds: numberAt(job['TrainingTimeInSeconds']),
      gpus:
        groups.length > 0
          ? sumOf(
              groups.map((group) =>
                typed(exportText(group['InstanceType']), numberAt(group['InstanceCount']), listing),
              ),
            )
          : typed(type, count, listing),
    };
  },
};

/** `gcloud ai custom-jobs list --format=json`. Source: Vertex AI API, CustomJob. */
export const VERTEX: JobService = {
  source: 'vertex',
  isJob: (job) => /\/(?:customJobs|trainingPipelines)\//.test(exportText(job['name']) ?? ''),
  said(job, listing) {
    const spec = tableAt(job['jobSpec']);
    const name = exportText(job['name']) ?? '';
    const label = listing.reading.ownerLabel;
    const owner = label === null ? null : exportText(tableAt(job['labels'])[label]);
    const account = exportText(spec['serviceAccount']);
    const pools = listAt(spec['workerPoolSpecs']).map(tableAt);
    return {
      id: name.slice(name.lastIndexOf('/') + 1),
      owner: owner ?? account,
      ownerKind: owner !== null ? 'label' : account === null ? null : 'iam',
      account: /^projects\/([^/]+)\//.exec(name)?.[1] ?? null,
      submitted: listing.time(job['createTime']),
      started: listing.time(job['startTime']),
      ended: listing.time(job['endTime']),
      active: /^JOB_STATE_(?:RUNNING|CANCELLING|PAUSED|UPDATING)$/.test(exportText(job['state']) ?? ''),
      seconds: null,
      gpus: pools.length === 0 ? null : sumOf(pools.map((pool) => gpusOfPool(pool, listing))),
    };
  },
};

function gpusOfPool(pool: JsonTable, listing: Listing): number | null {
  const machine = tableAt(pool['machineSpec']);
  const replicas = numberAt(pool['replicaCount']) ?? 1;
  const accelerators = numberAt(machine['acceleratorCount']);
  if (accelerators !== null && /GPU|NVIDIA/.test(exportText(machine['acceleratorType']) ?? ''))
    return accelerators * replicas;
  return typed(exportText(machine['machineType']), replicas, listing);
}

/** `az ml job list -o json`, better `az ml job show`. Source: Azure Machine Learning, JobBase. */
export const AZURE: JobService = {
  source: 'azure-ml',
  isJob: (job) => 'creation_context' in job && 'name' in job,
  said(job, listing) {
    const made = tableAt(job['creation_context']);
    const resources = tableAt(job['resources']);
    const properties = tableAt(job['properties']);
    const owner = exportText(made['created_by']);
    const started = listing.time(properties['StartTimeUtc'] ?? properties['startTimeUtc']);
    return {
      id: exportText(job['name']) ?? nameless(listing),
      owner,
      ownerKind: owner === null ? null : 'iam',
      account: exportText(job['experiment_name']),
      submitted: listing.time(made['created_at']),
      started,
      ended: listing.time(properties['EndTimeUtc'] ?? properties['endTimeUtc']),
      active: /^(?:Running|Finalizing|CancelRequested)$/.test(exportText(job['status']) ?? ''),
      seconds: null,
      gpus: typed(exportText(resources['instance_type']), numberAt(resources['instance_count']) ?? 1, listing),
    };
  },
};

/** `GET /api/jobs/` of Ray's dashboard. What a job asks for is its driver's own, so that its GPUs are not known. */
export const RAY: JobService = {
  source: 'ray',
  isJob: (job) => 'entrypoint' in job && ('submission_id' in job || 'job_id' in job),
  said(job, listing) {
    const label = listing.reading.ownerLabel;
    const owner = label === null ? null : exportText(tableAt(job['metadata'])[label]);
    return {
      id: exportText(job['submission_id']) ?? exportText(job['job_id']) ?? nameless(listing),
      owner,
      ownerKind: owner === null ? null : 'claimed',
      account: null,
      submitted: null,
      started: listing.time(job['start_time']),
      ended: listing.time(job['end_time']),
      active: /^(?:PENDING|RUNNING)$/.test(exportText(job['status']) ?? ''),
      seconds: null,
      gpus: null,
    };
  },
};

/** Runs that were exported from Weights & Biases, or a run's own `wandb-metadata.json`. */
export const WANDB: JobService = {
  source: 'wandb',
  isJob: (job) => ('heartbeat_at' in job && 'created_at' in job) || ('startedAt' in job && 'program' in job),
  said(job, listing) {
    const user = exportText(job['username']) ?? exportText(tableAt(job['user'])['username']) ?? exportText(job['user']);
    const started = listing.time(job['created_at'] ?? job['startedAt']);
    const runtime = numberAt(job['_runtime'] ?? tableAt(job['summary'])['_runtime']);
    const last = listing.time(job['heartbeat_at']);
    return {
      id: exportText(job['id']) ?? exportText(job['name']) ?? nameless(listing),
      owner: user,
      ownerKind: user === null ? null : 'claimed',
      account: exportText(job['project']),
      submitted: null,
      started,
      ended: last ?? (started === null || runtime === null ? null : started + runtime * 1_000),
      active: exportText(job['state']) === 'running',
      seconds: runtime,
      gpus: numberAt(job['gpu_count']) ?? numberAt(tableAt(job['metadata'])['gpu_count']),
    };
  },
};

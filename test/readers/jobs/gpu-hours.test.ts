import assert from 'node:assert/strict';
import { gpuHoursOf, hoursByWindow } from '../../../src/analysis/jobs/gpu-hours';
import type { JobReading, JobRecord } from '../../../src/core/job-records';
import { readJobs } from '../../../src/readers/jobs/index';

const READING: JobReading = {
  path: 'jobs.txt',
  timezone: 'Europe/Berlin',
  ownerLabel: 'owner',
  weightOf: (kind) => (kind === 'mig-1g.10gb' ? 0.125 : null),
};
const AS_OF = Date.parse('2026-11-29T12:00:00Z');

const HEADER =
  'JobIDRaw|JobID|User|Account|Partition|JobName|State|Submit|Start|End|ElapsedRaw|AllocTRES|Restarts|Suspended';

/** A line of sacct; what is not said is that of a job of eight GPUs that ran for two hours. */
const slurm = (said: Readonly<Record<string, string>> = {}): string => {
  const usual: Readonly<Record<string, string>> = {
    JobIDRaw: said['JobID'] ?? '17',
    JobID: '17',
    User: 'alice',
    Account: 'vision',
    Partition: 'a100',
    JobName: 'train',
    State: 'COMPLETED',
    Submit: '2026-11-27T08:00:00',
    Start: '2026-11-27T09:00:00',
    End: '2026-11-27T11:00:00',
    ElapsedRaw: '7200',
    AllocTRES: 'billing=8,cpu=64,gres/gpu=8,mem=512G,node=1',
    Restarts: '0',
    Suspended: '00:00:00',
  };
  return HEADER.split('|')
    .map((name) => said[name] ?? usual[name])
    .join('|');
};

const table = (...lines: readonly string[]): string => [HEADER, ...lines, ''].join('\n');

const pod = (spec: unknown, status: unknown): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [{ kind: 'Pod', metadata: { name: 'p', namespace: 'team' }, spec, status }],
  });
const container = (resources: Readonly<Record<string, string>>): unknown => ({ resources: { limits: resources } });
const ran = (startedAt: string, finishedAt: string | null): unknown => ({
  state: finishedAt === null ? { running: { startedAt } } : { terminated: { startedAt, finishedAt } },
});
const sagemaker = (said: object): string =>
  JSON.stringify({
    TrainingJobName: 't',
    TrainingJobStatus: 'Completed',
    CreationTime: 1_795_770_000,
    TrainingStartTime: 1_795_770_000,
    TrainingEndTime: 1_795_777_200,
    ResourceConfig: { InstanceType: 'ml.p4d.24xlarge', InstanceCount: 2 },
    ...said,
  });

/** Exports, and the GPU hours of all their jobs as they were calculated by hand; null where nobody can know. */
const CASES: Readonly<Record<string, readonly [text: string, hours: number | null]>> = {
  'eight GPUs for two hours': [table(slurm()), 16],
  'no GPU of a job on a partition without any': [
    table(slurm({ Partition: 'cpu', AllocTRES: 'billing=8,cpu=64,mem=512G,node=1' })),
    0,
  ],
  'no GPU said on a partition of GPUs': [table(slurm({ AllocTRES: 'billing=8,cpu=64,mem=512G,node=1' })), null],
  'nothing allocated said': [table(slurm({ AllocTRES: '' })), null],
  'typed and untyped are the same GPUs': [table(slurm({ AllocTRES: 'gres/gpu=8,gres/gpu:a100=8' })), 16],
  'typed alone': [table(slurm({ AllocTRES: 'cpu=8,gres/gpu:a100=4' })), 8],
  'two types': [table(slurm({ AllocTRES: 'gres/gpu:a100=4,gres/gpu:h100=2' })), 12],
  'shards are no GPUs': [table(slurm({ Partition: 'cpu', AllocTRES: 'cpu=4,gres/shard=8' })), 0],
  'memory of a GPU is none': [table(slurm({ AllocTRES: 'cpu=4,gres/gpu=1,gres/gpumem=40G,gres/gpuutil=50' })), 2],
  'slices with a weight': [table(slurm({ AllocTRES: 'gres/gpu=4,gres/gpu:1g.10gb=4' })), 1],
  'slices with the card before them': [table(slurm({ AllocTRES: 'gres/gpu:a100_1g.10gb=2' })), 0.5],
  'slices without a weight': [table(slurm({ AllocTRES: 'gres/gpu:3g.40gb=1' })), null],
  'slices beside whole cards': [table(slurm({ AllocTRES: 'gres/gpu=3,gres/gpu:a100=1,gres/gpu:1g.10gb=2' })), 2.5],
  'steps count with their job': [
    table(slurm(), slurm({ JobID: '17.batch' }), slurm({ JobID: '17.extern' }), slurm({ JobID: '17.0' })),
    16,
  ],
  'an array, task by task': [table(slurm({ JobID: '20_1' }), slurm({ JobID: '20_2' })), 32],
  'a rest of an array that waits': [
    table(
      slurm({
        JobID: '20_[3-9%2]',
        State: 'PENDING',
        Start: 'Unknown',
        End: 'Unknown',
        ElapsedRaw: '0',
        AllocTRES: '',
      }),
    ),
    0,
  ],
  'parts of a heterogeneous job': [
    table(slurm({ JobID: '30+0' }), slurm({ JobID: '30+1', AllocTRES: 'gres/gpu=2' })),
    20,
  ],
  'a job that was requeued': [
    table(
      slurm({ State: 'PREEMPTED', End: '2026-11-27T10:00:00', ElapsedRaw: '3600' }),
      slurm({ Start: '2026-11-27T12:00:00', End: '2026-11-27T14:00:00', Restarts: '1' }),
    ),
    24,
  ],
  'a job that was suspended': [table(slurm({ ElapsedRaw: '3600', Suspended: '01:00:00' })), 8],
  'a job that was suspended, without ElapsedRaw': [table(slurm({ ElapsedRaw: '', Suspended: '00:30:00' })), 12],
  'a job that runs': [
    table(slurm({ State: 'RUNNING', Start: '2026-11-29T10:00:00', End: 'Unknown', ElapsedRaw: '1' })),
    24,
  ],
  'a job that was cancelled by someone': [table(slurm({ State: 'CANCELLED by 1001', ElapsedRaw: '1800' })), 4],
  'a job that was cancelled before it started': [
    table(slurm({ State: 'CANCELLED by 1001', Start: 'None', ElapsedRaw: '0', AllocTRES: '' })),
    0,
  ],
  'a night in which the clock is put back': [
    table(slurm({ Start: '2026-10-25T01:30:00', End: '2026-10-25T03:30:00', ElapsedRaw: '10800' })),
    24,
  ],
  'the same without ElapsedRaw': [
    table(slurm({ Start: '2026-10-25T01:30:00', End: '2026-10-25T03:30:00', ElapsedRaw: '' })),
    24,
  ],
  'a night in which the clock is put forward': [
    table(slurm({ Start: '2026-03-29T01:30:00', End: '2026-03-29T03:30:00', ElapsedRaw: '' })),
    8,
  ],
  'times as numbers': [table(slurm({ Start: '1795770000', End: '1795777200', ElapsedRaw: '' })), 16],
  'a name with bars': [table(slurm({ JobName: 'a|b||c' })), 16],
  'a bar at the end of each line': [`${HEADER}|\n${slurm()}|\n`, 16],
  'containers of a pod together': [
    pod(
      {
        containers: [
          container({ 'nvidia.com/gpu': '4' }),
          container({ 'nvidia.com/gpu': '2' }),
          container({ cpu: '8' }),
        ],
      },
      { containerStatuses: [ran('2026-11-27T08:00:00Z', '2026-11-27T10:00:00Z')] },
    ),
    12,
  ],
  'the container that prepares and wants more': [
    pod(
      { initContainers: [container({ 'nvidia.com/gpu': '8' })], containers: [container({ 'nvidia.com/gpu': '1' })] },
      {
        initContainerStatuses: [ran('2026-11-27T08:00:00Z', '2026-11-27T08:30:00Z')],
        containerStatuses: [ran('2026-11-27T08:30:00Z', '2026-11-27T10:00:00Z')],
      },
    ),
    16,
  ],
  'a pod that runs': [
    pod(
      { containers: [container({ 'amd.com/gpu': '2' })] },
      { containerStatuses: [ran('2026-11-29T09:00:00Z', null)] },
    ),
    6,
  ],
  'a shared GPU': [
    pod(
      { containers: [container({ 'nvidia.com/gpu.shared': '1' })] },
      { containerStatuses: [ran('2026-11-29T09:00:00Z', null)] },
    ),
    null,
  ],
  'a slice in a pod': [
    pod(
      { containers: [container({ 'nvidia.com/mig-1g.10gb': '4' })] },
      { containerStatuses: [ran('2026-11-27T08:00:00Z', '2026-11-27T10:00:00Z')] },
    ),
    1,
  ],
  'a pod that waits': [pod({ containers: [container({ 'nvidia.com/gpu': '4' })] }, { phase: 'Pending' }), 0],
  'two machines of eight': [sagemaker({}), 32],
  'its own seconds': [sagemaker({ TrainingTimeInSeconds: 3600 }), 16],
  'groups of machines': [
    sagemaker({
      ResourceConfig: {
        InstanceGroups: [
          { InstanceType: 'ml.g5.12xlarge', InstanceCount: 1 },
          { InstanceType: 'ml.c5.xlarge', InstanceCount: 3 },
        ],
      },
    }),
    8,
  ],
  'a machine that is not known': [
    sagemaker({ ResourceConfig: { InstanceType: 'ml.p99.48xlarge', InstanceCount: 1 } }),
    null,
  ],
  'a list without resources': [sagemaker({ ResourceConfig: undefined }), null],
  'accelerators by their number, as text': [
    JSON.stringify([
      {
        name: 'projects/1/locations/x/customJobs/2',
        state: 'JOB_STATE_SUCCEEDED',
        startTime: '2026-11-27T08:00:00Z',
        endTime: '2026-11-27T09:00:00Z',
        jobSpec: {
          workerPoolSpecs: [
            {
              machineSpec: { machineType: 'n1-standard-8', acceleratorType: 'NVIDIA_TESLA_T4', acceleratorCount: 2 },
              replicaCount: '3',
            },
            { machineSpec: { machineType: 'n1-standard-8' }, replicaCount: '1' },
          ],
        },
      },
    ]),
    6,
  ],
  'a driver of Ray': [
    JSON.stringify([
      {
        submission_id: 'r',
        entrypoint: 'x',
        status: 'SUCCEEDED',
        start_time: 1_795_770_000_000,
        end_time: 1_795_777_200_000,
      },
    ]),
    null,
  ],
};

const jobsIn = (text: string): readonly JobRecord[] => {
  const read = readJobs(text, READING);
  assert.ok('jobs' in read, JSON.stringify(read));
  return read.jobs;
};

describe('GPU hours', () => {
  for (const [name, [text, hours]] of Object.entries(CASES))
    it(`are ${hours ?? 'not known'} for ${name}`, () => {
      const found = jobsIn(text).map((job) => gpuHoursOf(job, AS_OF));
      assert.ok(found.length > 0);
      assert.equal(found.includes(null) ? null : found.reduce<number>((sum, each) => sum + each!, 0), hours);
    });

  it(`were calculated for 40 awkward cases or more`, () => assert.ok(Object.keys(CASES).length >= 40));

  it('are divided at the borders of days, of which one has 25 hours', () => {
    const [job] = jobsIn(
      table(
        slurm({ Start: '2026-10-24T12:00:00', End: '2026-10-26T12:00:00', ElapsedRaw: '', AllocTRES: 'gres/gpu=1' }),
      ),
    );
    assert.deepEqual(
      [...hoursByWindow(job!, 'day', 'Europe/Berlin', AS_OF)!],
      [
        ['2026-10-24', 12],
        ['2026-10-25', 25],
        ['2026-10-26', 12],
      ],
    );
    assert.deepEqual(
      [...hoursByWindow(job!, 'week', 'Europe/Berlin', AS_OF)!],
      [
        ['2026-10-19', 37],
        ['2026-10-26', 12],
      ],
    );
    assert.deepEqual([...hoursByWindow(job!, 'month', 'Europe/Berlin', AS_OF)!], [['2026-10-01', 49]]);
  });

  it('are those up to the time of the export, also when that is before the start', () => {
    const [job] = jobsIn(table(slurm({ State: 'RUNNING', Start: '2026-11-29T14:00:00', End: 'Unknown' })));
    assert.equal(gpuHoursOf(job!, Date.parse('2026-11-29T12:00:00Z')), 0);
  });
});

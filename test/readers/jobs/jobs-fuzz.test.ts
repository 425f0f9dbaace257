import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gpuHoursOf, hoursByWindow } from '../../../src/analysis/jobs/gpu-hours';
import { readJobs } from '../../../src/readers/jobs/index';
import { clockAt, instantOf } from '../../../src/readers/jobs/times';

const READING = { path: 'x', timezone: 'Europe/Berlin', ownerLabel: 'owner', weightOf: () => null };
const AS_OF = Date.parse('2026-11-29T12:00:00Z');
const KEYS = [
  'jobs',
  'items',
  'kind',
  'apiVersion',
  'metadata',
  'labels',
  'spec',
  'status',
  'containers',
  'resources',
  'limits',
  'nvidia.com/gpu',
  'job_id',
  'array',
  'task_id',
  'time',
  'start',
  'end',
  'elapsed',
  'tres',
  'allocated',
  'state',
  'current',
  'TrainingJobName',
  'ResourceConfig',
  'InstanceType',
  'InstanceCount',
  'TrainingStartTime',
  'name',
  'jobSpec',
  'workerPoolSpecs',
  'creation_context',
  'entrypoint',
  'submission_id',
  'start_time',
  'heartbeat_at',
  'created_at',
  'containerStatuses',
  'terminated',
  'startedAt',
  'finishedAt',
];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      1e308,
      1_795_770_000,
      1_795_770_000_000,
      '',
      'Pod',
      'Job',
      'List',
      'v1',
      'RUNNING',
      '2026-11-27T08:00:00Z',
      '2026-02-30T08:00:00',
      'ml.p4d.24xlarge',
      'projects/1/customJobs/2',
      '__proto__',
    ),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS, '__proto__'), tie('any'), { maxKeys: 5 }),
  ),
})).any;
const cell = fc.constantFrom(
  '',
  '17',
  '17_1',
  '17_[1-9%2]',
  '17.batch',
  'RUNNING',
  'CANCELLED by 1',
  'Unknown',
  '2026-10-25T02:30:00',
  '2026-13-01T00:00:00',
  '9999999999',
  '99-99:99:99',
  'gres/gpu=8',
  'gres/gpu:1g.5gb=999999999999',
  'a|b',
  '\u0000',
  'é',
);

describe('readers of jobs', () => {
  it('read any JSON and any table without a throw, and count no less than nothing', () => {
    const json = value.map((root) => JSON.stringify(root) ?? 'null');
    const table = fc
      .array(fc.array(cell, { minLength: 1, maxLength: 9 }), { maxLength: 6 })
      .map((rows) =>
        ['JobID|User|Account|State|Submit|Start|End|ElapsedRaw|AllocTRES', ...rows.map((row) => row.join('|'))].join(
          '\n',
        ),
      );
    const lines = fc.array(json, { maxLength: 3 }).map((each) => each.join('\n'));
    let jobs = 0;
    fc.assert(
      fc.property(fc.oneof(json, table, lines, fc.string({ unit: 'binary' })), (text) => {
        const read = readJobs(text, READING);
        if ('problem' in read) return;
        for (const job of read.jobs) {
          jobs++;
          const hours = gpuHoursOf(job, AS_OF);
          assert.ok(hours === null || hours >= 0);
          hoursByWindow(job, 'month', 'Europe/Berlin', AS_OF);
        }
      }),
      { numRuns: Number(process.env['TOUCHSTONE_RUNS'] ?? 3_000) },
    );
    assert.ok(jobs > 20, `${jobs} jobs were read`);
  });

  it('find the instant that a clock shows, in any zone and year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'America/St_Johns',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
          'Pacific/Apia',
          'UTC',
        ),
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }).map((at) => Math.floor(at / 1_000) * 1_000),
        (zone, at) => {
          const { year, month, date, hour, minute, second } = clockAt(at, zone);
          const found = instantOf(Date.UTC(year, month - 1, date, hour, minute, second), zone);
          // Where a clock shows a time twice, the earlier is taken.
          assert.ok(found.at === at || (found.doubt === 'ambiguous' && found.at < at), `${zone} ${at}`);
        },
      ),
    );
  });
});

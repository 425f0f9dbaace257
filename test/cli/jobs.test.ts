import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, project } from './bundle';

const POLICY = `[jobs]
timezone = "Europe/Berlin"
owners = ["alice", "team-*"]
require-owner = true
accounts = ["vision"]
stale-after = "24h"

[jobs.hours]
allow = ["Mon-Fri 07:00-20:00"]
holidays = ["2026-11-27"]

[[jobs.limit]]
scope = "owner"
window = "week"
gpu-hours = 20
match = { partition = "a100*" }
`;

const TABLE = `JobID|User|Account|Partition|JobName|State|Submit|Start|End|ElapsedRaw|AllocTRES
1|alice|vision|a100|token=${'x'.repeat(30)}|COMPLETED|2026-11-26T09:00:00|2026-11-26T09:05:00|2026-11-26T11:05:00|7200|gres/gpu=8
2|ALICE|vision|a100|b|COMPLETED|2026-11-26T19:00:00|2026-11-27T03:00:00|2026-11-27T04:00:00|3600|gres/gpu=8
3_1|mallory|mining|a100|c|COMPLETED|2026-11-26T10:00:00|2026-11-26T10:00:00|2026-11-26T10:30:00|1800|gres/gpu=1
3_2|mallory|mining|a100|c|COMPLETED|2026-11-26T10:00:00|2026-11-26T10:00:00|2026-11-26T10:30:00|1800|gres/gpu=1
4||vision|cpu|d|COMPLETED|2026-11-27T09:00:00|2026-11-27T09:00:00|2026-11-27T10:00:00|3600|cpu=4
5|team-red|vision|a100|e|RUNNING|2026-11-26T12:00:00|2026-11-26T12:00:00|Unknown|1|gres/gpu:3g.40gb=1
`;

interface Printed {
  readonly asOf: string;
  readonly jobs: readonly { readonly id: string; readonly owner: string | null; readonly gpuHours: number | null }[];
  readonly alerts: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: string;
    readonly job: string;
    readonly message: string;
    readonly line: number | null;
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

describe('touchstone jobs', () => {
  const json = async (root: string, ...args: string[]) => {
    const done = await call(root, [
      'jobs',
      'sacct.txt',
      '--as-of',
      '2026-11-29T01:00:00Z',
      '--format',
      'json',
      ...args,
    ]);
    return { ...done, told: JSON.parse(done.out) as Printed };
  };

  it('tells what the policy does not allow, each group once', async () => {
    const root = project({ 'touchstone.toml': POLICY, 'sacct.txt': TABLE });
    const { status, told, err } = await json(root);
    assert.equal(status, 1);
    assert.equal(told.asOf, '2026-11-29T01:00:00.000Z');
    assert.deepEqual(
      told.alerts.map(({ rule, severity, job }) => [rule, severity, job]),
      [
        ['off-hours-start', 'info', '2'], // it waited in the queue into the night
        ['unauthorized-job-owner', 'error', '3'],
        ['unknown-account', 'warning', '3'],
        ['unauthorized-job-owner', 'error', '4'],
        ['off-hours-start', 'warning', '4'], // a holiday, and submitted on it
        ['stale-run', 'warning', '5'],
        ['gpu-hours-exceeded', 'warning', '1'],
      ],
    );
    const [, array] = told.alerts;
    assert.match(array!.message, /2 jobs of one group/);
    assert.equal(array!.line, 4);
    assert.match(
      told.alerts.at(-1)!.message,
      /used 24 GPU hours in the week of 2026-11-23; 20 are allowed\. Most: 1 \(16\), 2 \(8\)/,
    );
    assert.deepEqual(
      told.jobs.map(({ gpuHours }) => gpuHours),
      [16, 8, 0.5, 0.5, 0, null],
    );
    assert.deepEqual([told.summary['error'], told.summary['unknownGpuHours']], [2, 1]);
    assert.match(err, /the GPU hours of 1 job are not known: no limit counts them/);
    assert.doesNotMatch(told.alerts.map(({ message }) => message).join(), /alice|mallory/i);
  });

  it('gives the same ids again, and is silent about what is acknowledged until its day', async () => {
    const root = project({ 'touchstone.toml': POLICY, 'sacct.txt': TABLE });
    const { told: before } = await json(root);
    assert.deepEqual((await json(root)).told, before);
    const { id } = before.alerts.find(({ rule }) => rule === 'gpu-hours-exceeded')!;
    const acknowledged = (until: string): string =>
      `${POLICY}\n[[jobs.acknowledge]]\nid = "${id}"\nreason = "agreed with the group"\nuntil = "${until}"\n`;
    writeFileSync(path.join(root, 'touchstone.toml'), acknowledged('2026-12-31'));
    const { told: after } = await json(root);
    assert.deepEqual(
      after.alerts,
      before.alerts.filter((alert) => alert.id !== id),
    );
    assert.equal(after.summary['acknowledged'], 1);
    writeFileSync(path.join(root, 'touchstone.toml'), acknowledged('2026-11-29'));
    const { told: again, err } = await json(root);
    assert.deepEqual(again.alerts, before.alerts);
    assert.match(err, /an acknowledgement ended on 2026-11-29/);
  });

  it('names people only in what is told of them, and by other names when asked', async () => {
    const root = project({ 'touchstone.toml': POLICY, 'sacct.txt': TABLE });
    const asked = ['jobs', 'sacct.txt', '--as-of', '2026-11-29T01:00:00Z', '--fail-on', 'never'];
    const plain = await call(root, asked);
    assert.equal(plain.status, 0);
    assert.match(
      plain.out,
      /^sacct\.txt:4: error: .* Owner: mallory\. \[unauthorized-job-owner\]\n {4}sha256:[0-9a-f]{64}$/m,
    );
    assert.match(
      plain.out,
      /^6 jobs as of 2026-11-29T01:00:00\.000Z: 25 GPU hours, and 1 job of which they are not known\. 2 error/m,
    );
    assert.doesNotMatch(plain.out, /token|xxxx/);
    const hidden = await call(root, [...asked, '--format', 'json', '--pseudonymize'], {
      env: { TOUCHSTONE_PSEUDONYM_KEY: 'k' },
    });
    const people = (JSON.parse(hidden.out) as Printed).jobs.map(({ owner }) => owner);
    assert.doesNotMatch(hidden.out, /alice|mallory|team-red/i);
    assert.equal(people[0], people[1]);
    assert.notEqual(people[0], people[2]);
    await assert.rejects(call(root, [...asked, '--pseudonymize']), /needs a key of yours in TOUCHSTONE_PSEUDONYM_KEY/);
  });

  it('judges nothing without a policy, and says so of times without a zone', async () => {
    const root = project({ 'sacct.txt': TABLE });
    const { status, told, err } = await json(root);
    assert.equal(status, 0);
    assert.deepEqual(told.alerts, []);
    assert.match(err, /times have no zone and \[jobs\] timezone is not set: they are taken for UTC/);
  });

  it('says what is wrong with a file, a time and a policy', async () => {
    const root = project({
      'touchstone.toml':
        '[jobs]\ntimezone = "Berlin"\nowner = ["a"]\nstale-after = "soon"\n[jobs.hours]\nallow = ["late"]\n[[jobs.limit]]\nscope = "team"\ngpu-hours = -1\n',
      'a.txt': 'nothing',
      'b.json': '[]',
    });
    await assert.rejects(call(root, ['jobs', 'a.txt']), /a\.txt is not read: it is neither JSON nor a table of sacct/);
    await assert.rejects(call(root, ['jobs', 'gone.txt']), /gone\.txt does not exist/);
    await assert.rejects(call(root, ['jobs', 'b.json', '--as-of', 'yesterday']), /--as-of has to be a time/);
    const { err } = await call(root, ['jobs', 'b.json']);
    for (const said of [
      /line 2: timezone is none that is known here/,
      /line 3: unknown key "owner"; did you mean "owners"\?/,
      /line 4: stale-after has to be a span of time/,
      /line 6: allow has to be a list of days and hours/,
      /line 8: scope has to be one of "job", "owner", "account", "all"/,
      /line 9: gpu-hours has to be a number, 0 or more/,
      /line 7: this limit is not used: it needs scope, gpu-hours|b\.json: no job is listed/,
    ])
      assert.match(err, said);
  });
});

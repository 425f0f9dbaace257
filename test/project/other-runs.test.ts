import assert from 'node:assert/strict';
import { findRunStores } from '../../src/project/run-stores';
import { runsDocument } from '../../src/report/runs';
import { eventFile } from '../readers/event-files/making';
import { MemoryFiles } from '../harness/memory-files';

describe('project/other-runs', () => {
  it('lists what TensorBoard and Weights & Biases left, with when it was and what it names', async () => {
    const commit = '5f0c3b1e9a7d4c2b8e6f1a0d3c5b7e9f2a4d6c8b';
    const run = 'work/wandb/run-20261101_101010-a1b2c3d4/files';
    const files = new MemoryFiles({
      'work/logs/one/events.out.tfevents.1764000000.host.1.0': eventFile([
        { wallTime: 1_764_000_000, version: 'brain.Event:2' },
        { wallTime: 1_764_000_060, step: 1, tag: 'loss', value: 0.5 },
      ]),
      'work/logs/one/events.out.tfevents.1764000900.host.2.0': eventFile([
        { wallTime: 1_764_000_900, step: 2, tag: 'loss', value: 0.25 },
      ]).subarray(0, 20),
      [`${run}/wandb-metadata.json`]: JSON.stringify({
        startedAt: '2026-11-01T10:10:10.5',
        program: 'train.py',
        username: 'ada',
        git: { commit, remote: 'x' },
      }),
      [`${run}/wandb-summary.json`]: JSON.stringify({ loss: 0.125, _step: 9, note: 'x' }),
      'work/wandb/offline-run-20261101_111111-zzzzzzzz/run-zzzzzzzz.wandb': 'binary',
    });
    const { stores, notes } = await findRunStores(files, '');
    assert.deepEqual(notes, []);
    const { stores: told, runs } = runsDocument(stores, new Map([[commit, true]]));
    assert.deepEqual(told, [
      {
        path: 'work/logs/one',
        kind: 'tensorboard',
        note: 'it is cut short, or being written: events.out.tfevents.1764000900',
      },
      {
        path: 'work/wandb',
        kind: 'wandb',
        note: 'of 1 run only the name is known: the rest is in a binary log, which is not read',
      },
    ]);
    assert.deepEqual(
      runs.map(({ id, name, user, start, end, commit: at, source, metrics }) => [
        id,
        name,
        user,
        start,
        end,
        at,
        source,
        metrics,
      ]),
      [
        [
          'work/logs/one',
          'one',
          null,
          '2025-11-24T16:00:00.000Z',
          '2025-11-24T16:01:00.000Z',
          { id: null, known: null, dirty: null },
          null,
          { loss: 0.5 },
        ],
        ['zzzzzzzz', null, null, null, null, { id: null, known: null, dirty: null }, null, {}],
        [
          'a1b2c3d4',
          null,
          'ada',
          '2026-11-01T10:10:10.500Z',
          null,
          { id: commit, known: true, dirty: null },
          'train.py',
          { loss: 0.125 },
        ],
      ],
    );
  });

  it('takes no other folder for one of them', async () => {
    const files = new MemoryFiles({ 'wandb/readme.md': '', 'logs/events.txt': '', 'run-20261101_101010-x/a': '' });
    const { stores } = await findRunStores(files, 'wandb');
    assert.deepEqual(stores, []);
  });
});

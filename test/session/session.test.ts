import assert from 'node:assert/strict';
import type { FileSystem } from '../../src/core/host';
import { openWorkspace, Session } from '../../src/session/session';
import { grammars } from '../harness/grammars';

describe('a file that the system does not let a session read', () => {
  const judged = async (reason?: string) => {
    const files: FileSystem = {
      list: async () => null,
      stat: async () => ({ kind: 'file', size: 10, modified: 0 }),
      read: async () => null,
      ...(reason !== undefined && { failure: async () => reason }),
    };
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const workspace = openWorkspace({ files, clock: { now: () => 0 }, logger });
    const session = await Session.open({ grammars, rules: [] });
    try {
      return (await session.judgeFile('train.py', workspace, () => null)).result.notes;
    } finally {
      session.dispose();
    }
  };

  it('is a note with the reason, by which a host tells it from what it does not judge', async () => {
    const unread = 'the disk failed (input/output error)';
    assert.deepEqual(await judged(unread), [{ path: 'train.py', message: `not read: ${unread}`, unread }]);
  });

  it('is one where the host knows no reason', async () => {
    const unread = 'the file vanished, or it cannot be read';
    assert.deepEqual(await judged(), [{ path: 'train.py', message: `not read: ${unread}`, unread }]);
  });
});

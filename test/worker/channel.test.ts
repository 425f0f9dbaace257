import assert from 'node:assert/strict';
import { CallCancelled, Channel, ChannelClosed, portPair } from '../../src/worker/channel';

type Theirs = {
  double: { body: number; answer: number };
  fail: { body: null; answer: null };
  count: { body: number; answer: string };
  wait: { body: null; answer: null };
};
type Ours = { name: { body: null; answer: string } };

function pair() {
  const [near, far] = portPair();
  const seen: { aborted: boolean } = { aborted: false };
  const worker: Channel<Ours, Theirs> = new Channel<Ours, Theirs>(far, {
    double: (body) => body * 2,
    fail: () => {
      throw new Error('on purpose');
    },
    async count(body, turn) {
      for (let i = 1; i <= body; i++) turn.part(i);
      return `${await worker.call('name', null)} counted to ${body}`;
    },
    wait: (_, { signal }) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          seen.aborted = true;
          resolve(null);
        }),
      ),
  });
  const host = new Channel<Theirs, Ours>(near, { name: () => 'host' });
  return { host, worker, seen };
}

describe('channel between host and worker', () => {
  it('answers calls, many at a time, each its own', async () => {
    const { host } = pair();
    assert.deepEqual(await Promise.all([1, 2, 3].map((n) => host.call('double', n))), [2, 4, 6]);
  });

  it('hands on what the other side threw', async () => {
    await assert.rejects(pair().host.call('fail', null), { message: 'on purpose' });
  });

  it('refuses a call that nobody answers', async () => {
    await assert.rejects(
      (pair().host as unknown as Channel<{ odd: { body: null; answer: null } }, Ours>).call('odd', null),
      /no call named odd/,
    );
  });

  it('delivers parts in order before the answer, and calls back', async () => {
    const parts: unknown[] = [];
    assert.equal(await pair().host.call('count', 3, { onPart: (part) => parts.push(part) }), 'host counted to 3');
    assert.deepEqual(parts, [1, 2, 3]);
  });

  it('tells the other side when the caller gives up', async () => {
    const { host, seen } = pair();
    const controller = new AbortController();
    const call = host.call('wait', null, { signal: controller.signal });
    await host.call('double', 1); // the call has arrived
    controller.abort();
    await assert.rejects(call, CallCancelled);
    await host.call('double', 1);
    assert.equal(seen.aborted, true);
  });

  it('does not start a call that was given up before', async () => {
    await assert.rejects(pair().host.call('double', 1, { signal: AbortSignal.abort() }), CallCancelled);
  });

  it('fails what is under way when the other side is gone, and refuses more', async () => {
    const { host } = pair();
    const call = host.call('wait', null);
    host.close('it crashed');
    await assert.rejects(call, ChannelClosed);
    await assert.rejects(host.call('double', 1), { name: 'ChannelClosed', message: 'it crashed' });
  });

  it('rejects what cannot be posted, and goes on', async () => {
    const { host } = pair();
    const [near] = portPair();
    const strict = new Channel<Theirs, Ours>(
      { ...near, post: (message) => void structuredClone(message), listen: () => {} },
      { name: () => '' },
    );
    await assert.rejects(strict.call('double', (() => 1) as never), { name: 'DataCloneError' });
    assert.equal(await host.call('double', 2), 4);
  });
});

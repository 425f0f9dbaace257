// node --import tsx bench/activation.ts: what starting costs. The extension's own activation loads no engine: the worker
// starts when the first document is scanned. Needs a production build (npm run package) for figures like those of users.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Channel } from '../src/worker/channel';
import type { HostCalls, Message, WorkerCalls } from '../src/worker/protocol';
import { grammars } from '../test/harness/grammars';
import { machine, median, printTable, round } from './measure';

const BUNDLE = path.join(__dirname, '../dist/node/worker.js');
const TEXT = 'import torch\nstate = torch.load("model.pt", weights_only=False)\n';
const nothing = () => null;

/** Milliseconds from the start of a thread to its first message. */
const empty = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    const worker = new Worker('require("node:worker_threads").parentPort.postMessage(1)', { eval: true });
    worker.once('message', () => {
      resolve(performance.now() - start);
      void worker.terminate();
    });
    worker.once('error', reject);
  });

async function first(): Promise<{ readonly ready: number; readonly scanned: number; readonly again: number }> {
  const start = performance.now();
  const worker = new Worker(BUNDLE);
  const channel = new Channel<WorkerCalls, HostCalls>(
    {
      post: (message) => worker.postMessage(message),
      listen: (hear) => void worker.on('message', (message: Message) => hear(message)),
    },
    {
      list: () => [],
      stat: nothing,
      read: nothing,
      sha256: nothing,
      md5: nothing,
      get: () => Promise.reject(new Error('no network')),
      log: nothing,
      bundle: () => Promise.reject(new Error('Node reads its files itself')),
    },
  );
  await channel.call('start', grammars);
  const ready = performance.now() - start;
  await channel.call('open', { id: 'folder', hubCache: false, environment: false, http: false });
  const input = (text: string) => ({
    folder: 'folder',
    input: { kind: 'text' as const, path: 'train.py', text, session: 'train.py' },
  });
  await channel.call('scan', input(TEXT));
  const scanned = performance.now() - start;
  const begin = performance.now();
  await channel.call('scan', input(`${TEXT}#`));
  const again = performance.now() - begin;
  await worker.terminate();
  return { ready, scanned, again };
}

async function main(): Promise<void> {
  if (!existsSync(BUNDLE)) throw new Error('dist/node/worker.js is not there: npm run package makes it');
  const runs: (Awaited<ReturnType<typeof first>> & { empty: number })[] = [];
  for (let i = 0; i < 10; i++) runs.push({ empty: await empty(), ...(await first()) });
  const of = (key: keyof (typeof runs)[number]): number => median(runs.map((run) => run[key]));
  console.log(`${machine()}. Median of ${runs.length} starts, wall time.\n`);
  printTable(
    ['', '× an empty thread', 'ms'],
    (
      [
        ['an empty worker thread', 'empty'],
        ['thread, engine and grammar ready', 'ready'],
        ['first document judged', 'scanned'],
        ['the same document, one key later', 'again'],
      ] as const
    ).map(([name, key]) => [name, round(of(key) / of('empty')), round(of(key), 1)]),
  );
}

void main();

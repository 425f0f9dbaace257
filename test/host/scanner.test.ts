import assert from 'node:assert/strict';
import { extensionUri, home } from './vscode';
import { Folders } from '../../src/extension/folders';
import type { Log } from '../../src/extension/log';
import type { Platform, Worker } from '../../src/extension/platform';
import { isEnd, Scanner } from '../../src/extension/scanner';
import { portPair } from '../../src/worker/channel';
import { serve } from '../../src/worker/server';

const LOAD = { kind: 'text' as const, path: 'a.py', text: 'import torch\ntorch.load("m", weights_only=False)\n' };

/** A scanner over workers in this thread that can be made to crash, and what it said. */
function scannerWith(platform: Partial<Platform> = {}) {
  const said = {
    log: [] as string[],
    trouble: [] as string[],
    starts: 0,
    crash: (reason: string): void => {
      throw new Error(`no worker to crash: ${reason}`);
    },
  };
  const inThread: Platform = {
    async startWorker(): Promise<Worker> {
      said.starts++;
      const [port, far] = portPair();
      serve(far);
      return {
        port,
        onEnd: (hear) => {
          said.crash = hear;
        },
        end: () => {},
      };
    },
    loadWorker: async () => serve,
    hubCache: () => null,
    environment: async () => null,
    ...platform,
  };
  const log = {
    info() {},
    warn: (text: string) => said.log.push(text),
    error: (text: string) => said.log.push(text),
  } as unknown as Log;
  const scanner = new Scanner(extensionUri, inThread, new Folders(inThread), log);
  scanner.onTrouble((trouble) => said.trouble.push(trouble));
  const rules = async () => (await scanner.in(home, 'scan', { input: LOAD })).findings.map(({ rule }) => rule);
  return { scanner, said, rules };
}

describe('host side of the scan worker', () => {
  it('starts the worker when it is first needed, once', async () => {
    const { said, rules } = scannerWith();
    assert.equal(said.starts, 0);
    assert.deepEqual(await Promise.all([rules(), rules()]), [['unsafe-torch-load'], ['unsafe-torch-load']]);
    assert.equal(said.starts, 1);
  });

  it('starts a crashed worker again, says so once, and opens the folder in it', async () => {
    const { said, rules } = scannerWith();
    await rules();
    said.crash('out of memory');
    assert.deepEqual(await rules(), ['unsafe-torch-load']);
    assert.deepEqual([said.starts, said.log.length, said.trouble.length], [2, 1, 1]);
    assert.match(said.log[0]!, /crashed \(1\): out of memory/);
  });

  it('ends what was under way when the worker crashes', async () => {
    const { said, rules, scanner } = scannerWith();
    await rules();
    const scan = scanner.in(home, 'scan', { input: LOAD });
    await Promise.resolve();
    said.crash('out of memory');
    const error: unknown = await scan.then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.ok(isEnd(error), String(error));
  });

  it('gives up after a few crashes', async () => {
    const { said, rules } = scannerWith();
    for (let crash = 1; crash <= 4; crash++) {
      await rules();
      said.crash('again');
    }
    const error: unknown = await rules().then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.ok(isEnd(error));
    assert.equal(said.starts, 4);
    assert.match(said.trouble.at(-1)!, /too often/);
  });

  it('scans in its own thread when no worker can be started', async () => {
    const { said, rules } = scannerWith({ startWorker: () => Promise.reject(new Error('no threads here')) });
    assert.deepEqual(await rules(), ['unsafe-torch-load']);
    assert.match(said.log[0]!, /no threads here/);
    assert.deepEqual(said.trouble, []);
  });

  it('does so too when a worker ends before it has started', async () => {
    const { said, rules } = scannerWith({
      startWorker: async () => ({
        port: portPair()[0],
        onEnd: (hear) => queueMicrotask(() => hear('it could not be loaded')),
        end: () => {},
      }),
    });
    assert.deepEqual(await rules(), ['unsafe-torch-load']);
    assert.match(said.log[0]!, /could not be loaded/);
  });

  it('says when nothing works, and goes on refusing', async () => {
    const { said, rules } = scannerWith({
      startWorker: () => Promise.reject(new Error('no threads')),
      loadWorker: () => Promise.reject(new Error('no code')),
    });
    await assert.rejects(rules(), /no code/);
    await assert.rejects(rules(), /no code/);
    assert.equal(said.trouble.length, 1);
  });

  it('is quiet when it is disposed of', async () => {
    const { said, rules, scanner } = scannerWith();
    await rules();
    scanner.dispose();
    said.crash('it ended with code 1');
    assert.deepEqual([said.log, said.trouble], [[], []]);
  });
});

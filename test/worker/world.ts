// A worker in this thread, and the files that it asks for.
import assert from 'node:assert/strict';
import { Channel, portPair, type Handlers } from '../../src/worker/channel';
import type { HttpResponse } from '../../src/core/host';
import type { Folder, HostCalls, WorkerCalls } from '../../src/worker/protocol';
import { serve } from '../../src/worker/server';
import { grammars } from '../harness/grammars';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
export const LOAD = 'import torch\n\nstate = torch.load("model.pt", weights_only=False)\n';
export const FOLDER: Folder = { id: 'folder:/a', hubCache: false, environment: false, http: false };

const HUB = (): HttpResponse => ({
  status: 200,
  headers: {},
  body: new TextEncoder().encode(JSON.stringify({ id: 'google-bert/bert-base-cased', sha: COMMIT })),
});

export interface World {
  readonly files: Record<string, string>;
  readonly asked: string[];
  readonly host: Channel<WorkerCalls, HostCalls>;
}

/** A worker in this thread, with a folder of files in memory. */
export async function start(
  files: Record<string, string>,
  folder: Folder = FOLDER,
  /** What the network says. */
  network: (url: string) => HttpResponse = HUB,
): Promise<World> {
  const [near, far] = portPair();
  const asked: string[] = [];
  const encode = (text: string) => new TextEncoder().encode(text);
  const handlers: Handlers<HostCalls> = {
    list: ({ path: directory }) => {
      const prefix = directory === '' ? '' : `${directory}/`;
      const names = new Map<string, boolean>();
      for (const file of Object.keys(files))
        if (file.startsWith(prefix))
          names.set(file.slice(prefix.length).split('/')[0]!, file.slice(prefix.length).includes('/'));
      return [...names].map(([name, isDirectory]) => ({ name, kind: isDirectory ? 'directory' : 'file', link: false }));
    },
    stat: ({ path: file }) => {
      if (file in files) return { kind: 'file', size: encode(files[file]!).length, modified: 0 };
      return file === '' || Object.keys(files).some((name) => name.startsWith(`${file}/`))
        ? { kind: 'directory', size: 0, modified: 0 }
        : null;
    },
    read: ({ path: file }) => (file in files ? encode(files[file]!) : null),
    sha256: () => null,
    md5: () => null,
    get: ({ url }) => {
      asked.push(url);
      return network(url);
    },
    bundle: () => assert.fail('parts are only fetched in a web worker'),
    log: ({ level, message }) => {
      assert.notEqual(level, 'error', message);
      return null;
    },
  };
  const host = new Channel<WorkerCalls, HostCalls>(near, handlers);
  serve(far);
  await host.call('start', grammars);
  await host.call('open', folder);
  return { files, asked, host };
}

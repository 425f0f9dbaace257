// The command line and the worker say the same about the example, and so do both extension hosts (test/extension/parity.test.ts),
// which are held to the file that this test keeps. `UPDATE_EXPECTED=1 npx mocha test/worker/parity.test.ts` writes it anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileResult, LocatedFinding } from '../../src/core/finding';
import { NodeFileSystem } from '../../src/cli/node-files';
import { Channel, portPair } from '../../src/worker/channel';
import type { FolderPart } from '../../src/session/folder-scan';
import type { HostCalls, FilePlace, WorkerCalls } from '../../src/worker/protocol';
import { serve } from '../../src/worker/server';
import { project, run } from '../cli/bundle';
import { grammars } from '../harness/grammars';
import { comparable } from '../harness/parity';

const EXAMPLE = path.resolve('examples/insecure-training');
const EXPECTED = path.resolve('test/extension/expected-findings.json');

describe('the same findings everywhere', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = project(Object.fromEntries(filesBelow('').map((file) => [file, readFileSync(path.join(EXAMPLE, file))])));
  });

  it('on the command line', async () => {
    const { out, err } = await run(folder, ['scan', '--format', 'json', '--fail-on', 'never']);
    assert.equal(err, '');
    const found = comparable((JSON.parse(out) as { findings: LocatedFinding[] }).findings);
    if (process.env['UPDATE_EXPECTED']) writeFileSync(EXPECTED, `${JSON.stringify(found, null, 1)}\n`);
    assert.deepEqual(found, JSON.parse(readFileSync(EXPECTED, 'utf8')));
    assert.ok(found.length > 20);
  });

  it('in the worker', async () => {
    const [near, far] = portPair();
    const files = new NodeFileSystem(folder);
    const host = new Channel<WorkerCalls, HostCalls>(near, {
      list: ({ path: at }: FilePlace) => files.list(at),
      stat: ({ path: at }: FilePlace) => files.stat(at),
      read: ({ path: at, range }) => files.read(at, range),
      sha256: ({ path: at, limit }) => files.sha256?.(at, limit) ?? null,
      md5: ({ path: at, limit, lines }) => files.md5?.(at, limit, lines) ?? null,
      get: () => {
        throw new Error('the network is off');
      },
      bundle: () => assert.fail('parts are only fetched in a web worker'),
      log: ({ level, message }) => {
        assert.equal(level, 'info', message);
        return null;
      },
    });
    serve(far);
    await host.call('start', grammars);
    await host.call('open', { id: 'example', hubCache: false, environment: false, http: false });
    const results: FileResult[] = [];
    await host.call(
      'scanFolder',
      { folder: 'example', paths: null },
      { onPart: (part) => void results.push(...[(part as FolderPart).result ?? []].flat()) },
    );
    await host.call('dispose', null);
    assert.deepEqual(
      comparable(results.flatMap(({ findings }) => findings)),
      JSON.parse(readFileSync(EXPECTED, 'utf8')),
    );
  });
});

function filesBelow(directory: string): string[] {
  return readdirSync(path.join(EXAMPLE, directory), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(path.posix.join(directory, entry.name)) : [path.posix.join(directory, entry.name)],
  );
}

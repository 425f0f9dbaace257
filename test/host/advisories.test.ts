import assert from 'node:assert/strict';
import { extensionUri, languages, window, workspace } from './vscode';
import { Advisories } from '../../src/extension/advisories';
import { Folders } from '../../src/extension/folders';
import type { Log } from '../../src/extension/log';
import type { Platform } from '../../src/extension/platform';
import { Scanner } from '../../src/extension/scanner';
import { portPair } from '../../src/worker/channel';
import { serve } from '../../src/worker/server';
import { osvRecord } from '../harness/advisory-records';
import { archiveOf, inflate } from '../harness/archive';

const PLACE = '/home/me/.cache/touchstone/advisories/PyPI.zip';

const DUMP = Buffer.from(
  archiveOf([
    { name: 'A.json', bytes: JSON.stringify(osvRecord({ id: 'A', name: 'loader', events: [{ introduced: '0' }] })) },
  ]),
);

/** The command over a worker in this thread, with a machine that has this place for a database. */
function commandWith(advisories: readonly string[] | undefined) {
  const platform: Platform = {
    startWorker: async () => {
      const [port, far] = portPair();
      serve(far, inflate);
      return { port, onEnd: () => {}, end: () => {} };
    },
    loadWorker: async () => serve,
    hubCache: () => null,
    environment: async () => null,
    advisories,
  };
  const done = { judged: 0 };
  const log = { info() {}, warn() {}, error: (text: string) => assert.fail(text) } as unknown as Log;
  const folders = new Folders(platform);
  const scanner = new Scanner(extensionUri, platform, folders, log);
  return { done, command: new Advisories(platform, scanner, folders, log, () => void done.judged++) };
}

describe('Update Advisory Database', () => {
  const { fetch } = globalThis;
  const asked: string[] = [];
  let answer: () => Response;

  beforeEach(() => {
    asked.length = 0;
    window.said.length = 0;
    window.pressed = undefined;
    workspace.fs.written.clear();
    globalThis.fetch = (url) => {
      asked.push(String(url));
      return Promise.resolve(answer());
    };
  });
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it('downloads when the user agrees, keeps a whole archive and has all judged anew', async () => {
    answer = () => new Response(new Uint8Array(DUMP));
    const { command, done } = commandWith([PLACE]);
    assert.deepEqual([await command.update(), asked], [false, []]);
    assert.match(window.said.join(), /Download the advisories/);
    window.pressed = 'Download';
    assert.equal(await command.update(), true);
    assert.deepEqual(asked, ['https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip']);
    assert.deepEqual([...workspace.fs.written.keys()], [PLACE, PLACE.replace('.zip', '.index')]);
    assert.deepEqual(Buffer.from(workspace.fs.written.get(PLACE)!), DUMP);
    assert.equal(done.judged, 1);
  });

  for (const [what, response, says] of [
    ['a page', () => new Response('<html>'), /did not send a whole archive/],
    ['half an archive', () => new Response(new Uint8Array(DUMP.subarray(0, 100))), /did not send a whole archive/],
    ['that it is busy', () => new Response('', { status: 429, headers: { 'retry-after': '9' } }), /again in 9 seconds/],
    [
      'elsewhere',
      () => new Response(null, { status: 302, headers: { location: 'https://other.example/' } }),
      /redirects to other\.example, which is not allowed/,
    ],
  ] as const)
    it(`keeps nothing when the server sends ${what}`, async () => {
      answer = response;
      window.pressed = 'Download';
      const { command, done } = commandWith([PLACE]);
      assert.equal(await command.update(), false);
      assert.match(window.said.join('\n'), says);
      assert.deepEqual([workspace.fs.written.size, done.judged, asked.length], [0, 0, 1]);
    });

  it('says where there is no disk for it', async () => {
    const { command } = commandWith(undefined);
    assert.equal(await command.update(), false);
    assert.match(window.said.join(), /needs a disk/);
    assert.deepEqual(asked, []);
  });

  it('says of a manifest that nothing is checked while there is no database', () => {
    commandWith([PLACE]);
    const { text, detail } = languages.items.get('touchstone.advisories')!;
    assert.match(`${text}: ${detail}`, /^Known vulnerabilities: not checked: no advisory database$/);
  });
});

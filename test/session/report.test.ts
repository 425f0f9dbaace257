import assert from 'node:assert/strict';
import { ResultCache } from '../../src/scan/result-cache';
import { reportPage } from '../../src/session/report';
import { openWorkspace, Session } from '../../src/session/session';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const LOAD = 'import torch\n\nmodel = torch.load("model.pt", weights_only=False)\n';
const notebook = JSON.stringify({
  cells: [LOAD, LOAD].map((source) => ({ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [], source })),
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describe('the page of a folder', () => {
  let session: Session;
  before(async () => {
    session = await Session.open({ grammars });
  });
  after(() => session.dispose());

  const page = (files: Readonly<Record<string, string>>, signal = new AbortController().signal) =>
    reportPage(
      session,
      openWorkspace({
        files: new MemoryFiles(files),
        clock: { now: () => 0 },
        logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      }),
      new ResultCache(),
      { folder: 'memory:/f', version: '1.0.0' },
      { signal, part: (part) => assert.equal(part.result, undefined) },
    );

  it('has the findings of all files, and links that are commands of the editor', async () => {
    const { html, files, findings } = await page({ 'a.py': LOAD, 'n.ipynb': notebook, 'fine.py': 'print(1)\n' });
    assert.deepEqual([files, findings], [3, 3]);
    assert.match(html!, /3 problems in 3 files\./);
    const links = [...html!.matchAll(/href="command:([\w.]+)\?([^"]+)"/g)].map(
      ([, command, given]) => [command, ...(JSON.parse(decodeURIComponent(given!)) as unknown[])] as const,
    );
    assert.ok(links.some((link) => link.join() === 'touchstone.openRuleDocs,unsafe-torch-load'));
    assert.deepEqual(
      links.filter(([command]) => command === 'touchstone.openPlace').map(([, ...given]) => given),
      [
        ['memory:/f', 'a.py', null, 3, 38],
        ['memory:/f', 'n.ipynb', 0, 3, 38],
        ['memory:/f', 'n.ipynb', 1, 3, 38],
      ].map(([folder, path, cell, line]) => [folder, path, cell, line, links.find((link) => link[2] === path)![5]]),
    );
    assert.match(html!, /n\.ipynb, cell 2, line 3/);
    assert.match(html!, /<mark>/);
  });

  it('gives up when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    assert.equal((await page({ 'a.py': LOAD }, stop.signal)).html, null);
  });
});

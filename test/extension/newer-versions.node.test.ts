import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { api, closeAll, finding, openNew, saveAll, setting, until } from './workbench';

/** An index with two projects; the first was archived after its last release. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/simple/made-router/': {
    meta: { 'api-version': '1.4' },
    'project-status': { status: 'archived' },
    files: ['1.0', '1.4', '2.0rc1'].map((version) => ({
      filename: `made_router-${version}-py3-none-any.whl`,
      url: `/files/made_router-${version}-py3-none-any.whl`,
      hashes: {},
    })),
  },
  '/simple/made-server/': { meta: { 'api-version': '1.0' }, files: [] },
};

suite('newer versions', () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const answer = ANSWERS[request.url!];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  // The editor's own fetch wants a newer Node than this may be; without its proxies and certificates, Node's is asked.
  const fetches = (value: boolean | undefined): Thenable<void> =>
    vscode.workspace
      .getConfiguration('http')
      .update('fetchAdditionalSupport', value, vscode.ConfigurationTarget.Global);
  suiteSetup(async () => {
    await fetches(false);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  suiteTeardown(async () => {
    await fetches(undefined);
    server.closeAllConnections();
    server.close();
    assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own');
  });
  teardown(async () => {
    await saveAll();
    await closeAll();
  });

  test('stand behind the lines once the index is asked, which it is by the command alone', async () => {
    const { port } = server.address() as AddressInfo;
    const document = await openNew(
      'requirements.txt',
      `--index-url http://127.0.0.1:${port}/simple\nmade-router==1.0\nmade-server\nmade-nowhere==1.0\n`,
    );
    await finding(document.uri, 'unpinned-requirement');
    assert.deepEqual(asked, []);
    const reset = await setting('network', true, vscode.ConfigurationTarget.Global);
    try {
      await finding(document.uri, 'unpinned-requirement');
      assert.deepEqual(asked, [], 'the setting alone asks nobody');
      const told = await vscode.commands.executeCommand('touchstone.checkNewerVersions');
      assert.deepEqual(told, { asked: 3, newer: 1, problems: [] });
      assert.deepEqual([...asked].sort(), ['/simple/made-nowhere/', '/simple/made-router/', '/simple/made-server/']);
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      await until(async () => {
        const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          document.uri,
          whole,
        );
        return hints.map(({ label, position }) => `${position.line} ${String(label)}`).join() === '1 newest 1.4';
      }, 'the newest release is shown');
      await finding(document.uri, 'archived-package', 1);
      await finding(document.uri, 'unknown-package', 3);
    } finally {
      await reset();
    }
  });
});

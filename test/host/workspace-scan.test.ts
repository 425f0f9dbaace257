import { home, window, workspace } from './vscode';
import assert from 'node:assert/strict';
import type { Documents } from '../../src/extension/documents';
import type { Folders } from '../../src/extension/folders';
import type { Log } from '../../src/extension/log';
import type { Scanner } from '../../src/extension/scanner';
import { WorkspaceScan } from '../../src/extension/workspace-scan';
import { RULES } from '../../src/rules/index';
import { counted, countedBySeverity, LONGEST_TITLE, titled } from '../../src/extension/wording';

const finding = (severity: string) => ({ rule: 'x', severity });
const result = (path: string, ...severities: string[]) => ({ path, findings: severities.map(finding), notes: [] });

/** What is said during a scan of some files. */
async function saidOf(results: readonly ReturnType<typeof result>[]): Promise<string[]> {
  const scanner = {
    async in(_home: unknown, _name: string, _wish: object, { onPart }: { onPart(part: object): void }) {
      assert.deepEqual(window.said, ['looking for files…'], 'the first word comes before the first file');
      onPart({ done: 0, total: results.length });
      results.forEach((each, index) => onPart({ done: index + 1, total: results.length, result: each }));
      return { files: results.length, cancelled: false };
    },
  };
  const documents = { showFile() {}, forgetFiles() {} };
  const log = { info() {}, error: assert.fail };
  window.said.length = 0;
  workspace.workspaceFolders = [{ name: 'a', uri: home.root }];
  const scan = new WorkspaceScan(
    scanner as unknown as Scanner,
    { homeOf: () => home } as unknown as Folders,
    documents as unknown as Documents,
    log as unknown as Log,
  );
  await scan.run();
  scan.dispose();
  return window.said;
}

describe('a scan that was asked for', () => {
  it('tells how far it is from its first moment, and ends with findings, not with files', async () => {
    assert.deepEqual(
      await saidOf([result('a.py', 'error', 'info'), result('b.py'), result('c.py', 'warning', 'error')]),
      [
        'looking for files…',
        '0 of 3 files',
        '1 of 3 files',
        '2 of 3 files',
        '3 of 3 files',
        '(4 findings: 2 errors, 1 warning, 1 info.)',
      ],
    );
    assert.equal((await saidOf([result('a.py')])).at(-1), '(No findings.)');
  });
});

describe('the words of the extension', () => {
  it('count none, one and many', () => {
    assert.deepEqual(
      [0, 1, 2, 31].map((count) => counted(count, 'finding')),
      ['No findings', '1 finding', '2 findings', '31 findings'],
    );
  });

  it('count by severity', () => {
    assert.equal(countedBySeverity({ error: 0, warning: 1, info: 0, hint: 2 }), '3 findings: 1 warning, 2 hints');
  });

  it('keep a title with any rule in it as short as a menu shows it', () => {
    for (const { id } of RULES)
      for (const title of [
        (rule: string) => `Show documentation of ${rule}`,
        (rule: string) => `Fix all ${rule} in workspace`,
        (rule: string) => `Ignore ${rule}…`,
      ]) {
        const said = titled(title, id);
        assert.ok(said.length <= LONGEST_TITLE, said);
        const [before, after] = title('|').split('|') as [string, string];
        assert.ok(said.startsWith(before) && said.endsWith(after), said);
        if (title(id).length <= LONGEST_TITLE) assert.equal(said, title(id));
      }
    assert.equal(
      titled((rule) => `Show documentation of ${rule}`, 'unauthenticated-notebook-server'),
      'Show documentation of unauthenticate…tebook-server',
    );
  });
});

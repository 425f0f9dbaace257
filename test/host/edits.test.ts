import { home, workspace } from './vscode';
import assert from 'node:assert/strict';
import { editOf } from '../../src/extension/edits';
import type { Scanned } from '../../src/extension/documents';

const start = { line: 1, column: 1 };
const fix = (path: string) => ({
  title: '',
  safety: 'safe' as const,
  edits: [{ path, range: { start, end: start }, text: 'x' }],
});

/** Whether the editor changes a file with these bytes; `shown` is its text where it is open. */
async function changes(bytes: Uint8Array | null, shown?: string, encoding?: string): Promise<boolean> {
  const subject = { uri: { toString: () => 'file:///project/a.py' } };
  const before = { ...workspace, fs: { ...workspace.fs } };
  workspace.textDocuments =
    shown === undefined
      ? []
      : [{ uri: { toString: () => 'file:///project/requirements.txt' }, isClosed: false, getText: () => shown }];
  workspace.getConfiguration = () => ({ get: () => encoding as undefined, inspect: () => undefined });
  workspace.fs.stat = async () => (bytes === null ? Promise.reject(new Error('there is no such file')) : ({} as never));
  workspace.fs.readFile = async () => (bytes as never) ?? Promise.reject(new Error('there is no such file'));
  try {
    const scanned = { subject, home, path: 'a.py' } as unknown as Scanned;
    return (await editOf(fix('requirements.txt'), scanned)) !== null;
  } finally {
    Object.assign(workspace.fs, before.fs);
    Object.assign(workspace, before);
  }
}

describe('a fix in the editor', () => {
  const latin = new Uint8Array([0x23, 0xfc, 0x0a]);

  it('changes no file that the editor would save with other bytes beside it', async () => {
    assert.equal(await changes(latin), false, 'it would be opened as UTF-8');
    assert.equal(await changes(latin, '#\ufffd\n'), false, 'it is open as UTF-8');
  });

  it('changes a file in the encoding it is opened with', async () => {
    assert.equal(await changes(latin, '#ü\n'), true, 'it is open as Latin-1');
    assert.equal(await changes(latin, undefined, 'iso88591'), true, 'the settings say so');
    assert.equal(await changes(new TextEncoder().encode('#ü\n')), true);
    assert.equal(await changes(new TextEncoder().encode('#\ufffd\n'), '#\ufffd\n'), true, 'it stands there');
    assert.equal(await changes(new Uint8Array([0xff, 0xfe, 0x23, 0])), true, 'UTF-16 says itself what it is');
    assert.equal(await changes(null), true, 'it is made');
  });
});

// What the worker does with a whole folder: what is left alone, and what the baseline knows.
import assert from 'node:assert/strict';
import type { FolderPart } from '../../src/session/folder-scan';
import { FOLDER, LOAD, start } from './world';

describe('a folder in the scan worker', () => {
  it('leaves a folder alone that nobody asked for: with much text, or with nothing of machine learning', async () => {
    const asked = async (files: Record<string, string>, unaskedUpTo: number) => {
      const { host } = await start(files);
      let told = 0;
      const end = await host.call(
        'scanFolder',
        { folder: FOLDER.id, paths: null, unaskedUpTo },
        { onPart: (part) => void ((part as FolderPart).result && told++) },
      );
      await host.call('dispose', null);
      return [end.left, end.files, told];
    };
    assert.deepEqual(await asked({ 'a.py': LOAD, 'b.yaml': 'x: 1\n' }, 1_000), [undefined, 2, 2]);
    assert.deepEqual(await asked({ 'a.py': LOAD, 'b.yaml': 'x: 1\n'.repeat(300) }, 1_000), ['large', 0, 0]);
    assert.deepEqual(await asked({ 'b.yaml': 'x: 1\n' }, 1_000), ['foreign', 0, 0]);
    assert.deepEqual(await asked({ 'a.ipynb': '{}' }, 1_000), [undefined, 1, 1]);
  });

  it('tells nothing that the configured baseline knows, of documents and of files, and all of the rest', async () => {
    const { host, files } = await start({ 'a.py': LOAD, 'sub/b.py': LOAD });
    const made = await host.call('baseline', { folder: FOLDER.id });
    assert.deepEqual([made?.path, made?.configured, made?.findings], ['touchstone-baseline.json', false, 2]);
    files['known/base.json'] = made!.text.replaceAll('"path": "', '"path": "../');
    files['touchstone.toml'] = 'baseline = "known/base.json"\n';
    files['c.py'] = LOAD;
    const parts: FolderPart[] = [];
    const onPart = (part: unknown) => void parts.push(part as FolderPart);
    await host.call('scanFolder', { folder: FOLDER.id, paths: null }, { onPart });
    const results = parts.flatMap(({ result }) => result ?? []);
    const counts = results
      .filter(({ path }) => path.endsWith('.py'))
      .map(({ path, findings, suppressed }) => [path, findings.length, suppressed]);
    assert.deepEqual(counts, [
      ['a.py', 0, 1],
      ['c.py', 1, 0],
      ['sub/b.py', 0, 1],
    ]);
    const open = (text: string) =>
      host.call('scan', { folder: FOLDER.id, input: { kind: 'text', path: 'a.py', text } });
    assert.deepEqual(
      [(await open(`# moved\n${LOAD}`)).findings.length, (await open(LOAD + LOAD)).findings.length],
      [0, 1],
    );
    const cell = (text: string) => ({ kind: 'code' as const, language: 'python', text, outputs: [] });
    files['n.ipynb'] = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 4,
      metadata: { language_info: { name: 'python' } },
      cells: [{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: LOAD }],
    });
    const again = await host.call('baseline', { folder: FOLDER.id });
    assert.deepEqual([again?.path, again?.configured, again?.findings], ['known/base.json', true, 4]);
    files['known/base.json'] = again!.text;
    await host.call('invalidate', { folder: FOLDER.id, path: null });
    const notebook = { kind: 'notebook' as const, path: 'n.ipynb', cells: [cell(LOAD)] };
    const opened = await host.call('scan', { folder: FOLDER.id, input: notebook });
    assert.deepEqual(
      [opened.findings.length, opened.suppressed],
      [0, 1],
      'an open notebook is known as the file on disk is',
    );
    files['known/base.json'] = '{"version": 2}';
    await host.call('invalidate', { folder: FOLDER.id, path: null });
    const broken = await open(LOAD);
    assert.equal(broken.findings.length, 1);
    assert.deepEqual(broken.notes, [
      { path: 'known/base.json', message: 'baseline not used: it is not a baseline of version 1' },
    ]);
    await host.call('dispose', null);
  });
});

import assert from 'node:assert/strict';
import { Engine, type ScanOptions } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const fallback = (comment = ''): string =>
  [
    'import torch',
    'def load(path):',
    '    try:',
    '        return torch.load(path, weights_only=True)',
    '    except Exception:',
    `        return torch.load(path, weights_only=False)${comment}`,
    '',
  ].join('\n');

describe('a finding that takes up others', () => {
  let engine: Engine;
  before(async () => {
    engine = await Engine.create(grammars);
  });
  after(() => engine.dispose());

  const scan = async (text: string, files: Record<string, string> = {}, options: ScanOptions = {}) => {
    const workspace = new Workspace({
      files: new MemoryFiles(files),
      clock: { now: () => Date.UTC(2026, 5, 1) },
      logger: { info: () => {}, warn: () => {}, error: (message) => assert.fail(message) },
    });
    return engine.scan({ kind: 'text', path: 'a.py', text }, workspace, options);
  };
  const rules = async (text: string, files: Record<string, string> = {}): Promise<string[]> =>
    (await scan(text, files)).findings.map(({ rule }) => rule);

  it('is the only one of its place, and names the others', async () => {
    const { findings } = await scan(fallback());
    assert.deepEqual(
      findings.map(({ rule, range, absorbed }) => [rule, range.start.line, absorbed?.map((part) => part.rule)]),
      [['unsafe-fallback', 6, ['unsafe-torch-load']]],
    );
  });

  it('takes up what only points at a part of the call', async () => {
    const text = [
      'import requests',
      'def page(url):',
      '    try:',
      '        return requests.get(url)',
      '    except requests.exceptions.SSLError:',
      '        return requests.get(url, verify=False)',
      '',
    ].join('\n');
    assert.deepEqual(await rules(text), ['unsafe-fallback']);
  });

  it('leaves alone what stands elsewhere', async () => {
    assert.deepEqual(await rules(`${fallback()}m = torch.load("a.pt", weights_only=False)\n`), [
      'unsafe-fallback',
      'unsafe-torch-load',
    ]);
  });

  it('is silenced by what silences any of them', async () => {
    for (const comment of [
      '  # touchstone: ignore[unsafe-fallback] our own file',
      '  # touchstone: ignore[unsafe-torch-load] our own file',
      '  # nosec B614',
    ]) {
      const { findings, suppressed } = await scan(fallback(comment));
      assert.deepEqual([findings.length, suppressed], [0, 1], comment);
    }
    assert.deepEqual(await rules(fallback('  # touchstone: ignore[hardcoded-secret] our own file')), [
      'unsafe-fallback',
      'unused-suppression',
    ]);
  });

  it('gives way to the others where its rule is off', async () => {
    const off = { 'touchstone.toml': '[rules]\nunsafe-fallback = "off"\n' };
    assert.deepEqual(await rules(fallback(), off), ['unsafe-torch-load']);
    const other = { 'touchstone.toml': '[rules]\nunsafe-torch-load = "off"\n' };
    assert.deepEqual(await rules(fallback(), other), ['unsafe-fallback']);
  });
});

import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../src/core/policy';
import { Grounds } from '../../src/project/grounds';
import {
  CLEAN,
  ResultCache,
  entryOf,
  holds,
  policyKey,
  resultOf,
  type DigestSource,
} from '../../src/scan/result-cache';
import { Engine } from '../../src/scan/engine';
import { Workspace } from '../../src/project/workspace';
import { grammars } from '../harness/grammars';
import { MemoryFiles } from '../harness/memory-files';

const NOTHING = { path: 'a.py', bytes: 3, findings: [], notes: [], suppressed: 0 };
const project = (digests: Readonly<Record<string, string>> = {}): DigestSource => ({
  digestOf: async (question) => digests[question] ?? 'none',
});
const DAY = '2026-11-25';

describe('the result cache', () => {
  it('keeps nothing of a judgement that could come out otherwise', async () => {
    const grounds = new Grounds();
    assert.equal(await entryOf(NOTHING, grounds, project()), CLEAN);
    grounds.incomplete();
    assert.equal(await entryOf(NOTHING, grounds, project()), null);
  });

  it('holds while all answers are the same, and on the same day where that matters', async () => {
    const grounds = new Grounds();
    grounds.asked('q');
    grounds.dated(DAY);
    const entry = (await entryOf({ ...NOTHING, suppressed: 1 }, grounds, project({ q: 'x' })))!;
    assert.equal(await holds(entry, project({ q: 'x' }), DAY), true);
    assert.equal(await holds(entry, project({ q: 'y' }), DAY), false);
    assert.equal(await holds(entry, project({ q: 'x' }), '2026-11-26'), false);
    assert.deepEqual(resultOf(entry, 'b.py', 9), { path: 'b.py', bytes: 9, findings: [], notes: [], suppressed: 1 });
  });

  it('lets go of what was not used for longest', async () => {
    const cache = new ResultCache(2);
    for (const key of ['a', 'b']) cache.keep(key, CLEAN);
    await cache.find('a', project(), DAY);
    cache.keep('c', CLEAN);
    assert.deepEqual(
      await Promise.all(['a', 'b', 'c'].map(async (key) => (await cache.find(key, project(), DAY)) !== null)),
      [true, false, true],
    );
    cache.clear();
    assert.equal(await cache.find('a', project(), DAY), null);
  });

  it('has one text for equal policies, whatever the order of their rules', () => {
    const policy = (rules: Record<string, 'off' | 'info'>) => policyKey({ ...DEFAULT_POLICY, rules });
    assert.equal(policy({ a: 'off', b: 'info' }), policy({ b: 'info', a: 'off' }));
    assert.notEqual(policy({ a: 'off' }), policy({ a: 'info' }));
    assert.notEqual(
      policyKey({ ...DEFAULT_POLICY, exclude: ['a', 'b'] }),
      policyKey({ ...DEFAULT_POLICY, exclude: ['b', 'a'] }),
    );
  });

  it('is told by the engine what a judgement rests on', async () => {
    const engine = await Engine.create(grammars);
    const grounds = async (text: string, path = 'a.py'): Promise<Grounds> => {
      const own = new Grounds();
      const workspace = new Workspace({
        files: new MemoryFiles(),
        clock: { now: () => Date.parse(DAY) },
        logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      });
      await engine.scan({ kind: 'text', path, text }, workspace, { grounds: own });
      return own;
    };
    const load = await grounds('import torch\ntorch.load(x)\n');
    assert.ok(
      [...load.questions].some((question) => question.includes('"version"')),
      [...load.questions].join(),
    );
    assert.equal(load.date, null);
    assert.equal(load.complete, true);
    assert.equal(
      (await grounds('import torch\ntorch.load(x)  # touchstone: ignore[unsafe-torch-load] ours until 2030-01-01\n'))
        .date,
      DAY,
    );
    assert.equal((await grounds('print(1)\n')).questions.size, 0);
    assert.equal((await grounds('{', 'a.ipynb')).complete, false, 'what could not be read is read again');
    engine.dispose();
  });
});

import assert from 'node:assert/strict';
import { BaselineFilter, makeBaseline, parseBaseline, printBaseline } from '../../src/scan/baseline';
import { fingerprint } from '../../src/scan/fingerprint';

const key = (path: string, print: string, rule = 'r') => ({ rule, path, fingerprint: print });

describe('a baseline', () => {
  it('counts findings that are alike, in one order, and reads what it writes', () => {
    const baseline = makeBaseline([key('b.py', '1'), key('a.py', '2'), key('b.py', '1'), key('a.py', '1')]);
    assert.deepEqual(
      baseline.findings.map(({ path, fingerprint: print, count }) => [path, print, count]),
      [
        ['a.py', '1', 1],
        ['a.py', '2', 1],
        ['b.py', '1', 2],
      ],
    );
    assert.deepEqual(parseBaseline(printBaseline(baseline)), baseline);
  });

  it('silences as many as it counts, and no more', () => {
    const filter = new BaselineFilter(makeBaseline([key('a.py', '1'), key('a.py', '1'), key('a.py', '2')]));
    assert.deepEqual(
      [1, 2, 3].map(() => filter.silences(key('a.py', '1'))),
      [true, true, false],
    );
    assert.equal(filter.silences(key('b.py', '2')), false);
    assert.equal(filter.silences(key('a.py', '2', 'other')), false);
    assert.equal(filter.unused, 1);
  });

  it('says why a file is none', () => {
    assert.equal(parseBaseline('{'), 'it is not valid JSON');
    assert.equal(parseBaseline('{"version": 2}'), 'it is not a baseline of version 1');
    assert.match(
      String(parseBaseline('{"version": 1, "findings": [{"rule": "r", "path": "p", "fingerprint": "f", "count": 0}]}')),
      /not of the form/,
    );
  });
});

describe('a fingerprint', () => {
  it('depends on rule and words, not on white space', async () => {
    const print = await fingerprint({ rule: 'r', lines: ['  a  = 1'] });
    assert.match(print, /^[0-9a-f]{64}$/);
    assert.equal(await fingerprint({ rule: 'r', lines: ['a = 1  '] }), print);
    assert.notEqual(await fingerprint({ rule: 'q', lines: ['a = 1'] }), print);
    assert.notEqual(await fingerprint({ rule: 'r', lines: ['a = 2'] }), print);
  });

  it('tells two secrets apart without keeping more than twelve bits of either', async () => {
    const prints = new Set<string>();
    for (let i = 0; i < 5_000; i++)
      prints.add(await fingerprint({ rule: 'r', lines: ['k = "***"'], secret: `secret ${i}` }));
    assert.ok(prints.size > 2_000 && prints.size <= 4_096, String(prints.size));
  });
});

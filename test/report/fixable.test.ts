import assert from 'node:assert/strict';
import type { LocatedFinding, LocatedFix } from '../../src/core/finding';
import { fixableSentence, fixToApply } from '../../src/report/fixable';

const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const fix = (safety: 'safe' | 'unsafe', path = 'a.py'): LocatedFix => ({
  title: safety,
  safety,
  edits: [{ path, range, text: '' }],
});
const finding = (...fixes: LocatedFix[]): LocatedFinding => ({
  rule: 'x',
  severity: 'warning',
  path: 'a.py',
  cell: null,
  range,
  message: '',
  related: [],
  fixes,
});

describe('what options would mend', () => {
  it('is counted once a finding, the unsafe ones apart', () => {
    const both = finding(fix('unsafe'), fix('safe'));
    const unsafe = finding(fix('unsafe'));
    assert.equal(fixableSentence([]), '');
    assert.equal(fixableSentence([finding()]), '');
    assert.equal(fixableSentence([both]), ' 1 can be fixed with --fix.');
    assert.equal(fixableSentence([unsafe, unsafe]), ' 2 can be fixed with --unsafe-fixes.');
    assert.equal(fixableSentence([both, unsafe, finding()]), ' 1 can be fixed with --fix, 1 more with --unsafe-fixes.');
  });

  it('is never whom to trust', () => {
    const decision = finding(fix('unsafe', 'touchstone.toml'));
    assert.equal(fixableSentence([decision]), '');
    assert.equal(fixToApply(decision, true), null);
    assert.equal(fixToApply(finding(fix('unsafe', 'pyproject.toml'), fix('unsafe')), true)?.edits[0]!.path, 'a.py');
  });
});

import assert from 'node:assert/strict';
import './vscode';
import {
  cellInAddress,
  cellInWords,
  filtered,
  groupsOf,
  placeInWords,
  shownPlace,
  spokenFinding,
  spokenGroup,
  type ListedFinding,
} from '../../src/extension/findings-tree';

const finding = (path: string, line: number, more: Partial<ListedFinding> = {}): ListedFinding => ({
  uri: `file:///p/${path}`,
  path,
  cell: null,
  line,
  column: 1,
  severity: 'warning',
  rule: 'unpinned-requirement',
  message: 'numpy is not pinned.',
  ...more,
});
const secret = { severity: 'error', rule: 'hardcoded-secret', message: 'A key is written into the code.' } as const;

describe('the findings view', () => {
  const all = [
    finding('b.py', 9),
    finding('a/n.ipynb', 2, { cell: 1 }),
    finding('a/n.ipynb', 5, { cell: 0 }),
    finding('a.py', 3, { severity: 'hint' }),
    finding('b.py', 1, secret),
  ];
  const shape = (grouping: 'severity' | 'rule' | 'file') =>
    groupsOf(all, grouping).map(({ label, severity, findings }) => [
      label,
      severity,
      findings.map(({ path, cell, line }) => `${path} ${cell} ${line}`),
    ]);

  it('groups by severity, the worst first, and sorts by place', () => {
    assert.deepEqual(shape('severity'), [
      ['Errors', 'error', ['b.py null 1']],
      ['Warnings', 'warning', ['a/n.ipynb 0 5', 'a/n.ipynb 1 2', 'b.py null 9']],
      ['Hints', 'hint', ['a.py null 3']],
    ]);
  });

  it('groups by rule and by file, with the worst severity of each', () => {
    assert.deepEqual(shape('rule'), [
      ['hardcoded-secret', 'error', ['b.py null 1']],
      ['unpinned-requirement', 'warning', ['a/n.ipynb 0 5', 'a/n.ipynb 1 2', 'b.py null 9', 'a.py null 3']],
    ]);
    assert.deepEqual(shape('file'), [
      ['b.py', 'error', ['b.py null 1', 'b.py null 9']],
      ['a/n.ipynb', 'warning', ['a/n.ipynb 0 5', 'a/n.ipynb 1 2']],
      ['a.py', 'hint', ['a.py null 3']],
    ]);
  });

  it('filters by every word, in message, rule, severity and path', () => {
    const left = (filter: string): number => filtered(all, filter).length;
    assert.equal(left(''), 5);
    assert.equal(left('  '), 5);
    assert.equal(left('KEY written'), 1);
    assert.equal(left('unpinned b.py'), 1);
    assert.equal(left('hint'), 1);
    assert.equal(left('nothing says this'), 0);
  });

  it('counts cells from 1, for eyes and for ears', () => {
    assert.equal(shownPlace(all[1]!, 'rule'), 'n.ipynb cell 2, line 2');
    assert.equal(shownPlace(all[1]!, 'file'), 'cell 2, line 2');
    assert.equal(shownPlace(all[0]!, 'severity'), 'b.py:9');
    assert.equal(shownPlace(all[0]!, 'file'), 'line 9');
    assert.equal(
      spokenFinding(all[2]!),
      'Warning: numpy is not pinned. a/n.ipynb, cell 1, line 5, rule unpinned-requirement',
    );
    assert.equal(spokenGroup(groupsOf(all, 'file')[0]!), 'b.py, 2 findings, worst Error');
  });

  it('knows the cell of a notebook that is not open, from words or from an address', () => {
    assert.deepEqual(placeInWords('Cell 3, line 12: It is bad.'), { cell: 2, line: 12, message: 'It is bad.' });
    assert.deepEqual(placeInWords(cellInWords(0, 7, 'One.\nTwo.')), { cell: 0, line: 7, message: 'One.\nTwo.' });
    assert.equal(placeInWords('It is bad.'), null);
    assert.equal(cellInAddress('W0sZmlsZQ=='), 0);
    assert.equal(cellInAddress('X12sZmlsZQ=='), 9);
    assert.equal(cellInAddress('L10'), null);
  });
});

import assert from 'node:assert/strict';
import { applyEdits, selectGroups, type PlacedEdit } from '../../src/scan/apply';

const edit = (start: number, end: number, text: string, document = 'a'): PlacedEdit => ({
  document,
  range: { start, end },
  text,
});

describe('applying edits', () => {
  it('applies in any order, insertions at one place in the order given', () => {
    assert.equal(
      applyEdits('abcdef', [edit(4, 6, 'X'), edit(0, 1, 'Y'), edit(2, 2, '1'), edit(2, 2, '2'), edit(2, 3, 'Z')]),
      'Yb12ZdX',
    );
    assert.equal(applyEdits('abc', []), 'abc');
  });

  it('refuses edits that overlap or lie outside', () => {
    assert.throws(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(2, 4, '')]), RangeError);
  });

  it('takes groups whole, leaves what touches, shares what is the same', () => {
    const shared = edit(0, 0, 'import os\n');
    const { edits, taken, left } = selectGroups([
      [shared, edit(10, 12, 'x')],
      [shared, edit(20, 22, 'y')],
      [edit(30, 31, 'z'), edit(11, 13, 'clash')],
      [edit(12, 14, 'border')],
      [edit(10, 12, 'elsewhere', 'b')],
    ]);
    assert.deepEqual(taken, [0, 1, 4]);
    assert.deepEqual(left, [2, 3]);
    assert.deepEqual(edits, [shared, edit(10, 12, 'x'), edit(20, 22, 'y'), edit(10, 12, 'elsewhere', 'b')]);
  });

  it('leaves a group that crosses itself', () => {
    assert.deepEqual(selectGroups([[edit(0, 3, ''), edit(2, 4, '')]]).left, [0]);
  });
});

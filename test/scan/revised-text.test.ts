import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, type TextEdit } from '../../src/scan/apply';
import { RevisedText } from '../../src/scan/revised-text';

/** Edits of a text that do not overlap, from numbers. */
const editsIn = (text: string, seeds: readonly { at: number; length: number; put: string }[]): TextEdit[] => {
  let from = 0;
  return seeds.flatMap(({ at, length, put }) => {
    const start = from + at;
    const end = Math.min(start + length, text.length);
    if (start > text.length) return [];
    from = end + 1;
    return [{ range: { start, end }, text: put }];
  });
};

const seed = fc.record({ at: fc.nat(4), length: fc.nat(3), put: fc.constantFrom('', 'X', 'YZ', '\n') });

describe('a revised text', () => {
  it('says what several rounds of edits make of the original', () => {
    const rounds = fc.array(fc.array(seed, { maxLength: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), rounds, (original, all) => {
        const revised = new RevisedText(original);
        let expected = original;
        for (const seeds of all) {
          const edits = editsIn(expected, seeds);
          revised.apply(edits);
          expected = applyEdits(expected, edits);
          assert.equal(revised.text, expected);
        }
        assert.equal(applyEdits(original, revised.edits), expected);
      }),
    );
  });

  it('leaves alone what nothing changed, and keeps the order of insertions at one place', () => {
    const revised = new RevisedText('load(x, y)\n');
    const at = (offset: number, text: string): TextEdit => ({ range: { start: offset, end: offset }, text });
    revised.apply([at(9, ', a=1'), at(0, '# ')]);
    revised.apply([at(16, ', b=2')]);
    assert.deepEqual(revised.edits, [at(0, '# '), at(9, ', a=1, b=2')]);
    revised.apply([{ range: { start: 0, end: 2 }, text: '' }]);
    assert.deepEqual(revised.edits, [at(9, ', a=1, b=2')]);
  });

  it('refuses a place that is not there', () => {
    assert.throws(() => new RevisedText('ab').apply([{ range: { start: 3, end: 3 }, text: 'c' }]), RangeError);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawnHits, drawnLiterals, drawnRuns } from '../../../src/readers/prefilter/drawn-literals';
import { sampleSecret } from '../../harness/secret-samples';

const key = sampleSecret('random');
const any = (): boolean => true;
const found = (text: string): readonly string[] => drawnLiterals(text, any).map(({ content }) => content);

describe('literals that look drawn', () => {
  it('are seen where they are all of an argument, wherever they begin', () => {
    for (let lead = 0; lead < 40; lead++)
      for (const [before, after] of [
        ['f("', '")'],
        ['f(x, "', '", y)'],
        ["f(\n    '", "',\n)"],
        ['f(r"', '"  # why\n)'],
        ['f("', '" \\\n)'],
      ])
        assert.deepEqual(found(`${' '.repeat(lead)}${before}${key}${after}`), [key], `${lead} ${before}`);
    assert.deepEqual(found(`f("${key}", "${key}")`), [key, key]);
  });

  it('are none with anything else around them, or of another length', () => {
    for (const text of [
      `f("${key}" + x)`,
      `f(x="${key}")`,
      `f("a ${key}")`,
      `f("${key.slice(0, 15)}")`,
      `f("${key.repeat(8)}")`,
      `f(${key})`,
      `f("${key}')`,
      `x = "${key}"`,
    ])
      assert.deepEqual(found(text), [], text);
  });

  it('are signs of a call, and not of one that only compares or decodes', () => {
    assert.equal(drawnHits(`connect("https://x", "${key}")`, [any]).length, 1);
    for (const text of [`assertEqual(x, "${key}")`, `bytes.fromhex("${key}")`, `("a", "${key}")`, `print("${key}")`])
      assert.deepEqual(drawnHits(text, [any]), [], text);
    assert.deepEqual(drawnHits(`connect("${key}")`, [() => false]), []);
  });

  it('are found in linear time, and stand where they are said to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(key, '"', "'", '(', ',', ')', ' ', '\n', 'x', '#', '\\', 'ü', key.slice(3, 9)), {
          maxLength: 60,
        }),
        (pieces) => {
          const text = pieces.join('');
          for (const { start, end, content } of drawnLiterals(text, any)) {
            assert.equal(text.slice(start, end), content);
            assert.equal(text[start - 1], text[end]);
          }
          // Of ASCII the bytes tell the same, wherever they lie.
          const ascii = text.replaceAll('ü', '?');
          for (let lead = 0; lead < 4; lead++) {
            const bytes = Buffer.from(' '.repeat(lead) + ascii).subarray(lead);
            assert.deepEqual(drawnLiterals(ascii, any, drawnRuns(bytes)), drawnLiterals(ascii, any));
          }
        },
      ),
      { numRuns: 500 },
    );
    const began = performance.now();
    drawnLiterals('a'.repeat(5_000_000), any);
    drawnLiterals(`f("${key}",`.repeat(100_000), any);
    assert.ok(performance.now() - began < 30_000);
  });
});

import { strict as assert } from 'node:assert';
import { toUnits } from '../../../src/readers/prefilter/stored-text';

/** Offsets in text of those in bytes; null when the bytes are refused. */
function unitsOf(bytes: Uint8Array, text: string, offsets: readonly number[]): number[] | null {
  const pairs = offsets.flatMap((offset) => [7, offset]);
  return toUnits(bytes, text, pairs) ? pairs.filter((_, index) => index % 2 === 1) : null;
}

describe('offsets in stored text', () => {
  const pieces = ['a', 'token = ', 'é', '–', '🤗', '中文', '\n', '𝒳x', ' '.repeat(13)];
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;

  it('are those that the decoded beginning has', () => {
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: random(40) }, () => pieces[random(pieces.length)]).join('');
      const room = Buffer.alloc(Buffer.byteLength(text) + 3);
      const bytes = room.subarray(round % 4, (round % 4) + Buffer.byteLength(text)); // words of four bytes are aligned, or not
      bytes.write(text);
      const ends = [...text].reduce<number[]>(
        (all, unit) => [...all, (all[all.length - 1] ?? 0) + Buffer.byteLength(unit)],
        [],
      );
      assert.deepEqual(
        unitsOf(bytes, text, ends),
        ends.map((end) => bytes.subarray(0, end).toString('utf8').length),
      );
    }
  });

  it('are refused where the bytes are not well-formed, or another text', () => {
    const text = 'é token';
    assert.deepEqual(unitsOf(Buffer.from(text), text, [3, 8]), [2, 7]);
    for (const bytes of [
      [0x80],
      [0xc3],
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x80, 0x80, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xff, 0xfe, 0x61, 0],
      [0xe4, 0xb8],
    ]) {
      const broken = Buffer.from([0x61, ...bytes, 0x61]);
      assert.equal(unitsOf(broken, broken.toString('utf8'), [1]), null, broken.toString('hex'));
    }
    assert.equal(unitsOf(Buffer.from('\ufeffé'), 'é', []), null);
  });
});

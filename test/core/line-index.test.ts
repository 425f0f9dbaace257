import assert from 'node:assert/strict';
import { LineIndex } from '../../src/core/range';

describe('the lines of a text', () => {
  const pieces = ['a', 'bc', '\n', '\r\n', '\r', '\n\n', '😀', '  '];
  let seed = 11;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const someText = (most: number): string =>
    Array.from({ length: random(most) }, () => pieces[random(pieces.length)]).join('');
  const linesOf = (index: LineIndex): number[] =>
    Array.from({ length: index.lineCount }, (_, i) => index.startOf(i + 1));

  it('end with LF, CRLF or CR', () => {
    assert.deepEqual(linesOf(new LineIndex('a\nb\r\nc\rd\r')), [0, 2, 5, 7, 9]);
    assert.deepEqual(linesOf(new LineIndex('a\n\nb')), [0, 2, 3]);
    assert.deepEqual(linesOf(new LineIndex('')), [0]);
  });

  it('are after many changes what they are in a new text', () => {
    let text = someText(60);
    let index = new LineIndex(text);
    for (let round = 0; round < 3000; round++) {
      if (round % 5 !== 0) index.positionAt(0); // now and then nobody asked before the next change
      const from = random(text.length + 1);
      const to = from + random(text.length - from + 1);
      const more = someText(text.length > 200 ? 2 : 12);
      const after = text.slice(0, from) + more + text.slice(to);
      index = index.changed(after, { from, to, delta: after.length - text.length });
      assert.deepEqual(linesOf(index), linesOf(new LineIndex(after)), JSON.stringify({ text, after, from, to }));
      text = after;
    }
  });
});

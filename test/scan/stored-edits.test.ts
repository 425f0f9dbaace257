import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../src/project/text-encoding';
import { editStored } from '../../src/scan/stored-edits';

/** Text with `\xNN` for bytes, as Python writes them. */
const bytes = (text: string): Uint8Array =>
  new Uint8Array(
    text
      .split(/(\\x[0-9a-f]{2})/)
      .flatMap((part) => (/^\\x/.test(part) ? [parseInt(part.slice(2), 16)] : [...new TextEncoder().encode(part)])),
  );

/** Replaces a word of the stored text. */
function replaced(stored: Uint8Array, word: string, by: string): Uint8Array | string {
  const { text } = decodeText(stored)!;
  const start = text.indexOf(word);
  assert.ok(start >= 0);
  const result = editStored(stored, [{ range: { start, end: start + word.length }, text: by }]);
  return 'refused' in result ? result.refused : result.bytes;
}

const utf16 = (text: string, big: boolean): Uint8Array => {
  const made = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(big ? made.swap16() : made);
};

describe('edits of stored text', () => {
  const CASES: readonly (readonly [string, Uint8Array, Uint8Array])[] = [
    ['UTF-8', bytes('# Kü 🙂\nload(a)\n'), bytes('# Kü 🙂\nload(b)\n')],
    ['UTF-8 with a mark', bytes('\\xef\\xbb\\xbf# ü\nload(a)\n'), bytes('\\xef\\xbb\\xbf# ü\nload(b)\n')],
    ['UTF-16, little', utf16('# ü 🙂\nload(a)\n', false), utf16('# ü 🙂\nload(b)\n', false)],
    ['UTF-16, big', utf16('# ü 🙂\nload(a)\n', true), utf16('# ü 🙂\nload(b)\n', true)],
    [
      'Latin-1 that is declared',
      bytes('# coding: latin-1\n# K\\xfc\\x80\nload(a)\n'),
      bytes('# coding: latin-1\n# K\\xfc\\x80\nload(b)\n'),
    ],
    [
      'bytes of nobody knows what',
      bytes('# K\\xfc\\x93\nload(a) # \\xe2\\x82\n'),
      bytes('# K\\xfc\\x93\nload(b) # \\xe2\\x82\n'),
    ],
    ['UTF-8 that is damaged', bytes('# ü\\xff\\xf0\\x9f\nload(a)\\xe2'), bytes('# ü\\xff\\xf0\\x9f\nload(b)\\xe2')],
    [
      'Shift JIS that is declared',
      bytes('# coding: sjis\n# \\x83\\x5c\nload(a)\n'),
      bytes('# coding: sjis\n# \\x83\\x5c\nload(b)\n'),
    ],
    ['lines that end with CR LF', bytes('# \\xfc\r\nload(a)\r\n'), bytes('# \\xfc\r\nload(b)\r\n')],
    ['lines that end with CR', bytes('# \\xfc\rload(a)\r'), bytes('# \\xfc\rload(b)\r')],
  ];
  for (const [name, before, after] of CASES)
    it(`keep every other byte: ${name}`, () => {
      const { text } = decodeText(before)!;
      const start = text.indexOf('(a)') + 1;
      assert.deepEqual(editStored(before, [{ range: { start, end: start + 1 }, text: 'b' }]), { bytes: after });
    });

  it('write in the encoding of the file', () => {
    assert.deepEqual(replaced(bytes('# coding: latin-1\nx\n'), 'x', 'é'), bytes('# coding: latin-1\n\\xe9\n'));
    assert.deepEqual(replaced(utf16('x\n', true), 'x', 'é🙂'), utf16('é🙂\n', true));
    assert.deepEqual(replaced(bytes('ü\nx\n'), 'x', 'é'), bytes('ü\né\n'));
    assert.deepEqual(replaced(bytes('ü \\xff\nx\n'), 'x', 'é'), bytes('ü \\xff\né\n'), 'UTF-8 with one wrong byte');
  });

  it('change nothing where what they write cannot be stored', () => {
    const LACKS = /characters that its encoding does not have/;
    assert.match(String(replaced(bytes('# coding: latin-1\nx\n'), 'x', '€')), LACKS);
    assert.match(String(replaced(bytes('# K\\xfc\nx\n'), 'x', 'é')), LACKS, 'nobody knows the encoding');
    assert.match(String(replaced(bytes('# coding: koi8-r\nx\n'), 'x', 'é')), LACKS);
    assert.match(String(replaced(bytes('# coding: utf-7\nx\n'), 'x', 'a+b')), LACKS);
    assert.match(
      String(replaced(bytes('#!/bin/python\n# coding: latin-1\n# \\xe9\n'), '#!', 'import os\n#!')),
      /would not be the same/,
      'the declaration would be on the third line',
    );
    assert.deepEqual(editStored(bytes('a\\x00b'), []), { refused: 'it is not a text file' });
  });

  it('keep the bytes of what they only write again', () => {
    assert.deepEqual(
      replaced(bytes('f(a) # K\\xfcn\n'), 'f(a) # K\ufffdn', 'f(b) # K\ufffdn'),
      bytes('f(b) # K\\xfcn\n'),
    );
    assert.deepEqual(
      replaced(bytes('f(a)\n# \\xfc\n# \\xe4\n'), 'f(a)\n# \ufffd\n# \ufffd', 'f(b)\n# \ufffd\n# \ufffd'),
      bytes('f(b)\n# \\xfc\n# \\xe4\n'),
    );
    // Which of the two stays?
    assert.match(String(replaced(bytes('"\\xfc" "\\xe4"'), '"\ufffd" "\ufffd"', '"\ufffd"')), /characters/);
    assert.match(
      String(replaced(bytes('f("\\xfc", "\\xe4")'), 'f("\ufffd", "\ufffd")', 'g("\ufffd", "\ufffd")')),
      /characters/,
    );
  });

  it('never touch a byte outside of them, whatever the file holds', () => {
    // What one decoder makes of each: U+FFFD for each stretch that begins like a character and is none.
    const odd: readonly (readonly [string, string])[] = [
      ['\\xfc', '\ufffd'],
      ['\\xe2\\x82', '\ufffd'],
      ['\\xf0\\x9f\\x99', '\ufffd'],
      ['\\xed\\xa0\\x80', '\ufffd\ufffd\ufffd'],
      ['\\xef\\xbf\\xbd', '\ufffd'],
      ['é', 'é'],
      ['🙂', '🙂'],
      ['\r', '\r'],
      ['ab', 'ab'],
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...odd), fc.option(fc.constantFrom('', 'x', 'y = 1\n'), { freq: 2 }))),
        (parts) => {
          const edits = [];
          let [at, expected] = [0, ''];
          for (const [[raw, text], by] of parts) {
            if (by !== null) edits.push({ range: { start: at, end: at + text.length }, text: by });
            expected += by ?? raw;
            at += text.length;
          }
          const stored = bytes(parts.map(([[raw]]) => raw).join(''));
          assert.deepEqual(editStored(stored, edits), { bytes: bytes(expected) });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText, encodeText, type TextEncoding } from '../../src/project/text-encoding';

const ENCODINGS: TextEncoding[] = [
  { name: 'utf-8', mark: false },
  { name: 'utf-8', mark: true },
  { name: 'utf-16le', mark: true },
  { name: 'utf-16be', mark: true },
];

describe('the encoding of a text file', () => {
  it('is found by byte order mark and by the comment of PEP 263', () => {
    assert.deepEqual(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), {
      text: 'a',
      encoding: { name: 'utf-8', mark: true },
    });
    assert.deepEqual(decodeText(new Uint8Array([0xff, 0xfe, 0x61, 0])), {
      text: 'a',
      encoding: { name: 'utf-16le', mark: true },
    });
    assert.deepEqual(decodeText(new Uint8Array([0xfe, 0xff, 0, 0x61])), {
      text: 'a',
      encoding: { name: 'utf-16be', mark: true },
    });
    const latin = new Uint8Array([...'# -*- coding: latin-1 -*-\n# '].map((c) => c.charCodeAt(0)).concat(0xe9, 0x80));
    assert.equal(decodeText(latin)!.text.slice(-2), '\u00e9\u0080');
    assert.deepEqual(encodeText(decodeText(latin)!.text, decodeText(latin)!.encoding), latin);
    assert.equal(encodeText('\u0100', { name: 'latin1', mark: false }), null);
  });

  it('is none for binary files', () => {
    assert.equal(decodeText(new Uint8Array([0x61, 0, 0x62])), null);
    assert.equal(decodeText(new Uint8Array())!.text, '');
  });

  it('comes back as it was, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...ENCODINGS), (text, encoding) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff') && !/coding[:=]/.test(text));
        assert.deepEqual(decodeText(encodeText(text, encoding)!), { text, encoding });
      }),
    );
  });
});

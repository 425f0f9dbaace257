import assert from 'node:assert/strict';
import { decodeText } from '../../../src/project/text-encoding';
import { DEADLINE, HEAD, rules, scan, TAIL } from './hostile-scan';

describe('hostile bytes', function () {
  this.timeout(DEADLINE);

  const utf16 = (text: string, little: boolean): Uint8Array => {
    const bytes = new Uint8Array(2 + text.length * 2);
    const view = new DataView(bytes.buffer);
    [0xfeff, ...[...text].map((unit) => unit.charCodeAt(0))].forEach((unit, i) => view.setUint16(i * 2, unit, little));
    return bytes;
  };

  it('in UTF-16 of either order are text, with an odd byte at the end too', async () => {
    for (const little of [true, false]) {
      const bytes = utf16(HEAD + TAIL, little);
      for (const given of [bytes, new Uint8Array([...bytes, 0x41])])
        assert.ok(rules(await scan('a.py', decodeText(given)!.text)).includes('unsafe-torch-load'));
    }
  });

  it('in UTF-32, or with NULs, are no text', () => {
    const codes = [0xfeff, ...[...HEAD].map((unit) => unit.charCodeAt(0))];
    const little = new Uint8Array(new Uint32Array(codes).buffer);
    assert.equal(decodeText(little), null);
    assert.equal(decodeText(little.slice().reverse()), null);
    assert.equal(decodeText(little.subarray(4)), null);
    assert.equal(decodeText(new Uint8Array([65, 0, 66])), null);
  });

  it('that are no UTF-8 are read as far as they are', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode(`${HEAD}x = "`),
      0xff,
      0xfe,
      0xc0,
      0x80,
      0xed,
      0xa0,
      0x80,
      0xf5,
      0x80,
      ...new TextEncoder().encode(`"${TAIL}`),
      0xe2,
      0x82,
    ]);
    assert.ok(rules(await scan('a.py', decodeText(bytes)!.text)).includes('unsafe-torch-load'));
    assert.equal(decodeText(new Uint8Array())!.text, '');
    assert.equal(decodeText(new Uint8Array([0xff, 0xfe]))!.text, '');
  });
});

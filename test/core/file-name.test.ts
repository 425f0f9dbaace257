import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesOfName, hasBytes, nameOfBytes, readableName } from '../../src/core/file-name';

describe('names of files', () => {
  it('are kept to the byte, whatever bytes they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0x7e, max: 0xff }), fc.constantFrom(0x41, 0xed, 0xa0))),
        (given) => {
          const bytes = new Uint8Array(given);
          const name = nameOfBytes(bytes);
          assert.deepEqual(bytesOfName(name), bytes);
          assert.doesNotMatch(readableName(name), /\p{Surrogate}/u);
        },
      ),
    );
  });

  it('that are text stay as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        assert.equal(hasBytes(name), false);
        assert.equal(readableName(name), name);
        assert.equal(nameOfBytes(new TextEncoder().encode(name)), name);
        assert.deepEqual(bytesOfName(name), new TextEncoder().encode(name));
      }),
    );
    // The second half of this one is also what stands for the byte 80.
    assert.equal(readableName('\u{1f480}.py'), '\u{1f480}.py');
  });

  it('can be read by people', () => {
    assert.equal(readableName(nameOfBytes(Buffer.from('caf\xe9 \xc3\xa9.py', 'latin1'))), 'caf\\xe9 é.py');
  });
});

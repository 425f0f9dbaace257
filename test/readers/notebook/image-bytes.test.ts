import { strict as assert } from 'node:assert';
import { Random } from '../../../bench/corpus';
import { withoutImages } from '../../../src/readers/notebook/image-bytes';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const leanOf = (text: string): string => new TextDecoder().decode(withoutImages(bytesOf(text)));

/** A notebook that begins with more text than is ever left as it is. */
const notebook = (outputs: readonly unknown[]): string =>
  JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: ['# é '.repeat(3_000)] },
      { cell_type: 'code', outputs },
    ],
  });

const IMAGE = 'iVBORw0KGgo+/A=='.repeat(1_000);

describe('Images of a notebook, before it becomes text', () => {
  it('cuts what is base64 under an image, and nothing else', () => {
    const kept = [
      { data: { 'text/plain': ['x'.repeat(5_000)] } },
      { data: { 'image/svg+xml': `<svg>${'<path d="M0 0"/>'.repeat(500)}</svg>` } },
      { data: { 'image/png': 'AAAA' } },
      { data: { 'application/json': { key: IMAGE } } },
      { text: [`\\"image/png": "${IMAGE}`, `"image/png": "${IMAGE}"`] },
      { data: { 'image/png': `${IMAGE} hf_ ${IMAGE}` } },
    ];
    const text = notebook(kept);
    assert.equal(leanOf(text), text);
    const drawn = [
      { data: { 'image/png': IMAGE } },
      { data: { 'image/jpeg': `${IMAGE}\n${IMAGE}\n`, 'text/plain': 'é' } },
    ];
    assert.equal(
      leanOf(notebook([...drawn, ...kept])),
      notebook([{ data: { 'image/png': '' } }, { data: { 'image/jpeg': '', 'text/plain': 'é' } }, ...kept]),
    );
  });

  it('leaves alone what a file begins with, and what is no notebook', () => {
    const early = JSON.stringify({ data: { 'image/png': 'A'.repeat(4_000) }, cells: [] });
    assert.equal(leanOf(early), early);
    const utf16 = Buffer.from(notebook([{ data: { 'image/png': IMAGE } }]), 'utf16le');
    assert.equal(withoutImages(utf16), utf16);
  });

  it('takes bytes of any kind', () => {
    const random = new Random(11);
    const source = bytesOf(notebook([{ data: { 'image/png': IMAGE } }, { data: { 'image/gif': IMAGE } }]));
    for (let round = 0; round < 200; round++) {
      const bytes = source.slice(0, random.below(source.length + 1));
      for (let i = random.below(20); i > 0; i--) bytes[random.below(bytes.length + 1)] = random.below(256);
      const lean = withoutImages(bytes);
      assert.ok(lean.length <= bytes.length);
      assert.deepEqual(withoutImages(lean), lean);
    }
  });
});

import assert from 'node:assert/strict';
import { GrowingText } from '../../../src/bom/growing-text';
import { NAMESPACE_SIZE, quickUuidOf, uuidOf } from '../../../src/bom/cyclonedx/uuid';

describe('bom/cyclonedx/uuid', () => {
  it('is the version 5 UUID of RFC 9562, appendix A.4', () => {
    assert.equal(
      uuidOf('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  it('pads every length of message', async () => {
    const namespace = new Uint8Array(16);
    for (const length of [0, 1, 38, 39, 40, 46, 47, 48, 103, 104, 1000]) {
      const text = 'é'.repeat(Math.floor(length / 2)) + 'a'.repeat(length % 2);
      const digest = new Uint8Array(
        await crypto.subtle.digest('SHA-1', Uint8Array.from([...namespace, ...new TextEncoder().encode(text)])),
      );
      const hex = Buffer.from(digest).toString('hex');
      const uuid = uuidOf(text, '00000000-0000-0000-0000-000000000000').replaceAll('-', '');
      assert.equal(
        uuid.slice(0, 12) + uuid.slice(13, 16) + uuid.slice(17),
        hex.slice(0, 12) + hex.slice(13, 16) + hex.slice(17, 32),
        `length ${length}`,
      );
    }
  });

  it("is the same by the machine's own SHA-1, in parts, and where a character lies across two pieces", async () => {
    for (const text of [
      '',
      'a',
      'é😀',
      `${'a'.repeat(65_535)}😀${'b'.repeat(70_000)}`,
      `${'é'.repeat(65_536)}\ud800`,
    ]) {
      for (const estimated of [0, 400_000]) {
        const growing = new GrowingText(NAMESPACE_SIZE, estimated);
        for (const piece of ['{', text, text]) growing.add(piece);
        assert.equal(await quickUuidOf(growing.from(NAMESPACE_SIZE)), uuidOf(`{${text}${text}`));
        assert.equal(
          new TextDecoder().decode(growing.from(0)),
          `{${text}${text}`.replace(/[\ud800-\udfff]/gu, '\ufffd'),
        );
      }
    }
  });
});

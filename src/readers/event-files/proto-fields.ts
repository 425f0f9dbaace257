/** One field of a message: a number for a varint, else its bytes. */
export interface EventField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/** The fields of a message in the wire format of protocol buffers, as far as it makes sense. Source: protobuf.dev/programming-guides/encoding. */
export class ProtoFields implements Iterable<EventField> {
  constructor(private readonly bytes: Uint8Array) {}

  *[Symbol.iterator](): Generator<EventField> {
    const { bytes } = this;
    let at = 0;
    const varint = (): number | null => {
      let value = 0;
      for (let factor = 1, count = 0; count < 10; factor *= 128, count++) {
        const byte = bytes[at++];
        if (byte === undefined) return null;
        value += (byte & 0x7f) * factor;
        if (byte < 0x80) return value;
      }
      return null;
    };
    while (at < bytes.length) {
      const key = varint();
      if (key === null) return;
      const [field, type] = [Math.floor(key / 8), key % 8];
      if (type === 0) {
        const value = varint();
        if (value === null) return;
        yield { field, value };
        continue;
      }
      const length = type === 1 ? 8 : type === 5 ? 4 : type === 2 ? varint() : null;
      if (length === null || at + length > bytes.length) return;
      yield { field, value: bytes.subarray(at, at + length) };
      at += length;
    }
  }
}

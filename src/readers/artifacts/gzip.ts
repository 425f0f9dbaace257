import type { ByteReader } from './byte-reader';
import { DecodeFault, type Decoder } from './decoded-source';
import { InflateDecoder } from './inflate';

/** Members of gzip, RFC 1952, one behind another. */
export class GzipDecoder implements Decoder {
  #member: InflateDecoder | null = null;

  constructor(private readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    for (let isFirst = this.#member === null; ; isFirst = false) {
      if (this.#member === null) {
        await this.reader.fill(HEADER);
        const isGzip = this.reader.peek() === 0x1f && this.reader.peek(1) === 0x8b;
        if (!isGzip && !isFirst) return null;
        if (!isGzip) throw new DecodeFault('it is no gzip');
        await this.#header();
        this.#member = new InflateDecoder(this.reader);
      }
      const chunk = await this.#member.next();
      if (chunk !== null) return chunk;
      await this.reader.fill(TRAILER);
      this.reader.bytes(TRAILER); // checksum and size
      this.#member = null;
    }
  }

  async #header(): Promise<void> {
    const { reader } = this;
    reader.bytes(2);
    if (reader.u8() !== 8) throw new DecodeFault('its method is unknown');
    const flags = reader.u8();
    reader.bytes(6);
    if (flags & 4) {
      const length = reader.u16();
      await reader.fill(length);
      reader.bytes(length);
    }
    for (const flag of [8, 16]) {
      if (!(flags & flag)) continue;
      await reader.fill(HEADER);
      while (reader.u8() !== 0);
    }
    if (flags & 2) reader.u16();
  }
}

const HEADER = 1 << 16;
const TRAILER = 8;

/** zlib, RFC 1950. */
export class ZlibDecoder implements Decoder {
  #inflate: InflateDecoder | null = null;

  constructor(private readonly reader: ByteReader) {}

  get offset(): number {
    return this.reader.offset;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.#inflate === null) {
      await this.reader.fill(2);
      const [method, flags] = [this.reader.u8(), this.reader.u8()];
      if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0)
        throw new DecodeFault('it is no zlib');
      this.#inflate = new InflateDecoder(this.reader);
    }
    const chunk = await this.#inflate.next();
    if (chunk !== null) return chunk;
    if (await this.reader.fill(4)) this.reader.bytes(4); // checksum
    return null;
  }
}

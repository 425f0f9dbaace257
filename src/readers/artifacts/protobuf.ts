import type { ArtifactBudget } from './artifact-budget';
import { EndOfBytes, ByteReader } from './byte-reader';
import type { ByteSource } from './byte-source';

/** A field of a message, by its number. Of what is counted in bytes only the place is told: it may be gigabytes of weights. */
export interface ProtoField {
  readonly number: number;
  /** Of a number; 0 for what is counted in bytes. */
  readonly value: number;
  /** Of the content, in the source. */
  readonly start: number;
  readonly end: number;
  readonly isMessage: boolean;
}

/** What is no protocol buffer. */
export class NoMessage extends Error {
  override readonly name = 'NoMessage';
}

/** Longest text that is read of a field. */
const LONGEST_TEXT = 4096;

/** Walks over messages of protocol buffers (the wire format of proto2 and proto3) without a schema and without keeping anything. */
export class ProtoMessage {
  constructor(
    private readonly source: ByteSource,
    private readonly budget: ArtifactBudget,
    readonly start: number,
    readonly end: number,
  ) {}

  /** Fields in their order. Throws `NoMessage` for what is none, `EndOfBytes` for what ends early. */
  async *fields(): AsyncGenerator<ProtoField> {
    const reader = new ByteReader(this.source, this.start);
    while (reader.offset < this.end) {
      this.budget.step();
      await reader.fill(LONGEST_HEAD);
      const tag = varint(reader);
      const [number, wire] = [Math.floor(tag / 8), tag % 8];
      if (number === 0) throw new NoMessage();
      if (wire === 0) {
        const value = varint(reader);
        yield { number, value, start: reader.offset, end: reader.offset, isMessage: false };
      } else if (wire === 2) {
        const length = varint(reader);
        const start = reader.offset;
        const end = start + length;
        if (end > this.end) throw new NoMessage();
        yield { number, value: 0, start, end, isMessage: true };
        await reader.seek(end);
      } else if (wire === 1 || wire === 5) {
        const start = reader.offset;
        const value = wire === 5 ? reader.u32() : reader.u64();
        yield { number, value, start, end: reader.offset, isMessage: false };
      } else throw new NoMessage();
    }
    if (reader.offset !== this.end) throw new NoMessage();
  }

  inner({ start, end }: ProtoField): ProtoMessage {
    return new ProtoMessage(this.source, this.budget, start, end);
  }

  /** Its first bytes. */
  bytes({ start, end }: ProtoField): Promise<Uint8Array> {
    return this.source.read(start, Math.min(end - start, LONGEST_TEXT));
  }

  async text(field: ProtoField): Promise<string> {
    return new TextDecoder().decode(await this.bytes(field));
  }
}

/** Bytes of a tag with a number or a length. */
const LONGEST_HEAD = 20;

function varint(reader: ByteReader): number {
  let value = 0;
  for (let shift = 1; shift < 2 ** 70; shift *= 128) {
    const byte = reader.u8();
    value += (byte & 127) * shift;
    if (byte < 128) return value;
  }
  throw new NoMessage();
}

/** Whether a walk ended because the bytes are no such message. */
export const isNoMessage = (error: unknown): boolean => error instanceof NoMessage || error instanceof EndOfBytes;

import { maskedCrc32c } from '../../../src/readers/event-files/crc32c';

interface MadeEvent {
  readonly wallTime: number;
  readonly step?: number;
  readonly version?: string;
  readonly tag?: string;
  readonly value?: number;
}

/** An event file with some events, by record_writer.h, event.proto and summary.proto. */
export function eventFile(events: readonly MadeEvent[]): Uint8Array {
  return new Uint8Array(Buffer.concat(events.flatMap((event) => record(message(event)))));
}

function record(data: Uint8Array): Uint8Array[] {
  const length = Buffer.alloc(8);
  length.writeUInt32LE(data.length);
  return [length, crc(length), data, crc(data)];
}

function crc(bytes: Uint8Array): Uint8Array {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(maskedCrc32c(bytes, 0, bytes.length));
  return sum;
}

function message({ wallTime, step, version, tag, value }: MadeEvent): Uint8Array {
  const time = Buffer.alloc(9);
  time[0] = 0x09;
  time.writeDoubleLE(wallTime, 1);
  const parts: Uint8Array[] = [time];
  if (step !== undefined) parts.push(Buffer.from([0x10, step]));
  if (version !== undefined) parts.push(delimited(3, Buffer.from(version)));
  if (tag !== undefined && value !== undefined) {
    const simple = Buffer.alloc(5);
    simple[0] = 0x15;
    simple.writeFloatLE(value, 1);
    parts.push(delimited(5, delimited(1, Buffer.concat([delimited(1, Buffer.from(tag)), simple]))));
  }
  return Buffer.concat(parts);
}

const delimited = (field: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([field * 8 + 2, bytes.length]), bytes]);

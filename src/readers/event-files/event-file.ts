import type { ByteSource } from '../artifacts/byte-source';
import { maskedCrc32c } from './crc32c';
import { ProtoFields } from './proto-fields';

/** What an event file of TensorBoard says: all of it is a claim of whoever wrote it. */
export interface EventFileFacts {
  /** Milliseconds since the epoch of the first event and of the last; null where there is none. */
  readonly start: number | null;
  readonly end: number | null;
  readonly records: number;
  /** Names of what was logged, with the last value of those that are plain numbers; in the order of their first record. */
  readonly tags: readonly { readonly name: string; readonly value: number | null }[];
  /** Why it was not read to its end, as the end of a sentence. */
  readonly problem: string | null;
}

/** Bytes that are read, of all and of one record: images and graphs are skipped, but stand in between. */
const LARGEST = 256 * 1024 * 1024;
const LARGEST_RECORD = 4 * 1024 * 1024;
const CHUNK = 1024 * 1024;
const MOST_TAGS = 2_000;
const HEADER = 12;
const FOOTER = 4;

/** Reads an event file: records with a length, the content, and a masked CRC-32C of both. Source: TFRecord (tensorflow/core/lib/io/record_writer.h), event.proto, summary.proto. */
export async function readEventFile(source: ByteSource & { readonly size: number | null }): Promise<EventFileFacts> {
  const events = new Events();
  let problem: string | null = null;
  let window: Uint8Array = new Uint8Array();
  let [start, at] = [0, 0];
  const has = async (count: number): Promise<boolean> => {
    if (window.length - at >= count) return true;
    window = await source.read(start + at, Math.max(CHUNK, count));
    [start, at] = [start + at, 0];
    return window.length >= count;
  };
  for (;;) {
    if (start + at > LARGEST) problem = `it has more than ${LARGEST} bytes`;
    if (problem !== null || !(await has(1))) break;
    if (!(await has(HEADER))) problem = CUT;
    else {
      const view = new DataView(window.buffer, window.byteOffset + at, HEADER);
      const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
      if (maskedCrc32c(window, at, at + 8) !== view.getUint32(8, true))
        problem = `record ${events.records + 1} is damaged`;
      else if (length > LARGEST_RECORD)
        [start, at, window] = [start + at + HEADER + length + FOOTER, 0, new Uint8Array()];
      else if (!(await has(HEADER + length + FOOTER))) problem = CUT;
      else {
        const [from, to] = [at + HEADER, at + HEADER + length];
        const sum = new DataView(window.buffer, window.byteOffset + to, FOOTER).getUint32(0, true);
        if (maskedCrc32c(window, from, to) !== sum) problem = `record ${events.records + 1} is damaged`;
        else {
          events.add(window.subarray(from, to));
          at = to + FOOTER;
        }
      }
    }
  }
  return { ...events.facts(), problem };
}

const CUT = 'it is cut short, or being written';

class Events {
  records = 0;
  #start: number | null = null;
  #end: number | null = null;
  readonly #tags = new Map<string, number | null>();

  add(bytes: Uint8Array): void {
    this.records++;
    for (const { field, value } of new ProtoFields(bytes))
      if (field === 1 && typeof value === 'object' && value.length === 8) this.#at(doubleIn(value) * 1000);
      else if (field === 5 && typeof value === 'object') this.#summary(value);
  }

  facts(): Omit<EventFileFacts, 'problem'> {
    const tags = [...this.#tags].map(([name, value]) => ({ name, value }));
    return { start: this.#start, end: this.#end, records: this.records, tags };
  }

  #at(milliseconds: number): void {
    if (!(milliseconds > 0 && milliseconds < 8.64e15)) return;
    this.#start = Math.min(this.#start ?? Infinity, milliseconds);
    this.#end = Math.max(this.#end ?? 0, milliseconds);
  }

  /** `Summary.Value`: tag, and the number, plain or as a tensor of one. */
  #summary(bytes: Uint8Array): void {
    for (const { field, value } of new ProtoFields(bytes)) {
      if (field !== 1 || typeof value !== 'object') continue;
      let tag: string | null = null;
      let number: number | null = null;
      for (const part of new ProtoFields(value)) {
        if (typeof part.value !== 'object') continue;
        if (part.field === 1) tag = new TextDecoder().decode(part.value.subarray(0, 1_000));
        else if (part.field === 2 && part.value.length === 4) number = floatIn(part.value);
        else if (part.field === 8) number = scalarOf(part.value);
      }
      if (tag !== null && tag !== '' && (this.#tags.has(tag) || this.#tags.size < MOST_TAGS))
        this.#tags.set(tag, number);
    }
  }
}

/** `TensorProto` of one float: `float_val`, or the bytes of `tensor_content`. */
function scalarOf(tensor: Uint8Array): number | null {
  let [type, number]: [unknown, number | null] = [null, null];
  for (const { field, value } of new ProtoFields(tensor))
    if (field === 1) type = value;
    else if ((field === 4 || field === 5) && typeof value === 'object' && value.length === 4) number = floatIn(value);
  return type === 1 ? number : null;
}

const floatIn = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
const doubleIn = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AdvisoryHost } from '../../src/core/host';
import { crc32 } from '../../src/readers/advisories/archive';
import { MemoryFiles } from './memory-files';

/** A member of an archive; what it says of itself where that is to be wrong. */
export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly stored?: boolean;
  readonly size?: number;
  readonly start?: number;
  readonly flags?: number;
}

/** A ZIP archive. `zip64`: with the end record of large ones, as when there are more than 65,535 members. */
export function archiveOf(
  members: readonly Member[],
  { zip64 = false }: { readonly zip64?: boolean } = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    at += part.length;
  };
  for (const { name, bytes, stored = false, size, start, flags = 0 } of members) {
    const plain = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const packed = stored ? plain : deflateRawSync(plain);
    const named = new TextEncoder().encode(name);
    const from = start ?? at;
    const header = (signature: number, length: number, skip: number): [Uint8Array, DataView] => {
      const record = new Uint8Array(length + named.length);
      const view = new DataView(record.buffer);
      view.setUint32(0, signature, true);
      view.setUint16(skip + 6, flags, true);
      view.setUint16(skip + 8, stored ? 0 : 8, true);
      view.setUint32(skip + 14, crc32(plain), true);
      view.setUint32(skip + 18, packed.length, true);
      view.setUint32(skip + 22, size ?? plain.length, true);
      view.setUint16(skip + 26, named.length, true);
      record.set(named, length);
      return [record, view];
    };
    const [central, view] = header(0x02014b50, 46, 2);
    view.setUint32(42, from, true);
    directory.push(central);
    add(header(0x04034b50, 30, 0)[0]);
    add(packed);
  }
  const begin = at;
  for (const record of directory) add(record);
  const length = at - begin;
  if (zip64) {
    const end = new DataView(new ArrayBuffer(56 + 20));
    end.setUint32(0, 0x06064b50, true);
    end.setBigUint64(4, 44n, true);
    end.setBigUint64(24, BigInt(members.length), true);
    end.setBigUint64(32, BigInt(members.length), true);
    end.setBigUint64(40, BigInt(length), true);
    end.setBigUint64(48, BigInt(begin), true);
    end.setUint32(56, 0x07064b50, true);
    end.setBigUint64(64, BigInt(at), true);
    add(new Uint8Array(end.buffer));
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, zip64 ? 0xffff : members.length, true);
  end.setUint16(10, zip64 ? 0xffff : members.length, true);
  end.setUint32(12, zip64 ? 0xffffffff : length, true);
  end.setUint32(16, zip64 ? 0xffffffff : begin, true);
  add(new Uint8Array(end.buffer));
  return Buffer.concat(parts);
}

/** As hosts with a disk do it. */
export function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    const plain = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    return plain.length === size ? plain : null;
  } catch {
    return null;
  }
}

/** A machine with a dump of some records. */
export const advisoryHostOf = (records: readonly unknown[]): AdvisoryHost => ({
  files: new MemoryFiles({
    '/dump/PyPI/all.zip': archiveOf(
      records.map((record, i) => ({ name: `R-${i}.json`, bytes: JSON.stringify(record) })),
    ),
  }),
  paths: ['/none/all.zip', '/dump/PyPI/all.zip'],
  inflate,
});

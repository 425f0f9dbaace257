import { deflateRawSync } from 'node:zlib';
import { join, u16, u32, u64, u8, type Bytes } from './pickle';

const UTF8 = (text: string): Bytes => new TextEncoder().encode(text);

export interface ZipMember {
  readonly name: string;
  readonly bytes: Bytes;
  readonly deflated?: boolean;
  /** What only one of the two headers says. */
  readonly local?: {
    readonly name?: string;
    readonly method?: number;
    readonly flags?: number;
    readonly size?: number;
  };
  readonly central?: {
    readonly name?: string;
    readonly method?: number;
    readonly flags?: number;
    readonly crc?: number;
  };
  readonly flags?: number;
  readonly method?: number;
  /** Not in the directory. */
  readonly hidden?: boolean;
  /** Unix mode and type, as in `stat`. */
  readonly mode?: number;
  readonly size?: number;
}

/** A zip of members, stored unless they say otherwise. */
export function zip(
  members: readonly ZipMember[],
  { comment = new Uint8Array(0), count }: { readonly comment?: Bytes; readonly count?: number } = {},
): Bytes {
  const files: Bytes[] = [];
  const directory: Bytes[] = [];
  let at = 0;
  for (const member of members) {
    const stored = member.deflated ? deflateRawSync(member.bytes) : member.bytes;
    const local = localHeader(member, stored);
    if (!member.hidden) directory.push(centralHeader(member, stored, at));
    files.push(local, stored);
    at += local.length + stored.length;
  }
  const central = join(directory);
  const listed = count ?? directory.length;
  const sizes = join(u32(central.length), u32(at), u16(comment.length));
  return join(files, central, 'PK\x05\x06', u32(0), u16(listed), u16(listed), sizes, comment);
}

const methodOf = ({ method, deflated }: ZipMember): number => method ?? (deflated ? 8 : 0);

function localHeader(member: ZipMember, stored: Bytes): Bytes {
  const { local = {} } = member;
  const name = UTF8(local.name ?? member.name);
  return join(
    'PK\x03\x04',
    u16(20),
    u16(local.flags ?? member.flags ?? 0),
    u16(local.method ?? methodOf(member)),
    u32(0x5a21),
    u32(crc32(member.bytes)),
    u32(local.size ?? stored.length),
    u32(member.size ?? member.bytes.length),
    u16(name.length),
    u16(0),
    name,
  );
}

function centralHeader(member: ZipMember, stored: Bytes, at: number): Bytes {
  const { central = {} } = member;
  const name = UTF8(central.name ?? member.name);
  return join(
    'PK\x01\x02',
    u16(0x0314),
    u16(20),
    u16(central.flags ?? member.flags ?? 0),
    u16(central.method ?? methodOf(member)),
    u32(0x5a21),
    u32(central.crc ?? crc32(member.bytes)),
    u32(stored.length),
    u32(member.size ?? member.bytes.length),
    u16(name.length),
    u16(0),
    u32(0),
    u16(0),
    u32(((member.mode ?? 0o100644) << 16) >>> 0),
    u32(at),
    name,
  );
}

function crc32(bytes: Bytes): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

export interface TarMember {
  readonly name: string;
  readonly bytes?: Bytes;
  readonly type?: string;
  readonly link?: string;
}

export function tar(members: readonly TarMember[]): Bytes {
  const blocks = members.map(({ name, bytes = new Uint8Array(0), type = '0', link = '' }) => {
    const header = new Uint8Array(512);
    const write = (at: number, text: string): void => header.set(UTF8(text), at);
    write(0, name.slice(0, 100));
    write(100, '0000644\0');
    write(108, '0000000\0');
    write(116, '0000000\0');
    write(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
    write(136, '00000000000\0');
    write(148, '        ');
    write(156, type);
    write(157, link);
    write(257, 'ustar\x0000');
    write(
      148,
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
    );
    return join(header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
  });
  return join(blocks, new Uint8Array(1024));
}

/** `head` as Python writes it; `data` follows. */
export function npy(head: string, data: Bytes, version = 1): Bytes {
  const fixed = version === 1 ? 10 : 12;
  const padded = `${head}${' '.repeat((64 - ((fixed + head.length + 1) % 64)) % 64)}\n`;
  return join('\x93NUMPY', u8(version), u8(0), version === 1 ? u16(padded.length) : u32(padded.length), padded, data);
}

export const npyHead = (descr: string, shape: string): string =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;

export const safetensors = (head: unknown, data: Bytes, length?: number | bigint): Bytes => {
  const json = UTF8(typeof head === 'string' ? head : JSON.stringify(head));
  return join(u64(length ?? json.length), json, data);
};

export interface GgufValue {
  readonly key: string;
  readonly type: number;
  readonly value: Bytes;
}

export const ggufText = (text: string): Bytes => join(u64(UTF8(text).length), UTF8(text));
export const ggufString = (key: string, text: string): GgufValue => ({ key, type: 8, value: ggufText(text) });
export const ggufU32 = (key: string, value: number): GgufValue => ({ key, type: 4, value: u32(value) });

/** One F32 tensor of four elements, unless told otherwise. */
export function gguf(
  values: readonly GgufValue[],
  options: {
    readonly pairs?: number | bigint;
    readonly tensors?: number | bigint;
    readonly version?: number;
    readonly data?: Bytes;
  } = {},
): Bytes {
  const head = join(
    'GGUF',
    u32(options.version ?? 3),
    u64(options.tensors ?? 1),
    u64(options.pairs ?? values.length),
    values.map(({ key, type, value }) => join(ggufText(key), u32(type), value)),
    ggufText('weight'),
    u32(1),
    u64(4),
    u32(0),
    u64(0),
  );
  return join(head, new Uint8Array((32 - (head.length % 32)) % 32), options.data ?? new Uint8Array(32));
}

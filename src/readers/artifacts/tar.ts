import { lookAtRest, placeIn, type ArtifactPart, type ArtifactRecord } from './artifact-record';
import { partOfSource } from './byte-source';
import { baseName, leadsOutside, linkLeadsOutside } from './member-names';
import { latin1 } from './pickle-values';

const BLOCK = 512;

export interface TarHeader {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly link: string;
}

/** The header of a member (POSIX.1-2017, pax; GNU sizes); null for what is none. */
export function tarHeader(block: Uint8Array): TarHeader | null {
  if (block.length < BLOCK) return null;
  const stated = octal(block.subarray(148, 156));
  if (Number.isNaN(stated)) return null;
  let sum = 8 * 0x20;
  for (let index = 0; index < BLOCK; index++) if (index < 148 || index >= 156) sum += block[index]!;
  if (stated !== sum) return null;
  const isUstar = latin1(block.subarray(257, 262)) === 'ustar';
  const prefix = isUstar && block[263] !== 0x20 ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: octal(block.subarray(124, 136)),
    type: String.fromCharCode(block[156]!),
    link: text(block.subarray(157, 257)),
  };
}

/** Members of a tar; torch's oldest format is one. Resolves to the bytes that are accounted for. */
export async function readTar(part: ArtifactPart, record: ArtifactRecord): Promise<number> {
  record.format('tar');
  const names = new Set<string>();
  let [at, understood] = [0, 0];
  let given: { name?: string; link?: string; size?: number } = {};
  for (;;) {
    const block = await part.source.read(at, BLOCK);
    if (block.length === 0) break;
    if (block.every((byte) => byte === 0)) {
      understood += await zerosFrom(part, record, at);
      break;
    }
    record.budget.step(16);
    const header = tarHeader(block);
    if (header === null) {
      record.sign('broken-stream', part, at, 'a header is none');
      break;
    }
    const size = given.size ?? header.size;
    const data = at + BLOCK;
    const end = data + Math.ceil(size / BLOCK) * BLOCK;
    if (!Number.isSafeInteger(end)) {
      record.sign('broken-stream', part, at, 'a size is none');
      break;
    }
    understood += BLOCK;
    if (PREPARING.includes(header.type)) {
      const bytes = await part.source.read(data, Math.min(size, LONGEST_HEADER));
      given = { ...given, ...preparedBy(header.type, bytes) };
      understood += end - data;
    } else {
      const name = given.name ?? header.name;
      understood += await readMember(
        part,
        record,
        { ...header, name, size, link: given.link ?? header.link },
        data,
        names,
      );
      given = {};
    }
    at = end;
  }
  if (['pickle', 'storages', 'tensors'].every((name) => names.has(name))) record.format('torch-tar');
  return Math.min(understood, part.source.size ?? understood);
}

/** Long names of GNU tar and headers of pax, which say something of the next member. */
const PREPARING = ['L', 'K', 'x', 'g'];
const LONGEST_HEADER = 1 << 16;

async function readMember(
  part: ArtifactPart,
  record: ArtifactRecord,
  { name, size, type, link }: TarHeader,
  data: number,
  names: Set<string>,
): Promise<number> {
  if (leadsOutside(name)) record.sign('path-traversal', part, data - BLOCK, name);
  if (names.has(name) && type !== '5') record.sign('duplicate-member', part, data - BLOCK, name);
  names.add(name.replace(/^\.\//, ''));
  if (type === '1' || type === '2') {
    if (linkLeadsOutside(type === '1' ? '' : name, link))
      record.sign('link-outside', part, data - BLOCK, `${name} → ${link}`);
    return 0;
  }
  if (type === '5') return 0;
  if (type !== '0' && type !== '\0' && type !== '7') {
    record.sign('special-member', part, data - BLOCK, name);
    return 0;
  }
  const rounded = Math.ceil(size / BLOCK) * BLOCK;
  const source = partOfSource(part.source, data, size);
  if (source.size !== null && source.size < size) record.sign('ends-early', part, data, name);
  record.budget.member();
  const inner = { source, place: placeIn(part, name), name: baseName(name), depth: part.depth + 1 };
  record.member(inner);
  // In torch's oldest format raw bytes stand between its pickles.
  const understood = await record.look(inner, record);
  return size > 0 ? understood + (rounded - size) : 0;
}

function preparedBy(type: string, bytes: Uint8Array): { name?: string; link?: string; size?: number } {
  if (type === 'L') return { name: text(bytes) };
  if (type === 'K') return { link: text(bytes) };
  if (type === 'g') return {};
  const found: { name?: string; link?: string; size?: number } = {};
  for (const [, key, value] of new TextDecoder().decode(bytes).matchAll(/\d{1,9} ([\w.]{1,40})=([^\n]{0,4096})\n/g)) {
    if (key === 'path') found.name = value;
    else if (key === 'linkpath') found.link = value;
    else if (key === 'size' && /^\d{1,15}$/.test(value!)) found.size = Number(value);
  }
  return found;
}

/** Two blocks of zeros end a tar; what follows them is looked at. */
async function zerosFrom(part: ArtifactPart, record: ArtifactRecord, start: number): Promise<number> {
  for (let at = start; ;) {
    const block = await part.source.read(at, 1 << 16);
    record.budget.step(64);
    let other = 0;
    while (block[other] === 0) other++;
    if (other < block.length) {
      await lookAtRest(part, record, at + other);
      return at + other - start;
    }
    at += block.length;
    if (block.length < 1 << 16) return at - start;
  }
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's binary numbers; NaN for what is neither. */
function octal(bytes: Uint8Array): number {
  if (bytes[0] === 0x80) return bytes.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  const digits = latin1(bytes)
    .replace(/[\0 ]+$/, '')
    .trim();
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
}

// Packs a .vsix anew: everyone who installs it fetches a twentieth less, and the same content gives the same bytes, whoever
// packs it and when. A .vsix is a zip archive: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { deflateAsync } from '@gfx/zopfli';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
/** Version 2.0 of the format, made on Unix, where the mode of a file is known. */
const MADE_BY = (3 << 8) | 20;
const MODE = 0o100644;
/** 1 January 1980, the first day that the format knows. */
const FIRST_DAY = (1 << 5) | 1;

/** Rewrites the archive in place: entries by name, without dates, deflated by Zopfli. */
export async function repack(file) {
  const entries = readEntries(readFileSync(file)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const packed = [];
  for (const { name, content } of entries) {
    // More rounds than one gain nothing that could be noticed.
    const deflated = Buffer.from(await deflateAsync(content, { numiterations: 1 }));
    packed.push({ name: Buffer.from(name), content, deflated });
  }
  writeFileSync(file, archive(packed));
}

/** @returns {{ name: string, content: Buffer }[]} */
function readEntries(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL_HEADER) throw new Error('the archive is not one that vsce makes');
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = zip.subarray(start, start + size);
    const content = method === DEFLATED ? inflateRawSync(stored) : stored;
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (crc32(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is damaged in the archive`);
    entries.push({ name, content });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function archive(entries) {
  const locals = [];
  const central = [];
  let offset = 0;
  for (const { name, content, deflated } of entries) {
    const about = Buffer.alloc(26); // what both headers have, from the version that is needed to the length of the extra field
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(DEFLATED, 4);
    about.writeUInt16LE(FIRST_DAY, 8);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(deflated.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14); // comment, disk, attributes, place
    rest.writeUInt32LE((MODE << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    locals.push(word(LOCAL_HEADER), about, name, deflated);
    central.push(word(CENTRAL_HEADER), half(MADE_BY), about, rest, name);
    offset += 30 + name.length + deflated.length;
  }
  const directory = Buffer.concat(central);
  const count = half(entries.length);
  const end = [word(END), half(0), half(0), count, count, word(directory.length), word(offset), half(0)];
  return Buffer.concat([...locals, directory, ...end]);
}

function word(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function half(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

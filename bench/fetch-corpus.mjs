// node bench/fetch-corpus.mjs [NAME…]: fetches the source distributions that bench/precision.ts judges into out/corpus/, each
// checked against its digest in corpus-packages.mjs. What is there already is left alone. PIP_INDEX_URL names another index.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { APPLICATIONS, PACKAGES, UNSEEN } from './corpus-packages.mjs';

const INDEX = `${(process.env.PIP_INDEX_URL || 'https://pypi.org/simple').replace(/\/+$/, '')}/`;
const CORPUS = path.join(import.meta.dirname, '../out/corpus');
const UNSEEN_CORPUS = path.join(import.meta.dirname, '../out/corpus-names');
/** A source distribution is a few megabytes; what is much larger is something else. */
const MAX_UNPACKED = 1024 ** 3;

const wanted = process.argv.slice(2);
for (const name of wanted)
  if (![...PACKAGES, ...APPLICATIONS, ...UNSEEN].some(([known]) => known === name))
    throw new Error(`${name} is no part of the corpus`);
for (const [name, version, file, digest, corpus] of [
  ...PACKAGES.map((each) => [...each, CORPUS]),
  ...APPLICATIONS.map((each) => [...each, path.join(CORPUS, 'applications')]),
  ...UNSEEN.map((each) => [...each, UNSEEN_CORPUS]),
]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const folder = path.join(corpus, `${name}-${version}`);
  if (existsSync(folder)) {
    console.log(`${name} ${version}: is there`);
    continue;
  }
  const archive = await download(await addressOf(name, file));
  const found = createHash('sha256').update(archive).digest('hex');
  if (found !== digest) throw new Error(`${file}: its SHA-256 is ${found}, not ${digest}`);
  // Unpacked beside and moved, so that a folder of the right name is always whole.
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  let count = 0;
  for (const { name: entry, content } of tarFiles(gunzipSync(archive, { maxOutputLength: MAX_UNPACKED }))) {
    const target = placeOf(partial, entry);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    count++;
  }
  renameSync(partial, folder);
  console.log(`${name} ${version}: ${count} files`);
}

/** The address of a file as the simple index lists it (PEP 503). */
async function addressOf(name, file) {
  const page = new URL(`${name}/`, INDEX);
  const html = Buffer.from(await download(page)).toString('utf8');
  for (const [, href] of html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)) {
    const address = new URL(href.replace(/&amp;/g, '&'), page);
    if (decodeURIComponent(address.pathname).endsWith(`/${file}`)) return address;
  }
  throw new Error(`${page.host} lists no ${file}`);
}

async function download(address) {
  const response = await fetch(address, {
    headers: { accept: 'text/html, */*' },
    signal: AbortSignal.timeout(300_000),
  });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Where an entry goes, without the archive's own top folder. Refuses to leave the folder. */
function placeOf(folder, entry) {
  const target = path.join(folder, ...entry.split('/').slice(1));
  if (!target.startsWith(folder + path.sep)) throw new Error(`the archive has a file at ${JSON.stringify(entry)}`);
  return target;
}

/** The regular files of a tar archive: ustar, with long names as pax and GNU tar write them. Links are left out. */
function* tarFiles(tar) {
  let longName = null;
  for (let at = 0; at + 512 <= tar.length;) {
    const header = tar.subarray(at, at + 512);
    if (header.every((byte) => byte === 0)) return;
    const size = sizeIn(header);
    const body = tar.subarray(at + 512, at + 512 + size);
    if (body.length < size) throw new Error('the archive is cut off');
    at += 512 + Math.ceil(size / 512) * 512;
    const type = String.fromCharCode(header[156]);
    if (type === 'x') longName = paxPath(body) ?? longName;
    else if (type === 'L') longName = textIn(body, 0, body.length);
    else {
      const prefix = textIn(header, 257, 5) === 'ustar' ? textIn(header, 345, 155) : '';
      const name = longName ?? (prefix ? `${prefix}/${textIn(header, 0, 100)}` : textIn(header, 0, 100));
      longName = null;
      if (type === '0' || type === '\0') yield { name, content: body };
    }
  }
}

/** Octal digits, or base 256 when the first bit is set (GNU). */
function sizeIn(header) {
  if (header[124] & 0x80) return header.subarray(125, 136).reduce((sum, byte) => sum * 256 + byte, 0);
  return parseInt(textIn(header, 124, 12).trim() || '0', 8);
}

function textIn(bytes, start, length) {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end === -1 ? field : field.subarray(0, end)).toString('utf8');
}

/** The `path` record of a pax header: lines of `LENGTH KEY=VALUE`, the length in bytes and of the whole line. */
function paxPath(body) {
  let found = null;
  for (let at = 0; at < body.length;) {
    const length = parseInt(textIn(body, at, 20), 10);
    if (!(length > 0)) break;
    const record = Buffer.from(body.subarray(at, at + length - 1)).toString('utf8');
    const [, key, value] = /^\d+ ([^=]*)=([^]*)$/.exec(record) ?? [];
    if (key === 'path') found = value;
    at += length;
  }
  return found;
}

import { bytesOfBase64, base64Of } from './base64';

/** One block of PEM (RFC 7468), with the headers that RFC 1421 allowed. */
export interface PemBlock {
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Characters of a file of keys or certificates that are read: a system's whole list of roots has 220,000. */
export const LONGEST_PEM = 2_000_000;
const MOST_BLOCKS = 2_000;

/** The blocks of a text, in order; what stands between them is passed over, and so is a block that is no base64. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  const begin = /-----BEGIN ([A-Z0-9 ]{1,64})-----/g;
  const bounded = text.slice(0, LONGEST_PEM);
  for (let found = begin.exec(bounded); found && blocks.length < MOST_BLOCKS; found = begin.exec(bounded)) {
    const label = found[1]!;
    const end = bounded.indexOf(`-----END ${label}-----`, begin.lastIndex);
    if (end === -1) break;
    const block = blockOf(label, bounded.slice(begin.lastIndex, end));
    if (block) blocks.push(block);
    begin.lastIndex = end;
  }
  return blocks;
}

function blockOf(label: string, body: string): PemBlock | null {
  const headers: Record<string, string> = {};
  const lines = body.split(/\r?\n/);
  const blank = lines.findIndex((line, index) => index > 0 && line.trim() === '');
  const headed = lines.slice(1, blank === -1 ? 1 : blank);
  const hasHeaders = headed.length > 0 && headed[0]!.includes(':');
  if (hasHeaders)
    for (const line of headed) {
      const colon = line.indexOf(':');
      if (colon > 0) headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
  const bytes = bytesOfBase64((hasHeaders ? lines.slice(blank) : lines).join('').replace(/\s/g, ''));
  return bytes && { label, headers, bytes };
}

/** A block as openssl and Python's cryptography write it: lines of 64 signs, and one at the end. */
export const pemOf = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${base64Of(bytes).replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;

import { PAYLOAD_TYPE } from '../../readers/signatures/bundle';

const encoder = new TextEncoder();

/** What is signed of a payload: the pre-authentication encoding of DSSE 1.0. */
export const signedBytes = (payload: Uint8Array): Uint8Array => joined('DSSEv1', payload.length, payload);

/**
 * The same as version 0.2 of the reference implementation signed it: by mistake with the payload as Python prints bytes. Such
 * signatures are in use, always with SHA-256.
 */
export const oldSignedBytes = (payload: Uint8Array): Uint8Array =>
  joined('DSSEV1', payload.length, encoder.encode(printedByPython(payload)));

function joined(mark: string, length: number, rest: Uint8Array): Uint8Array {
  const head = encoder.encode(`${mark} ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${length} `);
  const all = new Uint8Array(head.length + rest.length);
  all.set(head);
  all.set(rest, head.length);
  return all;
}

/** `repr()` of bytes. */
function printedByPython(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const parts: string[] = [];
  for (const byte of bytes) {
    const sign = String.fromCharCode(byte);
    if (sign === quote || sign === '\\') parts.push(`\\${sign}`);
    else if (sign in SHORT) parts.push(SHORT[sign]!);
    else parts.push(byte >= 0x20 && byte < 0x7f ? sign : `\\x${byte.toString(16).padStart(2, '0')}`);
  }
  return `b${quote}${parts.join('')}${quote}`;
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

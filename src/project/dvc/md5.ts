import { md5 } from '@noble/hashes/legacy';
import { bytesToHex } from '@noble/hashes/utils';
import { UnixPieces, type TextRule } from '../../readers/dvc/text-rule';

/** Lower-case hex MD5 of bytes. Web Crypto has no MD5. */
export const md5Of = (bytes: Uint8Array): string => bytesToHex(md5(bytes));

/** MD5 of pieces that come one after another, with DVC's rule on line ends where one is said. */
export async function md5OfPieces(
  pieces: AsyncIterable<Uint8Array | null>,
  rule: TextRule | null,
): Promise<string | null> {
  const hash = md5.create();
  const unix = rule === null ? null : new UnixPieces(rule);
  for await (const piece of pieces) {
    if (piece === null) return null;
    hash.update(unix ? unix.next(piece) : piece);
  }
  return bytesToHex(hash.digest());
}

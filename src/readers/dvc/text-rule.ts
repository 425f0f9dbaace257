/** Bytes that DVC hashes at once: its rule on text looks at each such piece. Source: dvc-data, `fobj_md5`. */
export const TEXT_RULE_PIECE = 1 << 20;
const LOOKED_AT = 512;
const [NEWLINE, RETURN, TAB, FEED, BACKSPACE] = [0x0a, 0x0d, 0x09, 0x0c, 0x08];

/** Whether DVC takes a piece for text: no NUL, and at most 30 % of its first bytes are no plain ASCII. Source: dvc-data, `istextfile.py`. */
export function isTextPiece(piece: Uint8Array): boolean {
  const end = Math.min(piece.length, LOOKED_AT);
  let others = 0;
  for (let i = 0; i < end; i++) {
    const byte = piece[i]!;
    if (byte === 0) return false;
    const isPlain = (byte >= 0x20 && byte < 0x7f) || byte === NEWLINE || byte === RETURN || byte === TAB;
    if (!isPlain && byte !== FEED && byte !== BACKSPACE) others++;
  }
  return end === 0 || others / end <= 0.3;
}

/** A piece with `\r\n` made `\n`. Made in place where there is any; a pair that a border of pieces splits stays, as DVC leaves it. */
export function withUnixLines(piece: Uint8Array): Uint8Array {
  let from = piece.indexOf(RETURN);
  if (from < 0) return piece;
  let to = from;
  for (; from < piece.length; from++)
    if (piece[from] !== RETURN || piece[from + 1] !== NEWLINE) piece[to++] = piece[from]!;
  return piece.subarray(0, to);
}

/** Which pieces may be text: each by itself (DVC 3), or all when the first is (DVC 2). */
export type TextRule = 'each' | 'first';

/** A file's pieces as `md5-dos2unix` hashes them. Pieces come in order, each but the last of `TEXT_RULE_PIECE` bytes, and are changed. */
export class UnixPieces {
  #first: boolean | undefined;
  /** Whether the two rules do not come to the same. */
  isMixed = false;

  constructor(private readonly rule: TextRule) {}

  next(piece: Uint8Array): Uint8Array {
    const isText = isTextPiece(piece);
    this.#first ??= isText;
    if (isText !== this.#first) this.isMixed = true;
    return (this.rule === 'each' ? isText : this.#first) ? withUnixLines(piece) : piece;
  }
}

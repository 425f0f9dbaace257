import type { FileSystem } from '../../core/host';
import { TEXT_RULE_PIECE, type TextRule } from '../../readers/dvc/text-rule';
import type { Md5Rule } from './dvc-state';
import { md5OfPieces } from './md5';

/** Bytes that are hashed where the host has no MD5 of its own: what a browser's thread does in a second or two. */
const LARGEST_HERE = 64 * 1024 * 1024;

/** All digests that a file may have by a rule; none where it cannot be read. Of a text beyond one piece DVC 2 and 3 may have different ones. */
export async function hashedMd5(files: FileSystem, path: string, rule: Md5Rule): Promise<readonly string[]> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return [];
  const rules: readonly (TextRule | null)[] =
    rule === 'md5' ? [null] : stat.size > TEXT_RULE_PIECE ? ['each', 'first'] : ['each'];
  const digests = await Promise.all(rules.map((each) => md5In(files, path, stat.size, each)));
  const after = await files.stat(path);
  // What changed meanwhile has no digest.
  if (after?.size !== stat.size || after.modified !== stat.modified) return [];
  return [...new Set(digests.filter((digest) => digest !== null))];
}

async function md5In(files: FileSystem, path: string, size: number, rule: TextRule | null): Promise<string | null> {
  const own = (await files.md5?.(path, Number.MAX_SAFE_INTEGER, rule)) ?? null;
  if (own !== null || size > LARGEST_HERE) return own;
  if (files.wholeOnly) {
    const whole = await files.read(path);
    return whole && md5OfPieces(cut(whole), rule);
  }
  return md5OfPieces(ranges(files, path, size), rule);
}

async function* cut(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += TEXT_RULE_PIECE) yield bytes.slice(at, at + TEXT_RULE_PIECE);
}

async function* ranges(files: FileSystem, path: string, size: number): AsyncGenerator<Uint8Array | null> {
  for (let at = 0; at < size; at += TEXT_RULE_PIECE) {
    const end = Math.min(at + TEXT_RULE_PIECE, size);
    const piece = await files.read(path, { start: at, end });
    // The bytes may be the host's own: the rule on text changes what it is given.
    yield piece?.length === end - at ? piece.slice() : null;
  }
}

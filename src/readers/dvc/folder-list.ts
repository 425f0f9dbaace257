import type { DvcMember } from '../../core/dvc-facts';

/** Bytes of a list that are read: some two million files. */
export const LARGEST_LIST = 256 * 1024 * 1024;
const MOST_FILES = 2_000_000;
const MD5 = /^[\da-f]{32}$/;

/** Reads the list that stands for a folder in DVC's cache (`….dir`); in a sentence why not, where it is none. Never throws. */
export function readFolderList(bytes: Uint8Array): readonly DvcMember[] | string {
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'it is no JSON';
  }
  if (!Array.isArray(list)) return 'it is no list';
  if (list.length > MOST_FILES) return `it names more than ${MOST_FILES} files`;
  const members: DvcMember[] = [];
  const seen = new Set<string>();
  for (const each of list as readonly unknown[]) {
    const { md5, relpath, size } = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
    if (typeof relpath !== 'string' || typeof md5 !== 'string' || !MD5.test(md5))
      return 'an entry has no path, or no MD5';
    if (!isInside(relpath)) return 'a path in it leads out of the folder';
    if (seen.has(relpath)) return 'it names a file twice';
    seen.add(relpath);
    members.push({ path: relpath, md5, size: typeof size === 'number' ? size : null });
  }
  return members;
}

/** Whether a path leads to something below the folder that it counts from. */
export const isInside = (path: string): boolean =>
  path !== '' &&
  !/^[/\\]|^[A-Za-z]:[/\\]|\0/.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

/**
 * The bytes whose MD5 names a folder: the list as Python's `json.dumps(…, sort_keys=True)` writes it, by the code points of the paths.
 * Source: dvc-data, `hashfile/tree.py`, `as_bytes`.
 */
export function folderListBytes(members: readonly { readonly path: string; readonly md5: string }[]): Uint8Array {
  const sorted = [...members].sort((a, b) => byCodePoints(a.path, b.path));
  const entries = sorted.map(({ path, md5 }) => `{"md5": "${md5}", "relpath": ${pythonText(path)}}`);
  return new TextEncoder().encode(`[${entries.join(', ')}]`);
}

/** UTF-16 sorts what needs two units before U+E000; code points do not. */
function byCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return (isSurrogate(x) === isSurrogate(y) ? x < y : isSurrogate(y)) ? -1 : 1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** As `json.dumps` writes a text: ASCII alone. */
const pythonText = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

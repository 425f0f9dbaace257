import { readdirSync } from 'node:fs';
import path from 'node:path';
import { bytesOfName, hasBytes, nameOfBytes } from '../core/file-name';
import { whenOfDisk } from './own-files';

/** A path as the system takes it: names that are no UTF-8 as their bytes. */
export const native = (at: string): string | Buffer => (hasBytes(at) ? Buffer.from(bytesOfName(at)) : at);

/** A path that the system gave as text, exactly: `bytes` is asked where the text has lost some. */
export const exact = (text: string, bytes: () => Buffer): string =>
  text.includes('\ufffd') ? nameOfBytes(bytes()) : text;

/**
 * The paths that a lossy one may stand for: what comes in as an argument has U+FFFD for each byte that is no UTF-8. Empty when
 * there are none.
 */
export function meantBy(absolute: string): readonly string[] {
  let found = [path.parse(absolute).root];
  for (const part of absolute.slice(found[0]!.length).split(path.sep))
    found = part.includes('\ufffd')
      ? found.flatMap((folder) =>
          namesIn(folder).flatMap((name) => (isShownAs(name, part) ? path.join(folder, name) : [])),
        )
      : found.map((folder) => path.join(folder, part));
  return found;
}

const isShownAs = (name: string, lossy: string): boolean => Buffer.from(bytesOfName(name)).toString() === lossy;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(native(folder), { encoding: 'buffer' }).map(nameOfBytes);
  } catch (error) {
    whenOfDisk(error);
    return [];
  }
}

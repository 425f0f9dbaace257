import { existsSync } from 'node:fs';
import path from 'node:path';

/** Beside the repository, or where TOUCHSTONE_SHARED says: data that is too large, or not ours to give on. */
const SHARED = process.env['TOUCHSTONE_SHARED'] ?? path.join(__dirname, '../../../shared');

/** Absolute path of a file of the shared data; null where a clone has none, which is said, since a check that did not run has not passed. */
export function sharedFile(
  name: string,
  {
    shared = SHARED,
    say = (line: string) => console.log(line),
  }: { shared?: string; say?: (line: string) => void } = {},
): string | null {
  const file = path.join(shared, name);
  if (existsSync(file)) return file;
  say(`      did not run: ${file} is not there; TOUCHSTONE_SHARED says where the shared data is`);
  return null;
}

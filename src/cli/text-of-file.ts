import { readFileSync, statSync } from 'node:fs';

/** Bytes of a file of settings or logins. */
const MAX_FILE = 1024 * 1024;

/** The text of a file outside the project; null where there is none, or it is too large or not to be read. */
export function textOfFile(file: string): string | null {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= MAX_FILE ? readFileSync(file, 'utf8') : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null; // not there, or not to be read
    throw error;
  }
}

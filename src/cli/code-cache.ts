import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readOwn, removeOwn, whenOfDisk, writeOwn } from './own-files';

/** Compiled code, and what a run that was killed left of it. */
const NAME = /\.code(?:\.[0-9a-f]+\.tmp)?$/;
const DIGEST_BYTES = 32;
const LARGEST = 16 * 1024 ** 2;
/** Another version of the program or of Node: after so many days nobody comes back to it. */
const KEPT_DAYS = 30;

const digestOf = (code: Uint8Array): Buffer => createHash('sha256').update(code).digest();

/**
 * Code that V8 compiled in an earlier run; null when there is none, when anybody but this user could have written it (what
 * is in it would be run), or when a byte of it is wrong. V8 itself refuses what another version of it wrote, but looks no
 * further: one wrong bit would end the process.
 */
export function codeAt(file: string): Buffer | null {
  if (!isClosed(path.dirname(file))) return null;
  const kept = readOwn(file, LARGEST);
  const code = kept?.subarray(DIGEST_BYTES);
  return code && digestOf(code).equals(kept!.subarray(0, DIGEST_BYTES)) ? code : null;
}

/** Keeps compiled code for the next run, and removes what is old. */
export function keepCode(file: string, code: () => Buffer): void {
  if (process.getuid === undefined) return;
  const compiled = code();
  if (writeOwn(file, Buffer.concat([digestOf(compiled), compiled]))) tidy(path.dirname(file));
}

/** Whether only this user can put files into a folder. Where that cannot be told, as on Windows, it is not said. */
function isClosed(folder: string): boolean {
  try {
    const { uid, mode } = statSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch (error) {
    return whenOfDisk(error) ?? false;
  }
}

function tidy(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (NAME.test(name) && Date.now() - statSync(file).mtimeMs > KEPT_DAYS * 86_400_000) removeOwn(file);
    }
  } catch (error) {
    whenOfDisk(error);
  }
}

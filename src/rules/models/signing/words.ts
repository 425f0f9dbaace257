import type { SignedFile } from '../../../analysis/signing/check-model';
import type { KnownSignature } from '../../../analysis/signing/model-signature';
import { shortened } from '../../../analysis/secrets/shortened';

/** Files that are named one by one. */
const MOST_NAMED = 8;

/** A path as a message quotes it. */
export const quoted = (path: string): string => JSON.stringify(shortened(path, 50));

/** `"a" and 3 more files`. */
export function namedFiles(files: readonly SignedFile[], what = 'file'): string {
  const [first] = files;
  if (!first) return '';
  const more = files.length - 1;
  return more === 0 ? quoted(first.path) : `${quoted(first.path)} and ${more} more ${what}${more === 1 ? '' : 's'}`;
}

export const relatedFiles = (files: readonly SignedFile[], message: string) =>
  files.slice(0, MOST_NAMED).map(({ path }) => ({ path, range: { start: 0, end: 0 }, message }));

/** What is wrong with a signature itself, as the end of a sentence; null where its files are, or nothing is. */
export function wrongSignature({ state, reason, detail }: KnownSignature): string | null {
  if (state !== 'differs') return null;
  switch (reason) {
    case 'bad-form':
      return detail ?? 'its form is not that of a bundle';
    case 'bad-manifest':
      return 'the digest of the model is not that of its files';
    case 'bad-signature':
      return 'what it says was not signed with this key';
    case 'bad-certificate':
      return detail ?? 'its certificate cannot be used';
    case 'certificate-not-for-signing':
      return 'its certificate is not for signing';
    default:
      return null;
  }
}

import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { mayBeSignature } from '../../analysis/signing/model-signature';
import { native } from '../native-path';
import { whenOfDisk } from '../own-files';
import type { NamedPath } from './verifier';

/** Folders in which nobody keeps models. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', 'site-packages', '.venv', 'venv']);
const walked = new WeakMap<NamedPath, readonly string[]>();

/** Absolute paths of the signatures and of the `MLmodel` files at and below a named path: looked for once, for all verifiers. */
export function recordsBelow(each: NamedPath): readonly string[] {
  let found = walked.get(each);
  if (!found) {
    const isRecord = isSought(each.at);
    found = each.kind === 'directory' ? [...recordsIn(each.at)] : each.kind === 'file' && isRecord ? [each.at] : [];
    walked.set(each, found);
  }
  return found;
}

export const isMlmodel = (at: string): boolean => path.basename(at) === 'MLmodel';

const isSought = (at: string): boolean => mayBeSignature(at) || isMlmodel(at);

function* recordsIn(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) {
    const at = path.join(folder, entry.name);
    // Links to folders are not followed: what lies there is found where it is.
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* recordsIn(at);
    else if (!entry.isDirectory() && isSought(at)) yield at;
  }
}

/** What a folder has, by name; nothing where it cannot be read. */
export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(native(folder), { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    whenOfDisk(error);
    return [];
  }
}

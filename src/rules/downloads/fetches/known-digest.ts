import type { Fix } from '../../../core/finding';
import type { CallFact } from '../../../core/python-facts';
import type { PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { digestInProject } from '../../../project/questions/pins';
import { replaceValue } from '../../../readers/python/default-edit';
import { setKeyword } from '../../../readers/python/edits';
import { hashCheckEdits } from '../../../readers/python/hash-check-edit';
import { pathOf, urlOf, type Fetcher } from './fetchers';

/**
 * A fix that has a download checked against the digest that the project knows of it: from a list of checksums, a registry, a constant or
 * DVC. The call is given it where it takes one, else the file is checked in the next line. Null where the project knows none.
 */
export function knownDigestFix(call: CallFact, fetcher: Fetcher, context: PythonContext): Fix | null {
  const address = stringOf(urlOf(call, fetcher)?.value);
  if (address === undefined || !/^https?:\/\//.test(address)) return null;
  const path = stringOf(pathOf(call, fetcher)?.value);
  const names = [address.replace(/[?#].*$/s, ''), path ?? ''].map(lastOf).filter((name) => name !== '');
  const [hash] = fetcher.hashes;
  const algorithm = hash && /^md5/.test(hash[0]) ? 'md5' : 'sha256';
  if (hash && algorithm === 'sha256' && !fetcher.sha256) return null;
  const known = digestInProject(address, names, algorithm, context.project);
  if (!known) return null;
  const title = `Check its ${algorithm === 'md5' ? 'MD5' : 'SHA-256'} (from ${lastOf(known.path)})`;
  if (!hash) {
    const edits = path === undefined ? null : hashCheckEdits(context, call, path, known.value, true);
    return edits && { title, safety: 'unsafe', edits };
  }
  const code = JSON.stringify(algorithm === 'md5' ? known.value : fetcher.sha256!(known.value));
  const placed = call.args.find((argument) => argument.name === null && argument.position === hash[1]);
  const edit =
    placed && hash[1] !== undefined
      ? replaceValue(context.facts, placed, code)
      : setKeyword(context.facts, call, hash[0], code);
  return edit && { title, safety: 'unsafe', edits: [edit] };
}

const lastOf = (path: string): string => path.slice(path.search(/[^\\/]*$/));

import type { Argument, PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { addressesGiven } from '../../../analysis/flow/callers';
import { worse } from '../../../analysis/models/reporting';
import { judgedDownload, type FetchedFile, type JudgedDownload } from './judgement';

/**
 * How much a download counts. Where the file itself calls the helper around it, the worst address that it gives says
 * so, and `given` is where that stands.
 */
export function severityWithCallers(
  url: Argument,
  download: FetchedFile,
  facts: PythonFacts,
): (JudgedDownload & { readonly given?: Range }) | null {
  const addresses = addressesGiven(url, facts);
  if (addresses.length === 0) return judgedDownload(download);
  const judged = addresses.flatMap(({ address, others, range }) => {
    const one = judgedDownload({
      ...download,
      url: { kind: 'string', value: address, range: url.valueRange, origin: url.valueRange, via: 'literal' },
      urlText: address,
      paths: [...others, ...download.paths],
    });
    return one ? [{ ...one, given: range }] : [];
  });
  return judged.find(({ severity }) => judged.every((other) => worse(severity, other.severity) === severity)) ?? null;
}

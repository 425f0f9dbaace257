import type { Argument, PythonFacts } from '../../../core/python-facts';
import type { Range } from '../../../core/range';
import { addressesGiven } from '../../../analysis/flow/callers';
import { hubFileAt } from '../../../analysis/models/hub-files';
import { worse } from '../../../analysis/models/reporting';
import { judgedDownload, type FetchedFile, type JudgedDownload } from './judgement';

/** A download as it counts, with the place where it is told what to download: a call, or an address of the hub. */
export type GivenDownload = JudgedDownload & { readonly given?: Range };

/** What is said of a download at the call that fetches, and at the addresses that the program hands to it. */
export interface DownloadWithCallers {
  readonly here: GivenDownload | null;
  /** Addresses of the hub at a branch: a commit in their place is the remedy, so each is told of where it stands. */
  readonly there: readonly Required<GivenDownload>[];
}

/**
 * How much a download counts. Where the file itself calls the helper around it, the worst address that it gives says
 * so, and `given` is where that stands.
 */
export function judgedWithCallers(url: Argument, download: FetchedFile, facts: PythonFacts): DownloadWithCallers {
  const addresses = addressesGiven(url, facts);
  if (addresses.length === 0) return { here: judgedDownload(download), there: [] };
  const here: GivenDownload[] = [];
  const there: Required<GivenDownload>[] = [];
  for (const { address, others, range, written } of addresses) {
    const judged = judgedDownload({
      ...download,
      url: { kind: 'string', value: address, range: url.valueRange, origin: url.valueRange, via: 'literal' },
      urlText: address,
      paths: [...others, ...download.paths],
    });
    if (judged && hubFileAt(address)) there.push({ ...judged, given: written });
    else if (judged) here.push({ ...judged, given: range });
  }
  const worst = here.find(({ severity }) => here.every((other) => worse(severity, other.severity) === severity));
  return { here: worst ?? null, there };
}

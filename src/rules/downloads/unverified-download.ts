import type { Fix } from '../../core/finding';
import type { Argument, CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { stringOf } from '../../core/value';
import { isOfOwnOwner } from '../../project/questions/own-project';
import { namesOfFile } from '../../analysis/flow/file-names';
import { FLOW_TRIGGERS, REQUEST_CALLEES, requestedUrl, usesOf } from '../../analysis/flow/response';
import { milder } from '../../analysis/models/reporting';
import { writeOf } from '../../analysis/flow/written-files';
import { isCheckedNearby } from './fetches/checking';
import { fetcherCallees, digestFix, fetcherOf, FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import { judgedWithCallers } from './fetches/given-addresses';
import { HANDED_ADDRESSES, checkHanded, reportAddressGiven } from './fetches/handed-addresses';
import { importsDownloadedCode } from './fetches/imported-code';
import { downloadOf, type FetchedFile } from './fetches/judgement';
import { isLoadedAfter, isUnzippedAfter, storesBytes } from './fetches/loading';

export default defineRule({
  id: 'unverified-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Download without integrity check',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003'],
  docs: {
    what: "A model, archive, code or data set is downloaded and stored without checking its digest: `urlretrieve`, `requests.get(…).content` written to a file, `wget.download`, `gdown`, `torch.hub.download_url_to_file` without `hash_prefix`, BasicSR's `load_file_from_url`, `pooch.retrieve(known_hash=None)`; also a hub URL at a branch that is passed to a function of the project that downloads it. Pages, pictures, text and web service responses are not reported.",
    why: 'Whoever controls the server, the storage bucket or the shared link can replace the file at any time. Many model formats run code when they are loaded, and changed training data changes the model. A digest kept in the code catches both.',
    fix: 'Compare the file\'s SHA-256 with a value kept in the code, or use a function that does: `pooch.retrieve(url, known_hash="sha256:…")`, `torch.hub.download_url_to_file(url, dst, hash_prefix="…")`, `hf_hub_download(…, revision="<commit>")`. The quick fix checks the file on the next line if the project knows its digest, from a checksum list, registry or constant; otherwise no fix is offered.',
    references: [
      'https://docs.pytorch.org/docs/stable/hub.html',
      'https://www.fatiando.org/pooch/latest/api/generated/pooch.retrieve.html',
    ],
  },
  listen: {
    calls: [
      { callees: fetcherCallees(FETCHERS), beside: FLOW_TRIGGERS, follows: true, check: checkFetcher },
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, follows: true, check: checkRequest },
    ],
    imported: { ...HANDED_ADDRESSES, check: checkHanded },
  },
});

function checkFetcher(call: CallFact, context: PythonContext): void {
  const { facts } = context;
  const fetcher = fetcherOf(call.callee, FETCHERS)!;
  const url = urlOf(call, fetcher);
  if (!url || isHashed(call, fetcher)) return;
  const path = pathOf(call, fetcher)?.expression;
  const texts = path ? namesOfFile(path, facts.semantics) : [];
  const data = fetcher.data === true;
  const loaded = !data && path !== undefined && isLoadedAfter(path, call, facts);
  const download = downloadOf(call, url, texts, { dedicated: true, data, loaded });
  const fix = digestFix(call, fetcher, context);
  report(call, url, download, context, fix ? [fix] : []);
}

/** `open(path, "wb").write(requests.get(url).content)` and its longer forms. */
function checkRequest(call: CallFact, context: PythonContext): void {
  const { facts } = context;
  const url = requestedUrl(call);
  if (!url) return;
  for (const { call: use, held, handed } of usesOf(call, facts)) {
    if (held !== 'bytes') continue;
    // `ZipFile(BytesIO(response.content)).extractall()`: unpacked without ever being a file.
    if (isUnzippedAfter(use, facts)) return report(call, url, downloadOf(call, url, ['downloaded.zip']), context, []);
    if (!storesBytes(use)) continue;
    const path = writeOf(use, facts.semantics)?.path;
    const texts = path ? namesOfFile(path, facts.semantics, handed) : [];
    const loaded = path != null && isLoadedAfter(path, use, facts);
    return report(call, url, downloadOf(call, url, texts, { loaded }), context, []);
  }
}

function report(
  call: CallFact,
  url: Argument,
  download: FetchedFile,
  context: PythonContext,
  fixes: readonly Fix[],
): void {
  const { here, there } = judgedWithCallers(url, download, context.facts);
  if ((!here && there.length === 0) || importsDownloadedCode(call, download, context)) return;
  if (isCheckedNearby(call, context)) return;
  for (const { given, ...judged } of there) reportAddressGiven(given, judged, { range: call.range }, context);
  if (!here) return;
  const address = stringOf(url.value);
  const isOwn = address !== undefined && isOfOwnOwner(address, context.project);
  context.report({
    range: call.range,
    severity: isOwn ? milder('info', here.severity) : here.severity,
    fixes,
    related: here.given ? [{ range: here.given, message: 'The address is given here.' }] : [],
    message: `The downloaded ${here.noun} is used without checking its hash.`,
    detail: 'A file that was replaced on the server or on the network goes unnoticed',
  });
}

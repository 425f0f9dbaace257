import { shortened } from '../../analysis/secrets/shortened';
import type { CallFact } from '../../core/python-facts';
import type { Value } from '../../core/value';
import { defineRule, type PythonContext } from '../../core/rule';
import { addressOf, isInnerAddress } from '../../analysis/addresses/addresses';
import { ORIGIN_READS, ORIGIN_TRIGGERS } from '../../analysis/flow/origin';
import { requestedUrl } from '../../analysis/flow/response';
import { isCheckedNearby } from './fetches/checking';
import { isImmutable } from './fetches/contents';
import { isHashed, urlOf } from './fetches/fetchers';
import { anyFetcherOf } from './fetches/plain-addresses';
import { CODE_RUNNERS, COMMAND_RUNNERS, downloadRunBy, downloadStartedBy, type RunDownload } from './fetches/running';

export default defineRule({
  id: 'downloaded-code-executed',
  severity: 'error',
  category: 'downloads',
  title: 'Downloaded code is executed',
  cwe: 494,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.001', 'AML.T0050'],
  docs: {
    what: 'Code is downloaded and run at once: `exec(requests.get(url).text)`, `eval(urlopen(url).read())`, `compile` of a download, or `runpy.run_path` or a shell on a file from `urlretrieve` or `hf_hub_download`.',
    why: 'Whoever controls the server, the account or an unencrypted connection decides what runs on this machine, with all its data and credentials, and can change it at any time.',
    fix: "Add the code to the project, or install it as a package at a fixed version. If it must be downloaded, download it at a commit and check its SHA-256 before it runs. There is no quick fix: a digest of today's file proves nothing; it must come from the publisher or from someone who reviewed the file.",
    references: ['https://docs.python.org/3/library/functions.html#exec'],
  },
  listen: {
    reads: { calls: ORIGIN_READS },
    calls: [
      {
        callees: CODE_RUNNERS,
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: (call, context) => check(call, downloadRunBy(call, context.facts), context),
      },
      {
        callees: COMMAND_RUNNERS,
        beside: ORIGIN_TRIGGERS,
        follows: true,
        check: (call, context) => check(call, downloadStartedBy(call, context.facts), context),
      },
    ],
  },
});

function check(use: CallFact, download: RunDownload | null, context: PythonContext): void {
  // At a commit, or with a digest that the download checks.
  if (!download || download.pinned || isChecked(use, download, context)) return;
  const url = urlFor(download);
  if (url && isInnerAddress(url)) return;
  const address = url ? addressOf(url) : null;
  const from = address?.whole && address.text.includes('://') ? shortened(address.text) : 'the web';
  context.report({
    range: use.range,
    severity: address && isImmutable(address.text) ? 'warning' : 'error',
    message: `Code from ${from} is executed without checking its hash.`,
    detail: 'Whoever controls that address, or the network, runs code here',
    related: [{ range: download.at, message: 'It is downloaded here.' }],
  });
}

function urlFor({ call }: RunDownload): Value | undefined {
  const fetcher = call && anyFetcherOf(call);
  return call ? (fetcher ? urlOf(call, fetcher) : requestedUrl(call))?.value : undefined;
}

/** By the download itself, beside it, or beside what runs it. */
function isChecked(use: CallFact, { call }: RunDownload, context: PythonContext): boolean {
  const fetcher = call && anyFetcherOf(call);
  if (fetcher && isHashed(call, fetcher)) return true;
  return (
    (call != null && isCheckedNearby(call, context)) || (call?.scope !== use.scope && isCheckedNearby(use, context))
  );
}

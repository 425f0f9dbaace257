import type { Argument, CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { addressOf, isInnerAddress } from '../../analysis/addresses/addresses';
import { ResponseUse, FLOW_TRIGGERS, REQUEST_CALLEES, requestedUrl, RUN_WORDS } from '../../analysis/flow/response';
import { isCommit, modelReferenceOf } from '../../analysis/models/reference';
import { isCheckedNearby } from './fetches/checking';
import { isImmutable } from './fetches/contents';
import { fetcherCallees, fetcherOf, FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import { runOfFile, runOfResponse, runOfSnapshot } from './fetches/running';

export default defineRule({
  id: 'downloaded-code-executed',
  severity: 'error',
  category: 'downloads',
  title: 'Downloaded code is executed',
  cwe: 494,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'Something that was just fetched is run: `exec(requests.get(url).text)`, `eval(urlopen(url).read())`, `compile` of a download, `runpy.run_path` or a shell on a file that `urlretrieve` or `hf_hub_download` brought.',
    why: 'Whoever controls the server, the account or an unprotected connection decides what runs on this machine, with all its data and credentials, and can change it at any time.',
    fix: 'Put the code into the project or install it as a package of a fixed version. Where it must be fetched, fetch it at a commit and compare its SHA-256 before it runs.',
    references: [
      'https://cwe.mitre.org/data/definitions/494.html',
      'https://docs.python.org/3/library/functions.html#exec',
    ],
  },
  listen: {
    calls: [
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, check: checkRequest },
      { callees: fetcherCallees(FETCHERS), beside: FLOW_TRIGGERS, check: checkFile },
      {
        callees: ['**.hf_hub_download', '**.snapshot_download'],
        beside: RUN_WORDS,
        check: checkSnapshot,
      },
    ],
  },
});

function checkRequest(call: CallFact, context: PythonContext): void {
  const url = requestedUrl(call);
  if (isInnerAddress(url?.value)) return;
  const flow = new ResponseUse(call, context.facts);
  for (const use of flow.uses()) {
    const run = runOfResponse(use, flow);
    if (run) return report(run, call, url, context);
  }
}

/** `urlretrieve(url, "setup.sh")` and then `subprocess.run(["bash", "setup.sh"])`. */
function checkFile(call: CallFact, context: PythonContext): void {
  const fetcher = fetcherOf(call.callee, FETCHERS)!;
  const [url, path] = [urlOf(call, fetcher), pathOf(call, fetcher)];
  if (!path || isInnerAddress(url?.value) || isHashed(call, fetcher)) return;
  const run = runOfFile(path.value, call, context.facts);
  if (run) report(run, call, url, context);
}

/** `runpy.run_path(hf_hub_download("org/name", "train.py"))` at no commit. */
function checkSnapshot(call: CallFact, context: PythonContext): void {
  const reference = modelReferenceOf(call);
  if (!reference || (reference.revisionText !== null && isCommit(reference.revisionText))) return;
  const run = runOfSnapshot(call, context.facts);
  if (run) report(run, call, undefined, context);
}

function report(use: CallFact, download: CallFact, url: Argument | undefined, context: PythonContext): void {
  if (isCheckedNearby(download, context)) return;
  const address = addressOf(url?.value);
  const from = address?.whole ? address.text.slice(0, 100) : 'elsewhere';
  context.report({
    range: use.range,
    severity: address && isImmutable(address.text) ? 'warning' : 'error',
    message: `Code from ${from} runs here as it is at the moment, so whoever can change it controls this machine.`,
    related: [{ range: download.range, message: 'It is downloaded here.' }],
  });
}

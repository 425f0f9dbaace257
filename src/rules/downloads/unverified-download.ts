import type { Argument, CallFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { takes } from '../../analysis/flow/file-keys';
import { addressesGiven } from '../../analysis/flow/callers';
import { isCheckedNearby } from './fetches/checking';
import { calleesOf, digestFix, fetcherOf, FETCHERS, isHashed, pathOf, urlOf } from './fetches/fetchers';
import {
  Flow,
  FLOW_TRIGGERS,
  REQUEST_CALLEES,
  requestedUrl,
  targetOf,
  writtenFile,
} from '../../analysis/flow/response';
import { importsDownloadedCode } from './fetches/imported-code';
import { worse } from '../../analysis/models/reporting';
import { NOUNS, severityOf, type Download } from './fetches/judgement';

export default defineRule({
  id: 'unverified-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Download without integrity check',
  cwe: 494,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A model, an archive, code or a data set is fetched and stored without a look at its digest: `urlretrieve`, `requests.get(…).content` written to a file, `wget.download`, `gdown`, `torch.hub.download_url_to_file` without `hash_prefix`, `load_file_from_url` of BasicSR, `pooch.retrieve(known_hash=None)`. Pages, pictures, texts and answers of web services are left alone.',
    why: 'Whoever controls the server, the storage bucket or the shared link can exchange the file at any time. Many model formats run code when they are loaded, and changed training data changes the model. A digest that is kept in the code notices both.',
    fix: 'Compare the SHA-256 of the file with a value that is kept in the code, or use a function that does: `pooch.retrieve(url, known_hash="sha256:…")`, `torch.hub.download_url_to_file(url, dst, hash_prefix="…")`, `hf_hub_download(…, revision="<commit>")`.',
    references: [
      'https://cwe.mitre.org/data/definitions/494.html',
      'https://docs.pytorch.org/docs/stable/hub.html',
      'https://www.fatiando.org/pooch/latest/api/generated/pooch.retrieve.html',
    ],
  },
  listen: {
    calls: [
      { callees: calleesOf(FETCHERS), beside: FLOW_TRIGGERS, check: checkFetcher },
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, check: checkRequest },
    ],
  },
});

/** Calls that load, run or unpack what they are given. Each has one of `FLOW_TRIGGERS` in its name. */
const LOADS =
  /^(?!(?:json|yaml|toml|tomllib|csv|numpy|pandas|datasets|configparser)\.)(?:.*\.)?(?:load|loads|load_model|read_pickle|unpack_archive|extractall|ZipFile|InferenceSession|run_path|CDLL|spec_from_file_location|SourceFileLoader)$|^tarfile\.open$|^subprocess\.|^os\.system$/;

function checkFetcher(call: CallFact, context: PythonContext): void {
  const fetcher = fetcherOf(call.callee, FETCHERS)!;
  const url = urlOf(call, fetcher);
  if (!url || isHashed(call, fetcher)) return;
  const path = pathOf(call, fetcher);
  const { value, texts } = targetOf(path?.value, path?.valueRange, call, context.facts);
  const known = path ? value : undefined;
  const loaded = context.facts.calls.some(
    (other) =>
      other.scope === call.scope &&
      other.range.start > call.range.end &&
      LOADS.test(other.callee) &&
      known !== undefined &&
      takes(other, known, context.facts),
  );
  const fix = fetcher.hashes.length > 0 ? digestFix(call, fetcher, context) : null;
  report(
    call,
    url,
    {
      url: url.value,
      urlText: textOf(url.valueRange, context),
      paths: path ? texts : [],
      dedicated: true,
      loaded: loaded && fetcher.data !== true,
      data: fetcher.data === true,
      functionName: call.functionName,
    },
    context,
    fix ? [fix] : [],
  );
}

/** `open(path, "wb").write(requests.get(url).content)` and its longer forms. */
function checkRequest(call: CallFact, context: PythonContext): void {
  const url = requestedUrl(call);
  if (!url) return;
  const flow = new Flow(call, context.facts);
  for (const { call: use, held } of flow.uses()) {
    // `ZipFile(BytesIO(response.content)).extractall()`: unpacked without ever being a file.
    if (
      held === 'bytes' &&
      use.callee === 'zipfile.ZipFile' &&
      context.facts.calls.some(
        (other) =>
          other.scope === call.scope && other.range.end >= use.range.end && /\.extract(?:all)?$/.test(other.callee),
      )
    ) {
      return report(
        call,
        url,
        {
          url: url.value,
          urlText: textOf(url.valueRange, context),
          paths: ['downloaded.zip'],
          dedicated: false,
          loaded: false,
          data: false,
          functionName: call.functionName,
        },
        context,
        [],
      );
    }
    if (
      held !== 'bytes' ||
      !/(?:^|\.)(?:write|writelines|write_bytes|copyfileobj)$/.test(use.callee) ||
      /(?:BytesIO|StringIO)(?:\(\))?\.write$/.test(use.callee)
    )
      continue;
    const file = writtenFile(use, context.facts);
    const loaded = context.facts.calls.some(
      (other) =>
        other.scope === call.scope &&
        other.range.start > use.range.end &&
        LOADS.test(other.callee) &&
        file.value !== undefined &&
        takes(other, file.value, context.facts),
    );
    return report(
      call,
      url,
      {
        url: url.value,
        urlText: textOf(url.valueRange, context),
        paths: file.texts,
        dedicated: false,
        loaded,
        data: false,
        functionName: call.functionName,
      },
      context,
      [],
    );
  }
}

const textOf = (range: { start: number; end: number }, { facts }: PythonContext): string =>
  facts.text.slice(range.start, range.end);

function report(
  call: CallFact,
  url: Argument,
  download: Download,
  context: PythonContext,
  fixes: Parameters<PythonContext['report']>[0]['fixes'],
): void {
  // Where the file itself calls the helper around, that says what is fetched.
  const addresses = addressesGiven(call, url, context.facts);
  const given = addresses.flatMap(({ address, others, range }) => {
    const judged = severityOf({
      ...download,
      url: { kind: 'string', value: address, range: url.valueRange, origin: url.valueRange, via: 'literal' },
      urlText: address,
      paths: [...others, ...download.paths],
    });
    return judged ? [{ ...judged, range }] : [];
  });
  const first = given.find(({ severity }) => given.every((other) => worse(severity, other.severity) === severity));
  const judged = first ?? (addresses.length > 0 ? null : severityOf(download));
  if (!judged || importsDownloadedCode(call, download, context) || isCheckedNearby(call, context)) return;
  context.report({
    range: call.range,
    severity: judged.severity,
    fixes,
    related: first ? [{ range: first.range, message: 'This is where it is told what to download.' }] : [],
    message: `The ${NOUNS[judged.content]} that is downloaded here is used without a check of its digest, so nobody notices when it was exchanged.`,
  });
}

import { shortened } from '../../analysis/secrets/shortened';
import type { Severity } from '../../core/finding';
import type { Argument, CallFact, StringFact } from '../../core/python-facts';
import { defineRule, type PythonContext } from '../../core/rule';
import { isDefault, type Value } from '../../core/value';
import { httpsFix, plainHttpHost, plainHttpHostOf } from '../../analysis/addresses/addresses';
import { FLOW_TRIGGERS, REQUEST_CALLEES, requestedUrl, usesOf } from '../../analysis/flow/response';
import { contentByName } from './fetches/contents';
import { fetcherCallees, FETCHERS, HASHING_FETCHERS, urlOf } from './fetches/fetchers';
import { anyFetcherOf, HOST, isFile, isReportedAsString, isSettled, isFetchVerified } from './fetches/plain-addresses';
import { tableSourceOf, TABLE_READERS } from './fetches/table-readers';

export default defineRule({
  id: 'insecure-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Download over plain HTTP',
  cwe: 319,
  owasp: 'ML06:2023',
  atlas: ['AML.T0010.003'],
  docs: {
    what: 'A model, data set, archive or code is downloaded over plain `http://` with urllib, requests, httpx, wget, pandas, polars, Keras, torch or torchvision, or the URL of such a file is kept in a constant or a table. This machine, private networks, internal names and files whose digest is checked are not reported.',
    why: 'On an unencrypted connection an attacker on the network can read the file and replace it: with poisoned data, or with a model that runs code when it is loaded.',
    fix: 'Use `https://`. If the server does not support it, get the file elsewhere or check its SHA-256 against a value kept in the code.',
  },
  listen: {
    strings: {
      triggers: ['http://', 'ftp://'],
      valuesOnly: true,
      near: { after: HOST },
      check: checkString,
    },
    calls: [
      {
        callees: [...fetcherCallees(FETCHERS), ...fetcherCallees(HASHING_FETCHERS)],
        beside: FLOW_TRIGGERS,
        follows: true,
        check: checkFetcher,
      },
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, follows: true, check: checkRequest },
      {
        callees: TABLE_READERS,
        check: checkReader,
      },
    ],
  },
});

/** An address of a model, an archive, code or data, also one that waits in a table for a loop. */
function checkString(string: StringFact, context: PythonContext): void {
  const url = string.value;
  if (url === null || /\s/.test(url.trim()) || !isFile(url)) return;
  const host = plainHttpHostOf(url, true);
  if (host === null || isSettled(string, context)) return;
  const { range } = string;
  report({ kind: 'string', value: url, range, origin: range, via: 'literal' }, host, 'warning', context);
}

function checkFetcher(call: CallFact, context: PythonContext): void {
  const url = urlOf(call, anyFetcherOf(call)!);
  if (url && !isFetchVerified(call, context)) checkUrl(url, isQuiet(url) ? 'info' : 'warning', context);
}

/** A request counts when its bytes are stored or loaded; what a web service answers is another matter. */
function checkRequest(call: CallFact, context: PythonContext): void {
  const url = requestedUrl(call);
  if (!url || plainHttpHost(url.value) === null || isFetchVerified(call, context) || isQuiet(url)) return;
  for (const { call: use, held } of usesOf(call, context.facts))
    if (held === 'bytes' && STORES.test(use.callee)) return checkUrl(url, 'warning', context);
}

const STORES =
  /^(?!(?:json|yaml)\.)(?:.*\.)?(?:write|write_bytes|copyfileobj|ZipFile|load|loads|load_model|read_csv|read_pickle|read_parquet|extractall)$|^tarfile\.open$/;

function checkReader(call: CallFact, context: PythonContext): void {
  const source = tableSourceOf(call);
  if (source) checkUrl(source, 'warning', context);
}

/** An address without a telling suffix, or one that is only partly written; the others are found as strings. */
function checkUrl(url: Argument, severity: Severity, context: PythonContext): void {
  const value = url.value.kind === 'result' ? url.value.args[0]! : url.value;
  const host = plainHttpHost(value);
  if (host === null || isReportedAsString(url, value, context.facts)) return;
  report(value, host, isDefault(value) ? 'hint' : severity, context);
}

function isQuiet({ value }: Argument): boolean {
  const text = value.kind === 'string' ? value.value : value.kind === 'unknown' ? value.prefix : undefined;
  return text !== undefined && contentByName([text]) === 'quiet';
}

function report(value: Value, host: string, severity: Severity, context: PythonContext): void {
  const fix = httpsFix(context, value, host);
  context.report({
    range: value.range,
    severity,
    message: `Plain HTTP: an attacker on the network can replace what ${shortened(host, 30)} sends.`,
    fixes: fix ? [fix] : [],
  });
}

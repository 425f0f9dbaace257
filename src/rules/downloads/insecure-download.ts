import type { Severity } from '../../core/finding';
import { argumentOf, type Argument, type CallFact, type StringFact } from '../../core/python-facts';
import { contains } from '../../core/range';
import { defineRule, type PythonContext } from '../../core/rule';
import type { Value } from '../../core/value';
import { modelReferencesOf } from '../../analysis/models/reference';
import { httpsFix, plainHttpHost, plainHttpHostOf } from '../../analysis/addresses/addresses';
import { isCheckedNearby } from './fetches/checking';
import { contentOf } from './fetches/contents';
import { calleesOf, fetcherOf, FETCHERS, HASHING_FETCHERS, isHashed, urlOf } from './fetches/fetchers';
import { Flow, FLOW_TRIGGERS, REQUEST_CALLEES, requestedUrl } from '../../analysis/flow/response';

const READERS =
  'read_csv read_table read_fwf read_json read_parquet read_feather read_orc read_excel read_ipc read_ndjson scan_csv scan_parquet scan_ndjson read_stata read_sas read_spss read_xml'.split(
    ' ',
  );

/** An address with a host on another machine follows; `startswith("http://")` has none. */
const NAMES_HOST = /^(?!localhost\b|127\.0\.|0\.0\.0\.0|www\.w3\.org|www\.apache\.org\/licenses)[^\s"'`)\],]{3}/i;

export default defineRule({
  id: 'insecure-download',
  severity: 'warning',
  category: 'downloads',
  title: 'Download over plain HTTP',
  cwe: 319,
  owasp: 'ML06:2023 AI Supply Chain Attacks',
  docs: {
    what: 'A model, a data set, an archive or code is fetched over plain `http://`: with urllib, requests, httpx, wget, pandas, polars, Keras, torch or torchvision, or from an address of such a file that is kept in a constant or a table. This machine, private networks and inner names are left alone, and so are files whose digest is checked.',
    why: 'On an unencrypted connection anybody on the way can read the file and put another one in its place: poisoned data, or a model that runs code when it is loaded.',
    fix: 'Use `https://`. Where the server has none, take the file from another place or check its SHA-256 against a value that is kept in the code.',
    references: [
      'https://cwe.mitre.org/data/definitions/319.html',
      'https://owasp.org/www-project-machine-learning-security-top-10/docs/ML06_2023-AI_Supply_Chain_Attacks',
    ],
  },
  listen: {
    strings: {
      triggers: ['http://', 'ftp://'],
      valuesOnly: true,
      near: (text, _start, end) => NAMES_HOST.test(text.slice(end, end + 40)),
      check: checkString,
    },
    calls: [
      { callees: [...calleesOf(FETCHERS), ...calleesOf(HASHING_FETCHERS)], beside: FLOW_TRIGGERS, check: checkFetcher },
      { callees: REQUEST_CALLEES, beside: FLOW_TRIGGERS, check: checkRequest },
      {
        callees: ['pandas', 'polars', 'dask.dataframe', 'geopandas', 'cudf', 'modin.pandas'].flatMap((root) =>
          READERS.map((reader) => `${root}.${reader}`),
        ),
        check: checkReader,
      },
    ],
  },
});

/** Files that are worth a finding wherever their address is written. */
const isFile = (url: string): boolean =>
  ['model', 'code', 'archive', 'data'].includes(
    contentOf([url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '')]),
  );

/** An address of a model, an archive, code or data, also one that waits in a table for a loop. */
function checkString(string: StringFact, context: PythonContext): void {
  const { facts } = context;
  const url = string.value;
  if (url === null || /\s/.test(url.trim()) || !isFile(url.trim())) return;
  const host = plainHttpHostOf(url, true);
  if (host === null) return;
  // A digest beside it, as in `(url, name, md5)`, is there to be checked.
  const beside = /^(?:(?!:\/\/|\n\S|\n[ \t]*\w+[ \t]*=)[^]){0,250}/.exec(
    facts.text.slice(string.range.end, string.range.end + 250),
  )![0];
  if (/["'](?:md5:|sha1:|sha256:|sha512:)?[0-9a-f]{32,128}["']/i.test(beside)) return;
  const users = facts.calls.filter((call) => call.args.some(({ value }) => holds(value, string)));
  // Loaders of models say so themselves.
  if (users.some((call) => modelReferencesOf(call).some((reference) => reference.insecure))) return;
  if (users.length > 0 && users.every((call) => isVerified(call, context))) return;
  if (
    users.length > 0 &&
    users.every((call) =>
      /^(?:print|logging\.\w+|.*\.(?:info|warning|error|debug|add_argument|startswith|endswith|append_text|skip|xfail)|warnings\.warn|\w*Error|\w*Exception|pytest\..*)$/.test(
        call.callee,
      ),
    )
  )
    return;
  // What a command fetches is another rule's matter.
  if (facts.calls.some((call) => /^(?:subprocess|os)\./.test(call.callee) && contains(call.range, string.range)))
    return;
  if (facts.comparisons.some(({ range }) => contains(range, string.range))) return;
  report(
    { kind: 'string', value: url, range: string.range, origin: string.range, via: 'literal' },
    host,
    'warning',
    context,
  );
}

const holds = (value: Value, string: StringFact): boolean =>
  value.kind === 'string' && value.origin.start === string.range.start;

function isVerified(call: CallFact, context: PythonContext): boolean {
  const fetcher = fetcherOf(call.callee, [...FETCHERS, ...HASHING_FETCHERS]);
  if (fetcher && isHashed(call, fetcher)) return true;
  // A helper of the project that takes a digest.
  if (
    call.args.some(
      ({ name, value, valueRange }) =>
        value.kind !== 'none' &&
        (/md5|sha_?\d|hash|checksum|digest/i.test(name ?? '') ||
          (name === null &&
            /md5|sha_?\d+|checksum|digest/i.test(context.facts.text.slice(valueRange.start, valueRange.end)))),
    )
  )
    return true;
  return (fetcher !== undefined || REQUESTS.test(call.callee)) && isCheckedNearby(call, context);
}

const REQUESTS = /^(?:requests|httpx|aiohttp|urllib|urllib2|urllib3|six)\b/;

function checkFetcher(call: CallFact, context: PythonContext): void {
  const url = urlOf(call, fetcherOf(call.callee, [...FETCHERS, ...HASHING_FETCHERS])!);
  if (url && !isVerified(call, context))
    checkUrl(url, contentOf(textsOf(url)) === 'quiet' ? 'info' : 'warning', context);
}

/** A request counts when its bytes are stored or loaded; what a web service answers is another matter. */
function checkRequest(call: CallFact, context: PythonContext): void {
  const url = requestedUrl(call);
  if (!url || plainHttpHost(url.value) === null || isVerified(call, context) || contentOf(textsOf(url)) === 'quiet')
    return;
  for (const { call: use, held } of new Flow(call, context.facts).uses()) {
    if (
      held === 'bytes' &&
      /(?:^|\.)(?:write|write_bytes|copyfileobj|ZipFile|load|loads|load_model|read_csv|read_pickle|read_parquet|extractall)$|^tarfile\.open$/.test(
        use.callee,
      ) &&
      !/^(?:json|yaml)\./.test(use.callee)
    )
      return checkUrl(url, 'warning', context);
  }
}

function checkReader(call: CallFact, context: PythonContext): void {
  const source =
    ['filepath_or_buffer', 'path_or_buf', 'path', 'source', 'io', 'path_or_buffer']
      .map((name) => argumentOf(call, name))
      .find((argument) => argument) ?? argumentOf(call, '', 0);
  if (source) checkUrl(source, 'warning', context);
}

/** An address without a telling suffix, or one that is only partly written; the others are found as strings. */
function checkUrl(url: Argument, severity: Severity, context: PythonContext): void {
  const value = url.value.kind === 'result' ? url.value.args[0]! : url.value;
  const host = plainHttpHost(value);
  if (host === null || (value.kind === 'string' && isFile(value.value.trim()) && isLiteral(value, context))) return;
  // `URL.format(name)`: the address that it is made of is reported where it is written.
  const made = /^(\w+)\s*(?:\.format\(|%)/.exec(
    context.facts.text.slice(url.valueRange.start, url.valueRange.end),
  )?.[1];
  if (
    made !== undefined &&
    context.facts.assignments.some(
      (fact) => fact.target === made && fact.value.kind === 'string' && isFile(fact.value.value.trim()),
    )
  )
    return;
  report(value, host, 'via' in value && value.via === 'default' ? 'hint' : severity, context);
}

/** Whether the string listener hears of it: it is one literal. */
const isLiteral = (value: Value, { facts }: PythonContext): boolean =>
  value.kind !== 'unknown' &&
  facts.strings.some(
    (string) =>
      string.value !== null && string.range.start === value.origin.start && string.range.end === value.origin.end,
  );

const textsOf = ({ value }: Argument): readonly string[] =>
  value.kind === 'string' ? [value.value] : value.kind === 'unknown' && value.prefix ? [value.prefix] : [];

function report(value: Value, host: string, severity: Severity, context: PythonContext): void {
  const fix = httpsFix(context, value, host);
  context.report({
    range: value.range,
    severity,
    message: `What comes from ${host} over plain HTTP can be read and exchanged by anybody on the way.`,
    fixes: fix ? [fix] : [],
  });
}

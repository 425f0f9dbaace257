import type { Argument, CallFact, PythonFacts, StringFact } from '../../../core/python-facts';
import { contains, textAt } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Value } from '../../../core/value';
import { modelReferencesOf } from '../../../analysis/models/reference';
import { isCheckedNearby } from './checking';
import { contentByName } from './contents';
import { fetcherOf, FETCHERS, HASHING_FETCHERS, isHashed, type Fetcher } from './fetchers';

/** An address with a host on another machine follows; `startswith("http://")` has none. */
export const HOST = /^(?!localhost\b|127\.0\.|0\.0\.0\.0|www\.w3\.org|www\.apache\.org\/licenses)[^\s"'`)\],]{3}/i;

/** Files that are worth a finding wherever their address is written. */
export const isFile = (url: string): boolean =>
  ['model', 'code', 'archive', 'data'].includes(
    contentByName([
      url
        .trim()
        .replace(/^[a-z]+:\/\/[^/]*/i, '')
        .replace(/[?#].*$/, ''),
    ]),
  );

/** The fetching function that a call calls, whether it can check a digest or not. */
export const anyFetcherOf = (call: CallFact): Fetcher | undefined =>
  fetcherOf(call.callee, [...FETCHERS, ...HASHING_FETCHERS]);

const REQUESTS = /^(?:requests|httpx|aiohttp|urllib|urllib2|urllib3|six)\b/;

/** Whether what a call fetches is compared with a digest: by the call itself, or by the code around it. */
export function isFetchVerified(call: CallFact, context: PythonContext): boolean {
  const fetcher = anyFetcherOf(call);
  if (fetcher && isHashed(call, fetcher)) return true;
  // A helper of the project that takes a digest.
  if (
    call.args.some(
      ({ name, value, valueRange }) =>
        value.kind !== 'none' &&
        (/md5|sha_?\d|hash|checksum|digest/i.test(name ?? '') ||
          (name === null && /md5|sha_?\d+|checksum|digest/i.test(textAt(context.facts.text, valueRange)))),
    )
  )
    return true;
  return (fetcher !== undefined || REQUESTS.test(call.callee)) && isCheckedNearby(call, context);
}

/** Calls that speak of an address and fetch nothing. */
const SPEAKS =
  /^(?:print|logging\.\w+|.*\.(?:info|warning|error|debug|add_argument|startswith|endswith|append_text|skip|xfail)|warnings\.warn|\w*Error|\w*Exception|pytest\..*)$/;

/** Whether nothing is to be said of a written address: it is checked, only spoken of, compared, or another rule's matter. */
export function isSettled(string: StringFact, context: PythonContext): boolean {
  const { facts } = context;
  // A digest beside it, as in `(url, name, md5)`, is there to be checked.
  const beside = /^(?:(?!:\/\/|\n\S|\n[ \t]*\w+[ \t]*=)[^]){0,250}/.exec(
    facts.text.slice(string.range.end, string.range.end + 250),
  )![0];
  if (/["'](?:md5:|sha1:|sha256:|sha512:)?[0-9a-f]{32,128}["']/i.test(beside)) return true;
  const users = facts.calls.filter((call) => call.args.some(({ value }) => holds(value, string)));
  // Loaders of models say so themselves.
  if (users.some((call) => modelReferencesOf(call).some((reference) => reference.insecure))) return true;
  if (users.length > 0 && users.every((call) => isFetchVerified(call, context))) return true;
  if (users.length > 0 && users.every((call) => SPEAKS.test(call.callee))) return true;
  // What a command fetches is another rule's matter.
  return (
    facts.calls.some((call) => /^(?:subprocess|os)\./.test(call.callee) && contains(call.range, string.range)) ||
    facts.comparisons.some(({ range }) => contains(range, string.range))
  );
}

const holds = (value: Value, string: StringFact): boolean =>
  value.kind === 'string' && value.origin.start === string.range.start;

/** Whether an address is reported as the string that it is, or as the one that it is made of: `URL.format(name)`. */
export function isReportedAsString(url: Argument, value: Value, facts: PythonFacts): boolean {
  if (value.kind === 'string' && isFile(value.value) && isLiteral(value, facts)) return true;
  const made = /^(\w+)\s*(?:\.format\(|%)/.exec(textAt(facts.text, url.valueRange))?.[1];
  return (
    made !== undefined &&
    facts.assignments.some((fact) => fact.target === made && fact.value.kind === 'string' && isFile(fact.value.value))
  );
}

/** Whether the listener to strings hears of it: it is one literal. */
const isLiteral = (value: Value, facts: PythonFacts): boolean =>
  value.kind !== 'unknown' &&
  facts.strings.some(
    (string) =>
      string.value !== null && string.range.start === value.origin.start && string.range.end === value.origin.end,
  );

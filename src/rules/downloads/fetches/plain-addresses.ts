import type { Argument, CallFact, PythonFacts, StringFact } from '../../../core/python-facts';
import { contains } from '../../../core/range';
import type { PythonContext } from '../../../core/rule';
import type { Expression } from '../../../core/semantics';
import { stringOf, type Value } from '../../../core/value';
import { modelReferencesOf } from '../../../analysis/models/reference';
import { once } from '../../../readers/python/fact-index';
import { spelled } from '../../../readers/python/spelling';
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
      ({ name, value, expression }) =>
        value.kind !== 'none' &&
        (/md5|sha_?\d|hash|checksum|digest/i.test(name ?? '') ||
          (name === null && /md5|sha_?\d+|checksum|digest/i.test(spelled(expression)))),
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
  if (hasDigestBeside(string, context.facts)) return true;
  const users = usersOf(facts).get(string.range.start) ?? [];
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

/** The calls that are given a text, by where it is written. */
const usersOf = once((facts: PythonFacts): ReadonlyMap<number, readonly CallFact[]> => {
  const users = new Map<number, CallFact[]>();
  for (const call of facts.calls)
    for (const { value } of call.args) {
      if (value.kind !== 'string') continue;
      const known = users.get(value.origin.start);
      if (known?.at(-1) === call) continue;
      if (known) known.push(call);
      else users.set(value.origin.start, [call]);
    }
  return users;
});

const DIGEST = /^(?:md5:|sha1:|sha256:|sha512:)?[0-9a-f]{32,128}$/i;

/** A digest beside an address, as in `(url, name, md5)` and `{"url": …, "sha256": …}`, is there to be checked. */
function hasDigestBeside({ range }: StringFact, { semantics }: PythonFacts): boolean {
  let inner: Expression | null = semantics.expressionAt(range);
  for (const around of semantics.expressionsAround(range).slice(0, 3)) {
    const { kind, parts } = around;
    const at = inner ? parts.indexOf(inner) : -1;
    if (at >= 0 && (kind === 'sequence' || kind === 'call' || kind === 'mapping' || kind === 'pair')) {
      // Up to the next address: what comes then is said of that one.
      const rest = parts.slice(at + 1, at + 30);
      const next = rest.findIndex((part) => held(part).some((text) => text.includes('://')));
      if (rest.slice(0, next < 0 ? undefined : next).some((part) => held(part).some((text) => DIGEST.test(text))))
        return true;
    }
    // A list of addresses is no address.
    if (kind === 'sequence' || kind === 'call' || kind === 'mapping') return false;
    inner = around;
  }
  return false;
}

/** The texts that an expression holds, of a pair its value's. */
function held({ kind, parts, value }: Expression): readonly string[] {
  if (kind === 'pair') return parts.slice(1).flatMap(held);
  if (kind === 'sequence' || kind === 'mapping') return parts.slice(0, 10).flatMap(held);
  const text = stringOf(value);
  return text === undefined ? [] : [text];
}

/** Whether an address is reported as the string that it is, or as the one that it is made of: `URL.format(name)`. */
export function isReportedAsString(url: Argument, value: Value, facts: PythonFacts): boolean {
  if (value.kind === 'string' && isFile(value.value) && isLiteral(value, facts)) return true;
  const template = templateOf(url.expression);
  const text =
    template && (template.kind === 'name' || template.kind === 'attribute') ? stringOf(template.value) : undefined;
  return text !== undefined && isFile(text);
}

/** `URL` of `URL.format(name)` and `URL % name`. */
function templateOf({ kind, name, parts }: Expression): Expression | undefined {
  if (kind === 'operation') return name === '%' ? parts[0] : undefined;
  const [called] = kind === 'call' ? parts : [];
  return called?.kind === 'attribute' && called.name === 'format' ? called.parts[0] : undefined;
}

/** Whether the listener to strings hears of it: it is one literal. */
const isLiteral = (value: Value, facts: PythonFacts): boolean =>
  value.kind !== 'unknown' &&
  facts.strings.some(
    (string) =>
      string.value !== null && string.range.start === value.origin.start && string.range.end === value.origin.end,
  );

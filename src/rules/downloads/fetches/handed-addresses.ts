import { argumentsFor } from '../../../analysis/flow/arguments';
import { checksDigest } from '../../../analysis/flow/digest-checks';
import { flowInto } from '../../../analysis/flow/flow';
import { MADE_OF_HERE } from '../../../analysis/flow/made-of';
import { isRequesting, requestedUrl } from '../../../analysis/flow/response';
import { hubFileAt } from '../../../analysis/models/hub-files';
import { milder } from '../../../analysis/models/reporting';
import { changedArgument } from '../../../core/changed-argument';
import type { Related } from '../../../core/finding';
import type { Argument, CalledElsewhere, CallFact } from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import type { Listeners, PythonContext } from '../../../core/rule';
import { stringOf } from '../../../core/value';
import { isOfOwnOwner } from '../../../project/questions/own-project';
import { spelled } from '../../../readers/python/spelling';
import { fetcherOf, FETCHERS, isHashed, urlOf } from './fetchers';
import { downloadOf, judgedDownload, type JudgedDownload } from './judgement';

/** Documents that have an address of a file of the hub in them, at a branch or tag. */
export const HANDED_ADDRESSES: Pick<NonNullable<Listeners['imported']>, 'triggers' | 'anywhere' | 'lead'> = {
  triggers: ['huggingface.co', 'hf.co'],
  lead: /^["']{1,3}https:\/\/$/i,
  anywhere:
    /(?:huggingface\.co|hf\.co)\/[^\s"']{1,200}\/(?:resolve|raw|blob)\/(?![0-9a-f]{40}\/)[^\s"'/]{1,100}\/[^\s"']{0,200}\.(?:py|sh|so|whl|bin|pth?|pkl|ckpt|h5|hdf5|keras|joblib|pb|onnx|tflite|gguf|ggml|safetensors|model|jit|zip|tar|t?gz|bz2|xz|7z)\b/i,
};

/** Words of files in which something may be fetched: others are not looked into. */
const FETCHES = /\b(?:requests|httpx|aiohttp|urllib\w*|urlretrieve|urlopen|wget|gdown|pooch|download_url\w*)\b/;
/** Parameters that take an expected digest. */
const DIGEST = /sha\d|md5|hash|digest|checksum/i;
/** Fetches that are looked at in one file. */
const MOST_FETCHES = 40;

/** An address of the hub that goes to a function of another file, which downloads it. */
export function checkHanded(call: CallFact, context: PythonContext): void {
  const { semantics } = context.facts;
  if (!semantics.isCalledWhere(call, FETCHES)) return;
  const given = call.args.flatMap((argument) => {
    const addresses = addressesIn(argument, context);
    return addresses.length > 0 ? [{ argument, addresses }] : [];
  });
  if (given.length === 0 || expectsDigest(call)) return;
  const other = semantics.calledElsewhere(call, true);
  if (!other || checksDigest(other.called, other.semantics)) return;
  for (const { argument, addresses } of given) {
    const fetch = fetchOf(argument, call, other, context);
    if (!fetch) continue;
    const texts = call.args.flatMap((each) =>
      each === argument ? [] : [stringOf(each.value) ?? '', spelled(each.expression)],
    );
    for (const { text, range } of addresses) {
      const url = changedArgument(argument, {
        value: { kind: 'string', value: text, range, origin: range, via: 'literal' },
      });
      const judged = judgedDownload({ ...downloadOf(call, url, texts), urlText: text });
      if (judged) reportAddressGiven(range, judged, { path: other.path, range: fetch.range }, context);
    }
  }
}

/** What is told of an address; `fetched`: where it is downloaded. */
export function reportAddressGiven(
  range: Range,
  { severity, noun }: JudgedDownload,
  fetched: Pick<Related, 'path' | 'range'>,
  context: PythonContext,
): void {
  context.report({
    range,
    severity: isOwn(range, context) ? milder('info', severity) : severity,
    related: [{ ...fetched, message: 'It is downloaded here.' }],
    message: `The ${noun} at this address is used without checking its hash.`,
    detail: 'What a branch of the hub holds can be replaced',
  });
}

/** The project's own files are no stranger's. */
function isOwn(range: Range, { facts, project }: PythonContext): boolean {
  const address = stringOf(facts.semantics.expressionAt(range)?.value);
  return address !== undefined && isOfOwnOwner(address, project);
}

function addressesIn(
  { expression }: Argument,
  { facts }: PythonContext,
): readonly { readonly text: string; readonly range: Range }[] {
  return flowInto(expression, facts.semantics, MADE_OF_HERE).nodes.flatMap(
    ({ expression: { value, start, end, kind } }) => {
      const text = kind === 'constant' || kind === 'text' ? stringOf(value) : undefined;
      return text !== undefined && hubFileAt(text) ? [{ text, range: rangeOf(start, end) }] : [];
    },
  );
}

const expectsDigest = ({ args }: CallFact): boolean =>
  args.some(({ name, value }) => name !== null && DIGEST.test(name) && value.kind !== 'none');

/** The call in another file that downloads what an argument gives. */
function fetchOf(
  { expression }: Argument,
  call: CallFact,
  { called, semantics }: CalledElsewhere,
  { facts }: PythonContext,
): CallFact | undefined {
  const parameter = called.parameters.find((each) =>
    argumentsFor(call, called, each, facts.semantics).includes(expression),
  );
  if (!parameter) return undefined;
  let fetches = 0;
  return semantics.calls.find((fetch) => {
    const url = fetches < MOST_FETCHES ? urlFetchedBy(fetch) : undefined;
    if (!url) return false;
    fetches++;
    return flowInto(url.expression, semantics, MADE_OF_HERE).nodes.some(
      ({ owner, expression: { name } }) => owner?.scope === called.scope && name === parameter.name,
    );
  });
}

/** What a call downloads that checks no digest itself. */
function urlFetchedBy(call: CallFact): Argument | undefined {
  const fetcher = fetcherOf(call.callee, FETCHERS);
  if (fetcher) return isHashed(call, fetcher) ? undefined : urlOf(call, fetcher);
  return isRequesting(call) ? requestedUrl(call) : undefined;
}

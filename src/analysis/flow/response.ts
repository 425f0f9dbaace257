import { matchesCallee } from '../../core/callee-pattern';
import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';
import { callsAround, once } from '../../readers/python/fact-index';
import { flowInto } from './flow';
import { wayOf, type FlowNode } from './flow-node';
import { MADE_OF } from './made-of';

/** Calls that fetch something into memory. A web server answers to every verb. */
export const REQUEST_CALLEES: readonly string[] = [
  ...['requests', 'httpx', 'aiohttp'].flatMap((library) =>
    ['get', 'post', 'put', 'patch', 'request'].map((verb) => `${library}.**.${verb}`),
  ),
  'requests.**.send',
  'httpx.**.send',
  'httpx.**.stream',
  'urllib.request.urlopen',
  'urllib.urlopen',
  'urllib2.urlopen',
  'six.moves.urllib.request.urlopen',
  'urllib3.**.request',
];

/** Words of statements in the same scope that tell what becomes of a download. The names that those use are read by themselves. */
export const FLOW_TRIGGERS: readonly string[] = [
  'import ',
  'write',
  'copyfileobj',
  'subprocess',
  'os.system',
  'run_path',
  'spec_from_file',
  'load(',
  'extractall',
  'unpack_archive',
  'tarfile',
  'ZipFile',
  'InferenceSession',
  'CDLL',
  'read_pickle',
  'digest',
  'hash',
  'sha1',
  'sha2',
  'sha5',
  'md5',
  'checksum',
  'integrity',
  'signature',
  'verif',
];

/** The address of a request; `request("GET", url)` and `stream("GET", url)` have it second. */
export const requestedUrl = (call: CallFact): Argument | undefined =>
  argumentOf(call, 'url', /\.(?:request|stream)$/.test(call.callee) ? 1 : 0);

/** What of a response is used: its bytes, or its text. */
export type Held = 'bytes' | 'text';

/** A call that is given what a request brought. */
export interface ResponseUse {
  readonly call: CallFact;
  readonly held: Held;
  /** The calls of functions of the program by which it is handed on. */
  readonly handed: readonly Range[];
}

/** Calls that store, load or unpack what they are given. */
const USES =
  /(?:^|\.)(?:write|writelines|write_bytes|write_text|copyfileobj|ZipFile|load|loads|load_model|read_csv|read_pickle|read_parquet|extractall)$|^tarfile\.open$/;
const TEXT = /^(?:text|iter_lines|aiter_lines|json|read_text)$/;
/** What parses the answer that it is given. */
const READS_TEXT = /^(?:json|simplejson|ujson)\.load$|^yaml\.(?:safe_)?load$/;
const BYTES =
  /^(?:content|raw|read|readall|read1|aread|data|a?iter_(?:content|bytes|raw|chunked|chunks|any)|body|read_bytes|readinto)$/;

/** The calls of the program that store, load or unpack what a request brought. */
export const usesOf = (request: CallFact, facts: PythonFacts): readonly ResponseUse[] =>
  allUses(facts).get(request) ?? [];

const allUses = once((facts: PythonFacts): ReadonlyMap<CallFact, readonly ResponseUse[]> => {
  const uses = new Map<CallFact, ResponseUse[]>();
  for (const call of facts.calls) {
    if (!USES.test(call.callee)) continue;
    const known = new Set<CallFact>();
    for (const { expression } of call.args)
      for (const node of flowInto(expression, facts.semantics, MADE_OF).nodes) {
        const request = node.path === null ? node.call : null;
        if (!request || request === call || known.has(request) || !isRequesting(request)) continue;
        const way = wayOf(node);
        const held = heldOn(way);
        if (held === null) continue;
        known.add(request);
        const use = { call, held, handed: handedBy(way, facts) };
        const others = uses.get(request);
        if (others) others.push(use);
        else uses.set(request, [use]);
      }
  }
  return uses;
});

/** The calls that give what comes this way to a parameter. */
const handedBy = (way: readonly FlowNode[], facts: PythonFacts): readonly Range[] =>
  way.flatMap(({ owner }, i) => {
    const given = owner && way[i - 1]?.expression;
    return (given && callsAround(facts, given)[0]?.range) ?? [];
  });

const requesting = new Map<string, boolean>();

/** Whether a call is one of `REQUEST_CALLEES`. */
export function isRequesting({ callee }: CallFact): boolean {
  if (!/^(?:requests|httpx|aiohttp|urllib|six)/.test(callee)) return false;
  let answer = requesting.get(callee);
  if (answer === undefined) {
    answer = REQUEST_CALLEES.some((pattern) => matchesCallee(pattern, callee));
    if (requesting.size > 2000) requesting.clear();
    requesting.set(callee, answer);
  }
  return answer;
}

/** What is taken of a response, or of a file, on the way to where it is used; null for its headers and the like. */
export function heldOn(way: readonly FlowNode[]): Held | null {
  let given = false;
  for (const [i, { expression, call }] of way.entries()) {
    const before = way[i - 1]?.expression;
    if (!before) continue;
    const { kind, parts } = expression;
    const [called] = parts;
    const member =
      kind === 'attribute'
        ? expression.name
        : kind === 'call' && called?.kind === 'attribute' && called.parts[0] === before
          ? called.name
          : null;
    if (member !== null) return TEXT.test(member) ? 'text' : BYTES.test(member) ? 'bytes' : null;
    if (call && READS_TEXT.test(call.callee)) return 'text';
    given ||= kind === 'call' && parts.includes(before);
  }
  // `copyfileobj(response, file)`: the response itself.
  return given ? null : 'bytes';
}

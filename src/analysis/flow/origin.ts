import type { Related } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import type { Range } from '../../core/range';
import type { CallPattern } from '../../core/rule';
import { isDefault, stringOf, type Value } from '../../core/value';
import { callsOf } from '../../readers/python/fact-index';
import { downloadIn, isHere } from './downloads';
import { fetchedFileOf } from './fetched-files';
import { expressionOf, isAmong, keysOfFile, unwrap } from './file-keys';
import { flowInto } from './flow';
import { wayOf, type FlowNode } from './flow-node';
import { REQUEST_CALLEES } from './response';
import { SAME_BYTES, SAME_FILE, wrappedBy } from './same-bytes';
import { sitesOf, type HoldingSite } from './sites';

/** Where the bytes come from that a call is about to load. */
export type Origin =
  /** `at`: the call, address or command that brings it over a network; null when it is the load itself. */
  | { readonly kind: 'remote'; readonly from: string; readonly pinned: boolean; readonly at: Range | null }
  /** A path written in the code. */
  | { readonly kind: 'file'; readonly path: string }
  /** Written by the same piece of code before. `memory`: never left the process. */
  | { readonly kind: 'own'; readonly memory: boolean }
  /** A parameter of the enclosing function: the caller decides. */
  | { readonly kind: 'parameter' }
  | { readonly kind: 'unknown' };

const WRITER_NAMES = ['dump', 'dump_session', 'save', 'savez', 'savez_compressed', 'to_pickle', 'export'];
const WRITERS = new RegExp(`(?:^|\\.)(?:${WRITER_NAMES.join('|')})$`);
const SERIALIZERS =
  /^(?:pickle|_pickle|cPickle|dill|cloudpickle|marshal|jsonpickle|msgpack_numpy|ray\.cloudpickle)\.(?:dumps|encode|packb)$/;

/** Methods of a path or a file that give what it holds, or the path in another form. */
const READS = /^(?:open|read|readall|read_bytes|resolve|absolute|expanduser|as_posix)$/;

/** As words of `beside`, calls of functions with these names: a word stands for every name that begins with it. */
const callsOfAny = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !names.some((other) => other !== name && name.startsWith(other))).map((name) => `${name}(`);

/** Words of calls that say something about a load in the same scope (downloads, `WRITERS`, and the hash checks of `verification.ts`); the scan keeps the statements they stand in. */
export const ORIGIN_TRIGGERS: readonly string[] = [
  'urlretrieve(',
  'download(',
  'fetch(',
  'fget_object(',
  ...callsOfAny(WRITER_NAMES),
  'write(',
  'copyfileobj(',
  'retrbinary(',
  'wget',
  'curl',
  'gsutil',
  'aws s3',
  'gfile',
  's3fs',
  'gcsfs',
  'digest(',
  'hash(',
  'checksum(',
  'sha1(',
  'sha2(',
  'sha3(',
  'sha5(',
  '_sha(',
  'blake(',
  'md5(',
  'integrity(',
  'signature(',
  '.verify(',
];

/** Calls that bring a file from a network to where a load may find it, wherever they stand. */
export const ORIGIN_READS: readonly CallPattern[] = [
  {
    callees: [
      '**.urlretrieve',
      '**.download_url_to_file',
      '**.download_file',
      '**.download_to_filename',
      'wget.download',
      'gdown.download',
    ],
    follows: true,
  },
  { callees: REQUEST_CALLEES, beside: ['write', 'copyfileobj'], follows: true },
];

/** Follows what a call loads back to a path, a download or a parameter. */
export function originOf(value: Value | undefined, call: CallFact, facts: PythonFacts): Origin {
  if (!value) return { kind: 'unknown' };
  const bottom = unwrap(value);
  // What is empty at first gets its path later.
  const text = stringOf(bottom) || undefined;
  const address = text === undefined ? null : originOfAddress(text, bottom);
  if (address) return address;
  const file = expressionOf(value, facts);
  if (!file) return text === undefined ? { kind: 'unknown' } : { kind: 'file', path: text };
  const { semantics } = facts;
  const download = downloadIn(flowInto(file, semantics, SAME_BYTES)) ?? fetchedFileOf(file, call, facts);
  if (download) return { kind: 'remote', ...download };
  const sites = sitesOf(flowInto(file, semantics, SAME_FILE), { scope: call.scope, at: call.range.start });
  const own = sites.filter(({ given }) => given === null);
  if (own.some(({ node }) => SERIALIZERS.test(node.call?.callee ?? ''))) return { kind: 'own', memory: true };
  const keys = keysOfFile(file, semantics);
  const writers = callsOf(facts, WRITERS, call.scope);
  if (
    writers.some(
      (other) =>
        other !== call && other.args.some(({ expression }) => isAmong(keys, keysOfFile(expression, semantics))),
    )
  )
    return { kind: 'own', memory: own.some(isNewBuffer) };
  if (isParameterDefault(bottom, own)) return { kind: 'parameter' };
  const path = text ?? own.map(({ node }) => stringOf(node.expression.value)).find((known) => known);
  if (path !== undefined) return { kind: 'file', path };
  return own.some(({ node }) => node.owner !== null && isHandedAsIs(node))
    ? { kind: 'parameter' }
    : { kind: 'unknown' };
}

/** Whether a parameter is the file, its path or its bytes: `message.value`, `event["body"]` and each of several are parts of something else. */
function isHandedAsIs(parameter: FlowNode): boolean {
  const way = wayOf(parameter);
  return way.every(({ expression, call, world }, i) => {
    const before = way[i - 1]?.expression;
    if (!before) return true;
    const { kind, parts } = expression;
    const [first] = parts;
    if (kind === 'attribute' || kind === 'subscript') return first !== before;
    if (kind === 'name')
      return !world
        .bindingsOf(expression)
        .some((binding) => binding.value === before && (binding.kind === 'element' || binding.kind === 'iteration'));
    return (
      kind !== 'call' || !call || first?.kind !== 'attribute' || wrappedBy(call) !== undefined || READS.test(first.name)
    );
  });
}

function originOfAddress(text: string, value: Value): Origin | null {
  if (!/^(?:https?|ftp|s3|gs|abfss?|hf):\/\//i.test(text)) return null;
  return isHere(text)
    ? { kind: 'unknown' }
    : { kind: 'remote', from: text, pinned: false, at: value.kind === 'unknown' ? value.range : value.origin };
}

/** `io.BytesIO()`: what is in it was written there by this program. */
const isNewBuffer = ({ node }: HoldingSite): boolean =>
  node.call?.callee === 'io.BytesIO' && node.call.args.length === 0;

/** What only a parameter's default says, the caller may say otherwise. */
const isParameterDefault = (value: Value, own: readonly HoldingSite[]): boolean =>
  value.kind === 'string' && isDefault(value) && own.some(({ node }) => node.owner !== null);

/** The other end of a load from the network: where the bytes come into the program. */
export function relatedOf(origin: Origin): readonly Related[] {
  if (origin.kind !== 'remote' || origin.at === null) return [];
  return [
    {
      range: origin.at,
      message: origin.from.includes('://') ? 'This is where it is downloaded from.' : 'It is downloaded here.',
    },
  ];
}

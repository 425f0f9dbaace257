import type { Related } from '../../core/finding';
import type { CallFact, PythonFacts } from '../../core/python-facts';
import { textAt, type Range } from '../../core/range';
import { stringOf, type UnknownValue, type Value } from '../../core/value';
import { assignmentsAround, callsOf } from '../../readers/python/fact-index';
import { downloadBehind, isHere } from './downloads';
import { callAt, declarationOf, siteOf, writtenAt } from './expressions';
import { fetchedFileOf } from './fetched-files';
import { readFrom, takes, unwrap } from './file-keys';

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
];

/** Follows what a call loads back to a path, a download or a parameter. */
export function originOf(value: Value | undefined, call: CallFact, facts: PythonFacts): Origin {
  if (!value) return { kind: 'unknown' };
  const bottom = unwrap(value);
  if (bottom.kind === 'result' && SERIALIZERS.test(bottom.callee)) return { kind: 'own', memory: true };
  const text = stringOf(bottom);
  if (text !== undefined && /^(?:https?|ftp|s3|gs|abfss?|hf):\/\//i.test(text))
    return isHere(text) ? { kind: 'unknown' } : { kind: 'remote', from: text, pinned: false, at: writtenAt(bottom) };
  const download =
    (isOfLambda(bottom, call, facts) ? null : downloadBehind(writtenAt(value), whereOf(value, call, facts), facts)) ??
    fetchedFileOf(value, call, facts);
  if (download) return { kind: 'remote', ...download };
  if (callsOf(facts, WRITERS, call.scope).some((other) => other !== call && takes(other, value, facts, call)))
    return { kind: 'own', memory: isNewBuffer(bottom) };
  if (isParameterDefault(bottom, facts)) return { kind: 'parameter' };
  const path = text ?? stringOf(unwrap(readFrom(value, siteOf(call), facts) ?? value));
  if (path !== undefined) return { kind: 'file', path };
  return isParameter(bottom) ? { kind: 'parameter' } : { kind: 'unknown' };
}

const isParameter = (value: Value): value is UnknownValue => value.kind === 'unknown' && value.reason === 'parameter';

/** A lambda's parameter is in no header that could be read. */
const isOfLambda = (value: Value, call: CallFact, facts: PythonFacts): boolean =>
  isParameter(value) && declarationOf(textAt(facts.text, value.range), siteOf(call), facts.text) === null;

/** `io.BytesIO()`: what is in it was written there by this program. */
const isNewBuffer = (value: Value): boolean =>
  value.kind === 'result' && value.callee === 'io.BytesIO' && value.args.length === 0;

/** What only a parameter's default says, the caller may say otherwise. */
const isParameterDefault = (value: Value, facts: PythonFacts): boolean =>
  value.kind === 'string' && value.via === 'default' && /^\w+$/.test(textAt(facts.text, value.range));

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

/** A value of a name is looked at where it was written, with the names of that place. */
function whereOf(value: Value, call: CallFact, facts: PythonFacts): ReturnType<typeof siteOf> {
  const written = writtenAt(value);
  const made = callAt(facts, written);
  if (made) return siteOf(made);
  const given = assignmentsAround(facts, written).at(-1);
  return given
    ? { scope: given.scope, offset: given.valueRange.start, functionName: given.functionName }
    : siteOf(call);
}

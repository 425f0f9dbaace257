import { argumentOf, type Argument, type CallFact, type PythonFacts } from '../../core/python-facts';
import { contains, rangeOf, type Range } from '../../core/range';
import type { Value } from '../../core/value';
import { assignmentsTo, callsIn, callsOf } from '../../readers/python/fact-index';

/** Calls that fetch something into memory. */
export const REQUEST_CALLEES: readonly string[] = [
  'requests.**.get',
  'requests.**.request',
  'httpx.**.get',
  'httpx.**.stream',
  'httpx.**.request',
  'aiohttp.**.get',
  'aiohttp.**.request',
  'urllib.request.urlopen',
  'urllib.urlopen',
  'urllib2.urlopen',
  'six.moves.urllib.request.urlopen',
  'urllib3.**.request',
];

/** Words of calls that run what was downloaded before. */
export const RUN_WORDS: readonly string[] = [
  'exec',
  'eval(',
  'compile(',
  'run_path',
  'subprocess',
  'os.system',
  'check_call',
  'check_output',
  'popen',
];

/** Words of statements in the same scope that tell what becomes of a download. The names that those use are read by themselves. */
export const FLOW_TRIGGERS: readonly string[] = [
  'import ',
  'write',
  'copyfileobj',
  ...RUN_WORDS,
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

/** Follows what a request returned through the names of its scope. */
export class ResponseUse {
  readonly #responses = new Set<string>();
  readonly #data = new Map<string, Held>();
  /** The last offset at which the names still hold it. */
  readonly #until: number;

  constructor(
    readonly call: CallFact,
    readonly facts: PythonFacts,
  ) {
    const { text } = facts;
    const as = /^\s*\)*\s*as\s+([A-Za-z_]\w*)/.exec(text.slice(call.range.end, call.range.end + 200))?.[1];
    const within = facts.assignments.filter(
      (fact) => fact.scope === call.scope && fact.role === 'variable' && contains(fact.valueRange, call.range),
    );
    let until = text.length;
    for (const name of [as, ...within.map((fact) => fact.target)]) {
      if (name === undefined) continue;
      const assigned = within.find((fact) => fact.target === name);
      const held = assigned ? heldIn(text.slice(call.range.end, assigned.valueRange.end)) : null;
      if (held) this.#data.set(name, held);
      else this.#responses.add(name);
      const again = assignmentsTo(facts, name).find(
        (fact) =>
          fact.scope === call.scope &&
          fact.range.start > call.range.end &&
          !usesName(text.slice(fact.valueRange.start, fact.valueRange.end), name),
      );
      until = Math.min(until, again?.range.start ?? until);
    }
    this.#until = until;
    this.#spread();
  }

  /** What an expression holds of the download. */
  holds(range: Range): Held | null {
    const { text } = this.facts;
    if (contains(range, this.call.range)) return heldIn(text.slice(this.call.range.end, range.end));
    if (range.start < this.call.range.start || range.start > this.#until) return null;
    const written = text.slice(range.start, range.end);
    for (const [name, held] of this.#data) if (usesName(written, name)) return held;
    for (const name of this.#responses) {
      const at = new RegExp(`(?<![\\w.])${name}(?!\\w)`).exec(written);
      if (!at) continue;
      const held = heldIn(written.slice(at.index + name.length));
      if (held) return held;
      // `shutil.copyfileobj(response, file)`, `json.load(response)`: the response itself.
      if (written.trim() === name) return 'bytes';
    }
    return null;
  }

  /** Later calls of the same scope, and the one around the download. */
  *uses(): Generator<{ readonly call: CallFact; readonly held: Held; readonly position: number }> {
    for (const other of callsIn(this.facts, this.call.scope)) {
      if (other === this.call || other.range.end < this.call.range.start) continue;
      for (const argument of other.args) {
        const held = this.holds(argument.valueRange);
        if (held) {
          yield { call: other, held, position: argument.position };
          break;
        }
      }
    }
  }

  #spread(): void {
    const { facts, call } = this;
    const window = facts.text.slice(call.range.end, this.#until);
    for (const name of this.#responses) {
      for (const match of window.matchAll(
        new RegExp(
          `\\bfor\\s+(\\w+)\\s+in\\b[^\\n]*?(?<![\\w.])${name}\\.(?:a?iter_(?:content|bytes|raw|chunked)|content\\b|iter_chunks)`,
          'g',
        ),
      ))
        this.#data.set(match[1]!, 'bytes');
      for (const match of window.matchAll(new RegExp(`(\\w+)\\s*:=\\s*(?:await\\s+)?${name}\\.(?:raw\\.)?read`, 'g')))
        this.#data.set(match[1]!, 'bytes');
    }
    for (const fact of facts.assignments) {
      if (
        fact.scope !== call.scope ||
        fact.role !== 'variable' ||
        fact.range.start < call.range.end ||
        fact.range.start > this.#until
      )
        continue;
      const held = this.holds(fact.valueRange);
      if (
        held &&
        !/\b(?:json|headers|status)\b|\blen\(/.test(facts.text.slice(fact.valueRange.start, fact.valueRange.end))
      )
        this.#data.set(fact.target, held);
    }
  }
}

/** What the text right behind a response takes of it. */
function heldIn(behind: string): Held | null {
  const member = /^[\s)]*\.\s*([A-Za-z_]\w*)/.exec(behind)?.[1];
  if (member === 'text' || member === 'iter_lines' || member === 'json') return 'text';
  return member !== undefined && /^(?:content|raw|read|data|a?iter_(?:content|bytes|raw)|body)$/.test(member)
    ? 'bytes'
    : null;
}

const usesName = (text: string, name: string): boolean => new RegExp(`(?<![\\w."'])${name}(?![\\w"'])`).test(text);

/** A file that is written or read: its path as a value where there is one, and texts that tell its name. */
export interface FileTarget {
  readonly value: Value | undefined;
  readonly texts: readonly string[];
}

/** The file that a `write` call writes to. */
export function writtenFile(write: CallFact, facts: PythonFacts): FileTarget {
  const receiver = /(?:^|\.)copyfileobj$/.test(write.callee)
    ? write.args[1]?.valueRange
    : rangeOf(
        write.calleeRange.start,
        Math.max(write.calleeRange.start, facts.text.lastIndexOf('.', write.calleeRange.end)),
      );
  if (!receiver) return { value: undefined, texts: [] };
  const opened = openOf(receiver, write, facts);
  if (opened) return targetOf(opened.args[0]?.value, opened.args[0]?.valueRange, write, facts, opened);
  return targetOf(undefined, receiver, write, facts);
}

/** Texts that tell the name of the file that an expression stands for: as written, as known, and as its name was assigned. */
export function targetOf(
  value: Value | undefined,
  range: Range | undefined,
  call: CallFact,
  facts: PythonFacts,
  opened?: CallFact,
): FileTarget {
  const texts: string[] = [];
  if (value?.kind === 'string') texts.push(value.value);
  // `path.open("wb")`: the path is the receiver.
  const written =
    opened &&
    !/^(?:io\.)?open$/.test(opened.callee) &&
    /\.open$/.test(opened.callee) &&
    !/^(?:gzip|bz2|lzma|aiofiles|codecs|os)\b/.test(opened.callee)
      ? facts.text.slice(opened.calleeRange.start, opened.calleeRange.end).replace(/\.open$/, '')
      : range
        ? facts.text.slice(range.start, range.end)
        : '';
  if (written !== '') texts.push(written);
  if (value !== undefined && value.kind !== 'unknown')
    texts.push(facts.text.slice(value.origin.start, value.origin.end));
  const head = /^(?:str\(|Path\(|pathlib\.Path\()?([A-Za-z_]\w*)/.exec(written)?.[1];
  const assigned =
    head === undefined
      ? undefined
      : assignmentsTo(facts, head)
          .filter(
            (fact) =>
              (fact.scope === call.scope || fact.scope === 0) &&
              fact.role === 'variable' &&
              fact.range.end <= call.range.start,
          )
          .pop();
  if (assigned) texts.push(facts.text.slice(assigned.valueRange.start, assigned.valueRange.end));
  return { value, texts };
}

const OPENS = /(?:^|\.)(?:open|NamedTemporaryFile|GFile)$/;

/** The `open` call behind the expression of a file: written in place, assigned, or bound by `with … as`. */
function openOf(receiver: Range, before: CallFact, facts: PythonFacts): CallFact | undefined {
  const opens = callsOf(facts, OPENS);
  const inPlace = opens.find((call) => contains(receiver, call.range));
  if (inPlace) return inPlace;
  const name = facts.text.slice(receiver.start, receiver.end).trim();
  if (!/^\w+$/.test(name)) return undefined;
  const bound = (call: CallFact): boolean =>
    new RegExp(`^\\s*as\\s+${name}(?!\\w)`).test(facts.text.slice(call.range.end, call.range.end + name.length + 40)) ||
    assignmentsTo(facts, name).some(
      (fact) =>
        fact.scope === call.scope &&
        fact.valueRange.start === call.range.start &&
        fact.valueRange.end === call.range.end,
    );
  return opens
    .filter((call) => call.scope === before.scope && call.range.end <= before.range.start && bound(call))
    .pop();
}

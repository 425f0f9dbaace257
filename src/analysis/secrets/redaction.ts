import type { Range } from '../../core/range';
import { withoutCredentialsInText } from '../addresses/url-credentials';
import { looksRandom } from './entropy';
import type { SecretFormat } from './format';
import { matchFormats } from './formats';
import { nameKindOf } from './names';

/**
 * What a text is. Keys and the user of a URL are hidden in all of them; how readily the rest is taken for a secret depends on
 * what else such texts are made of.
 */
export type TextKind =
  /** A line of a document, as a report prints it, and what is to be written into one. */
  | 'line'
  /** What a program's string holds, as an explanation or a hover tells it. */
  | 'value'
  /** Our own words with names out of documents in them: messages, titles, questions. */
  | 'sentence'
  /** Names, versions, addresses and digests, as a bill of materials lists them. */
  | 'identifier';

/**
 * The one answer to "may this text be shown?". Whatever is printed, logged, told in an editor or stored is read by people and
 * tools that must not learn a key from it (CWE-532, CWE-312). `names` is what people call the text where it stands: under
 * `password` no value is shown that could be one. False says nothing about right or wrong: finding secrets is the business of
 * the rules, and here a false alarm costs a few stars, a miss a key.
 */
export const isShowable = (text: string, kind: TextKind, names: readonly string[] = []): boolean =>
  secretsIn(text, kind).length === 0 &&
  !(names.some(namesSecret) && /\d|[^\w\s]/.test(text)) &&
  !(KINDS[kind].hidesParameters && withoutCredentialsInText(text) !== text);

/**
 * The places in a text that must not be shown, in no order; they may overlap. What a finding points at is `pointed`: it is the
 * matter of the finding, so it is not hidden for looking random alone (it may be a model's name).
 */
export function secretsIn(text: string, kind: TextKind, pointed: Range | null = null): readonly Range[] {
  const { counts, user, words, isOrdinary } = KINDS[kind];
  const found = matchFormats(text)
    .filter(({ format }) => counts(format))
    .map(({ range }) => range);
  for (const match of user === null ? [] : text.matchAll(user))
    found.push({ start: match.index + 3, end: match.index + match[0].length - 1 });
  if (kind === 'line')
    for (const match of text.matchAll(LOGIN))
      found.push({ start: match.index + match[0].indexOf(':') + 1, end: match.index + match[0].lastIndexOf('@') });
  for (const match of words === null ? [] : text.matchAll(words)) {
    const range = { start: match.index, end: match.index + match[0].length };
    const isPointedAt = pointed !== null && range.start < pointed.end && pointed.start < range.end;
    if (!isPointedAt && !isOrdinary(match[0]) && looksRandom(match[0])) found.push(range);
  }
  if (kind === 'identifier' && text.length >= SHORTEST_SHAPE && ANY_SHAPE.test(text))
    for (const shape of SHAPES)
      for (const { index, 0: key } of text.matchAll(shape)) found.push({ start: index, end: index + key.length });
  return found;
}

/** An identifier as it may be shown: URLs without what lets somebody in, `[redacted]` for each key. */
export function redacted(text: string): string {
  let result = withoutCredentialsInText(text);
  // What is left beside a replaced key may read as one again; each round makes the text shorter.
  for (let found = secretsIn(result, 'identifier'); found.length > 0; found = secretsIn(result, 'identifier'))
    for (const { start, end } of apart(found)) result = `${result.slice(0, start)}[redacted]${result.slice(end)}`;
  return result;
}

/** `user:password@host` without a scheme, as images, mirrors and databases are named by mistake; not a tag before a digest. */
const LOGIN = /(?<![\w.:/@-])[\w.+-]{1,60}:[^\s/@'",:]{4,200}@(?!sha\d{3}:)[\w-]{1,60}\.[\w.-]{1,200}/g;

interface Strictness {
  /** The formats of keys that are looked for. */
  readonly counts: (format: SecretFormat) => boolean;
  /** `://user:password@`. */
  readonly user: RegExp | null;
  /** Whether query parameters called `token`, `sig` and the like make the text one that is not shown. */
  readonly hidesParameters: boolean;
  /** Unbroken texts that are hidden when they look drawn by a machine, and those that never are. */
  readonly words: RegExp | null;
  readonly isOrdinary: (word: string) => boolean;
}

const KINDS: Readonly<Record<TextKind, Strictness>> = {
  // Fingerprints of findings are made of starred lines: what is starred more, or less, makes known findings of a baseline new
  // ones. So parameters of URLs stay as they are here; what is a key among them, a finding points at. Quotes end a URL in a line.
  line: {
    counts: () => true,
    user: /:\/\/[^\s/@'"]{1,300}@/g,
    hidesParameters: false,
    words: /[A-Za-z0-9_+/=.-]{20,4096}/g,
    isOrdinary: () => false,
  },
  // Commits, digests and paths are what many findings rest on, and an explanation without them explains nothing.
  value: {
    counts: () => true,
    user: /:\/\/[^\s/@]+@/g,
    hidesParameters: true,
    words: /[A-Za-z0-9_+/=.-]{20,4096}/g,
    isOrdinary: (word) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(word) || word.includes('/'),
  },
  // Names of models often look drawn by a machine, with `-`, `.` and `/` in them; so only long words without those count.
  sentence: {
    counts: () => true,
    user: /:\/\/[^\s/@]+@/g,
    hidesParameters: true,
    words: /[A-Za-z0-9_+=]{24,4096}/g,
    isOrdinary: () => false,
  },
  // Digests and commits are what an inventory is for, and many stand beside the name of a service. So nothing is hidden for
  // looking random, or for the words around it; in return everything that begins as a well-known key is, see SHAPES.
  identifier: {
    counts: ({ anchors }) => anchors === undefined,
    user: null, // `ssh://git@host` is an address; what lets somebody in is a matter of `withoutCredentials`
    hidesParameters: true,
    words: null,
    isOrdinary: () => true,
  },
};

/**
 * Prefixes that are keys and nothing else. In an identifier no length, checksum or entropy is asked of what follows them: a
 * reader let it through, and no name of a package or version has reason to begin so, placeholders included.
 */
const SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9_])hf_[A-Za-z0-9]{30,50}(?![A-Za-z0-9_])/gu,
  /(?<![A-Za-z0-9_])gh[pousr]_[A-Za-z0-9]{36,255}(?![A-Za-z0-9_])/gu,
  /(?<![A-Za-z0-9_])github_pat_[A-Za-z0-9_]{60,255}(?![A-Za-z0-9_])/gu,
  /(?<![A-Za-z0-9_])glpat-[A-Za-z0-9_-]{20,60}(?![A-Za-z0-9_-])/gu,
  /(?<![A-Za-z0-9_])pypi-AgE[A-Za-z0-9_-]{40,400}/gu,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/gu,
  /(?<![A-Za-z0-9_-])sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{32,200}(?![A-Za-z0-9_-])/gu,
  /(?<![A-Za-z0-9_])xox[abeoprs]-[A-Za-z0-9-]{20,200}/gu,
  /(?<![A-Za-z0-9_])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/gu,
  /(?<![A-Za-z0-9_])ya29\.[A-Za-z0-9_-]{30,400}/gu,
  /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----/gu,
];
const ANY_SHAPE = new RegExp(SHAPES.map(({ source }) => source).join('|'), 'u');
const SHORTEST_SHAPE = 20;

/** `config.hub.api_key` is judged by its last part. */
const namesSecret = (name: string): boolean => nameKindOf(name.split('.').at(-1)!) !== null;

/** Ranges that overlap made one, the last first, so that each can be replaced without moving those that are left. */
function apart(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged.reverse();
}

import type { Range } from '../../core/range';
import { entropyOf, isCounting, longestRun, looksRandom } from './entropy';
import type { SecretFormat } from './format';
import { namesDigest } from './names';
import { hasPlaceholderMark, hasRepeats, isPlaceholder } from './placeholders';
import { isDocumentedSample } from './published-samples';
import { AI_PLATFORM_FORMATS, OPENAI_LIKE } from './tables/ai-platforms';
import { CLOUD_PRODUCT_FORMATS } from './tables/cloud-products';
import { CLOUD_FORMATS } from './tables/clouds';
import { CODE_FORMATS } from './tables/code-and-tokens';
import { CONNECTION_FORMATS } from './tables/connections';
import { DEVELOPMENT_FORMATS } from './tables/development';
import { HOSTING_FORMATS } from './tables/hosting';
import { MESSAGING_FORMATS } from './tables/messaging';
import { MODEL_FORMATS } from './tables/models';
import { TRACKING_FORMATS } from './tables/tracking';
import { WORKPLACE_FORMATS } from './tables/workplace';

/** A provider's key found in a text. `range` counts in that text and covers the key alone. */
export interface FormatMatch {
  readonly format: SecretFormat;
  readonly range: Range;
  /** It stands where the provider's own tool takes it: behind the variable that its SDK reads, or behind its log-in. */
  readonly exact: boolean;
  /** The variable that its program reads it from. */
  readonly environment: string;
}

/** All formats, most specific first: where two match the same characters, the earlier one names the key. */
export const SECRET_FORMATS: readonly SecretFormat[] = [
  ...MODEL_FORMATS,
  ...TRACKING_FORMATS,
  ...CLOUD_FORMATS,
  ...CODE_FORMATS,
  ...AI_PLATFORM_FORMATS,
  ...CLOUD_PRODUCT_FORMATS,
  ...DEVELOPMENT_FORMATS,
  ...WORKPLACE_FORMATS,
  ...MESSAGING_FORMATS,
  ...HOSTING_FORMATS,
  ...CONNECTION_FORMATS,
  OPENAI_LIKE,
];

export const formatOf = (id: string): SecretFormat | undefined => SECRET_FORMATS.find((format) => format.id === id);

/** Names in lower case, with both signs that join words: options have `-` where variables have `_`. */
const spellings = (names: string): string =>
  (names.includes('-') ? `${names} ${names.replace(/-/g, '_')}` : names).toLowerCase();

/** What anchors a format without a mark of its own inside a longer text. */
const phrasesOf = (format: SecretFormat): readonly string[] => [
  format.environment.toLowerCase(),
  ...(format.phrases ?? []),
];

/** Literals of which one must stand in a text for a format to match without help from a name. Lower case. */
export const FORMAT_TRIGGERS: readonly string[] = [
  ...new Set(
    SECRET_FORMATS.flatMap((format) =>
      format.anchors !== undefined
        ? phrasesOf(format)
        : (format.phrases ?? format.triggers).map((trigger) => trigger.toLowerCase()),
    ),
  ),
];

/** Those of them that begin a key of at least 16 units without a gap. */
export const FORMAT_TOKENS: readonly string[] = [
  ...new Set(
    SECRET_FORMATS.filter(
      (format) =>
        format.anchors === undefined &&
        format.phrases === undefined &&
        format.multiline !== true &&
        format.before === undefined,
    ).flatMap((format) =>
      format.triggers
        .filter((trigger) => format.pattern.startsWith(trigger[0]!) || format.pattern.startsWith('(?:'))
        .map((trigger) => trigger.toLowerCase()),
    ),
  ),
];

const PATTERNS = new Map(
  SECRET_FORMATS.map((format) => [
    format,
    new RegExp(
      `${format.before ?? '(?<![A-Za-z0-9_])'}(?:${format.pattern})${format.after ?? '(?![A-Za-z0-9_-])'}`,
      `dg${format.caseless === true ? 'i' : ''}`,
    ),
  ]),
);

/** Forms of keys by the triggers, in lower case, that give them away in program text. */
export const KEY_FORMS: ReadonlyMap<string, readonly RegExp[]> = formsByTrigger();

function formsByTrigger(): ReadonlyMap<string, readonly RegExp[]> {
  const forms = new Map<string, RegExp[]>();
  for (const format of SECRET_FORMATS)
    if (format.anchors === undefined && format.phrases === undefined && format.multiline !== true)
      for (const trigger of format.triggers)
        forms.set(trigger.toLowerCase(), [...(forms.get(trigger.toLowerCase()) ?? []), PATTERNS.get(format)!]);
  return forms;
}

/** How far before a key the word that names its service may stand. */
const ANCHOR_REACH = 48;

/**
 * The provider keys in a text. Formats without a mark of their own need one of their phrases in the 48 characters
 * before, or in `names` (the names around the literal: variable, keyword, callee); then the key is the whole text.
 */
export function matchFormats(text: string, names = ''): readonly FormatMatch[] {
  if (text.length < 16) return [];
  const found: FormatMatch[] = [];
  const signed = formatsSignedIn(text.toLowerCase());
  const around = spellings(names);
  if (signed.size === 0 && around === '') return found;
  for (const format of SECRET_FORMATS) {
    if (!signed.has(format) && (around === '' || !(format.anchors?.some((anchor) => around.includes(anchor)) ?? false)))
      continue;
    for (const match of text.matchAll(PATTERNS.get(format)!)) {
      const range = secretRangeOf(match);
      if (found.some((other) => other.range.start < range.end && range.start < other.range.end)) continue;
      if (isKey(format, match, text, range, names)) {
        const environment = format.environmentFor?.(match[0]) ?? format.environment;
        found.push({ format, range, exact: isExact(format, text, range), environment });
      }
      if (found.length >= 200) return found; // a list of keys is reported by its first two hundred
    }
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/**
 * Where in a text of unknown meaning a key may stand whose format has no mark of its own: everything of that form, as soon as a
 * word of its service stands anywhere in the text. For what is only shown: it would be too much for a finding.
 */
export function formsNamedIn(text: string): readonly Range[] {
  if (text.length < 16) return [];
  const around = spellings(text);
  return SECRET_FORMATS.filter(({ anchors }) => anchors?.some((anchor) => around.includes(anchor)) ?? false).flatMap(
    (format) => [...text.matchAll(PATTERNS.get(format)!)].slice(0, 200).map(secretRangeOf),
  );
}

/** The signs of all formats by their first two characters, so that a text without any is passed over in one go. */
const SIGNS = new Map<number, { readonly sign: string; readonly format: SecretFormat }[]>();
for (const format of SECRET_FORMATS) {
  for (const sign of (format.anchors === undefined ? format.triggers : phrasesOf(format)).map((word) =>
    word.toLowerCase(),
  )) {
    const key = (sign.charCodeAt(0) << 7) | sign.charCodeAt(1);
    SIGNS.set(key, [...(SIGNS.get(key) ?? []), { sign, format }]);
  }
}
const BEGINS_SIGN = new Uint8Array(1 << 14);
for (const key of SIGNS.keys()) BEGINS_SIGN[key] = 1;
const NO_FORMATS: ReadonlySet<SecretFormat> = new Set();

function formatsSignedIn(lower: string): ReadonlySet<SecretFormat> {
  let signed: Set<SecretFormat> | undefined;
  let before = 0xffff;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    if (code < 128 && before < 128 && BEGINS_SIGN[(before << 7) | code] === 1) {
      for (const { sign, format } of SIGNS.get((before << 7) | code)!)
        if (lower.startsWith(sign, i - 1)) (signed ??= new Set()).add(format);
    }
    before = code;
  }
  return signed ?? NO_FORMATS;
}

function secretRangeOf(match: RegExpMatchArray): Range {
  const [start, end] = match.indices!.groups?.['secret'] ?? match.indices![0]!;
  return { start, end };
}

function isKey(format: SecretFormat, match: RegExpMatchArray, text: string, range: Range, names: string): boolean {
  const secret = text.slice(range.start, range.end);
  if (format.anchors !== undefined && !isAnchored(format, text, range, names)) return false;
  if (format.valid !== undefined && !format.valid(secret, match.groups ?? {}, text)) return false;
  if (isDocumentedSample(secret)) return false;
  if (format.confident?.(secret) === true) return true;
  if (format.multiline === true) return true;
  const body = bodyOf(format, secret);
  // In a long random text the letters of `todo` or `fake` stand by chance.
  const wordless = secret.length >= 200 || (secret.length >= 60 && looksRandom(body));
  if (
    wordless
      ? hasPlaceholderMark(secret) || hasRepeats(body) || longestRun(body) >= 7 || isCounting(body)
      : isPlaceholder(body)
  )
    return false;
  return entropyOf(body) >= (format.entropy ?? 2.5);
}

function isAnchored(format: SecretFormat, text: string, range: Range, names: string): boolean {
  const before = text.slice(Math.max(0, range.start - ANCHOR_REACH), range.start);
  const named = names !== '' && range.start === 0 && range.end === text.length;
  if (namesDigest(/[\w.-]{0,40}\W{0,4}$/.exec(before)?.[0] ?? '') || (named && namesDigest(names))) return false;
  const near = before.toLowerCase();
  const lowerNames = spellings(names);
  return (
    phrasesOf(format).some((phrase) => near.includes(phrase)) ||
    (named && format.anchors!.some((anchor) => lowerNames.includes(anchor)))
  );
}

/** Whether what stands right before a key without a mark leaves no doubt whose it is. */
function isExact({ anchors, environment, logins }: SecretFormat, text: string, { start }: Range): boolean {
  if (anchors === undefined) return false;
  const before = text.slice(Math.max(0, start - ANCHOR_REACH), start).toLowerCase();
  if (logins?.some((login) => before.includes(login))) return true;
  const name = /([\w-]{1,40})\W{1,8}$/.exec(before)?.[1];
  return name !== undefined && name.replace(/-/g, '_') === environment.toLowerCase();
}

/** What follows the fixed prefix: only that part can be a placeholder or have too little entropy. */
function bodyOf(format: SecretFormat, secret: string): string {
  const trigger = format.triggers.find((prefix) => secret.startsWith(prefix));
  return trigger === undefined ? secret : secret.slice(trigger.length);
}

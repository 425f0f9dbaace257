import { rangeOf, type Range } from '../../../core/range';
import { namesCredential } from '../../../analysis/secrets/credential-names';
import { looksPunctuated, looksRandom } from '../../../analysis/secrets/entropy';
import { decideByForm, decideBySetting, type Secret } from '../../../analysis/secrets/judgement';
import { mayHoldItem } from '../python/usage';
import { KEY_FIRST, SINK_CALLS, type PlacedSink } from './sink-words';
import { commandsIn, isForThisMachine } from '../shell/shell-credentials';

/** A secret without a mark in a text that a program holds or that is commented out. `range` counts in that text. */
export interface EmbeddedSecret {
  readonly secret: Secret;
  readonly range: Range;
}

/** UTF-16 units of one text that are looked at; a longer one is looked at from its beginning. */
const MOST_UNITS = 200_000;
/** Secrets of one text that are told of. */
const MOST_SECRETS = 100;

const VALUE = '[^\\s"\'`\\\\]{8,500}';
/** The rest of a name that is given something: `"api_key":`, `api_key =`, `["API_KEY"] =`, `api_key: str =`, `\"api_key\":`. */
const SIGN =
  '\\\\?["\']?\\]?[ \\t]{0,4}(?:=>|:=|[:=])[ \\t]{0,4}(?:[A-Za-z_.]{2,20}(?:\\[\\w{1,20}\\])?[ \\t]{0,2}=[ \\t]{0,2})?';

/** `name = "value"`, `"name": "value"`: a literal of JSON, of a program, of YAML. */
const QUOTED = new RegExp(
  `(?<![\\w$.-])(?<name>[A-Za-z_][\\w.-]{1,60})${SIGN}[brfuBRFU]{0,2}\\\\?(?<quote>["'\`])(?<value>${VALUE})\\\\?\\k<quote>`,
  'dg',
);
/** `name=value`, `name: value`: a line of a file, of a shell, of a request. */
const BARE = new RegExp(
  `(?<![\\w$.-])(?<name>[A-Za-z_][\\w.-]{1,60})${SIGN}(?<value>[^\\s"'\`\\\\,;(){}<>[\\]|&#]{8,500})(?=$|[\\s"'\`\\\\,;)}\\]|&#])`,
  'dgm',
);
/** `getenv("NAME", "value")`, `setdefault("NAME", "value")`. */
const PAIR = new RegExp(`["'](?<name>[A-Z][A-Z0-9_]{3,60})["'][ \\t]{0,2},[ \\t]{0,2}["'](?<value>${VALUE})["']`, 'dg');
/** `--api-key value`. */
const OPTION =
  /(?<![\w-])--(?<name>[A-Za-z][\w.-]{1,60})[ \t]{1,4}["']?(?<value>(?!-)[^\s"'`\\,;(){}<>[\]|&$#]{12,500})/dg;
/** `Authorization: Bearer value`, also with quotes around either. */
const HEADER =
  /(?<![\w-])(?:proxy-)?authorization\\?["']?\]?[ \t]{0,4}[:=][ \t]{0,4}[rfb]?\\?["']?(?:bearer|token|basic|key|api-key)[ \t]{1,4}(?<value>[^\s"'`\\,;|&<>(){}$]{12,1000})/dgi;

/**
 * The secrets in JSON text, in a line of YAML or of a shell, in commented-out code: what is given to a credential's name, to a
 * header or to an SDK, and looks drawn by a machine. Such texts are full of examples, so a word, a template, a digest and a
 * weak password are none. Keys with a mark of their own are `decideByForm`'s.
 */
export function embeddedSecrets(whole: string): readonly EmbeddedSecret[] {
  const text = whole.length > MOST_UNITS ? whole.slice(0, MOST_UNITS) : whole;
  const found: EmbeddedSecret[] = [];
  const marked = decideByForm(text);
  const add = (match: RegExpMatchArray, secret: Secret | null): void => {
    if (secret === null || secret.severity === 'hint' || found.length >= MOST_SECRETS || isExample(text, match.index!))
      return;
    const [start, end] = match.indices!.groups!['value']!;
    const overlaps = (other: Range): boolean => other.start < end && start < other.end;
    if (!marked.some(({ range }) => overlaps(range)) && !found.some(({ range }) => overlaps(range)))
      found.push({ secret, range: rangeOf(start, end) });
  };
  for (const match of text.matchAll(HEADER)) add(match, authorization(match.groups!['value']!));
  for (const match of text.matchAll(QUOTED)) add(match, named(match, false));
  for (const match of text.matchAll(BARE)) add(match, named(match, true));
  for (const match of text.matchAll(PAIR)) add(match, named(match, false));
  for (const match of text.matchAll(OPTION)) add(match, named(match, true));
  for (const { pattern, name } of commandsIn(text))
    for (const match of text.matchAll(pattern))
      if (!isForThisMachine(text, match)) add(match, judged(match.groups!['value']!, match.groups!['name'] ?? name));
  for (const { pattern, sink } of KEY_FIRST.test(text) ? SINK_CALLS : [])
    for (const match of text.matchAll(pattern)) add(match, handed(match.groups!['value']!, sink));
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** `Example api_key="…"`, `e.g. token=…`: documentation of what such a value looks like. */
const isExample = (text: string, at: number): boolean =>
  /(?:^|[^\w-])(?:examples?|e\.g\.?|sample)[\s:,*`]{1,6}$/i.test(text.slice(Math.max(0, at - 24), at));

/** In a sentence `token` and `key` are words: without quotes the name must leave no doubt. */
function named(match: RegExpMatchArray, bare: boolean): Secret | null {
  const { name, value } = match.groups!;
  const last = name!.split('.').at(-1)!;
  return mayHoldItem(last) && (!bare || namesCredential(last)) ? judged(value!, last) : null;
}

const judged = (value: string, name: string): Secret | null =>
  isWritten(value) ? decideBySetting(value, { name, around: name }) : null;

function authorization(value: string): Secret | null {
  const sink = { label: 'Authorization token', environment: 'API_TOKEN' };
  return looksRandom(value) && isWritten(value) ? decideBySetting(value, { name: 'authorization', sink }) : null;
}

function handed(value: string, { label, environment, format }: PlacedSink): Secret | null {
  const sink = { label, environment, format, provider: true };
  return looksRandom(value) && isWritten(value) ? decideBySetting(value, { name: environment, sink }) : null;
}

/** Not what is filled in elsewhere, nor code that makes the value. In a value that is drawn with signs, signs mean nothing. */
const isWritten = (value: string): boolean =>
  looksPunctuated(value.replace(/^django-insecure-/, '')) ||
  !/[{}$<>]|^(?:os|self|config|settings|env|args)\b[.[]|[([]$/.test(value);

import type { Severity } from '../../../core/finding';
import type { Argument, CallFact } from '../../../core/python-facts';
import type { Value } from '../../../core/value';
import { DOWNLOAD_HOSTS } from '../../../analysis/models/publishers';
import { spelled } from '../../../readers/python/spelling';
import { addressOf, hostOf, isInnerHost } from '../../../analysis/addresses/addresses';
import { contentByName, isImmutable, speaksOfModel, type Content } from './contents';

/** A file that a call fetches, as far as the code tells. */
export interface FetchedFile {
  readonly url: Value | undefined;
  /** The address as written. */
  readonly urlText: string;
  /** Texts that tell where it is put. */
  readonly paths: readonly string[];
  /** A function whose whole purpose is to fetch a file. */
  readonly dedicated: boolean;
  /** The same scope loads or unpacks the file afterwards. */
  readonly loaded: boolean;
  /** The function is made for data, whatever the file is packed in. */
  readonly data: boolean;
  /** Name of the function around. */
  readonly functionName: string | null;
}

/** A download as far as the call tells; what is not told in `known` is not the case. */
export const downloadOf = (
  call: CallFact,
  url: Argument,
  paths: readonly string[],
  known: Partial<FetchedFile> = {},
): FetchedFile => ({
  url: url.value,
  urlText: spelled(url.expression),
  paths,
  dedicated: false,
  loaded: false,
  data: false,
  functionName: call.functionName,
  ...known,
});

/** How much a download counts, and what it brings. */
export interface JudgedDownload {
  readonly severity: Severity;
  readonly content: Content;
  /** How a message calls what comes. Where only names around it speak of a model, it may be anything. */
  readonly noun: string;
}

/** How much a download without a check counts; null when it does not. */
export function judgedDownload(download: FetchedFile): JudgedDownload | null {
  const address = addressOf(download.url);
  if (address && isInnerOrImmutable(address)) return null;
  const texts = [...download.paths, ...(address ? [address.text] : []), download.urlText];
  const written = contentByName(texts);
  const content =
    written === 'unknown' && (download.loaded || speaksOfModel([...texts, download.functionName ?? '']))
      ? 'model'
      : written;
  const source: KnownSource = {
    isGiven: download.url?.kind === 'unknown' && download.url.reason === 'parameter',
    isKnown: address !== null && isWellKnown(address),
    isNamed: address !== null,
  };
  const severity =
    download.data && content !== 'model' && content !== 'code'
      ? severityOfData(content, source)
      : content === 'model' || content === 'code' || content === 'archive'
        ? severityOfFile(written, source, download.loaded)
        : severityOfRest(content, source, download.dedicated);
  return severity && { severity, ...toldOf(content, written, download) };
}

function toldOf(content: Content, written: Content, { data, loaded }: FetchedFile): Omit<JudgedDownload, 'severity'> {
  const told = data && content === 'unknown' ? 'data' : content;
  const isByNames = content === 'model' && written === 'unknown' && !loaded;
  return { content: told, noun: NOUNS[isByNames ? 'unknown' : told] };
}

type Address = NonNullable<ReturnType<typeof addressOf>>;

/** What is known of the place that a download comes from. */
interface KnownSource {
  /** A parameter: the caller decides. */
  readonly isGiven: boolean;
  readonly isKnown: boolean;
  readonly isNamed: boolean;
}

/** Not from another machine, or what cannot change. */
function isInnerOrImmutable({ text, whole }: Address): boolean {
  if (!/^(?:https?|ftp):/i.test(text) && /^(?:[a-z]+:)?[./~]|^file:/i.test(text)) return true;
  const host = hostOf(text, whole);
  return (host !== null && isInnerHost(host)) || isImmutable(text);
}

function isWellKnown({ text, whole }: Address): boolean {
  const host = hostOf(text, whole);
  return (
    host !== null &&
    (DOWNLOAD_HOSTS.has(host) ||
      /^https?:\/\/storage\.googleapis\.com\/(?:tensorflow|download\.tensorflow\.org|mediapipe-(?:models|assets))\//.test(
        text,
      ))
  );
}

/** What a function brings that is made for data. */
function severityOfData(content: Content, { isGiven, isKnown, isNamed }: KnownSource): Severity | null {
  if (content === 'quiet' || isGiven) return null;
  return !isNamed || isKnown ? 'hint' : 'info';
}

/** A model, code or an archive. Where the address is a parameter and only the names speak of a model, the caller decides. */
function severityOfFile(written: Content, { isGiven, isKnown, isNamed }: KnownSource, loaded: boolean): Severity {
  if (isKnown) return 'info';
  if (loaded) return 'warning';
  if (isGiven) return 'hint';
  return written === 'unknown' && !isNamed ? 'info' : 'warning';
}

function severityOfRest(
  content: Content,
  { isGiven, isKnown, isNamed }: KnownSource,
  dedicated: boolean,
): Severity | null {
  if (content === 'data') return isGiven ? null : isKnown ? 'hint' : 'info';
  if (content === 'unknown' && dedicated) return !isNamed || isGiven ? 'hint' : 'info';
  return null;
}

/** How a message calls what comes. */
export const NOUNS: Readonly<Record<Content, string>> = {
  code: 'code',
  model: 'model file',
  archive: 'archive',
  data: 'data file',
  quiet: 'file',
  unknown: 'file',
};

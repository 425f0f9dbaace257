import type { Severity } from '../../../core/finding';
import type { Value } from '../../../core/value';
import { DOWNLOAD_HOSTS } from '../../../analysis/models/publishers';
import { addressOf, hostOf, isInnerHost } from '../../../analysis/addresses/addresses';
import { contentOf, isImmutable, speaksOfModel, type Content } from './contents';

export interface Download {
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

/** How much a download without a check counts; null when it does not. */
export function severityOf(download: Download): { readonly severity: Severity; readonly content: Content } | null {
  const { url, urlText, paths, dedicated, loaded } = download;
  const address = addressOf(url);
  const host = address ? hostOf(address.text, address.whole) : null;
  if (address && !/^(?:https?|ftp):/i.test(address.text) && /^(?:[a-z]+:)?[./~]|^file:/i.test(address.text))
    return null;
  if (host !== null && isInnerHost(host)) return null;
  if (address && isImmutable(address.text)) return null;
  const written = contentOf([...paths, ...(address ? [address.text] : []), urlText]);
  const content =
    written === 'unknown' &&
    (loaded || speaksOfModel([...paths, ...(address ? [address.text] : []), urlText, download.functionName ?? '']))
      ? 'model'
      : written;
  const callers = url?.kind === 'unknown' && url.reason === 'parameter';
  const known =
    host !== null &&
    (DOWNLOAD_HOSTS.has(host) ||
      (address !== null &&
        /^https?:\/\/storage\.googleapis\.com\/(?:tensorflow|download\.tensorflow\.org|mediapipe-(?:models|assets))\//.test(
          address.text,
        )));
  if (download.data && content !== 'model' && content !== 'code')
    return content === 'quiet' || callers
      ? null
      : { severity: address === null || known ? 'hint' : 'info', content: content === 'archive' ? 'archive' : 'data' };
  switch (content) {
    case 'quiet':
      return null;
    case 'data':
      return callers ? null : { severity: known ? 'hint' : 'info', content };
    case 'unknown':
      return !dedicated ? null : { severity: address === null || callers ? 'hint' : 'info', content };
    // Where the address is a parameter and only the names speak of a model, the caller decides.
    default:
      return {
        severity: known
          ? 'info'
          : callers && !loaded
            ? 'hint'
            : written === 'unknown' && address === null && !loaded
              ? 'info'
              : 'warning',
        content,
      };
  }
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

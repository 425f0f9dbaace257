import { isPlaceholder } from '../../../analysis/secrets/placeholders';
import type { DvcOption } from '../../../core/dvc-facts';
import { rangeOf, type Range } from '../../../core/range';

/** Options of remotes that hold a secret, and what each is. Source: DVC 3.67, `dvc/config_schema.py`. */
const SECRETS: Readonly<Record<string, string>> = {
  password: 'A password',
  passphrase: 'A passphrase',
  secret_access_key: 'A secret access key',
  session_token: 'A session token',
  sse_customer_key: 'An encryption key',
  connection_string: 'A connection string',
  sas_token: 'An access signature',
  account_key: 'An account key',
  client_secret: 'A client secret',
  oss_key_secret: 'A secret access key',
  gdrive_client_secret: 'A client secret',
  token: 'A token',
};
/** Sections that take one of these. */
const SECTIONS = /^(?:remote|studio|db)$/;

/** The credential of an option; null where it has none. */
export function dvcCredential({ section, key, value, valueRange }: DvcOption): {
  readonly label: string;
  readonly range: Range;
  /** The option is nothing else, so that it can go as a whole. */
  readonly isWhole: boolean;
} | null {
  if (!SECTIONS.test(section)) return null;
  const label = SECRETS[key];
  if (label !== undefined)
    return value.trim() === '' || isStandIn(value) ? null : { label, range: valueRange, isWhole: true };
  if (key !== 'url') return null;
  const login = /^[a-z][\w+.-]{0,20}:\/\/[^\s/@:]{0,200}:([^\s/@]{1,500})@/i.exec(value);
  if (login === null || isStandIn(login[1]!)) return null;
  const end = valueRange.start + login[0].length - 1;
  return { label: 'A password', range: rangeOf(end - login[1]!.length, end), isWhole: false };
}

/** Of a text that is filled in elsewhere, or only shows where one goes. */
const isStandIn = (value: string): boolean => isPlaceholder(value) || /^\$|^%\w+%$/.test(value.trim());

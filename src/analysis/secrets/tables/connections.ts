import { looksRandom } from '../entropy';
import type { SecretFormat } from '../format';
import { hasPlaceholderMark, isPlaceholder, isWordLike } from '../placeholders';
import { isLiveUrlPassword } from '../validators';

/** Most schemes with a password are those of databases; the others are named after what they speak. */
function passwordOfScheme(url: string): string {
  const [, scheme] = /^(https?|s?ftp|wss?|smtp|imap|ldap|amqp|nats)s?\b/i.exec(url) ?? [];
  if (scheme === undefined) return 'DATABASE_PASSWORD';
  return /^(?:http|ws)/i.test(scheme) ? 'HTTP_PASSWORD' : `${scheme.toUpperCase()}_PASSWORD`;
}

/** Credentials that only their place in an address or a connection string gives away. After all keys with a mark: one of those may stand there too. */
export const CONNECTION_FORMATS: readonly SecretFormat[] = [
  {
    id: 'url-password',
    label: 'Password in a connection URL',
    pattern:
      '(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?|snowflake|mssql|oracle|clickhouse|cockroachdb|redshift|trino|presto|https?|s?ftps?|wss?|smtps?|imaps?|ldaps?|nats)(?:\\+\\w{1,24})?://(?<user>[^\\s:/@"\'`]{0,100}):(?<secret>[^\\s:/@"\'`]{4,200})@(?<host>\\[?[^\\s/@:"\'`?]{1,200})',
    triggers: ['://'],
    phrases: [
      'postgres',
      'mysql',
      'mariadb',
      'mongodb',
      'redis://',
      'rediss://',
      'amqp://',
      'amqps://',
      'snowflake://',
      'mssql',
      'oracle',
      'clickhouse',
      'cockroachdb',
      'redshift',
      'trino://',
      'presto://',
      '@github.com',
      '@gitlab.com',
      '@bitbucket.org',
      '@huggingface.co',
      '@dagshub.com',
      '@dev.azure.com',
    ],
    after: '',
    caseless: true,
    entropy: 0,
    environment: 'DATABASE_PASSWORD',
    environmentFor: passwordOfScheme,
    rotation: null,
    severity: 'warning',
    valid: (secret, groups) =>
      isLiveUrlPassword(groups['user'] ?? '', secret, groups['host'] ?? '') &&
      !hasPlaceholderMark(groups['user'] ?? '') &&
      (looksRandom(secret) || !isPlaceholder(groups['user'] || 'user0')),
  },
  {
    // `UID=sa;PWD=…` of ODBC and ADO, `dbname=runs password=…` of libpq.
    id: 'connection-password',
    label: 'Password in a connection string',
    pattern:
      '(?<=(?<host>(?:server|data source|host|uid|user ?id|user|username|dbname|database|initial catalog)\\s?=[^\\n"]{1,300})[;\\s])(?:password|pwd)\\s?=\\s?(?<secret>[^\\s;"\'`&,(){}<>$%]{6,200})(?=$|[\\s;"\'&])',
    triggers: ['password=', 'pwd='],
    phrases: ['dbname=', ';pwd=', ';password='],
    before: '',
    after: '',
    caseless: true,
    entropy: 0,
    environment: 'DATABASE_PASSWORD',
    rotation: null,
    severity: 'warning',
    valid: (secret, groups) =>
      !isPlaceholder(secret) &&
      !isWordLike(secret) &&
      /\d/.test(secret) &&
      /[A-Za-z]/.test(secret) &&
      isLiveUrlPassword(
        '',
        secret,
        /(?:server|data source|host)\s?=\s?(?:tcp:)?([^;,\s]{1,200})/i.exec(groups['host'] ?? '')?.[1] ?? '',
      ),
  },
  {
    id: 'url-token',
    label: 'Token in a URL',
    pattern:
      'https?://(?<secret>[\\w-]{20,255})@(?:[\\w-]{1,40}\\.)?(?:github\\.com|gitlab\\.com|bitbucket\\.org|huggingface\\.co|dagshub\\.com)',
    triggers: ['@github.com', '@gitlab.com', '@bitbucket.org', '@huggingface.co', '@dagshub.com'],
    phrases: ['@github.com', '@gitlab.com', '@bitbucket.org', '@huggingface.co', '@dagshub.com'],
    after: '',
    caseless: true,
    environment: 'GIT_TOKEN',
    rotation: null,
    severity: 'warning',
    valid: looksRandom,
  },
  {
    id: 'url-query-key',
    label: 'API key in a URL',
    // The address of a file that Firebase Storage gives to everybody ends in `alt=media&token=…`.
    pattern:
      '(?<!//(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0)[:/][^\\s"]{0,200})(?<!alt=media)[?&](?:api_?key|(?:access|auth|private|job|api|sas|id)?_?token|subscription-key|key|sig)=(?<secret>(?:[\\w-]|%[0-9A-F]{2}){20,200})',
    triggers: ['key=', 'token=', 'sig='],
    phrases: ['?', '&'].flatMap((sign) =>
      [
        'api_key=',
        'apikey=',
        'access_token=',
        'accesstoken=',
        'auth_token=',
        'authtoken=',
        'private_token=',
        'job_token=',
        'api_token=',
        'sas_token=',
        'id_token=',
        'token=',
        'sig=',
        'subscription-key=',
        'key=',
      ].map((name) => sign + name),
    ),
    before: '',
    caseless: true,
    environment: 'API_KEY',
    rotation: null,
    severity: 'warning',
    valid: looksRandom,
  },
  {
    // Anaconda's servers take the token of a channel in its path; a forum has the words of a title and a number there.
    id: 'conda-token',
    label: 'Token of a conda channel',
    pattern: 'https?://[^\\s"\'/@]{1,200}(?:/[\\w.-]{1,60}){0,4}/t/(?<secret>[\\w-]{16,200})/(?!\\d{1,9}(?![\\w-]))',
    triggers: ['/t/'],
    before: '',
    after: '',
    environment: 'CONDA_TOKEN',
    rotation: null,
    severity: 'warning',
    valid: (secret) => looksRandom(secret) || /^[a-z]{2}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(secret),
  },
];

import { homedir } from 'node:os';
import path from 'node:path';
import { basic } from './node-http';
import { textOfFile } from './text-of-file';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Who the user is on a host, as pip finds out: the file of logins that curl, git and pip read (`NETRC`, else `~/.netrc`). Its
 * `default` entry is not used: it would go to hosts that are nobody's index.
 */
export function credentialsOf(env: Env): (url: URL) => string | null {
  let logins: ReadonlyMap<string, string> | null = null;
  return ({ hostname }) => {
    logins ??= readNetrc(env);
    const login = logins.get(hostname.toLowerCase());
    return login === undefined ? null : basic(login);
  };
}

function readNetrc(env: Env): ReadonlyMap<string, string> {
  const home = env['HOME'] || homedir();
  for (const file of env['NETRC'] ? [env['NETRC']] : [path.join(home, '.netrc'), path.join(home, '_netrc')]) {
    const text = textOfFile(file);
    if (text !== null) return loginsIn(text);
  }
  return new Map();
}

/** `user:password` by host. Source: GNU inetutils, The .netrc file; quotes as curl reads them. */
export function loginsIn(text: string): ReadonlyMap<string, string> {
  const words = [
    ...text
      .replace(/^[ \t]*#.*$/gm, '')
      .replace(/(?:^|\s)macdef\s+\S+[\s\S]*?(?:\n[ \t]*\r?\n|$)/g, '\n')
      .matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g),
  ].map(([, quoted, plain]) => plain ?? quoted!.replace(/\\(.)/g, '$1'));
  const logins = new Map<string, string>();
  let [machine, login, password] = [null as string | null, '', ''];
  const keep = (): void => {
    if (machine !== null && !logins.has(machine) && (login !== '' || password !== ''))
      logins.set(machine, `${login}:${password}`);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === 'machine' || word === 'default') {
      keep();
      [machine, login, password] = [word === 'default' ? null : (words[++at] ?? '').toLowerCase(), '', ''];
    } else if (word === 'login' || word === 'user') login = words[++at] ?? '';
    else if (word === 'password') password = words[++at] ?? '';
    else if (word === 'account') at++;
  }
  keep();
  return logins;
}

/**
 * `user:password` for an index of a name, from the variables that uv and Poetry read: `UV_INDEX_NAME_USERNAME`, `UV_INDEX_NAME_PASSWORD`,
 * `POETRY_HTTP_BASIC_NAME_…`. Null where neither is set.
 */
export function indexLogin(env: Env, name: string): string | null {
  const key = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  for (const prefix of ['UV_INDEX_', 'POETRY_HTTP_BASIC_']) {
    const [user, password] = [env[`${prefix}${key}_USERNAME`], env[`${prefix}${key}_PASSWORD`]];
    if (user || password) return `${user ?? ''}:${password ?? ''}`;
  }
  return null;
}

/**
 * The indexes that the user's environment names, the one that is asked first before the others; empty where it is pypi.org. Variables of
 * uv and pip go before pip's own files, of which the last that says something counts. Source: pip, Configuration.
 */
export function indexesOf(env: Env): readonly string[] {
  const home = env['HOME'] || homedir();
  const files =
    env['PIP_CONFIG_FILE'] === '/dev/null'
      ? []
      : [
          '/etc/pip.conf',
          path.join(home, '.pip', 'pip.conf'),
          path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'pip', 'pip.conf'),
          ...(env['VIRTUAL_ENV'] ? [path.join(env['VIRTUAL_ENV'], 'pip.conf')] : []),
          ...(env['PIP_CONFIG_FILE'] ? [env['PIP_CONFIG_FILE']] : []),
        ];
  const said = new Map<string, string>();
  for (const file of files) for (const [key, value] of pipOptionsIn(textOfFile(file) ?? '')) said.set(key, value);
  const urls = (value: string | undefined): string[] =>
    (value ?? '').split(/\s+/).flatMap((each) => /^(?:[\w.-]+=)?(https?:\/\/\S+)$/i.exec(each)?.[1] ?? []);
  const main = [env['UV_DEFAULT_INDEX'], env['UV_INDEX_URL'], env['PIP_INDEX_URL'], said.get('index-url')];
  const others = [
    ...urls(env['UV_INDEX']),
    ...urls(env['UV_EXTRA_INDEX_URL']),
    ...urls(env['PIP_EXTRA_INDEX_URL'] ?? said.get('extra-index-url')),
  ];
  const [first] = main.flatMap(urls);
  return first === undefined && others.length === 0 ? [] : [first ?? 'https://pypi.org/simple', ...others];
}

/** Options of `[global]`, and of `[install]`, which goes before. */
function pipOptionsIn(text: string): readonly (readonly [string, string])[] {
  const sections = new Map<string, [string, string][]>([
    ['global', []],
    ['install', []],
  ]);
  let [section, last]: [string, [string, string] | null] = ['', null];
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]{1,100})\]/.exec(line);
    const option = /^([\w-]{1,60})\s*[=:]\s*(.*)$/.exec(line);
    if (header) [section, last] = [header[1]!.trim().toLowerCase(), null];
    else if (option && !/^[#;]/.test(line)) {
      last = [option[1]!.replaceAll('_', '-').toLowerCase(), option[2]!.trim()];
      sections.get(section)?.push(last);
    } else if (last !== null && /^\s+\S/.test(line) && !/^\s*[#;]/.test(line)) last[1] += ` ${line.trim()}`;
  }
  return [...sections.get('global')!, ...sections.get('install')!];
}

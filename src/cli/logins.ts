import { homedir } from 'node:os';
import path from 'node:path';
import { userIndexes } from '../session/user-indexes';
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

/** The indexes that the user's environment names; empty where it is pypi.org. */
export const indexesOf = (env: Env): readonly string[] => userIndexes(env, env['HOME'] || homedir(), textOfFile);

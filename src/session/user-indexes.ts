type Env = Readonly<Record<string, string | undefined>>;

/** What is asked of a disk: the text of a file by its path; null where there is none. */
type TextOf = (file: string) => string | null;

/**
 * The indexes that the user's environment names, the one that is asked first before the others; empty where it is pypi.org. Variables of
 * uv and pip go before pip's own files, of which the last that says something counts. `home` is the user's folder. Source: pip,
 * Configuration (https://pip.pypa.io/en/stable/topics/configuration/).
 */
export function userIndexes(env: Env, home: string, textOf: TextOf): readonly string[] {
  const files =
    env['PIP_CONFIG_FILE'] === '/dev/null'
      ? []
      : [
          '/etc/pip.conf',
          `${home}/.pip/pip.conf`,
          `${env['XDG_CONFIG_HOME'] || `${home}/.config`}/pip/pip.conf`,
          ...(env['APPDATA'] ? [`${env['APPDATA']}/pip/pip.ini`] : []),
          ...(env['VIRTUAL_ENV'] ? [`${env['VIRTUAL_ENV']}/pip.conf`] : []),
          ...(env['PIP_CONFIG_FILE'] ? [env['PIP_CONFIG_FILE']] : []),
        ];
  const said = new Map<string, string>();
  for (const file of files) for (const [key, value] of pipOptionsIn(textOf(file) ?? '')) said.set(key, value);
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

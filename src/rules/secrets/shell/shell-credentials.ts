/** A command that takes a credential in words of its own: where it stands is the group `value`, what it is called the group `name`, or `name`. */
export interface CommandCredential {
  /** A word without which the pattern cannot match. */
  readonly word: string;
  readonly pattern: RegExp;
  readonly name: string;
}

const VALUE = '(?<value>[^\\s"\'`;|&<>(){}$]{6,500})';
/** The rest of a simple command. */
const REST = '[^\\n;|&]{0,300}?';
/** Words that a tool stores under this name. */
const NAME = '(?<name>[\\w.-]{0,40}(?:passw(?:or)?d|secret|key|token)[\\w.-]{0,20})';
const row = (word: string, pattern: string, name: string): CommandCredential => ({
  word,
  pattern: new RegExp(pattern, 'dg'),
  name,
});

/** Sources: the tools' manuals. Options that say what they hold (`--password x`) need no row, and `secret` only takes what looks random. */
const COMMANDS: readonly CommandCredential[] = [
  row('curl', `\\bcurl\\b${REST}\\s(?:-u|--user|--proxy-user)[ \\t=]{0,4}["']?[^\\s"':$]{1,80}:${VALUE}`, 'password'),
  row('mysql', `\\bmysql(?:dump|admin|import)?\\b${REST}\\s-p["']?${VALUE}`, 'password'),
  row('sshpass', `\\bsshpass[ \\t]{1,8}-p[ \\t]{0,8}["']?${VALUE}`, 'password'),
  row(
    'login',
    `\\b(?:docker|podman|buildah|skopeo|oras|az|registry)[ \\t]{1,8}login\\b${REST}\\s-p[ \\t=]{0,4}["']?${VALUE}`,
    'password',
  ),
  row('redis-cli', `\\bredis-cli\\b${REST}\\s-a[ \\t]{1,8}["']?${VALUE}`, 'password'),
  row(
    'chpasswd',
    `\\becho[ \\t]{1,8}["']?[\\w-]{1,40}:${VALUE}["']?[ \\t]{0,8}\\|[ \\t]{0,8}(?:sudo[ \\t]{1,8})?chpasswd\\b`,
    'password',
  ),
  row(
    'machine',
    `\\bmachine\\s{1,8}\\S{1,200}\\s{1,8}login\\s{1,8}\\S{1,100}\\s{1,8}password\\s{1,8}["']?${VALUE}`,
    'password',
  ),
  row('--from-literal', `--from-literal[= \\t]["']?(?<name>[\\w.-]{2,80})=["']?${VALUE}`, 'secret'),
  row('set ', `\\bset[ \\t]{1,8}(?:-\\w{1,3}[ \\t]{1,8}){0,3}${NAME}[ \\t]{1,8}(?!-)["']?${VALUE}`, 'secret'),
  row('remote modify', `\\bremote[ \\t]{1,8}modify\\b${REST}[ \\t]${NAME}[ \\t]{1,8}(?!-)["']?${VALUE}`, 'secret'),
  row(
    'echo',
    `\\becho[ \\t]{1,8}(?:-n[ \\t]{1,8})?["']?${VALUE}["']?[ \\t]{0,8}\\|[^\\n]{0,200}(?:--password-stdin|--with-token|\\blogin\\b)`,
    'secret',
  ),
];

/** The commands whose words stand in a text. */
export const commandsIn = (text: string): readonly CommandCredential[] =>
  COMMANDS.filter(({ word }) => text.includes(word));

/** A password for a server on this machine opens nothing for anybody else. */
export function isForThisMachine(text: string, match: RegExpMatchArray): boolean {
  const line = /^[^\n]*/.exec(text.slice(match.index))![0];
  return line.startsWith('curl') && /\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/\s"']|$)/.test(line);
}

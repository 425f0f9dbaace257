import type { ConfigEntry, ConfigFacts } from '../../core/config-facts';
import { rangeOf, type Range } from '../../core/range';

/** A word of the command that starts a server; its range has no quotes. */
export interface ServerWord {
  readonly text: string;
  readonly range: Range;
}

/** A program that a client for assistants starts, as a file of the project tells it to. */
export interface ToolServer {
  readonly name: string;
  /** Program and arguments. */
  readonly words: readonly ServerWord[];
  /** One of a list that no client starts from: a catalogue, of which people choose. */
  readonly isOffered: boolean;
}

/** Tables of servers, whatever the client. Sources: Model Context Protocol, Connect to local servers; the documentation of the clients. */
const TABLES: ReadonlySet<string> = new Set(['mcpServers', 'mcp_servers', 'context_servers']);
/** Files whose `servers` are such. */
const OWN_FILE = /(?:^|\/)\.?mcp[\w.-]{0,40}\.json$/i;

/** The servers in `.mcp.json`, `.vscode/mcp.json`, `.cursor/mcp.json`, `.codex/config.toml` and the settings of other clients. */
export function toolServersIn({ entries, path, text }: ConfigFacts): readonly ToolServer[] {
  const servers = new Map<string, { name: string; words: ServerWord[]; args: ServerWord[]; isOffered: boolean }>();
  for (const entry of entries) {
    const { keys } = entry;
    const at = keys.findIndex(
      (key, index) => /^(?:command|args)$/.test(key) && isTable(keys.slice(0, index - 1), path),
    );
    if (at < 1) continue;
    const id = keys.slice(0, at).join('\0');
    const server = servers.get(id) ?? {
      name: keys[at - 1]!,
      words: [],
      args: [],
      // Clients read `servers` as a table by names; lists are under `mcpServers`.
      isOffered: /^\d+$/.test(keys[at - 1]!) && keys[at - 2] === 'servers',
    };
    servers.set(id, server);
    // One value is one word; a command alone may hold all of its words.
    if (keys[at] === 'args') server.args.push(wordOf(entry));
    else server.words.push(...(keys.length > at + 1 ? [wordOf(entry)] : wordsIn(entry, text)));
  }
  return [...servers.values()].map(({ words, args, ...server }) => ({ ...server, words: [...words, ...args] }));
}

function isTable(keys: readonly string[], path: string): boolean {
  const last = keys.at(-1);
  if (last === undefined) return false;
  return (
    TABLES.has(last) ||
    (last === 'servers' && (keys.length === 1 ? OWN_FILE.test(path) : keys.at(-2) === 'mcp')) ||
    (last === 'mcp' && keys.length === 1)
  );
}

const wordOf = ({ value, valueRange }: ConfigEntry): ServerWord => ({ text: value, range: valueRange });

/** `"command": "npx -y server"`; a path with blanks is one word all the same. */
function wordsIn(entry: ConfigEntry, text: string): readonly ServerWord[] {
  const { value, valueRange } = entry;
  if (text.slice(valueRange.start, valueRange.end) !== value || !/^[\w.-]+\s/.test(value)) return [wordOf(entry)];
  return [...value.matchAll(/\S+/g)].map((match) => {
    const start = valueRange.start + match.index;
    return { text: match[0], range: rangeOf(start, start + match[0].length) };
  });
}

/** What a command fetches and runs. */
export interface Fetched {
  /** What fetches it: `uvx`, `npx`, `docker`. */
  readonly runner: string;
  readonly kind: 'python' | 'npm' | 'image';
  readonly package: ServerWord;
}

/** How a package is fetched and run. */
const FORMS: readonly { readonly words: readonly string[]; readonly kind: Fetched['kind'] }[] = [
  { words: ['uvx'], kind: 'python' },
  { words: ['uv', 'tool', 'run'], kind: 'python' },
  { words: ['pipx', 'run'], kind: 'python' },
  { words: ['npx'], kind: 'npm' },
  { words: ['bunx'], kind: 'npm' },
  { words: ['pnpx'], kind: 'npm' },
  { words: ['bun', 'x'], kind: 'npm' },
  { words: ['pnpm', 'dlx'], kind: 'npm' },
  { words: ['yarn', 'dlx'], kind: 'npm' },
  { words: ['docker', 'run'], kind: 'image' },
  { words: ['podman', 'run'], kind: 'image' },
];

/** Options that take a value, of what fetches and runs. */
const VALUED: Readonly<Record<string, RegExp>> = {
  python:
    /^(?:-p|--python|--with|--with-requirements|--with-editable|--index|--default-index|-i|--index-url|--extra-index-url|-c|--constraints?|--directory|--project|--env-file|--cache-dir|--config-file|--pip-args|--suffix|--spec|--from|-n|--refresh-package|--prerelease|--exclude-newer)$/,
  npm: /^(?:-p|--package|-c|--call|--registry|--prefix|--cache|-w|--workspace|--userconfig)$/,
  image:
    /^(?:-e|--env|-v|--volume|-p|--publish|--name|--mount|--network|--net|-w|--workdir|-u|--user|--env-file|--entrypoint|--gpus|--memory|-m|--cpus|--platform|--pull|--add-host|-h|--hostname|--label|-l|--device|--shm-size|--ipc|--runtime|--restart|--security-opt|--cap-add|--cap-drop|--dns|--log-driver|--tmpfs|--ulimit)$/,
};
/** Options that name the package itself. */
const NAMING: Readonly<Record<string, RegExp>> = { python: /^(?:--from|--spec)$/, npm: /^(?:-p|--package)$/ };

/** The package or image that a server is fetched from at its start; null for one that is there already. */
export function fetchedBy({ words }: ToolServer): Fetched | null {
  const plain =
    /^cmd(?:\.exe)?$/i.test(words[0]?.text ?? '') && /^\/c$/i.test(words[1]?.text ?? '') ? words.slice(2) : words;
  const [program] = plain;
  if (program === undefined) return null;
  const runner = program.text
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:exe|cmd)$/i, '')
    .toLowerCase();
  const form = FORMS.find(
    ({ words: [first, ...more] }) => first === runner && more.every((word, index) => plain[index + 1]?.text === word),
  );
  const found = form && packageIn(plain.slice(form.words.length), form.kind);
  return found ? { runner, kind: form.kind, package: found } : null;
}

/** What an option names, or else the first word that is no option and no value of one. */
function packageIn(words: readonly ServerWord[], kind: Fetched['kind']): ServerWord | null {
  let first: ServerWord | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const [, option, value] = /^(-[^=]*)(?:=(.*))?$/.exec(word.text) ?? [];
    if (option === undefined) {
      first = word;
      break;
    }
    if (option === '--') continue;
    if (NAMING[kind]?.test(option)) return value === undefined ? (words[i + 1] ?? null) : valueOf(word, value);
    if (value === undefined && VALUED[kind]!.test(option)) i++;
  }
  return first;
}

/** The value of `--from=package`, where it is written as it is. */
const valueOf = ({ text, range }: ServerWord, value: string): ServerWord =>
  range.end - range.start === text.length
    ? { text: value, range: rangeOf(range.end - value.length, range.end) }
    : { text: value, range };

import { rangeOf, type Range } from '../../../core/range';
import { secretsOfManifest } from '../text/text-secrets';
import { commandsIn, isForThisMachine } from './shell-credentials';
import { decideByForm, decideBySetting, type Secret } from '../../../analysis/secrets/judgement';

/** A secret in a command, an environment listing or a dotenv text. `range` counts in that text. */
export interface TextSecret {
  readonly secret: Secret;
  readonly range: Range;
  /** The variable that a `NAME=value` sets; null for anything else. */
  readonly variable: string | null;
}

/** `NAME=value`, `export NAME='value'`, `%env NAME=value`, `--build-arg NAME=value`, `logger.wandb.api_key=value` of Hydra. */
const SETTING =
  /(?<![\w$.-])(?:\w{1,40}\.){0,6}(?<name>[A-Za-z_][\w]{2,80})[ \t]{0,2}=[ \t]{0,2}(?<quote>["']?)(?<value>[^\s"'`;|&<>()]{4,500})\k<quote>/dg;
/** `--token value`, `--api-key=value`, `--ServerApp.token=value`. */
const FLAG =
  /(?<![\w-])--?(?<name>[A-Za-z][\w.-]{1,60})(?:[ \t]{1,8}|=)(?<quote>["']?)(?<value>(?!-)[^\s"'`;|&<>()]{4,500})\k<quote>/dg;
/** `-H "Authorization: Bearer value"`. */
const HEADER =
  /(?:authorization|x-api-key|api-key)["']?\s{0,4}:\s{0,4}["']?(?:(?:bearer|token|basic)\s{1,4})?(?<value>[^\s"'`;|&<>()]{8,500})/dgi;

/** `${NAME:-value}`: what a variable holds where nobody sets it. */
const DEFAULT = /\$\{(?<name>[A-Za-z_]\w{2,80}):?[-=](?<value>[^\s"'`;|&<>(){}$]{4,500})\}/dg;
/** `"name": "value"` of a request's body, `name: value` on a line of a written file. */
const ITEM = /\\?["'](?<name>[A-Za-z][\w-]{2,60})\\?["']\s?:\s?\\?["'](?<value>[^\s"'\\]{8,500})\\?["']/dg;
const LINE = /^[ \t-]{0,20}(?<name>[A-Za-z][\w-]{2,60}):[ \t]{1,8}["']?(?<value>[^\s"'#$`]{8,500})["']?[ \t]*$/dgm;

/** The secrets of a command line or a script: provider keys by form, then settings, flags and headers by name. */
export function secretsOfShell(text: string): readonly TextSecret[] {
  // A script may hand a manifest to the cluster: `kubectl apply -f - <<EOF`.
  const found: TextSecret[] = secretsOfManifest(text).map(({ secret, range }) => ({ secret, range, variable: null }));
  for (const secret of decideByForm(text))
    found.push({ secret, range: secret.range, variable: variableBefore(text, secret.range.start) });
  const add = (range: Range, name: string, variable: string | null, strict: boolean, weak = true): void => {
    if (found.some((other) => other.range.start < range.end && range.start < other.range.end)) return;
    const value = text.slice(range.start, range.end);
    const sink = strict ? { label: 'Authorization token', environment: 'API_TOKEN' } : undefined;
    const secret = decideBySetting(value, {
      name,
      around: text.slice(Math.max(0, range.start - 60), range.start),
      sink,
    });
    if (secret !== null && (weak || secret.severity !== 'hint')) found.push({ secret, range, variable });
  };
  // In a shell, PWD is the folder one is in, and what begins with a variable is put together elsewhere.
  for (const match of text.matchAll(SETTING))
    if (
      !/^(?:OLD)?PWD$/.test(match.groups!['name']!) &&
      !(match.groups!['quote'] !== "'" && /^\$[A-Za-z_]\w*[/.:-]/.test(match.groups!['value']!))
    )
      add(spanOf(match), match.groups!['name']!, match.groups!['name']!, false);
  for (const match of text.matchAll(FLAG)) add(spanOf(match), match.groups!['name']!, null, false);
  for (const match of text.matchAll(HEADER)) add(spanOf(match), 'authorization', null, true);
  for (const match of text.matchAll(DEFAULT)) add(spanOf(match), match.groups!['name']!, null, false, false);
  for (const { range, name, isPassword } of givenToCommands(text)) add(range, name, null, false, isPassword);
  for (const pattern of [ITEM, LINE])
    for (const match of text.matchAll(pattern)) add(spanOf(match), match.groups!['name']!, null, false, false);
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** The passwords among the words of a program that is started without a shell: those that only their place tells. */
export const secretsOfWords = (text: string): readonly TextSecret[] =>
  givenToCommands(text).flatMap(({ range, name, isPassword }) => {
    const secret = decideBySetting(text.slice(range.start, range.end), { name, around: '' });
    return secret === null || (secret.severity === 'hint' && !isPassword) ? [] : [{ secret, range, variable: null }];
  });

/** What stands where a command takes a credential: `curl -u name:value`. */
const givenToCommands = (
  text: string,
): readonly { readonly range: Range; readonly name: string; readonly isPassword: boolean }[] =>
  commandsIn(text).flatMap(({ pattern, name }) =>
    [...text.matchAll(pattern)]
      .filter((match) => !isForThisMachine(text, match))
      .map((match) => ({
        range: spanOf(match),
        name: match.groups!['name'] ?? name,
        isPassword: name === 'password',
      })),
  );

/** The `NAME` of the `NAME=` that ends right before an offset, quotes aside. */
function variableBefore(text: string, offset: number): string | null {
  return (
    /([A-Za-z_]\w{1,80})[ \t]{0,2}=[ \t]{0,2}["']?$/.exec(text.slice(Math.max(0, offset - 90), offset))?.[1] ?? null
  );
}

function spanOf(match: RegExpMatchArray): Range {
  const [start, end] = match.indices!.groups!['value']!;
  return rangeOf(start, end);
}

import type { ConfigEntry, ConfigFacts } from '../../../core/config-facts';
import { rangeOf, type Range } from '../../../core/range';
import { decideByForm, decideBySetting, type Secret } from '../../../analysis/secrets/judgement';
import { nameKindOf } from '../../../analysis/secrets/names';
import { isPlaceholder } from '../../../analysis/secrets/placeholders';
import { secretsOfText } from '../text/text-secrets';
import { secretsOfShell } from '../shell/shell-text';

/** A secret that is a part of an entry's value, in which the range counts. */
interface PartSecret {
  readonly secret: Secret;
  readonly range: Range;
}

/** The secrets without a form in a value that is more than one word: a header, a variable with its value or default, an option, a script. Null for any other value. */
export function partsOf(entry: ConfigEntry, facts: ConfigFacts): readonly PartSecret[] | null {
  const around = entry.keys.join('.');
  const part = (secret: Secret | null, value: string): readonly PartSecret[] => {
    const start = entry.value.lastIndexOf(value);
    return secret === null || start < 0 ? [] : [{ secret, range: rangeOf(start, start + value.length) }];
  };
  const judged = (value: string, name: string, weak = true): readonly PartSecret[] => {
    const secret = decideBySetting(value, { name, around });
    return part(!weak && secret?.severity === 'hint' ? null : secret, value);
  };
  const credential = headerCredential(entry);
  if (credential !== null) return credential === '' ? [] : part(authorization(credential), credential);
  const pair = pairOf(entry);
  if (pair !== null) return judged(pair.value, pair.name);
  const preset = /^\$\{([A-Za-z_]\w{2,80}):?[-=]([^{}$\s]{4,500})\}$/.exec(entry.value);
  if (preset !== null) return judged(preset[2]!, preset[1]!, false);
  const isBlock = /\n[^\n]/.test(entry.value);
  if (!isCommand(entry)) return isBlock ? withoutKeys(secretsOfText(entry.value), entry) : null;
  const option = optionBefore(entry, facts);
  if (option !== null) return judged(entry.value, option);
  const inShell = withoutKeys(secretsOfShell(entry.value), entry);
  const inText = isBlock ? withoutKeys(secretsOfText(entry.value), entry) : [];
  return [...inText, ...inShell.filter(({ range }) => !inText.some((other) => overlaps(other.range, range)))];
}

/** Without what a key's own mark tells, which is reported as such. */
function withoutKeys(found: readonly PartSecret[], { value }: ConfigEntry): readonly PartSecret[] {
  const marked = found.length === 0 ? [] : decideByForm(value);
  return found.filter(({ range }) => !marked.some((other) => overlaps(other.range, range)));
}

const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

/** What follows `Bearer` in a header; '' for a header without one, null where there is no header. */
function headerCredential({ key, value }: ConfigEntry): string | null {
  const named = /^(?:proxy-)?authorization$/i.test(key);
  const header = /^(?:proxy-)?authorization\s{0,4}[:=]\s{0,4}/i.exec(value);
  if (!named && header === null) return null;
  return (
    /^(?:Bearer|Token|Basic|Key|Api-Key)\s{1,4}(\S{8,1000})$/i.exec(value.slice(header?.[0].length ?? 0).trim())?.[1] ??
    ''
  );
}

function authorization(value: string): Secret | null {
  return isPlaceholder(value)
    ? null
    : decideBySetting(value, {
        name: 'authorization',
        sink: { label: 'Authorization token', environment: 'API_TOKEN' },
      });
}

/** `environment: [POSTGRES_PASSWORD=…]` of Compose: the item of a list is a name and its value. */
function pairOf(entry: ConfigEntry): { readonly name: string; readonly value: string } | null {
  const match = entry.keys.some((key) => /^(?:environment|env|args|env_vars|build_args)$/.test(key))
    ? /^([A-Za-z_]\w{0,80})=(\S{4,})$/.exec(entry.value)
    : null;
  return match && nameKindOf(match[1]!) !== null ? { name: match[1]!, value: match[2]! } : null;
}

/** Keys under which commands stand, in lists of words or as scripts. */
const isCommand = (entry: ConfigEntry): boolean =>
  /^(?:run|scripts?|before_script|after_script|commands?|cmd|args|entrypoint|setup|user_?data|startup_?script|(?:postCreate|postStart|onCreate)Command)$/i.test(
    entry.keys.findLast((key) => !/^\d+$/.test(key)) ?? '',
  );

/** The option that the item before this one in a list of words is. */
function optionBefore(entry: ConfigEntry, facts: ConfigFacts): string | null {
  const index = Number(entry.keys.at(-1));
  if (!(index > 0)) return null;
  const path = [...entry.keys.slice(0, -1), String(index - 1)].join('\u0000');
  const before =
    facts.entries.findLast(
      (other) => other.valueRange.end <= entry.valueRange.start && other.keys.join('\u0000') === path,
    )?.value ?? '';
  return /^--?[A-Za-z][\w.-]{1,60}$/.test(before) ? before.replace(/^-+/, '') : null;
}

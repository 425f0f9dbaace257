import { shortened } from '../../../analysis/secrets/shortened';
import type { ConfigEntry, ConfigFacts } from '../../../core/config-facts';
import type { Fix } from '../../../core/finding';
import type { CommentFact } from '../../../core/python-facts';
import { rangeOf, type Range } from '../../../core/range';
import type { ConfigContext } from '../../../core/rule';
import { ignoreEdit, isIgnored } from './dotenv';
import {
  decideByForm,
  decideBySetting,
  environmentNameOf,
  refineByNames,
  type Secret,
  type Setting,
} from '../../../analysis/secrets/judgement';
import { awsSecret, isAwsKeyId } from '../../../analysis/secrets/aws-keys';
import { isAwsSecret } from '../../../analysis/secrets/aws-pair';
import { partsOf } from './config-parts';
import { encodedSecret, isSecretManifest, manifestSecret } from './encoded-secrets';
import { placeInEntry } from './entry-places';
import type { SecretFormat } from '../../../analysis/secrets/format';
import { formatOfProvider } from '../../../analysis/secrets/provider-names';
import { secretsOfText } from '../text/text-secrets';
import { reportOfComment } from '../fixes/comment';
import { wordingOf } from '../fixes/messages';
import { nameKindOf } from '../../../analysis/secrets/names';

/** Reports the secrets of one entry of a configuration file. A file that git ignores stays on this machine: it is left alone. */
export function reportEntry(entry: ConfigEntry, context: ConfigContext): void {
  const secrets = secretsOfEntry(entry, context);
  if (secrets.length === 0 || isIgnored(context.project, context.path)) return;
  for (const { secret, range } of secrets) {
    const name = environmentOf(secret, entry, context.facts);
    const whereabouts = isPrivateFile(context.path) ? 'unignored' : 'configuration';
    context.report({
      range,
      ...wordingOf(secret, whereabouts, name),
      severity: secret.severity,
      everywhere: secret.format !== null || secret.severity === 'error',
      fixes: fixesOf(entry, range, name, context),
    });
  }
}

/** Reports the secrets in a comment of a configuration file: provider keys, and settings that were taken out. */
export function reportConfigComment({ text, range }: CommentFact, context: ConfigContext): void {
  const marked = decideByForm(text).map((secret) => ({ secret, range: secret.range }));
  const secrets: readonly EntrySecret[] = [...marked, ...secretsOfText(text)];
  if (secrets.length === 0 || isIgnored(context.project, context.path)) return;
  for (const { secret, range: at } of secrets)
    context.report(reportOfComment(secret, rangeOf(range.start + at.start, range.start + at.end)));
}

interface EntrySecret {
  readonly secret: Secret;
  readonly range: Range;
}

/** A short word or number under a name that is no credential's: most entries. An item of a list, and a `value`, are named elsewhere. */
const isOrdinary = ({ key, keys, value }: ConfigEntry): boolean =>
  value.length < 4 ||
  (/^(?:[A-Za-z-]{1,12}|\d{1,7})$/.test(value) &&
    !/^(?:\d+|value)$/i.test(key) &&
    !/^passwords$/i.test(keys.at(-2) ?? '') &&
    nameKindOf(key) === null);

function secretsOfEntry(entry: ConfigEntry, context: ConfigContext): readonly EntrySecret[] {
  const { facts } = context;
  if (entry.keys.includes('encryptedData')) return []; // a SealedSecret opens in its cluster only
  const encoded = encodedSecret(entry, facts);
  if (encoded !== undefined) return encoded === null ? [] : [{ secret: encoded, range: entry.literalRange }];
  if (isOrdinary(entry)) return [];
  const placed = ({ secret, range }: EntrySecret): EntrySecret => ({
    secret,
    range: placeInEntry(entry, range, facts.text),
  });
  const parts = partsOf(entry, facts);
  const marked = decideByForm(entry.value)
    .map((secret) => refineByNames(secret, entry.value, settingOf(entry, context)))
    .map((secret) => ({ secret: named(secret, entry, facts), range: secret.range }));
  if (marked.length > 0 || parts !== null) return [...marked, ...(parts ?? [])].map(placed);
  const secret = settledSecret(entry, context);
  return secret === null ? [] : [placed({ secret, range: secret.range })];
}

/** The secret that a value is as a whole. A block's value ends with a line end, which is no part of the key. */
function settledSecret(entry: ConfigEntry, context: ConfigContext): Secret | null {
  const value = entry.value.trim();
  const start = entry.value.indexOf(value);
  const at = { start, end: start + value.length };
  if (isBesideKeyId(value, entry, context.facts)) return awsSecret(at);
  const provider = formatOfProvider(entry.key);
  const secret =
    provider !== undefined && nameKindOf(entry.key) === null
      ? providerSecret(value, provider)
      : (decideBySetting(value, settingOf(entry, context)) ??
        (entry.keys.at(-2) === 'stringData' && isSecretManifest(context.facts)
          ? manifestSecret(value, entry.key)
          : null));
  return secret && { ...secret, range: at };
}

/** Under a provider's bare name only a key of its form is one, and it may be something else of that form. */
function providerSecret(value: string, format: SecretFormat): Secret | null {
  const secret = decideBySetting(value, { name: format.environment });
  return secret?.format?.id === format.id ? { ...secret, severity: 'warning' } : null;
}

function settingOf(entry: ConfigEntry, { facts, path }: ConfigContext): Setting {
  const around = `${entry.keys.join('.')} ${baseOf(path)}`;
  const setsVariable = facts.format === 'env' && nameKindOf(entry.key) !== null && isPrivateFile(path);
  const named = entry.key === 'value' ? namesOfValues(facts).get(parentOf(entry)) : undefined;
  if (/^passwords$/i.test(entry.keys.at(-2) ?? '')) return { name: 'password', around };
  if (named !== undefined) return { name: named, around: `${entry.keys.join('.')} ${named}` };
  return {
    name: entry.key,
    around,
    ...(setsVariable
      ? { sink: { label: nameKindOf(entry.key) === 'password' ? 'Password' : 'Secret', environment: entry.key } }
      : {}),
  };
}

/** Kubernetes and others write `name: HF_TOKEN` and `value: …` beside each other. */
function namesOfValues(facts: ConfigFacts): ReadonlyMap<string, string> {
  let names = namesByParent.get(facts);
  if (names === undefined) {
    names = new Map(
      facts.entries.filter((entry) => entry.key === 'name').map((entry) => [parentOf(entry), entry.value]),
    );
    namesByParent.set(facts, names);
  }
  return names;
}

/** A cache, not a state: what it holds follows from the facts alone. */
const namesByParent = new WeakMap<ConfigFacts, ReadonlyMap<string, string>>();

const parentOf = (entry: ConfigEntry): string => entry.keys.slice(0, -1).join('\u0000');

/** Whether a value has the form of an AWS secret key, and its key id stands beside it under the same parent. */
const isBesideKeyId = (value: string, entry: ConfigEntry, facts: ConfigFacts): boolean =>
  isAwsSecret(value) &&
  facts.entries.some(
    (other) => other.value.length === 20 && isAwsKeyId(other.value) && parentOf(other) === parentOf(entry),
  );

/** A private key beside `"type": "service_account"` is a Google Cloud key, with a page of its own. */
function named(secret: Secret, entry: ConfigEntry, facts: ConfigFacts): Secret {
  const parent = parentOf(entry);
  const isServiceAccount =
    secret.format?.id === 'private-key' &&
    facts.entries.some(
      (other) => other.key === 'type' && other.value === 'service_account' && parentOf(other) === parent,
    );
  return isServiceAccount
    ? {
        ...secret,
        label: 'Google Cloud service account key',
        rotation: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
      }
    : secret;
}

const environmentOf = (secret: Secret, entry: ConfigEntry, facts: ConfigFacts): string =>
  facts.format === 'env' ? entry.key : secret.format !== null ? secret.environment : environmentNameOf(entry.key);

/**
 * A file that is made to hold secrets is kept out of git. Other files are rewritten only where their loader fills in
 * environment variables; in plain YAML, TOML, JSON or INI such a text would be taken as the key itself.
 */
function fixesOf(entry: ConfigEntry, range: Range, name: string, context: ConfigContext): readonly Fix[] {
  if (isPrivateFile(context.path)) {
    const edit = ignoreEdit(context, context.path);
    return edit === null
      ? []
      : [{ title: `Add ${shortened(context.path, 26)} to ${edit.path}`, safety: 'unsafe', edits: [edit] }];
  }
  const whole = range.start === entry.literalRange.start && range.end === entry.literalRange.end;
  const interpolation = interpolationOf(context, name);
  if (interpolation === null) return [];
  const quoted = !whole && entry.quoted ? interpolation.text : whole ? `"${interpolation.text}"` : null;
  return quoted === null ? [] : [{ title: interpolation.title, safety: 'unsafe', edits: [{ range, text: quoted }] }];
}

function interpolationOf(
  { facts, path }: ConfigContext,
  name: string,
): { readonly text: string; readonly title: string } | null {
  if (facts.format !== 'yaml') return null;
  if (/^(?:docker-)?compose(?:[.-][\w-]{1,40})*\.ya?ml$/.test(baseOf(path)))
    return { text: `\${${name}}`, title: `Read it from ${shortened(name, 36)}` };
  if (/(?:^|\/)\.github\/workflows\/[^/]+$/.test(path))
    return { text: `\${{ secrets.${name} }}`, title: `Read it from the secret ${shortened(name, 26)}` };
  const isOmega =
    facts.text.includes('${oc.') ||
    facts.entries.some(
      (entry) => entry.key === '_target_' || entry.keys[0] === 'hydra' || entry.keys[0] === 'defaults',
    );
  return isOmega ? { text: `\${oc.env:${name}}`, title: `Read it from ${shortened(name, 36)}` } : null;
}

/** Files that are made to hold secrets on one machine: `.env`, `.netrc`, `kaggle.json`, `secrets.toml` … but not their examples. */
function isPrivateFile(path: string): boolean {
  const base = baseOf(path).toLowerCase();
  if (/(?:example|sample|template|dist|defaults?|schema)/.test(base)) return false;
  return /^\.env(?:\.|$)|\.env$|^[._]netrc$|^\.pypirc$|^kaggle\.json$|^credentials(?:\.\w+)?$|^\.?secrets?\.\w+$|service[-_]?account[\w-]*\.json$/.test(
    base,
  );
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

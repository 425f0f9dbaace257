import type { ConfigFacts, ConfigFormat } from '../../core/config-facts';
import type { Note } from '../../core/finding';
import { ConfigCollector } from './config-collector';
import { readEnv } from './config-env';
import { readIni } from './config-ini';
import { readJson } from './config-json';
import { readNetrc } from './config-netrc';
import { readToml } from './config-toml';
import { readYaml } from './config-yaml';

/** The format of a configuration file, by its name; null for what is no configuration: lock files, vocabularies, weight indexes. */
export function configFormatOf(path: string): ConfigFormat | null {
  const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (NOT_CONFIGURATION.some((pattern) => pattern.test(base))) return null;
  const named = CONFIGURATIONS.find(([pattern]) => pattern.test(base));
  return named === undefined ? null : named[1];
}

/** Reads a configuration file into its scalars. A broken or half-typed file gives what can be read, and a note. Never throws. `roots`: of YAML, its documents as the parser sees them, in the text `parsed`, whose holes are masked. */
export function readConfig(
  text: string,
  path: string,
  format: ConfigFormat,
): {
  readonly facts: ConfigFacts;
  readonly notes: readonly Note[];
  readonly roots: readonly unknown[];
  readonly parsed: string;
} {
  const collector = new ConfigCollector(text);
  const read = format === 'ini' && isNetrc(path) ? readNetrc : READERS[format];
  read(text, collector);
  const { entries, comments, roots, parsed } = collector;
  return {
    facts: { kind: 'config', format, path, text, entries, comments },
    notes: collector.messages.map((message) => ({ path, message })),
    roots,
    parsed: parsed ?? text,
  };
}

const READERS: Readonly<Record<ConfigFormat, (text: string, collector: ConfigCollector) => void>> = {
  env: readEnv,
  yaml: readYaml,
  toml: readToml,
  json: readJson,
  ini: readIni,
};

const isNetrc = (path: string): boolean => /(?:^|\/)[._]netrc$/i.test(path);

/** Lock files repeat hashes, tokenizer files hold a vocabulary: neither is written by hand, and both are large. */
export const NOT_CONFIGURATION: readonly RegExp[] = [
  /^(?:package-lock|npm-shrinkwrap|composer-lock|conda-lock|deno|bun)\.(?:json|ya?ml|lock)$/,
  /^pnpm-lock\.ya?ml$/,
  /[.-]lock$/,
  /^pipfile\.lock$/,
  /^pylock(?:\.[\w-]+)?\.toml$/,
  /[.-]lock\.(?:json|ya?ml|toml)$/,
  /^(?:tokenizer|vocab|vocabulary|merges|added_tokens|special_tokens_map|tokenizer_config|generation_config|preprocessor_config|dataset_infos?|trainer_state)\.json$/,
  /\.index\.json$/,
  /^model-index\.json$/,
  /\.(?:ipynb|geojson|topojson)$/,
  /\.min\.json$/,
  /\.cyclonedx\.json$/,
  /\.spdx\.json$/,
  /\.sarif$/,
  /\.schema\.json$/,
];

export const CONFIGURATIONS: readonly (readonly [RegExp, ConfigFormat])[] = [
  [/^\.env(?:\..{1,60})?$/, 'env'],
  [/\.env(?:\.(?:example|sample|template|dist|local))?$/, 'env'],
  [/^(?:kaggle|credentials)\.json$/, 'json'],
  [/\.ya?ml$/, 'yaml'],
  [/\.toml$/, 'toml'],
  [/\.jsonc?$/, 'json'],
  [
    /^(?:\.pypirc|[._]netrc|pip\.conf|credentials|\.npmrc|\.condarc|\.s3cfg|\.boto|\.databrickscfg|\.wandbrc|\.comet\.config|\.my\.cnf)$/,
    'ini',
  ],
  [/\.(?:ini|cfg|conf|properties|tfvars)$/, 'ini'],
];

import type { Near } from '../../../core/rule';
import { GAP } from '../../../readers/python/gaps';
import { remembered } from '../../../readers/python/nearby';
import { APP_PASSWORD, isPlainShape, isStandIn, isWordLike } from '../../../analysis/secrets/placeholders';
import { PROVIDER_WORDS } from '../../../analysis/secrets/provider-names';
import { looksPunctuated } from '../../../analysis/secrets/entropy';
import { isHeard } from './usage';

/** Parts of names that may be a credential's (`names.ts` decides). For assignments, dictionary items and parameter defaults. Lower case. */
export const NAME_TRIGGERS: readonly string[] = [
  'key',
  'secret',
  'token',
  'passw',
  'passphrase',
  'pwd',
  'credential',
  'authorization',
  'clarifai',
  'github_pat',
  'ext_pat',
  'devops_pat',
  'azdo_pat',
  'ado_pat',
  'db_pass',
  'dbpass',
  'smtp_pass',
  'mail_pass',
  'email_pass',
  'admin_pass',
  'root_pass',
  'mysql_pass',
  'pg_pass',
  'user_pass',
  'auth_pass',
  ...PROVIDER_WORDS.filter((word) => word !== 'clarifai'),
];

/** For what calls are given: a keyword, an option or a variable that is named in a string, `auth=("user", "…")`. */
export const GIVEN_TRIGGERS: readonly string[] = [...NAME_TRIGGERS, 'auth'];

/** Names that end in this word: `--github-pat`. Others only begin with its letters. */
export const PAT_TRIGGERS: readonly string[] = ['pat"', "pat'"].flatMap((name) => [`_${name}`, `-${name}`]);

/** For the calls that set or read environment variables. */
export const ENVIRONMENT_TRIGGERS: readonly string[] = ['getenv', 'environ', 'putenv'];

/** Whether a literal could be a secret by its shape, if its place says so. */
const couldBeSecret = remembered(
  (content) =>
    content.length >= 4 &&
    (/^(?:Bearer|Token|Basic|Key|Api-Key)\s/.test(content) ||
      APP_PASSWORD.test(content) ||
      looksPunctuated(content.replace(/^django-insecure-/, '')) ||
      (!isPlainShape(content) &&
        (content.length >= 40 || !isStandIn(content)) &&
        (!isWordLike(content) || /\d/.test(content)))),
);

/** A name matters where a literal that could be a secret is given to it: `name = …`, `"name": …`, `d["name"] = …`. */
export const GIVEN_SECRET: Near = { given: couldBeSecret };

/** An argument also where a constant holds the literal: `name=…`, `("--name", default=…)`, `("name", …)`. */
export const PASSED_SECRET: Near = {
  before: new RegExp(`(?:(?:[(,]|^)${GAP}\\w{0,60}|["'][^\\s"']{0,60})$`),
  after: new RegExp(`^(?:\\w{0,60}${GAP}(?:=(?!=)|$)|[^\\s"']{0,60}["'](?:${GAP}\\))?${GAP}(?:,|$))`),
  name: remembered(isHeard),
  given: couldBeSecret,
  named: true,
};

/** The same of what stands in for a variable that is not set: `getenv(…)`, `environ.get(…)`. */
export const STANDING_IN: Near = {
  after: new RegExp(`^(?:${GAP}\\))*${GAP}(?:\\(|$|\\.${GAP}(?:get|setdefault)\\b)`),
  given: couldBeSecret,
  named: true,
};

/** For calls that are named after the credential they are given: `set_api_key("…")`. */
export const SETTER_TRIGGERS: readonly string[] = ['key(', 'token(', 'secret(', 'auth(', 'credential(', 'credentials('];
export const SET_SECRET: Near = {
  after: new RegExp(`^(?:${GAP}\\()*${GAP}[rbRB]{0,2}["']{1,3}(?:[^\\s"']{12}|$)`),
};

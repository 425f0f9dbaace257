import type { CallFact, PythonFacts, Semantics } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { Near } from '../../../core/rule';
import { once } from '../../../readers/python/fact-index';
import { GAP } from '../../../readers/python/gaps';
import { remembered } from '../../../readers/python/nearby';
import { nameKindOf } from '../../../analysis/secrets/names';

/** Methods of loggers and consoles that write what they are given. */
export const METHODS = [
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'critical',
  'exception',
  'log',
  'success',
  'trace',
  'write',
  'echo',
  'print',
  'pprint',
  'markdown',
  'text',
  'code',
  'json',
];
/** Methods of experiment trackers. */
export const TRACKER_METHODS = [
  'log_param',
  'log_params',
  'set_tag',
  'set_tags',
  'log_text',
  'log_dict',
  'log_parameter',
  'log_parameters',
  'log_other',
  'log_others',
  'add_text',
  'add_hparams',
  'report_text',
  'log_hyperparams',
];
/** Parts of words that speak of a credential wherever they stand, in a name or in a text. Lower case. */
export const TRIGGERS = ['api_key', 'apikey', 'access_key', 'private_key', 'secret', 'passw', 'getpass', 'environ'];
const CLEAR = /api_?key|(?:access|private)_key|secret|passw|getpass|^environ$/i;
const isClear = (word: string): boolean => CLEAR.test(word);

/** Tokens are pieces of text where people write about them: a word counts as a name alone, or as all that is written: `"hf_token"`. */
export const TOKEN_TRIGGERS = ['token'];
const isToken = remembered((word) => /token/i.test(word) && nameKindOf(word) !== null);
const isTokenWritten = (text: string): boolean => /^\w+_token\w*$/i.test(text) && isToken(text);

/** Calls that may write, before a word. */
const WRITES = new RegExp(
  `(?:\\bprint|\\.${GAP}(?:${[...METHODS, ...TRACKER_METHODS, 'update', 'init'].join('|')}))\\)?${GAP}\\(`,
);

/** A word matters in a call that writes somewhere. The letter of an escape may stand before it. */
export const LOGGED: Near = { name: (word) => isClear(word) || isClear(word.slice(1)), inside: WRITES };

/** The same of a token, where it is no word of a sentence. */
export const LOGGED_TOKEN: Near = {
  name: isToken,
  before: new RegExp(
    `(?:(?:[^\\w\\s"'\\\\]|\\b(?:or|and|else|if|in|is|not|await|yield|return|lambda)\\b|^)${GAP}\\w{0,60}|["']\\w{1,60})$`,
  ),
  inside: WRITES,
};

/** Whether a call speaks of a credential, by a name or in a text, in whatever it is given. */
export const speaksOfCredential = ({ expression }: CallFact, { semantics }: PythonFacts): boolean =>
  listeners(semantics).clear(expression);

/** Whether it speaks of a token. */
export const speaksOfToken = ({ expression }: CallFact, { semantics }: PythonFacts): boolean =>
  listeners(semantics).token(expression);

const listeners = once((semantics: Semantics) => ({
  clear: listenerFor(semantics, isClear, (text) => text.match(/\w+/g)?.some(isClear) === true),
  token: listenerFor(semantics, isToken, isTokenWritten),
}));

/** Asks all that an expression is made of, each part once. */
function listenerFor(
  semantics: Semantics,
  says: (name: string) => boolean,
  tells: (text: string) => boolean,
): (expression: Expression) => boolean {
  const hears: (expression: Expression) => boolean = once((expression) => {
    const { kind, name, pieces, parts } = expression;
    if ((kind === 'name' || kind === 'attribute') && says(name)) return true;
    if (pieces.some(({ text }) => tells(text)) || parts.some(hears)) return true;
    return semantics.callOf(expression)?.args.some((given) => given.name !== null && says(given.name)) === true;
  });
  return hears;
}

import type { CallFact, PythonFacts, Semantics } from '../../../core/python-facts';
import type { Expression } from '../../../core/semantics';
import type { Near } from '../../../core/rule';
import { once } from '../../../readers/python/fact-index';
import { GAP } from '../../../readers/python/nearby';
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
/** Parts of words that speak of a credential, as far as `speaks` agrees. Lower case. */
export const TRIGGERS = [
  'api_key',
  'apikey',
  'access_key',
  'private_key',
  'secret',
  'passw',
  'token',
  'getpass',
  'environ',
];
const CLEAR = /api_?key|(?:access|private)_key|secret|passw|getpass|^environ$/i;

/** Whether a word, of a name or in a text, speaks of a credential: `pad_token` does not. */
const speaks = (word: string): boolean => CLEAR.test(word) || (/token/i.test(word) && nameKindOf(word) !== null);

/** Calls that may write, before a word. */
const WRITES = new RegExp(
  `(?:\\bprint|\\.${GAP}(?:${[...METHODS, ...TRACKER_METHODS, 'update', 'init'].join('|')}))\\)?${GAP}\\(`,
);

/** A word matters in a call that writes somewhere, and where it is no word of a tokenizer. The letter of an escape may stand before it. */
export const LOGGED: Near = { name: (word) => speaks(word) || speaks(word.slice(1)), inside: WRITES };

/** Whether a call speaks of a credential, by a name or in a text, in whatever it is given. */
export const speaksOfCredential = ({ expression }: CallFact, { semantics }: PythonFacts): boolean =>
  listener(semantics)(expression);

const listener = once((semantics: Semantics) => {
  const hears: (expression: Expression) => boolean = once((expression) => {
    const { kind, name, pieces, parts } = expression;
    if ((kind === 'name' || kind === 'attribute') && speaks(name)) return true;
    if (pieces.some(({ text }) => text.match(/\w+/g)?.some(speaks) === true) || parts.some(hears)) return true;
    return semantics.callOf(expression)?.args.some((given) => given.name !== null && speaks(given.name)) === true;
  });
  return hears;
});

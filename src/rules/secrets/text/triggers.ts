import type { Near } from '../../../core/rule';
import { remembered } from '../../../readers/python/nearby';
import { NAME_TRIGGERS } from '../python/triggers';
import { PROVIDER_WORDS } from '../../../analysis/secrets/provider-names';
import { mayHoldItem } from '../python/usage';

/** Units of a value in quotes, a digit among the first of them; or what the look cuts short. */
const QUOTED = '(?=[^\\s"\'`\\\\]{0,60}(?:\\d|$))(?:[^\\s"\'`\\\\]{8}|[^\\s"\'`\\\\]{0,7}$)';
/** The same without quotes: an expression of code goes on with a bracket. */
const UNIT = '[^\\s"\'`\\\\,;(){}<>[\\]|&#]';
const BARE = `(?=${UNIT}{0,60}(?:\\d|$))${UNIT}{0,60}(?:(?<=${UNIT}{8})(?=[\\s"'\`\\\\,;)}\\]|&#])|$)`;
/** `Bearer`, or the type of what is given: `str =`. */
const SCHEME = '(?:[A-Za-z.-]{2,20}(?:\\[\\w{1,20}\\])?[ \\t]{1,4}(?:=[ \\t]{0,2})?)?';
const QUOTE = '[brfuBRFU]{0,2}\\\\?["\'`](?:[A-Za-z-]{3,7}[ \\t]{1,4})?';

/** What is written after a credential's name inside a text, if it is given something there. Most mentions end at the first sign. */
export const EMBEDDED: Near = {
  after: new RegExp(
    `^[\\w.-]{0,40}(?:\\\\?["']?\\]?[ \\t]{0,4}(?:=>|:=|[:=])[ \\t]{0,4}${SCHEME}(?:${QUOTE}${QUOTED}|${BARE})|["'][ \\t]{0,2},[ \\t]{0,2}["']${QUOTED}|[ \\t]{1,8}(?:["']${QUOTED}|${BARE}))`,
  ),
  name: remembered((name) => mayHoldItem(name)),
};
export const EMBEDDED_TRIGGERS: readonly string[] = NAME_TRIGGERS.filter(
  (name) => !/pass$|_pat$|clarifai/.test(name) && !PROVIDER_WORDS.includes(name),
);

/** The calls of SDKs whose first argument is a key. */
export const SINK_CALL: Near = { after: /^[ \t]{0,2}\\?["'][^\s"'\\]{16}/ };

/** `curl -u user:password`. */
export const LOGIN_TRIGGERS: readonly string[] = ['-u ', '-u"', "-u'", '--user ', '--user=', '--proxy-user '];
export const LOGIN: Near = { after: /^[ \t]{0,4}["']?[^\s"':$]{1,40}:(?:[^\s"'$]{6}|[^\s"'$]{0,5}$)/ };

/** `://user:password@`: after it no slash comes before the `@`, as in all other addresses. */
export const WEB_LOGIN: Near = {
  after: /^[^\s:/@"'`]{0,60}(?::[^\s/@"'`]{0,60}(?:@|$)|$)/,
};

import type { Argument, CallFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import { writtenArguments, plainText } from './download-functions';
import { closing } from './expressions';

/** An address that a function of this file is called with, and the other arguments of that call as they are written. */
export interface GivenAddress {
  readonly address: string;
  readonly others: readonly string[];
  readonly range: Range;
}

/** Calls that are looked at; a helper that fetches is not called more often by hand. */
const MOST_CALLS = 40;

/**
 * The addresses that the function around a download is given for its parameter: `fetch("https://…/model.pt", path)` of
 * `def fetch(url, path)`. Read as text, because calls of a function of the program are not parsed for its sake.
 */
export function addressesGiven(call: CallFact, url: Argument, facts: PythonFacts): readonly GivenAddress[] {
  const { functionName } = call;
  if (functionName === null || url.value.kind !== 'unknown' || url.value.reason !== 'parameter') return [];
  const text = plainText(facts);
  const parameter = text.slice(url.valueRange.start, url.valueRange.end);
  const header = new RegExp(`\\bdef[ \\t]+${functionName}[ \\t]*\\(`).exec(text);
  const close = header ? closing(text, header.index + header[0].length - 1, text.length) : -1;
  if (!header || close < 0 || !/^\w+$/.test(parameter)) return [];
  const parameters = writtenArguments(text.slice(header.index, close + 1))
    .map((written) => /^\**\w*/.exec(written)![0])
    .filter((name) => name !== 'self' && name !== 'cls');
  const given: GivenAddress[] = [];
  let looked = 0;
  for (const match of text.matchAll(new RegExp(`(?<![\\w.]|def )(?:self\\.|cls\\.)?${functionName}\\(`, 'g'))) {
    if (++looked > MOST_CALLS) break;
    const end = closing(text, match.index + match[0].length - 1, text.length);
    if (end < 0) continue;
    const args = writtenArguments(text.slice(match.index, end + 1));
    const named = args.findIndex((argument) => new RegExp(`^${parameter}\\s*=(?!=)`).test(argument));
    const at = named >= 0 ? named : parameters.indexOf(parameter);
    const address = addressIn((args[at] ?? '').replace(/^\w+\s*=\s*/, ''), text);
    if (address !== null)
      given.push({ address, others: args.filter((_, index) => index !== at), range: rangeOf(match.index, end + 1) });
  }
  return given;
}

/** A literal, or a constant of the module that is one. */
function addressIn(written: string, text: string): string | null {
  const literal = /^[rbu]?(["'])([a-z]+:\/\/[^"'\s{}]+)\1$/i.exec(written)?.[2];
  if (literal !== undefined || !/^[A-Z][A-Z\d_]+$/.test(written)) return literal ?? null;
  return (
    new RegExp(
      `^${written}[ \\t]*(?::[ \\t]*\\w+[ \\t]*)?=[ \\t]*[rbu]?(["'])([a-z]+:\\/\\/[^"'\\s{}]+)\\1`,
      'im',
    ).exec(text)?.[2] ?? null
  );
}

import { rangeOf } from '../../core/range';
import type { ConfigCollector } from './config-collector';

/** `export NAME = `, at the beginning of a line. */
const OPENING = /[ \t\uFEFF]*(?:export[ \t]+)?([A-Za-z_][\w.-]{0,200})[ \t]*[=:][ \t]*/dy;

/**
 * Reads a dotenv file as python-dotenv does: `export`, bare values up to ` #`, single quotes literal, double quotes with
 * escapes, both over several lines. `${VAR}` is left as it is written.
 */
export function readEnv(text: string, collector: ConfigCollector): void {
  let at = 0;
  while (at < text.length) {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    if (opening === null) {
      at = skipLine(text, at, collector);
      continue;
    }
    const name = opening[1]!;
    const keyStart = opening.indices![1]![0];
    at = readValue(text, name, keyStart, at + opening[0].length, collector);
  }
}

function readValue(text: string, name: string, keyStart: number, start: number, collector: ConfigCollector): number {
  const keyRange = rangeOf(keyStart, keyStart + name.length);
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = closingQuote(text, start);
    if (end !== -1) {
      const raw = text.slice(start + 1, end);
      collector.add(
        [name],
        quote === '"' ? unescape(raw) : raw,
        keyRange,
        rangeOf(start + 1, end),
        rangeOf(start, end + 1),
      );
      return skipLine(text, end + 1, collector);
    }
    collector.say(`the quote of ${name} is not closed`);
  }
  const lineEnd = endOfLine(text, start);
  const line = text.slice(start, lineEnd);
  const comment = /(?:^|[ \t])#/.exec(line);
  const value = (comment === null ? line : line.slice(0, comment.index)).trimEnd();
  collector.add([name], value, keyRange, rangeOf(start, start + value.length), rangeOf(start, start + value.length));
  return skipLine(text, start + value.length, collector);
}

/** The offset of the quote that closes the one at `start`; -1 when none does within a screenful of lines. */
function closingQuote(text: string, start: number): number {
  const quote = text[start]!;
  const limit = Math.min(text.length, start + 20_000);
  for (let i = start + 1; i < limit; i++) {
    if (text[i] === '\\' && quote !== '`') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

/** Goes to the next line; a comment on the way is kept. */
function skipLine(text: string, at: number, collector: ConfigCollector): number {
  const end = endOfLine(text, at);
  const hash = text.slice(at, end).indexOf('#');
  if (hash !== -1) collector.addComment(at + hash, end);
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
}

function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const unescape = (raw: string): string =>
  raw.replace(/\\([\s\S])/g, (_, character: string) => ESCAPES[character] ?? character);

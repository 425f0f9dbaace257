import { MappedText } from '../../core/mapped-text';
import { splitWords, type Word } from './shell-words';

/** What a variable stands for, where its value is written; null where nobody knows. */
export type VariableLookup = (name: string) => MappedText | null;

const VARIABLE = /\$\{([A-Za-z_]\w{0,200})(?:(:?[-+])([^{}]{0,500}))?\}|\$([A-Za-z_]\w{0,200})/g;
/** UTF-16 units of a text with its variables filled in; of more, nothing is. */
const LONGEST = 10_000;

/**
 * The text with the variables filled in that are known, `${NAME:-default}` too. What is one variable and nothing else is the value where
 * that is written; of a value among other text, every unit stands at the variable, the last one at its end.
 */
export function withValues(text: MappedText, lookup: VariableLookup): MappedText {
  if (!text.text.includes('$')) return text;
  const pieces: MappedText[] = [];
  let at = 0;
  let length = 0;
  for (const match of text.text.matchAll(VARIABLE)) {
    const [written, braced, sign, otherwise, plain] = match;
    const end = match.index + written.length;
    const known = lookup((braced ?? plain)!);
    const alternative = (): MappedText => text.slice(end - 1 - otherwise!.length, end - 1);
    const value = sign?.endsWith('+') ? known && alternative() : (known ?? (sign ? alternative() : null));
    if (value === null) continue;
    if (match.index === 0 && end === text.length) return value;
    pieces.push(text.slice(at, match.index), placedAt(value.text, text, match.index, end));
    length += value.length;
    at = end;
    if (length > LONGEST) return text;
  }
  return at === 0 ? text : MappedText.join([...pieces, text.slice(at)].filter((piece) => piece.length > 0));
}

/** A word that is a variable alone, or an option that is given one (`--index-url=$INDEX`), with its value; of an unquoted one, the words of it. */
export function filledWord(word: Word, lookup: VariableLookup): readonly Word[] {
  const { value, quoted } = word;
  if (!value.text.includes('$')) return [word];
  const head = /^(?:--[\w-]{1,60}=)?(?=\$)/.exec(value.text)?.[0].length;
  if (head === undefined) return [word];
  const rest = value.slice(head);
  const known = withValues(rest, lookup);
  if (known === rest || !isOneVariable(rest.text)) return [word];
  if (head > 0) return [{ ...word, value: MappedText.join([value.slice(0, head), known]) }];
  if (!quoted && known.trim().length === 0) return [];
  const words = quoted ? [] : splitWords(known);
  // One word stands where the variable is; several, where they are written.
  return typeof words === 'string' || words.length < 2 ? [{ ...word, value: known }] : words;
}

const isOneVariable = (text: string): boolean => {
  const [first] = text.match(VARIABLE) ?? [];
  return first === text;
};

/** The units of a value, all of them where the variable is written. */
function placedAt(value: string, text: MappedText, start: number, end: number): MappedText {
  const from = text.offsetAt(start);
  const last = text.offsetAt(end - 1);
  const pieces: MappedText[] = [];
  for (let i = 0; i < value.length; i++) {
    const place = i === value.length - 1 ? last : Math.min(from + i, last - 1);
    pieces.push(MappedText.of(value, i, i + 1, place - i));
  }
  return pieces.length > 0 ? MappedText.join(pieces) : MappedText.of('', 0, 0, from);
}

/** The names in the target of a subscript, as written: identifiers, and what stands in quotes. */
export const namesIn = (target: string): readonly string[] =>
  [...target.matchAll(/"([^"\n]*)"|'([^'\n]*)'|[\w\u0080-\uffff]+/g)].map((match) => match[1] ?? match[2] ?? match[0]);

/** Whether text holds one of the words, without case. */
export function mentions(words: RegExp, text: string): boolean {
  words.lastIndex = 0;
  return words.test(text);
}

export const wordsPattern = (words: readonly string[]): RegExp =>
  new RegExp(words.length === 0 ? '(?!)' : words.map(escape).join('|'), 'i');

/** Words, and `word(`: calls of functions that have the word in their names. */
export const calledPattern = (words: readonly string[]): RegExp =>
  new RegExp(
    words
      .map((word) => (word.endsWith('(') ? `${escape(word.slice(0, -1))}\\w*[\\s\\\\]*\\(` : escape(word)))
      .join('|'),
    'i',
  );

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

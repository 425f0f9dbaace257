/** Shannon entropy of the characters of a text, bits per character; 0 for the empty text. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}

/** Longest run of neighbours whose codes go up by one, down by one, or stay: `abcdef`, `987`, `xxxx`. */
export function longestRun(text: string): number {
  let longest = text === '' ? 0 : 1;
  let run = 1;
  let step: number | null = null;
  for (let i = 1; i < text.length; i++) {
    const difference = text.charCodeAt(i) - text.charCodeAt(i - 1);
    if (Math.abs(difference) > 1) {
      run = 1;
      step = null;
      continue;
    }
    run = difference === step ? run + 1 : 2;
    step = difference;
    longest = Math.max(longest, run);
  }
  return longest;
}

/**
 * Whether a text is typed by counting: `abc123def456ghi789` is made of runs, `a1b2c3d4e5f6` of two that take turns.
 * A random text of that length has no such order.
 */
export function isCounting(text: string): boolean {
  const letters = text.toLowerCase();
  if (letters.length < 10) return false;
  const turns = [0, 1].map((first) => longestRun([...letters].filter((_, index) => index % 2 === first).join('')));
  if (Math.min(...turns) >= 5) return true;
  let runs = 1;
  for (let i = 1; i < letters.length; i++)
    if (Math.abs(letters.charCodeAt(i) - letters.charCodeAt(i - 1)) !== 1) runs++;
  return letters.length >= 12 && letters.length / runs >= 2.4;
}

/**
 * Whether a text looks like drawn by a machine and not made of words: it has letters and digits, one unbroken part of
 * at least ten characters, high entropy, and changes between small letters, capitals and digits often.
 * `Qwen2TokenizerFast`, `text-embedding-3-large` and `gpt-4o-mini-2024-07-18` are words; `kJ8s0dPq2LmZ7x` is not.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 12 || text.length > 512 || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (entropyOf(text) < (text.length < 20 ? 3.1 : 3.3)) return false;
  const parts = text.split(/[^A-Za-z0-9]+/);
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  if (longest.length < 10) return false;
  return charactersPerPiece(longest) < 3.3;
}

/** Average length of the words, capital runs and numbers that a text is made of. Words give 4 and more, random text about 2. */
function charactersPerPiece(text: string): number {
  const pieces = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g);
  return pieces === null ? text.length : text.length / pieces.length;
}

/**
 * Whether a text is drawn from letters, digits and signs together, as `SECRET_KEY` of Django and generated client secrets are:
 * its parts between signs are short, and no part is a word. A template, a path and a sentence have longer parts.
 */
export function looksPunctuated(text: string): boolean {
  if (text.length < 20 || text.length > 200 || /\s/.test(text) || !/\d/.test(text) || !/[a-z]/i.test(text))
    return false;
  const signs = text.match(/[^A-Za-z0-9]/g) ?? [];
  if (signs.length < 2 || new Set(signs).size < 2 || entropyOf(text) < 3.9) return false;
  const pieces = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^A-Za-z0-9]/g)!;
  return text.length / pieces.length < 2.2 && !/[a-z]{7}/i.test(text);
}

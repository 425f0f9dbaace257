import { isSpdxLicence, spdxIdOf } from './cyclonedx/licences';

/** Characters of an expression that is read. */
const MAX_EXPRESSION = 1000;
/** Nested parentheses that are followed. */
const MAX_DEPTH = 20;

/**
 * An SPDX licence expression in its usual spelling, or null for a text that is none: `mit or apache-2.0` becomes `MIT OR Apache-2.0`.
 * Source: SPDX 3.0.1, annex B (License expressions); PEP 639 takes operators in any case.
 */
export function spdxExpression(text: string): string | null {
  if (text.length > MAX_EXPRESSION) return null;
  const words = text.match(/[()]|[^\s()]+/gu) ?? [];
  const reader = new ExpressionReader(words);
  const read = reader.either(0);
  return read !== null && reader.isAtEnd ? read : null;
}

class ExpressionReader {
  #at = 0;

  constructor(private readonly words: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.#at === this.words.length;
  }

  either(depth: number): string | null {
    return this.#joined('OR', () => this.#joined('AND', () => this.#one(depth)));
  }

  #joined(operator: 'AND' | 'OR', next: () => string | null): string | null {
    const parts: (string | null)[] = [next()];
    while (this.#word()?.toUpperCase() === operator) {
      this.#at++;
      parts.push(next());
    }
    return parts.includes(null) ? null : parts.join(` ${operator} `);
  }

  #one(depth: number): string | null {
    const word = this.#word();
    if (word === undefined || depth > MAX_DEPTH) return null;
    this.#at++;
    if (word === '(') {
      const inner = this.either(depth + 1);
      if (this.#word() !== ')') return null;
      this.#at++;
      return inner === null ? null : `(${inner})`;
    }
    const licence = licenceOf(word);
    if (licence === null || this.#word()?.toUpperCase() !== 'WITH') return licence;
    this.#at++;
    const exception = spdxIdOf(this.#word() ?? '');
    this.#at++;
    return exception === null ? null : `${licence} WITH ${exception}`;
  }

  #word(): string | undefined {
    return this.words[this.#at];
  }
}

function licenceOf(word: string): string | null {
  if (/^(?:DocumentRef-[\w.-]{1,100}:)?LicenseRef-[A-Za-z0-9.-]{1,200}$/u.test(word)) return word;
  const known = spdxIdOf(word);
  if (known !== null) return known;
  const older = word.endsWith('+') ? spdxIdOf(word.slice(0, -1)) : null;
  return older !== null && isSpdxLicence(older) ? `${older}+` : null;
}

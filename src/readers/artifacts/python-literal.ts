/** A value of a Python literal, as numpy writes the head of a `.npy` file: `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}`. */
export type PythonLiteral =
  string | number | boolean | null | readonly PythonLiteral[] | { readonly [key: string]: PythonLiteral };

const DEPTH = 16;

/** Null for what is no literal, or nested too deep. Numbers are exact up to 2^53. */
export function pythonLiteral(text: string): { readonly value: PythonLiteral } | null {
  const parser = new LiteralParser(text);
  try {
    const value = parser.value(DEPTH);
    return parser.isAtEnd() ? { value } : null;
  } catch (error) {
    if (error instanceof NoLiteral) return null;
    throw error;
  }
}

const unescapedLiteral = (text: string): string =>
  text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|(.))/gs, (_, hex, wide, octal, sign) =>
    sign === undefined
      ? String.fromCharCode(octal === undefined ? parseInt((hex ?? wide) as string, 16) : parseInt(octal as string, 8))
      : (sign as string),
  );

class NoLiteral extends Error {}

const TOKEN =
  /\s*(?:('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?L?)|(True|False|None)|([[\](){},:]))/y;

class LiteralParser {
  #at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    return this.text.slice(this.#at).trim() === '';
  }

  value(depth: number): PythonLiteral {
    if (depth <= 0) throw new NoLiteral();
    const [, quoted, number, word, sign] = this.#token();
    if (quoted !== undefined) return unescapedLiteral(quoted.slice(1, -1));
    if (number !== undefined) return Number(number.replace(/L$/, ''));
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    if (sign === '(') return this.#list(')', depth);
    if (sign === '[') return this.#list(']', depth);
    if (sign === '{') return this.#dict(depth);
    throw new NoLiteral();
  }

  #list(end: string, depth: number): PythonLiteral {
    const items: PythonLiteral[] = [];
    let hasComma = false;
    for (;;) {
      if (this.#skip(end)) return end === ')' && items.length === 1 && !hasComma ? items[0]! : items;
      items.push(this.value(depth - 1));
      hasComma = this.#skip(',');
      if (!hasComma && !this.#peek(end)) throw new NoLiteral();
    }
  }

  #dict(depth: number): PythonLiteral {
    const found: Record<string, PythonLiteral> = Object.create(null) as Record<string, PythonLiteral>;
    for (;;) {
      if (this.#skip('}')) return found;
      const key = this.value(depth - 1);
      if (typeof key !== 'string' || !this.#skip(':')) throw new NoLiteral();
      found[key] = this.value(depth - 1);
      if (!this.#skip(',') && !this.#peek('}')) throw new NoLiteral();
    }
  }

  #token(): RegExpExecArray {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.text);
    if (!match) throw new NoLiteral();
    this.#at = TOKEN.lastIndex;
    return match;
  }

  #peek(sign: string): boolean {
    return this.text
      .slice(this.#at, this.#at + 64)
      .trimStart()
      .startsWith(sign);
  }

  #skip(sign: string): boolean {
    if (!this.#peek(sign)) return false;
    this.#at = this.text.indexOf(sign, this.#at) + sign.length;
    return true;
  }
}

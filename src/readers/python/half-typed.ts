import { afterGap, goesOnInNextLine } from './gaps';
import { isClosed, LineLexer, physicalEnd, stringEnd } from './logical-lines';
import { Offsets } from './offsets';

/** A program with its half-typed lines made whole, and the way back to its offsets. */
export interface Mended {
  readonly text: string;
  readonly offsets: Offsets;
}

/** What is put in place of a stretch of the program. */
interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Code that is being typed has few such lines; a text with more of them is no Python. */
const MOST_PATCHES = 50;

const HEADER =
  /(?:async[ \t]+(?:def|for|with)|def|class|if|elif|for|while|with|except)(?![\w\u0080-\uffff])(?![ \t]*[=.,)\]])/y;
const IMPORT =
  /(?:import|from[ \t]+[\w.]+[ \t]+import|from(?:[ \t]+[\w.]+)?)[ \t]*(?:\([ \t]*)?(?=[ \t]*(?:#[^\n]*)?(?:\r?\n|$))/y;
const ASSIGNMENT = /[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*[ \t]*=(?!=)/y;
/** Of a line in brackets that `def` opened: a parameter, or their end. */
const PARAMETER = /(?:\*{0,2}[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*[ \t]*(?:[:=,)#]|\r?\n|$)|[^\w"'\u0080-\uffff])/y;
const IMPORTED = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*[ \t]*(?:[,)#]|as\b|\r?\n|$)|\)/y;

/**
 * Makes half-typed headers whole that would take what stands below with them: `def f(x`, `if x`, `with open(p) as`. Null where there
 * are none. `base` is added to the offsets. The grammar is that of the Python language reference 3.14, 8. Compound statements.
 */
export function mended(text: string, base = 0): Mended | null {
  const patches: Patch[] = [];
  let open = endsInText(text);
  for (let lexer = new LineLexer(text); lexer.open() && patches.length < MOST_PATCHES;) {
    const { start, margin, content } = lexer;
    const patch =
      start === margin ? (headerAt(text, content) ?? importAt(text, content) ?? quoteAt(text, content, open)) : null;
    if (patch === null) lexer.close();
    else {
      patches.push(patch);
      open &&= !/^("""|''')/.test(patch.text);
      lexer = new LineLexer(text, physicalEnd(text, patch.end));
    }
  }
  return patches.length === 0 ? null : patched(text, patches, base);
}

function patched(text: string, patches: readonly Patch[], base: number): Mended {
  const offsets = new Offsets();
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  const put = (part: string, place: number, span: number): void => {
    if (part === '') return;
    offsets.add(length, base + place, span);
    parts.push(part);
    length += part.length;
  };
  for (const patch of patches) {
    put(text.slice(at, patch.start), at, patch.start - at);
    put(patch.text, patch.end, 0);
    at = patch.end;
  }
  put(text.slice(at), at, text.length - at);
  return { text: parts.join(''), offsets };
}

/** A header without its colon, with brackets, a quote, a name or a suite that is missing too; null for one that is whole. */
function headerAt(text: string, content: number): Patch | null {
  if (!isAt(HEADER, text, content)) return null;
  const read = new HeaderReader(text, content);
  if (!read.isHalfTyped()) return null;
  const header = text.slice(content, read.end);
  const suite = hasSuite(text, content, read.end) ? '' : ' 0';
  if (/^(?:async[ \t]+)?(?:def|class)$/.test(header)) return { start: content, end: read.end, text: `if 0:${suite}` };
  const tail = completion(header, read.closers);
  return { start: read.end, end: read.end, text: `${read.quote}${tail}:${suite}` };
}

/** What is missing before the colon. */
function completion(header: string, closers: string): string {
  const missing = closers + (/^(?:async[ \t]+)?def\b[^(]*$/.test(header) ? '()' : '');
  const isFor = /^(?:async[ \t]+)?for\b/.test(header);
  if (isFor && /\bfor$/.test(header)) return ' _ in 0';
  const loop = isFor && !/\bin\b/.test(header) ? ' in 0' : '';
  if (/(?:^|\W)except$/.test(header)) return missing;
  if (/\bas$/.test(header)) return ` _${missing}`;
  if (/\blambda$/.test(header)) return `: 0${missing}`;
  if (/(?:^|\W)(?:if|elif|while|in|with|and|or|not|is|else|await)$|->$/.test(header)) return ` 0${missing}${loop}`;
  if (/(?:\.|^(?:async[ \t]+)?def\b[^]*\*)$/.test(header)) return `_${missing}${loop}`;
  if (/[=+\-*/%|&<>^~:@[]$/.test(header) || (/,$/.test(header) && closers === '' && !isFor))
    return `0${missing}${loop}`;
  return missing + loop;
}

/** Whether the next line of code is indented deeper than the header. */
function hasSuite(text: string, content: number, end: number): boolean {
  const own = content - (text.lastIndexOf('\n', content - 1) + 1);
  const next = afterGap(text, physicalEnd(text, end));
  return next < text.length && next - (text.lastIndexOf('\n', next - 1) + 1) > own;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads a header to its colon, or to where it must have ended without one. */
class HeaderReader {
  /** Behind the last unit of code that was read. */
  end: number;
  /** The quote that closes a text which the line ends in. */
  quote = '';
  #open: string[] = [];
  #lambdas = 0;

  constructor(
    readonly text: string,
    readonly content: number,
  ) {
    this.end = content;
  }

  /** What closes the brackets that are open. */
  get closers(): string {
    return [...this.#open]
      .reverse()
      .map((bracket) => CLOSERS[bracket]!)
      .join('');
  }

  /** Whether no colon comes; null is said of what cannot be mended. */
  isHalfTyped(): boolean {
    const { text } = this;
    for (let at = this.content; at < text.length; at++) {
      const sign = text[at]!;
      if (sign === '\n') {
        if (this.#open.length === 0 || !this.#goesOn(at)) return true;
      } else if (sign === '#') at = physicalEnd(text, at) - 1;
      else if (sign === '"' || sign === "'") {
        const stop = stringEnd(text, at);
        this.end = stop;
        if (!isClosed(text, at, stop)) {
          // A text of several lines may be anything up to its end.
          if (text.startsWith(sign.repeat(3), at)) return false;
          this.end = physicalEnd(text, at);
          this.quote = sign;
          return true;
        }
        at = stop - 1;
      } else if (sign === '\\') at += text[at + 1] === '\r' ? 2 : 1;
      else if (!/\s/.test(sign)) {
        if (!this.#take(sign, at)) return false;
        this.end = at + 1;
      }
    }
    return true;
  }

  /** Takes one unit of code; false at the colon of the header, and where brackets do not fit. */
  #take(sign: string, at: number): boolean {
    const { text } = this;
    if (sign in CLOSERS) this.#open.push(sign);
    else if (sign === ')' || sign === ']' || sign === '}') {
      if (CLOSERS[this.#open.pop() ?? ''] !== sign) return false;
    } else if (this.#open.length > 0) return true;
    else if (sign === 'l' && /^lambda(?!\w)/.test(text.slice(at, at + 7)) && !/\w/.test(text[at - 1] ?? ''))
      this.#lambdas++;
    else if (sign === ':' && text[at + 1] !== '=') return this.#lambdas-- > 0;
    return true;
  }

  /** Whether brackets that are open at a line's end go on in the next line. */
  #goesOn(lineBreak: number): boolean {
    const { text, content, end } = this;
    const next = afterGap(text, lineBreak);
    if (next >= text.length) return false;
    const last = text[end - 1]!;
    if (/[\])},]/.test(text[next]!)) return true;
    const wants =
      /[,([{=+\-*/%|&<>^~:@.]/.test(last) ||
      /\b(?:and|or|not|in|is|if|else|for|lambda|await)$/.test(text.slice(Math.max(content, end - 8), end));
    if (!wants) return goesOnInNextLine(text, lineBreak);
    // An assignment in brackets is an argument, and begins behind a comma.
    if (!/[,(]/.test(last) && isAt(ASSIGNMENT, text, next)) return false;
    const isParameters =
      this.#open.join('') === '(' &&
      /^(?:async[ \t]+)?def\b/.test(text.slice(content, content + 20)) &&
      !text.slice(content, end).includes('->');
    return !isParameters || !/[,(*]/.test(last) || isAt(PARAMETER, text, next);
  }
}

/** `import`, `global`, `from x import`, `from x import (`: the next line would be taken for the name. */
function importAt(text: string, content: number): Patch | null {
  IMPORT.lastIndex = content;
  const written = IMPORT.exec(text)?.[0];
  if (written === undefined) return null;
  const end = content + written.length;
  if (written.includes('(') && isAt(IMPORTED, text, afterGap(text, end))) return null;
  return { start: content, end, text: '0' };
}

/** Whether the program ends in a text of several lines: one of its quotes has no partner, which need not be the last. */
export function endsInText(text: string): boolean {
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 35) at = physicalEnd(text, at) - 1;
    else if (code === 34 || code === 39) {
      end = stringEnd(text, at);
      if (end === text.length && text.charCodeAt(at + 2) === code && !isClosed(text, at, end)) return true;
      at = end - 1;
    }
  }
  return false;
}

/** What stands in a text only if that should have ended before: a definition or an import. */
const CODE =
  /\n(?:[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+[ \t]*[(:]|import[ \t]+[A-Za-z_][\w.]*[ \t]*(?:\r?\n|$)|from[ \t]+[\w.]+[ \t]+import[ \t])/;

/**
 * A text whose quote is missing at the end of the first line of a statement: it is closed, and the brackets around it. `open`: one of
 * several lines has no end.
 */
function quoteAt(text: string, content: number, open: boolean): Patch | null {
  const brackets: string[] = [];
  for (let at = content; at < text.length && text[at] !== '\n'; at++) {
    const sign = text[at]!;
    if (sign === '#') return null;
    if (sign in CLOSERS) brackets.push(CLOSERS[sign]!);
    else if (sign === ')' || sign === ']' || sign === '}') brackets.pop();
    else if (sign === '\\') at++;
    else if (sign === '"' || sign === "'") {
      const stop = stringEnd(text, at);
      const isTriple = text.startsWith(sign.repeat(3), at);
      const isWhole = isClosed(text, at, stop);
      if (isTriple && (!open || (isWhole && !CODE.test(text.slice(at, stop))))) {
        if (!isWhole) return null;
      } else if (isTriple || !isWhole) {
        const end = physicalEnd(text, at);
        return { start: end, end, text: (isTriple ? sign.repeat(3) : sign) + brackets.reverse().join('') };
      }
      at = stop - 1;
    }
  }
  return null;
}

/** Whether a sticky pattern matches at an offset. */
function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

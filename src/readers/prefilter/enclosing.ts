import { escapedAt, GAP, lineEndAfter } from '../python/gaps';
import { stringEnd } from '../python/logical-lines';
import { PYTHON_BUILTINS } from '../python/modules';
import { remembered } from '../python/nearby';
import { BACKSLASH, CLOSING, COMMENT, OPENING, QUOTE, ROLES } from '../python/units';
import { KEYWORDS } from './names';
import type { Look } from './near';

/** What stands before a bracket that calls: a method's dot, a name. */
const CALL = new RegExp(`(\\.${GAP})?\\b([A-Za-z_]\\w*)\\)?${GAP}\\($`);
/** UTF-16 units before a bracket that are looked at. */
const WIDEST = 200;

const looks = new WeakMap<RegExp, Look>();
/** The texts that were looked at last. */
const read = new Set<OpenBrackets>();

/** The look that tells whether an occurrence stands in the brackets of a call that begins in some way, or in one of another name for it. */
export function standingIn(beginning: RegExp): Look {
  let look = looks.get(beginning);
  if (!look) looks.set(beginning, (look = lookFor(beginning)));
  return look;
}

function lookFor(beginning: RegExp): Look {
  const isWanted = remembered((word) => beginning.test(`.${word}(`) || beginning.test(`${word}(`));
  let brackets: OpenBrackets | undefined;
  return (text, start) => {
    if (brackets?.text !== text || start < brackets.at) {
      if (brackets) read.delete(brackets);
      read.add((brackets = new OpenBrackets(text, beginning, isWanted)));
    }
    return brackets.holdCall(start);
  };
}

/** Functions of other names that were asked about in a text: what gives such a name something may change an answer. */
export const callsAskedIn = (text: string): readonly string[] =>
  [...read].flatMap((brackets) => (brackets.text === text ? brackets.asked() : []));

/** Reads a text from left to right, once, and remembers which brackets are open and what they call. */
class OpenBrackets {
  /** Read up to here: outside strings and comments, or where one begins that goes on to `#stop`. */
  at = 0;
  #stop = -1;
  /** For each open bracket its offset; then, once asked, whether the call begins as wanted. */
  readonly #open: { readonly offset: number; begins: boolean | undefined }[] = [];
  readonly #names = new Map<string, boolean>();
  #given: ReadonlySet<string | undefined> | undefined;

  constructor(
    readonly text: string,
    private readonly beginning: RegExp,
    private readonly isWanted: (word: string) => boolean,
  ) {}

  holdCall(offset: number): boolean {
    this.#readTo(offset);
    return this.#open.some((bracket) => (bracket.begins ??= this.#begins(bracket.offset)));
  }

  asked(): readonly string[] {
    return [...this.#names.keys()];
  }

  #readTo(offset: number): void {
    const { text } = this;
    let at = this.at;
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || ROLES[code] === 0) continue;
      switch (ROLES[code]) {
        case QUOTE:
        case COMMENT:
          if (this.#stop <= at) this.#stop = code === 35 ? lineEndAfter(text, at) : stringEnd(text, at);
          if (this.#stop >= offset) {
            this.at = at;
            return;
          }
          at = this.#stop - 1;
          break;
        case BACKSLASH:
          at = escapedAt(text, at);
          break;
        case OPENING:
          this.#open.push({ offset: at, begins: undefined });
          break;
        case CLOSING:
          this.#open.pop();
          break;
        default:
      }
    }
    this.at = at;
  }

  #begins(offset: number): boolean {
    const call = CALL.exec(this.text.slice(Math.max(0, offset - WIDEST), offset + 1));
    if (!call) return false;
    return this.beginning.test(call[0]) || (call[1] === undefined && this.#isOtherName(call[2]!));
  }

  /** `import print as name`, `name = logger.info`: a name that is given something with such a word in it. */
  #isOtherName(name: string): boolean {
    let answer = this.#names.get(name);
    if (answer === undefined) this.#names.set(name, (answer = this.#findOtherName(name)));
    return answer;
  }

  #findOtherName(name: string): boolean {
    // Classes have capitals, and nobody gives another name to a builtin.
    if (/^[A-Z]/.test(name) || PYTHON_BUILTINS.has(name) || KEYWORDS.has(name)) return false;
    return (this.#given ??= otherNames(this.text, this.isWanted)).has(name);
  }
}

/** `as name`, and before it what that is. */
const AS = /[\s\\]as[\s\\]+(\w+)/g;
const IMPORTED = /(\w+)[\s\\]*$/;
/** `= a.word`, also in a `partial`, and before it a name, with an annotation or not. */
const IS = /=[ \t]*(?:(?:functools\.)?partial\([ \t]*)?(?:\w+\.){0,6}(\w+)[ \t\r]*[,#\n;]/g;
const ASSIGNED = /(\w+)[ \t]*(?::[^=\n]*)?$/;

/** The names that imports and assignments give to something else by its name, where the last part of that is wanted. */
function otherNames(text: string, isWanted: (word: string) => boolean): ReadonlySet<string | undefined> {
  const names = new Set<string | undefined>();
  const before = (at: number): string => text.slice(Math.max(0, at - 80), at);
  for (const { 1: name, index } of text.matchAll(AS)) {
    const word = IMPORTED.exec(before(index))?.[1];
    if (word !== undefined && isWanted(word)) names.add(name);
  }
  for (const { 1: word, index } of text.matchAll(IS)) if (isWanted(word!)) names.add(ASSIGNED.exec(before(index))?.[1]);
  return names;
}

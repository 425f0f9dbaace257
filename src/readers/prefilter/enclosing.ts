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
/** The brackets of the text that was looked at last; all looks ask about one text by turns. */
let brackets: OpenBrackets | undefined;
/** What was asked about that text, by who asked: of no other one anything is kept. */
let read = new Map<Beginning, OtherNames>();

/** The look that tells whether an occurrence stands in the brackets of a call that begins in some way, or in one of another name for it. */
export function standingIn(beginning: RegExp): Look {
  let look = looks.get(beginning);
  if (!look) looks.set(beginning, (look = lookFor(beginning)));
  return look;
}

function lookFor(pattern: RegExp): Look {
  const beginning: Beginning = {
    pattern,
    isWanted: remembered((word) => pattern.test(`.${word}(`) || pattern.test(`${word}(`)),
  };
  return (text, start) => {
    if (brackets?.text !== text || start < brackets.since) {
      // A new one: V8 chains the tables of a map that is emptied, so that each keeps all later ones until a full collection.
      if (brackets?.text !== text) read = new Map();
      brackets = new OpenBrackets(text);
    }
    let names = read.get(beginning);
    if (!names) read.set(beginning, (names = new OtherNames(text, beginning)));
    return brackets.holdCall(start, names);
  };
}

/** Functions of other names that were asked about in a text: what gives such a name something may change an answer. */
export const callsAskedIn = (text: string): readonly string[] =>
  [...read.values()].flatMap((names) => (names.text === text ? names.asked() : []));

/** How a call begins that somebody looks for. */
interface Beginning {
  readonly pattern: RegExp;
  readonly isWanted: (word: string) => boolean;
}

/** An open bracket. */
interface Bracket {
  readonly offset: number;
  /** What is called there; null when nothing is, undefined before anybody asked. */
  call: RegExpExecArray | null | undefined;
  /** Who asked whether the call begins as wanted, and was told so, or not. */
  told: Map<OtherNames, boolean> | undefined;
}

/** Reads a text from left to right, once, and remembers which brackets are open and what they call. */
class OpenBrackets {
  /** Read up to here: outside strings and comments, or where one begins that goes on to `#stop`. */
  #at = 0;
  /** From here up to there nothing was met that opens or closes anything: of triggers within triggers the outer one is told later. */
  since = 0;
  #stop = -1;
  readonly #open: Bracket[] = [];

  constructor(readonly text: string) {}

  holdCall(offset: number, names: OtherNames): boolean {
    this.#readTo(offset);
    return this.#open.some((bracket) => {
      const told = (bracket.told ??= new Map());
      let begins = told.get(names);
      if (begins === undefined) told.set(names, (begins = this.#begins(bracket, names)));
      return begins;
    });
  }

  #readTo(offset: number): void {
    const { text } = this;
    let at = this.#at;
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || ROLES[code] === 0) continue;
      this.since = at + 1;
      switch (ROLES[code]) {
        case QUOTE:
        case COMMENT:
          if (this.#stop <= at) this.#stop = code === 35 ? lineEndAfter(text, at) : stringEnd(text, at);
          if (this.#stop >= offset) {
            this.#at = this.since = at;
            return;
          }
          at = this.#stop - 1;
          this.since = this.#stop;
          break;
        case BACKSLASH:
          at = escapedAt(text, at);
          this.since = at + 1;
          break;
        case OPENING:
          this.#open.push({ offset: at, call: undefined, told: undefined });
          break;
        case CLOSING:
          this.#open.pop();
          break;
        default:
      }
    }
    this.#at = at;
  }

  #begins(bracket: Bracket, names: OtherNames): boolean {
    const { offset } = bracket;
    if (bracket.call === undefined) bracket.call = CALL.exec(this.text.slice(Math.max(0, offset - WIDEST), offset + 1));
    const { call } = bracket;
    return call !== null && (names.fits(call[0]) || (call[1] === undefined && names.has(call[2]!)));
  }
}

/** `import print as name`, `name = logger.info`: names of a text that are given something with such a word in it. */
class OtherNames {
  readonly #known = new Map<string, boolean>();
  #given: ReadonlySet<string | undefined> | undefined;

  constructor(
    readonly text: string,
    private readonly beginning: Beginning,
  ) {}

  fits(call: string): boolean {
    return this.beginning.pattern.test(call);
  }

  asked(): readonly string[] {
    return [...this.#known.keys()];
  }

  has(name: string): boolean {
    let answer = this.#known.get(name);
    if (answer === undefined) this.#known.set(name, (answer = this.#find(name)));
    return answer;
  }

  #find(name: string): boolean {
    // Classes have capitals, and nobody gives another name to a builtin.
    if (/^[A-Z]/.test(name) || PYTHON_BUILTINS.has(name) || KEYWORDS.has(name)) return false;
    return (this.#given ??= otherNames(this.text, this.beginning.isWanted)).has(name);
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

import type { Near } from '../../core/rule';
import { behindBrackets, GAP } from '../python/gaps';
import { standingIn } from './enclosing';
import { beganElsewhere, continuesElsewhere, isHandedOn, isNameUnit, mayHoldText } from '../python/nearby';

/**
 * A look at the text around an occurrence of a trigger: false where it says nothing whatever stands elsewhere; `idle` where it
 * would only say something because of another occurrence that the same look calls true.
 */
export interface Look {
  (text: string, start: number, end: number): boolean | 'idle';
  /** What is asked of the name around an occurrence, apart from the rest: the same names come again and again. */
  readonly inName?: ((name: string) => boolean) | undefined;
}

/** UTF-16 units before an occurrence that are looked at: a comment and the end of the statement before it. */
const BEFORE = 160;

const looks = new WeakMap<Near, Look>();

/** The look that tells whether there is around an occurrence what must be. Listeners with the same `near` have the same look. */
export function lookFor(near: Near | undefined): Look | undefined {
  if (near === undefined) return undefined;
  let look = looks.get(near);
  if (!look) looks.set(near, (look = Object.assign(allOf(looksOf(near)), { inName: near.name })));
  return look;
}

/** Cheap ones first. */
function looksOf({ before, after, inside, anywhere, stem, given, named, flag, forms }: Near): readonly Look[] {
  const asked: Look[] = [];
  if (before) asked.push((text, start) => before.test(text.slice(Math.max(0, start - BEFORE), start)));
  if (after) asked.push((text, _start, end) => after.test(text.slice(end, end + 60)));
  if (stem) asked.push((text, start, end) => endsIn(text, start, end, stem));
  if (inside) asked.push(standingIn(inside));
  if (flag) asked.push((text, start, end) => (isHandedOn(text, start, end, flag) ? 'idle' : true));
  if (forms) asked.push((text, start, end) => hasForm(text, start, end, forms));
  if (given) asked.push((text, _start, end) => mayBeGiven(text, end, given, named === true));
  if (anywhere) asked.push(holding(anywhere));
  return asked;
}

function allOf(looks: readonly Look[]): Look {
  return (text, start, end) => {
    let all: boolean | 'idle' = true;
    for (const look of looks) {
      const says = look(text, start, end);
      if (says === false) return false;
      if (says === 'idle') all = 'idle';
    }
    return all;
  };
}

/** The letters, digits and signs of names around an offset, at most 60 on either side. */
export function nameAround(text: string, start: number): string {
  let from = start;
  while (start - from < 60 && isWordUnit(text.charCodeAt(from - 1))) from--;
  return text.slice(from, endOfName(text, start));
}

/** The letters, digits and signs of names before an offset, at most 60. */
function nameBefore(text: string, start: number): string {
  let at = start;
  while (start - at < 60 && isWordUnit(text.charCodeAt(at - 1))) at--;
  return text.slice(at, start);
}

function endOfName(text: string, start: number): number {
  let at = start;
  while (at - start < 60 && isWordUnit(text.charCodeAt(at))) at++;
  return at;
}

const isWordUnit = (code: number): boolean => code < 128 && isNameUnit(code);

/** Asks of the last name in an occurrence, with what it begins with before. */
function endsIn(text: string, start: number, end: number, stem: (name: string) => boolean): boolean {
  const word = /[A-Za-z_]\w*(?=\W*$)/.exec(text.slice(start, end));
  return word === null || stem(nameBefore(text, start + word.index) + word[0]);
}

/** The text that was asked about last, and how many there were: all questions share it, so that no other text is kept for one of them. */
let asked = '';
let texts = 0;

/** Whether a text holds something; it is asked about the same text again and again. */
export function holding(pattern: RegExp): Look {
  let known = -1;
  let answer = false;
  return (text) => {
    if (text !== asked) {
      asked = text;
      texts++;
    }
    if (known !== texts) {
      answer = pattern.test(text);
      known = texts;
    }
    return answer;
  };
}

/** Whether what stands around a trigger has the form of a key, or is cut short there: by an escape, an interpolation or the next literal. */
function hasForm(text: string, start: number, end: number, forms: ReadonlyMap<string, readonly RegExp[]>): boolean {
  const patterns = forms.get(text.slice(start, end).toLowerCase());
  if (patterns === undefined || continuesElsewhere(text, end) || beganElsewhere(text, start)) return true;
  const from = Math.max(0, start - 120);
  const around = text.slice(from, start + 5000);
  return patterns.some((pattern) =>
    [...around.matchAll(pattern)].some(({ index, 0: key }) => from + index < end && from + index + key.length >= end),
  );
}

const LISTED = new RegExp(`^${GAP},`);

/** Whether a literal that `accepts` may be given to what an occurrence ends: `name = …`, `"name": …`, `d["name"] = …`, `getenv(…)`. */
function mayBeGiven(text: string, end: number, accepts: (content: string) => boolean, names: boolean): boolean {
  let at = end;
  if (!/["']/.test(text[end - 1]!)) {
    while (/[\w$.-]/.test(text[at] ?? '')) at++;
    if (text[at] === '"' || text[at] === "'") at++;
  }
  const behind = behindBrackets(text, at, end);
  return mayHoldText(text, behind, accepts, { names, list: LISTED.test(text.slice(behind, behind + 200)) });
}

const LOOKS = new WeakMap<object, Look>();

/** One look for all who ask for the same. What must not be in a text counts where it comes or goes, as what must. */
export function lookAnywhere(pattern: RegExp | { readonly not: RegExp }): Look {
  let look = LOOKS.get(pattern);
  if (!look) {
    const there = holding('not' in pattern ? pattern.not : pattern);
    look = 'not' in pattern ? (...place) => !there(...place) : there;
    LOOKS.set(pattern, look);
  }
  return look;
}

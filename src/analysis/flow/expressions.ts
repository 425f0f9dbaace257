import type { CallFact, PythonFacts } from '../../core/python-facts';
import { rangeOf, type Range } from '../../core/range';
import type { Value } from '../../core/value';

/** The place in a program from which a name is looked up. */
interface LookupSite {
  readonly scope: number;
  readonly offset: number;
  readonly functionName: string | null;
}

export const siteOf = (call: CallFact): LookupSite => ({
  scope: call.scope,
  offset: call.range.start,
  functionName: call.functionName,
});

/** Where the expression is written that a value comes from: of a result and a literal the expression itself, of what is not known its use. */
export const writtenAt = (value: Value): Range => (value.kind === 'unknown' ? value.range : value.origin);

/** An expression without blanks, `await` and brackets around it. */
export function bare(facts: PythonFacts, range: Range): Range {
  let { start, end } = range;
  for (;;) {
    while (start < end && /\s/.test(facts.text[start]!)) start++;
    while (start < end && /\s/.test(facts.text[end - 1]!)) end--;
    const wait = /^await\s+/.exec(facts.text.slice(start, Math.min(end, start + 40)));
    if (wait) start += wait[0].length;
    else if (facts.text[start] === '(' && closing(facts.text, start, end) === end - 1)
      [start, end] = [start + 1, end - 1];
    else return rangeOf(start, end);
  }
}

/** Where the bracket closes that opens at `open`; -1 when it does not before `end`. */
export function closing(text: string, open: number, end: number): number {
  let depth = 0;
  for (let i = open; i < end; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'") i = quoteEnd(text, i, end);
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c) && --depth === 0) return i;
  }
  return -1;
}

function quoteEnd(text: string, at: number, end: number): number {
  const quote = text.startsWith(text[at]!.repeat(3), at) ? text[at]!.repeat(3) : text[at]!;
  for (let i = at + quote.length; i < end; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(quote, i)) return i + quote.length - 1;
  }
  return end;
}

/** What a name was given last before a place: in the same scope, else the one thing that the module gives it. */
export function boundTo(
  name: string,
  place: LookupSite,
  facts: PythonFacts,
): { readonly value: Range; readonly place: LookupSite } | null {
  const { gifts, loops } = namesOf(facts);
  const given = gifts.get(name) ?? [];
  if (name.startsWith('self.')) return given.length === 1 ? given[0]! : null;
  let last = given.findLast((gift) => gift.place.scope === place.scope && gift.at <= place.offset);
  const loop = (loops.get(name) ?? []).findLast((other) => other.value.end <= place.offset);
  if (loop && loop.value.end > (last?.at ?? -1) && isInSuite(loop.indent, loop.value.end, place.offset, facts.text))
    last = { value: loop.value, at: loop.value.end, place: { ...place, offset: loop.value.start } };
  if (last) return last;
  if (place.scope === 0 || declarationOf(name, place, facts.text)) return null;
  return givenByModule(name, facts);
}

/** The one thing that the module gives a name. */
function givenByModule(name: string, facts: PythonFacts): Gift | null {
  const outer = (namesOf(facts).gifts.get(name) ?? []).filter((gift) => gift.place.scope === 0);
  return outer.length === 1 ? outer[0]! : null;
}

interface Gift {
  readonly value: Range;
  readonly at: number;
  readonly place: LookupSite;
}
interface GivenNames {
  readonly gifts: ReadonlyMap<string, readonly Gift[]>;
  readonly loops: ReadonlyMap<string, readonly { readonly value: Range; readonly indent: string }[]>;
}

const NAMES = new WeakMap<PythonFacts, GivenNames>();

/** All that gives a name something, in the order of the text: `x = …`, `with … as x`, `x, rest = call()`, `for x in …`. Worked out once. */
function namesOf(facts: PythonFacts): GivenNames {
  const known = NAMES.get(facts);
  if (known) return known;
  const { text } = facts;
  const gifts = new Map<string, Gift[]>();
  const give = (name: string, value: Range, at: number, place: LookupSite): void => {
    gifts.set(name, [...(gifts.get(name) ?? []), { value, at, place }]);
  };
  for (const fact of facts.assignments) {
    if (fact.role === 'parameter-default' || fact.role === 'subscript') continue;
    give(fact.target, fact.valueRange, fact.range.end, {
      scope: fact.scope,
      offset: fact.valueRange.start,
      functionName: fact.functionName,
    });
  }
  for (const call of facts.calls) {
    const alias = /^\s+as\s+([A-Za-z_]\w*)/.exec(text.slice(call.range.end, call.range.end + 200))?.[1];
    const unpacked = /^[\s([]*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*,?[\s)\]]*=\s*(?:await\s+)?$/.exec(
      text.slice(call.statement.start, Math.min(call.range.start, call.statement.start + 400)),
    )?.[1];
    const names = alias ?? unpacked;
    if (names !== undefined && (alias !== undefined || names.includes(',')))
      for (const name of names.split(',')) give(name.trim(), call.range, call.range.end, siteOf(call));
  }
  for (const list of gifts.values()) list.sort((a, b) => a.at - b.at);
  const loops = new Map<string, { value: Range; indent: string }[]>();
  for (const match of text.matchAll(
    /^([ \t]*)(?:async[ \t]+)?for[ \t]+([A-Za-z_]\w*)[ \t]+in[ \t]+([^\n#]+):[ \t]*(?:#[^\n]*)?$/gm,
  )) {
    const start = match.index + match[0].indexOf(match[3]!, match[0].indexOf(' in', match[1]!.length));
    loops.set(match[2]!, [
      ...(loops.get(match[2]!) ?? []),
      { value: rangeOf(start, start + match[3]!.length), indent: match[1]! },
    ]);
  }
  const names = { gifts, loops };
  NAMES.set(facts, names);
  return names;
}

/** Whether a place is in the suite of a header with this indentation. */
function isInSuite(indent: string, from: number, to: number, text: string): boolean {
  const lines = text.slice(from, to).split('\n').slice(1);
  return lines.every(
    (line, i) =>
      (line.trim() === '' && i < lines.length - 1) ||
      (line.startsWith(indent) && /^[ \t]/.test(line.slice(indent.length))),
  );
}

/** How a parameter of the function around is declared (`file: UploadFile`); null when it is none. */
function declarationOf(name: string, place: LookupSite, text: string): Range | null {
  const header = `def ${place.functionName ?? ''}`;
  const at = text.lastIndexOf(header, place.offset);
  const open = at < 0 ? -1 : text.indexOf('(', at);
  if (open < 0 || place.functionName === null) return null;
  const close = closing(text, open, text.length);
  const match = new RegExp(`(?<![\\w.])${name}\\b(?:\\s*:\\s*[\\w.]+)?`).exec(
    text.slice(open, close < 0 ? undefined : close),
  );
  return match && rangeOf(open + match.index, open + match.index + match[0].length);
}

import type { Finding, Thing } from '../core/finding';
import type { Range } from '../core/range';
import { namesAskedIn } from '../readers/python/nearby';
import { bindingsOf } from '../readers/prefilter/bindings';
import { mayLead } from '../readers/prefilter/exits';
import { callsAskedIn } from '../readers/prefilter/enclosing';
import { Outline, type Line } from '../readers/prefilter/outline';
import type { Relevance } from '../readers/prefilter/relevance';
import type { Triggers } from '../readers/prefilter/triggers';
import { mayTouch } from '../readers/prefilter/ways';

/** Lines that are read anew at most before a change is too much to be followed. */
const MOST_LINES = 3000;

/** How offsets of a text become offsets of the text after a change. */
export interface Shift {
  /** The changed stretch of lines, in the text before. */
  readonly from: number;
  readonly to: number;
  readonly delta: number;
}

/**
 * An open document between two keys. Most keys change lines that no rule looks at; then what was found before still holds, at other
 * places. That can be told from the changed lines alone: they have nothing that a rule waits for, bind or change no name that
 * was followed, and leave the suites around them as they are. Everything else is judged anew.
 */
export class OpenDocument {
  #outline: Outline | null;
  /** Names that were followed, with the scopes (lines of functions and classes; -1 is the module) in which; null for any. */
  readonly #followed: Map<string, number[] | null>;
  readonly #used: ReadonlySet<string>;
  /** Names that only matter where they are given something: what a look at the text asked about. */
  readonly #given: ReadonlySet<string>;
  /** Names that only matter where a line changes what they hold, or asks about it. */
  readonly #valued: ReadonlySet<string>;
  readonly #besides: readonly RegExp[];
  readonly #extents: number[];

  constructor(
    private text: string,
    relevance: Relevance | null,
    private readonly modules: Map<string, number>,
    private readonly triggers: Triggers,
    private readonly tolerated: boolean,
  ) {
    this.#outline = relevance?.outline ?? null;
    this.#extents = relevance?.extents ?? [];
    this.#followed = relevance?.followed ?? new Map();
    this.#used = new Set(relevance?.spread);
    this.#given = new Set([...namesAskedIn(text), ...callsAskedIn(text)]);
    this.#valued = relevance?.ways.values ?? new Set();
    this.#besides = [...(relevance?.besides ?? [])];
  }

  /** What a change does to offsets when everything found before still holds; null when the document has to be judged anew. */
  follow(after: string): Shift | null {
    const before = this.text;
    if (after === before) return { from: 0, to: 0, delta: 0 };
    const outline = (this.#outline ??= new Outline(before));
    if (outline.irregular && !this.tolerated) return null;
    const { start, tail } = atLineEnd(before, after, differenceOf(before, after));
    const first = firstLine(outline, start, outline.irregular || !isLineBreak(before, after, start));
    const line =
      isLineBreak(before, after, start) && first > outline.lineAt(start)
        ? nextLine(before, start)
        : lineStart(before, start);
    const from = Math.min(first < outline.lines.length ? outline.lines[first]!.start : line, line);
    const region = outline.reread(after, first, from, before.length - tail, MOST_LINES);
    if (region === null || (region.irregular && !this.tolerated)) return null;
    const { last, lines } = region;
    const to = last < outline.lines.length ? outline.lines[last]!.start : before.length;
    const delta = after.length - before.length;
    if (!this.#isPlain(first, last, lines, region.parents)) return null;
    if (mayLead(outline, first, lines, after, (index) => this.#extents[index] ?? 0)) return null;
    const counts = this.#isOfNoInterest(first, last, lines, before, from, to, after, to + delta);
    if (counts === null) return null;
    outline.replace(first, last, lines, region.parents, after, delta);
    if (this.#extents.length > 0) this.#extents.splice(first, last - first, ...lines.map(() => 0));
    for (const [name, count] of counts) this.modules.set(name, count);
    this.#moveScopes(last, lines.length - (last - first));
    this.text = after;
    return { from, to, delta };
  }

  /** Scopes are named by their lines, which are others behind lines that came or went. */
  #moveScopes(from: number, more: number): void {
    if (more === 0) return;
    for (const [name, scopes] of this.#followed)
      if (scopes?.some((scope) => scope >= from))
        this.#followed.set(
          name,
          scopes.map((scope) => (scope >= from ? scope + more : scope)),
        );
  }

  /** Neither the lines before nor those after are kept or hold something together; nothing that is kept stands in another suite now. */
  #isPlain(first: number, last: number, fresh: readonly Line[], parents: ReadonlyMap<number, number>): boolean {
    const outline = this.#outline!;
    const old = outline.lines.slice(first, last);
    for (let i = first; i < last; i++) if ((this.#extents[i] ?? 0) !== 0) return false;
    for (const index of parents.keys()) if ((this.#extents[index] ?? 0) !== 0) return false;
    if ([...old, ...fresh].some(({ kind }) => kind !== 'other' && kind !== 'comment' && kind !== 'string'))
      return false;
    if (outline.lines[first - 1]?.kind === 'decorator') return false;
    // The beginning of a module says where imports go.
    let begins = 0;
    while (begins < first && /^(?:comment|string)$/.test(outline.lines[begins]!.kind)) begins++;
    if (begins === first && this.#extents.length > 0) return false;
    let next = last;
    while (outline.lines[next]?.kind === 'comment') next++;
    if (outline.lines[next]?.kind === 'string' && (this.#extents[next] ?? 0) !== 0) return false;
    // A suite that is kept must not lose its only line.
    return old.every(
      ({ kind, parent }) =>
        kind === 'comment' ||
        parent === -1 ||
        (this.#extents[parent] ?? 0) === 0 ||
        fresh.some((line) => line.kind !== 'comment' && line.parent === parent),
    );
  }

  /** How often modules are named now, where that changes; null when the lines may matter to a rule. */
  #isOfNoInterest(
    first: number,
    last: number,
    fresh: readonly Line[],
    before: string,
    from: number,
    to: number,
    after: string,
    end: number,
  ): ReadonlyMap<string, number> | null {
    const now = this.triggers.look(after, from, end);
    const then = this.triggers.look(before, from, to);
    if (now.telling || now.deciding || then.deciding) return null;
    const counts = new Map<string, number>();
    const count = (name: string, more: number): void =>
      void counts.set(name, (counts.get(name) ?? this.modules.get(name) ?? 0) + more);
    for (const name of then.modules) count(name, -1);
    for (const name of now.modules) count(name, 1);
    // A module that comes or goes may make calls elsewhere matter.
    for (const [name, times] of counts) if (times > 0 !== (this.modules.get(name) ?? 0) > 0) return null;
    const scope = this.#scopeOf(fresh[0]?.parent ?? this.#outline!.lines[first]?.parent ?? -1);
    const touches = (text: string): boolean => {
      if (this.#besides.some((words) => words.test(text))) return true;
      const valued = this.#valued.size > 0 && text.split(/[\n;]/).some(mayTouch);
      for (const { 0: name, index } of text.matchAll(/[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/g))
        if (
          this.#used.has(name) ||
          (valued && this.#valued.has(name)) ||
          (this.#given.has(name) && isGivenAt(text, index, index + name.length))
        )
          return true;
      if (this.#followed.size === 0) return false;
      const { names, members, items, globals, options } = bindingsOf(new Outline(text));
      return (
        options.length > 0 ||
        [names, members, items, globals].some((table) => [...table.keys()].some((name) => this.#matters(name, scope)))
      );
    };
    return touches(before.slice(from, to)) ||
      touches(after.slice(from, end)) ||
      (last > first && fresh.length === 0 && this.#extents[last] !== 0 && this.#extents[last] !== undefined)
      ? null
      : counts;
  }

  #matters(name: string, scope: number): boolean {
    const scopes = this.#followed.get(name);
    return (
      scopes !== undefined &&
      (scopes === null || scopes.some((other) => this.#encloses(other, scope) || this.#encloses(scope, other)))
    );
  }

  /** The function or class that a line is or stands in. */
  #scopeOf(index: number): number {
    for (let at = index; at !== -1; at = this.#outline!.lines[at]?.parent ?? -1) {
      const kind = this.#outline!.lines[at]?.kind;
      if (kind === 'def' || kind === 'class') return at;
    }
    return -1;
  }

  #encloses(outer: number, inner: number): boolean {
    for (let scope = inner; ; scope = this.#scopeOf(this.#outline!.lines[scope]?.parent ?? -1)) {
      if (scope === outer) return true;
      if (scope === -1) return false;
    }
  }
}

/** `name = …`, `"name": …`, `import x as name`. */
const isGivenAt = (text: string, start: number, end: number): boolean =>
  /^ *[\\#=:"'\]]/.test(text.slice(end, end + 40)) || /\bas[\s\\]+$/.test(text.slice(Math.max(0, start - 20), start));

/** The finding at its new place; null when it touches what was changed. */
export function moved(finding: Finding, path: string, { from, to, delta }: Shift): Finding | null {
  let fits = true;
  const move = (range: Range): Range => {
    if (range.start >= to) return { start: range.start + delta, end: range.end + delta };
    fits &&= range.end <= from;
    return range;
  };
  const own = <T extends { readonly path?: string; readonly range: Range }>(item: T): T =>
    item.path === undefined || item.path === path ? { ...item, range: move(item.range) } : item;
  const result: Finding = {
    ...finding,
    range: move(finding.range),
    related: finding.related.map(own),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(own) })),
    ...(finding.thing ? { thing: movedThing(finding.thing, move) } : {}),
  };
  return fits ? result : null;
}

const movedThing = (thing: Thing, move: (range: Range) => Range): Thing => ({
  ...thing,
  at: move(thing.at),
  ...(thing.around ? { around: move(thing.around) } : {}),
});

export const shifted = (offset: number, { from, to, delta }: Shift): number =>
  offset >= to && (to > from || delta !== 0) ? offset + delta : offset;

/**
 * The first statement that a change may touch: the one it begins in, unless it begins behind its end; the one before where that
 * `may go on`. Of those on one line the first: what they are hangs together.
 */
function firstLine(outline: Outline, start: number, within: boolean): number {
  const index = outline.lineAt(start);
  if (index < 0) return 0;
  const { end } = outline.lines[index]!;
  let first = (start > end && !outline.irregular) || (start === end && !within) ? index + 1 : index;
  while (outline.isJoined(first)) first--;
  return first;
}

/** Whether a line ends at an offset before a change and after it. */
const isLineBreak = (before: string, after: string, at: number): boolean =>
  isBreak(before, at) && isBreak(after, at) && at < after.length;

const isBreak = (text: string, at: number): boolean =>
  at >= text.length || text.charCodeAt(at) === 10 || (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10);

const nextLine = (text: string, at: number): number =>
  at >= text.length ? text.length : at + (text.charCodeAt(at) === 13 ? 2 : 1);

/** What is put in or taken out may as well begin some units earlier, when it ends with the units that stand there: at the end of a line, if possible. */
function atLineEnd(
  before: string,
  after: string,
  { start, tail }: { readonly start: number; readonly tail: number },
): { readonly start: number; readonly tail: number } {
  const longer = before.length > after.length ? before : after;
  const length = Math.abs(before.length - after.length);
  if (start + tail !== Math.min(before.length, after.length) || length === 0) return { start, tail };
  for (let at = start; at > 0 && start - at < 200 && at > start - length; at--) {
    if (longer.charCodeAt(at) === 10 && longer.charCodeAt(at - 1) !== 13) return { start: at, tail: tail + start - at };
    if (longer.charCodeAt(at - 1) !== longer.charCodeAt(at + length - 1)) break;
  }
  return { start, tail };
}

const lineStart = (text: string, offset: number): number =>
  Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;

const CHUNK = 2048;

/** Length of the common beginning and of the common end of two texts. Chunks are compared as a whole: that is what engines are fast at. */
function differenceOf(before: string, after: string): { readonly start: number; readonly tail: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + CHUNK <= shorter && before.slice(start, start + CHUNK) === after.slice(start, start + CHUNK))
    start += CHUNK;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  const limit = shorter - start;
  while (
    tail + CHUNK <= limit &&
    before.slice(before.length - tail - CHUNK, before.length - tail) ===
      after.slice(after.length - tail - CHUNK, after.length - tail)
  )
    tail += CHUNK;
  while (tail < limit && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail++;
  return { start, tail };
}

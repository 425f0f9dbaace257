import { listenersIn, type Rule } from '../../core/rule';
import { HABITUAL_ALIASES } from '../python/modules';
import { remembered } from '../python/nearby';
import { Automaton } from './automaton';
import { drawnHits, drawnLiterals, drawnRuns } from './drawn-literals';
import { CalleeWords, writtenOut, type CalleeWord } from './callee-words';
import { MARK_OF, type Mark } from './marks';
import { lookAnywhere, lookFor, nameAround, type Look } from './near';
import { NamedModules, rootsNamed } from './named-modules';
import { areTelling, isSign, isWhole, type Hit, type Meaning } from './signs';
import { toUnits } from './stored-text';
import { calledPattern } from './words';

/** What rules wait for in text, compiled once for all of them into one automaton. */
export class Triggers {
  /** In lower case. */
  readonly #strings: string[] = [];
  readonly #indices = new Map<string, number>();
  readonly #meanings: Meaning[][] = [];
  readonly #automaton: Automaton;
  /** Whether a string only counts as a whole word. */
  readonly #whole: readonly boolean[];
  /** Whether a string is the name of a module. */
  readonly #isRoot: readonly boolean[];
  /** Of a module it is enough to know that it is there, and of a mark: those that are nothing else. */
  readonly #once: Uint8Array;
  /** Of strings with meanings that ask for the name around, what may be meant in which name; null for the others. */
  readonly #inNames: readonly (((name: string) => readonly Meaning[]) | null)[];
  /** What some listeners need to stand anywhere in the text. */
  readonly #anywhere = new Set<RegExp>();
  /** Whether a literal that is given by position may be what a listener waits for. */
  readonly #accepts: readonly ((literal: string) => boolean)[];

  constructor(rules: readonly Rule[]) {
    const words = new CalleeWords();
    const accepted = acceptors();
    this.#accepts = rules.flatMap(({ listen: { drawn } }) => (drawn ? [remembered(drawn.accepts)] : []));
    for (const { listen } of rules) {
      this.#watchCalls(listen, words);
      this.#watchTexts(listen);
      this.#watchValues(listen, accepted);
      const { imported } = listen;
      if (imported) {
        this.#anywhere.add(imported.anywhere);
        this.#watch(imported.triggers, { kind: 'imported', near: lookAround(imported.anywhere), lead: imported.lead });
      }
    }
    this.#watchModules(words.all);
    this.#watch(['touchstone:', 'nosec', 'noqa'], { kind: 'note' });
    this.#watch([...MARK_OF.keys()], { kind: 'mark' });
    for (const { anywhere, beside, follows, ...word } of words.all)
      this.#watch([word.word], {
        kind: 'call',
        ...word,
        beside: beside.size === 0 ? null : calledPattern([...beside]),
        near: anywhere ? lookAnywhere(anywhere) : undefined,
        follows:
          typeof follows === 'boolean'
            ? follows
            : { unless: follows.unless ?? null, anywhere: follows.anywhere ? lookAnywhere(follows.anywhere) : null },
      });
    this.#isRoot = this.#meanings.map((meanings) => meanings.some(({ kind }) => kind === 'root'));
    this.#once = Uint8Array.from(this.#meanings, (meanings) => Number(meanings.every(isSilent)));
    this.#whole = this.#meanings.map((meanings) => meanings.every(({ kind }) => kind === 'call' || kind === 'root'));
    this.#inNames = this.#meanings.map(namesAsked);
    this.#automaton = new Automaton(this.#strings.map((text, index) => ({ text, whole: this.#whole[index]! })));
  }

  /** The triggers of a rule's calls; callees without go to `words`, because all callees of one last name are one string. */
  #watchCalls({ calls, reads }: Listeners, words: CalleeWords): void {
    for (const { callees, triggers, beside, near, anywhere, follows = false, failures = false, results = false } of [
      ...(calls ?? []),
      ...(reads?.calls ?? []),
    ]) {
      if (anywhere) this.#anywhere.add('not' in anywhere ? anywhere.not : anywhere);
      if (near?.anywhere) this.#anywhere.add(near.anywhere);
      if (typeof follows === 'object' && follows.anywhere) this.#anywhere.add(follows.anywhere);
      if (triggers)
        this.#watch(triggers, {
          kind: 'argument',
          near: lookFor(near),
          needs: neededBy(callees),
          follows: follows !== false,
          failures,
        });
      else
        for (const callee of callees)
          words.add(callee, beside ?? [], { follows, failures, results, anywhere: anywhere ?? null });
    }
  }

  #watchTexts({ strings, comments }: Listeners): void {
    for (const listener of [...listenersIn(strings), ...listenersIn(comments)])
      for (const trigger of listener.triggers) {
        const kind = listener.tokens?.includes(trigger)
          ? 'token'
          : 'valuesOnly' in listener && listener.valuesOnly
            ? 'value'
            : 'text';
        this.#watch([trigger], { kind, near: lookFor(listener.near) });
      }
  }

  #watchValues(
    { comparisons, assignments, dictItems, reads }: Listeners,
    accepted: ReturnType<typeof acceptors>,
  ): void {
    this.#watch([...(comparisons?.triggers ?? []), ...(reads?.assignments ?? [])], { kind: 'any' });
    this.#watch(reads?.strings ?? [], { kind: 'value' });
    this.#watch(reads?.classes ?? [], { kind: 'base' });
    for (const listener of [assignments, dictItems]) {
      if (listener)
        this.#watch(
          listener.triggers,
          listener.anyValue
            ? { kind: 'any', near: lookFor(listener.near) }
            : { kind: 'name', near: lookFor(listener.near), accepts: accepted(listener.accepts) },
        );
    }
  }

  /** The modules that callees and arguments need, also by the names that people give them by habit. */
  #watchModules(words: readonly CalleeWord[]): void {
    const parts = new Set(words.flatMap(({ needs }) => needs.flat()));
    for (const meaning of this.#meanings.flat())
      if (meaning.kind === 'argument') for (const part of meaning.needs?.flat() ?? []) parts.add(part);
    const roots = new Set(words.flatMap((word) => [...(word.roots ?? []), ...word.needs.flat()]));
    this.#watch([...parts], { kind: 'root' });
    this.#watch(
      Object.keys(HABITUAL_ALIASES).filter((alias) => roots.has(HABITUAL_ALIASES[alias]!.split('.')[0]!)),
      { kind: 'root' },
    );
  }

  /**
   * Where the text has something that a rule waits for, as far as a look at the surroundings tells; empty when there is nothing for
   * any rule. `bytes`: the text as it is stored, where it is at hand; looking at bytes is faster than at text.
   */
  find(text: string, bytes?: Uint8Array): readonly Hit[] {
    return this.survey(text, bytes).hits;
  }

  /** As `find`, with what else the same pass tells. Modules are `counted`, or only named. */
  survey(text: string, bytes?: Uint8Array, counted = false): Survey {
    const { found, drawn } = this.#found(text, bytes, counted);
    const marks = new Set<Mark>();
    const modules = new Map<string, number>();
    const own = drawnHits(text, this.#accepts, drawn);
    brought = { text, looks: new Set() };
    if (found.length === 0) return { hits: own, marks, modules };
    for (let i = 0; i < found.length; i += 2) {
      const string = found[i]!;
      const word = this.#strings[string]!;
      const mark = MARK_OF.get(word);
      if (mark !== undefined) marks.add(mark);
      if (this.#isRoot[string] && (this.#whole[string] || isWhole(text, found[i + 1]! - word.length, found[i + 1]!)))
        modules.set(word, (modules.get(word) ?? 0) + 1);
    }
    const hits = [...own, ...this.#signs(text, found, new NamedModules(text, rootsNamed(modules.keys())))];
    return { hits: areTelling(hits, text) ? hits : [], marks, modules };
  }

  /** Strings with the offsets after them, by turns, and the ends of literals that may be drawn (null: not looked for). Modules come once, unless they are `counted`. */
  #found(
    text: string,
    bytes: Uint8Array | undefined,
    counted: boolean,
  ): { readonly found: readonly number[]; readonly drawn: readonly number[] | null } {
    const once = counted ? undefined : this.#once;
    if (bytes !== undefined) {
      const found = this.#automaton.find(bytes, once);
      const drawn = this.#accepts.length === 0 ? [] : drawnRuns(bytes);
      if (bytes.length === text.length || toUnits(bytes, text, found, drawn)) return { found, drawn };
      // Not the text's own UTF-8.
    }
    return { found: this.#automaton.find(text, once), drawn: null };
  }

  /** What remains of what was found, string and end by turns, after a look at what stands around. */
  #signs(text: string, found: readonly number[], modules: NamedModules): readonly Hit[] {
    const hits: Hit[] = [];
    const idle = new Map<Look, Hit[]>();
    const live = new Set<Look>();
    for (let i = 0; i < found.length; i += 2) {
      const end = found[i + 1]!;
      const start = end - this.#strings[found[i]!]!.length;
      for (const meaning of this.#meant(found[i]!, text, start)) {
        if (!modules.allow(meaning, start) || !isSign(meaning, text, start, end) || !modules.bring(meaning, start, end))
          continue;
        const near = nearOf(meaning);
        const matters = near === undefined || near(text, start, end);
        if (matters === false) continue;
        const hit: Hit = { meaning, start, end };
        if (matters === true) {
          if (meaning.kind === 'imported') brought.looks.add(near!);
          hits.push(hit);
          if (near) live.add(near);
        } else {
          const waiting = idle.get(near!);
          if (waiting) waiting.push(hit);
          else idle.set(near!, [hit]);
        }
      }
    }
    for (const [near, waiting] of idle) if (live.has(near)) hits.push(...waiting);
    return hits;
  }

  /** What a string may mean in the name that it is in. */
  #meant(string: number, text: string, start: number): readonly Meaning[] {
    const inName = this.#inNames[string];
    return inName ? inName(nameAround(text, start)) : this.#meanings[string]!;
  }

  /** What a stretch of lines has in it: whether there is anything that a rule waits for, or that makes what stands elsewhere count, and the modules it names. */
  look(
    text: string,
    from: number,
    to: number,
  ): { readonly telling: boolean; readonly deciding: boolean; readonly modules: readonly string[] } {
    const stretch = text.slice(from, to);
    let telling = this.#accepts.some((accepts) => drawnLiterals(stretch, accepts).length > 0);
    const modules: string[] = [];
    const found = this.#automaton.find(stretch);
    for (let i = 0; i < found.length; i += 2) {
      const string = found[i]!;
      const stop = from + found[i + 1]!;
      const start = stop - this.#strings[string]!.length;
      for (const meaning of this.#meant(string, text, start)) {
        if (meaning.kind === 'root') {
          if (isWhole(text, start, stop)) modules.push(this.#strings[string]!);
        } else if (
          !telling &&
          meaning.kind !== 'mark' &&
          (meaning.kind !== 'call' || (isWhole(text, start, stop) && text.startsWith(meaning.word, start))) &&
          isSign(meaning, text, start, stop)
        )
          telling = (nearOf(meaning)?.(text, start, stop) ?? true) !== false;
      }
    }
    return { telling, deciding: [...this.#anywhere].some((pattern) => pattern.test(stretch)), modules };
  }

  #watch(strings: readonly string[], meaning: Meaning): void {
    for (const string of strings) {
      const lower = string.toLowerCase();
      const index = this.#indices.get(lower);
      if (index === undefined) {
        this.#indices.set(lower, this.#strings.length);
        this.#strings.push(lower);
        this.#meanings.push([meaning]);
      } else if (meaning.kind === 'call' || !this.#meanings[index]!.some((other) => isAlike(other, meaning)))
        this.#meanings[index]!.push(meaning);
    }
  }
}

/** What a look at a text tells that knows no lines. */
export interface Survey {
  readonly hits: readonly Hit[];
  readonly marks: ReadonlySet<Mark>;
  /** The modules that are named, with how often, where that was asked. */
  readonly modules: Map<string, number>;
}

type Listeners = Rule['listen'];

/** What is no sign by itself. */
const isSilent = ({ kind }: Meaning): boolean => kind === 'root' || kind === 'mark';

const nearOf = (meaning: Meaning): Look | undefined => ('near' in meaning ? meaning.near : undefined);

/** Remembered by name: `token` stands in a few names of a program, a thousand times. */
function namesAsked(meanings: readonly Meaning[]): ((name: string) => readonly Meaning[]) | null {
  if (!meanings.some((meaning) => nearOf(meaning)?.inName)) return null;
  return remembered((name) => meanings.filter((meaning) => nearOf(meaning)?.inName?.(name) ?? true));
}

/** Whether two meanings ask the same. */
const isAlike = (a: Meaning, b: Meaning): boolean =>
  a.kind === b.kind &&
  nearOf(a) === nearOf(b) &&
  needsOf(a) === needsOf(b) &&
  followsOf(a) === followsOf(b) &&
  failuresOf(a) === failuresOf(b) &&
  (a.kind !== 'name' || (b.kind === 'name' && a.accepts === b.accepts));

const followsOf = (meaning: Meaning): unknown => 'follows' in meaning && meaning.follows;

const needsOf = (meaning: Meaning): string | undefined =>
  meaning.kind === 'argument' && meaning.needs ? JSON.stringify(meaning.needs) : undefined;

const failuresOf = (meaning: Meaning): boolean => 'failures' in meaning && meaning.failures;

/** Words of which one list must stand whole in a text that calls one of the callees; null when any text may. */
function neededBy(callees: readonly string[]): readonly (readonly string[])[] | null {
  const needs = callees.map((callee) => writtenOut(callee.split('.')));
  return needs.some((words) => words.length === 0) ? null : needs;
}

/** The questions about names that listeners ask, each remembered once for all who ask it. */
function acceptors(): (accepts: ((name: string) => boolean) | undefined) => (name: string) => boolean {
  const known = new Map<unknown, (name: string) => boolean>();
  return (accepts) => {
    let acceptor = known.get(accepts);
    if (!acceptor) known.set(accepts, (acceptor = remembered((name) => accepts?.(name) ?? true)));
    return acceptor;
  };
}

/** UTF-16 units on either side of an occurrence. */
const AROUND = 300;

/** In the text that was surveyed last, what makes calls of imported functions count. */
let brought: { readonly text: string; readonly looks: Set<Look> } = { text: '', looks: new Set() };

/** Whether a text holds what makes calls of imported functions count; `words`: the triggers, of which one is in it. */
export function bringsImported(text: string, pattern: RegExp, words: readonly string[]): boolean {
  // Whoever judges a text has mostly surveyed it just before.
  if (brought.text === text) return brought.looks.has(lookAround(pattern));
  return words.some((word) => text.includes(word)) && pattern.test(text);
}

const LOOKS_AROUND = new WeakMap<RegExp, Look>();

/** Whether an occurrence is part of what a text must hold. */
function lookAround(pattern: RegExp): Look {
  let look = LOOKS_AROUND.get(pattern);
  if (!look) {
    const each = new RegExp(pattern.source, `${pattern.flags}g`);
    look = (text, start, end) => {
      const from = Math.max(0, start - AROUND);
      return [...text.slice(from, end + AROUND).matchAll(each)].some(
        ({ index, 0: { length } }) => from + index <= start && from + index + length >= end,
      );
    };
    LOOKS_AROUND.set(pattern, look);
  }
  return look;
}

import { Besides } from './besides';
import { LinesByScope } from './by-scope';
import { bindingsOf, definedName, type Bindings } from './bindings';
import { exitOf, exitsOf } from './exits';
import { Failures } from './failures';
import { namesOfProject } from './imported-names';
import { needImports } from './module-imports';
import { KEYWORDS, visitNames } from './names';
import { Origins } from './origins';
import type { Line, Outline } from './outline';
import { Spread } from './spread';
import { follows, type Hit } from './signs';
import { Ways } from './ways';
import { Whereabouts } from './whereabouts';

/** How much of a line is parsed: nothing; its header, because something in its suite is; a function's name alone; all of it; only how it leaves its suite. */
export type Extent = 0 | 1 | 2 | 3 | 4;
const HEADER = 1;
const NAME = 2;
const WHOLE = 3;
const EXIT = 4;
/** A line that may give something back to the callers of its function. */
const RETURNS = /\b(?:return|yield)\b/;

/**
 * Chooses the lines that can matter to a rule: those with a hit, those that bind the names they use, and so on until nothing
 * is missing; and where a hit's own value goes. What is left out cannot change a finding (an oracle test holds it to that).
 */
export class Relevance {
  /** Names that go where a hit's value goes: every line that has one counts. */
  readonly spread = new Set<string>();
  readonly extents: Extent[];
  /** Offsets of comments that are kept although their lines are not. */
  readonly comments: number[] = [];
  readonly #bindings: () => Bindings;
  readonly #queue: number[] = [];
  /** Lines of which the surroundings have still to be chosen. */
  readonly #unplaced: number[] = [];
  /** Scopes in which a name was followed. */
  readonly #followed = new Map<string, number[]>();
  readonly #members = new Set<string>();
  readonly #origins: Origins;
  readonly ways: Ways;
  readonly #failures: Failures;
  readonly #besides: Besides;
  readonly #byScope: LinesByScope;
  /** Functions of which the header is kept because something inside is, and whose names nobody has asked about. */
  readonly #around = new Set<number>();

  constructor(readonly outline: Outline) {
    this.extents = new Array<Extent>(outline.lines.length).fill(0);
    let bindings: Bindings | undefined;
    this.#bindings = () => (bindings ??= bindingsOf(outline));
    this.#origins = new Origins(outline, this.#bindings);
    this.#failures = new Failures(outline, (index) => this.#need(index));
    this.#byScope = new LinesByScope(outline);
    this.ways = new Ways(outline, this.#bindings, (index) => this.#need(index));
    this.#besides = new Besides(
      outline,
      this.#byScope,
      (index) => this.#need(index),
      (index) => this.#followAll(index),
    );
  }

  /** Nothing but comments may be relevant; false when not even they are. */
  choose(hits: readonly Hit[]): boolean {
    const { outline } = this;
    const spread = new Spread(outline, this.#bindings, (index, callable, end) => {
      this.#need(index);
      if (callable?.beside) this.#besides.in(outline.lines[index]!.scope, callable.beside);
      if (callable?.failures && this.#failures.any) this.#failures.around(index);
      if (callable && follows(callable, outline, index, end)) this.ways.follow(index);
    });
    const whereabouts = new Whereabouts(outline);
    let [noted, imported, valued] = [false, false, -1];
    for (const hit of hits) {
      const { meaning } = hit;
      const index = outline.lineAt(hit.start);
      const where = whereabouts.isPossible(index, hit);
      if (where === 'comment' && meaning.kind === 'note') {
        this.comments.push(hit.start);
        noted ||= outline.text.startsWith('touchstone:', hit.start);
      }
      if (where !== true || !this.#mayMatter(hit, index)) continue;
      if (meaning.kind === 'imported') imported = true;
      else valued = this.#take(hit, index, spread, valued);
    }
    if (imported) this.ways.called(namesOfProject(outline));
    // A comment is no statement, but what it says may count.
    if (this.#queue.length === 0) return noted || this.extents.includes(WHOLE);
    spread.follow();
    this.#remember([...spread.names, ...this.ways.names, ...this.#besides.names]);
    this.#closeAll();
    this.#exits();
    needImports(outline, this.extents, (index) => this.#need(index));
    return true;
  }

  /**
   * What a module gives under a name, and of a class under the name of a method: the whole function, with where values in it come
   * from. False where nothing binds the name.
   */
  chooseMember([name, member]: readonly string[]): boolean {
    const { lines } = this.outline;
    const { names, members } = this.#bindings();
    for (const index of names.get(name!) ?? []) {
      if (lines[index]!.scope !== -1) continue;
      this.#need(index);
      if (lines[index]!.kind === 'class') continue;
      this.#followAll(index);
    }
    if (this.#queue.length === 0) return false;
    for (const index of (member !== undefined && members.get(member)) || [])
      if (lines[index]!.kind === 'def') this.#followAll(index);
    this.#closeAll();
    this.#exits();
    return true;
  }

  /** A statement, and all that is in it. */
  #followAll(index: number): void {
    const { kind } = this.outline.lines[index]!;
    const last = kind === 'def' ? this.outline.lastOf(index) : index;
    for (let i = index; i <= last; i++) {
      if (this.outline.lines[i]!.kind === 'comment') continue;
      this.#need(i);
      this.ways.follow(i);
    }
  }

  #mayMatter({ meaning, start }: Hit, index: number): boolean {
    if (meaning.kind === 'base') return this.outline.lines[index]!.kind === 'class';
    return meaning.kind !== 'call' || this.#origins.mayBe(meaning, index, start);
  }

  /** The line of a hit, and where its value comes from or goes. `valued`: the line whose value was followed last. */
  #take(hit: Hit, index: number, spread: Spread, valued: number): number {
    const { meaning } = hit;
    this.#need(index);
    this.#lead(hit, index, spread);
    if (meaning.kind === 'call' || meaning.kind === 'note' || meaning.kind === 'base' || index === valued)
      return valued;
    spread.value(index, hit.start);
    // In a header it matters which of the parameters has the hit.
    const { kind } = this.outline.lines[index]!;
    return kind === 'def' || kind === 'class' ? -1 : index;
  }

  /** Where else a hit leads: to what comes into it, what it gives, and what happens when it fails. */
  #lead({ meaning, start, end }: Hit, index: number, spread: Spread): void {
    if (meaning.kind === 'base') return this.#whole(index);
    if (
      meaning.kind === 'argument'
        ? meaning.follows
        : meaning.kind === 'call' && follows(meaning, this.outline, index, end)
    )
      this.ways.follow(index);
    if ('failures' in meaning && meaning.failures && this.#failures.any) {
      this.#failures.around(index);
      spread.called(this.outline.lines[index]!.scope);
    }
    if (meaning.kind !== 'call') return;
    spread.callable(index, meaning, { start, end });
    if (meaning.results) spread.result(index);
    if (meaning.beside) this.#besides.in(this.outline.lines[index]!.scope, meaning.beside);
  }

  /** Words of statements that count in a scope where something was found. */
  get besides(): ReadonlySet<RegExp> {
    return this.#besides.words;
  }

  /** Whether so much matters that a choice saves nothing. */
  get overflows(): boolean {
    return this.ways.overflows;
  }

  /** Where a change of the text would matter, beside the names that were followed. */
  #remember(names: readonly string[]): void {
    for (const name of names) this.spread.add(name);
    if (this.ways.returns) this.#besides.words.add(RETURNS);
  }

  /**
   * Names of which a line that binds or changes one may matter, although it does not yet, with the scopes in which they were
   * followed; null for any scope. `x`, and `owner.x` for members.
   */
  get followed(): Map<string, number[] | null> {
    const names = new Map<string, number[] | null>();
    for (const [name, scopes] of this.#followed) names.set(name, [...scopes]);
    for (const { name, member, scope } of this.#origins.asked()) {
      if (member !== null) names.set(member, null);
      const scopes = names.get(name);
      if (scopes !== null) names.set(name, [...(scopes ?? []), scope]);
    }
    for (const name of this.#members) names.set(name, null);
    return names;
  }

  /** A class with all that is in it. */
  #whole(index: number): void {
    const { lines } = this.outline;
    // A change of any line of it may matter.
    this.#besides.words.add(/\S/);
    this.#need(index);
    for (let i = index + 1; i < lines.length && (lines[i]!.kind === 'comment' || lines[i]!.parent >= index); i++)
      if (lines[i]!.kind !== 'comment') this.#need(i);
  }

  #closeAll(): void {
    for (let index = this.#queue.pop(); index !== undefined; index = this.#queue.pop()) this.#close(index);
  }

  /** How the suites are left of which the headers are kept. */
  #exits(): void {
    const { outline, extents } = this;
    const exits = exitsOf(outline, (index) => extents[index]! !== 0);
    // The end of the program is a call, and what it calls has to be known.
    for (const index of exits) if (exitOf(outline.text, outline.lines[index]!) === '(') this.#need(index);
    this.#closeAll();
    for (const index of exits) if (extents[index] === 0) extents[index] = EXIT;
  }

  #need(index: number): void {
    if (this.extents[index] === WHOLE) {
      // So far it only stood around something; now it matters itself.
      if (this.#around.delete(index)) this.#queue.push(index);
      return;
    }
    this.extents[index] = WHOLE;
    if (this.outline.lines[index]!.kind === 'comment') return;
    this.#queue.push(index);
    this.#place(index);
  }

  /** Chooses what must stand around a line, and around that; a list instead of recursion, because there may be any number of decorators. */
  #place(index: number): void {
    this.#unplaced.push(index);
    if (this.#unplaced.length > 1) return;
    for (let at = 0; at < this.#unplaced.length; at++) this.#surround(this.#unplaced[at]!);
    this.#unplaced.length = 0;
  }

  /** What must stand around a line for it to stand where it does. */
  #surround(index: number): void {
    const { lines } = this.outline;
    const line = lines[index]!;
    if (line.parent !== -1) this.#head(line.parent);
    if (line.kind === 'clause' && line.previous !== -1) this.#head(line.previous);
    if (line.kind === 'try') {
      const handler = this.outline.following(index);
      if (handler !== -1 && lines[handler]!.kind === 'clause') this.#head(handler);
    }
    if (line.kind === 'decorator') {
      const next = this.outline.following(index);
      if (next !== -1) this.#need(next);
    }
    if ((line.kind === 'def' || line.kind === 'class') && this.extents[index] === WHOLE) {
      for (
        let above = line.previous;
        above !== -1 && lines[above]!.kind === 'decorator';
        above = lines[above]!.previous
      )
        this.#need(above);
    }
  }

  /** The header of a suite. A class's has bases that what is inside may need; a function's defaults are followed when its parameters are. */
  #head(index: number): void {
    const { kind } = this.outline.lines[index]!;
    if (kind === 'class') this.#need(index);
    else if (kind === 'def') {
      if (this.extents[index] === WHOLE) return;
      this.extents[index] = WHOLE;
      this.#around.add(index);
      this.#place(index);
    } else if (this.extents[index]! < HEADER) {
      this.extents[index] = HEADER;
      this.#place(index);
    }
  }

  /** A line that binds a name that is used. */
  #bind(index: number): void {
    if (this.outline.lines[index]!.kind !== 'def') return this.#need(index);
    if (this.extents[index] !== 0) return;
    this.extents[index] = NAME;
    this.#place(index);
  }

  /** Follows the names that a line uses to where they are bound. */
  #close(index: number): void {
    const { lines, text } = this.outline;
    const line = lines[index]!;
    if (line.kind === 'string' || line.kind === 'import' || line.kind === 'comment') return;
    visitNames(text, line.content, line.end, (name, use, _next, owner) => {
      if (use === 'member' || use === 'inner') this.#member(owner, name);
      else if (use === 'name') this.#name(name, line.scope);
    });
    // A parameter's name is bound in the function, where other functions' variables of that name are not seen.
    if (line.kind === 'def') this.#name(definedName(text, line), line.scope);
  }

  #name(name: string, scope: number): void {
    if (KEYWORDS.has(name)) return;
    this.#parameter(name, scope);
    const followed = this.#followed.get(name);
    if (followed?.includes(scope)) return;
    if (followed === undefined) this.#followed.set(name, [scope]);
    else followed.push(scope);
    const { names, items, globals } = this.#bindings();
    const { lines } = this.outline;
    for (const index of this.#byScope.seenFrom(names.get(name), scope)) this.#bind(index);
    for (const index of items.get(name) ?? [])
      if (this.outline.encloses(lines[index]!.scope, scope) || this.outline.encloses(scope, lines[index]!.scope))
        this.#need(index);
    for (const index of globals.get(name) ?? []) {
      this.#need(index);
      for (const other of names.get(name) ?? []) if (lines[other]!.scope === lines[index]!.scope) this.#bind(other);
    }
  }

  /** Where a name is a parameter of a function around, its default and its annotation count. */
  #parameter(name: string, scope: number): void {
    for (let around = scope; around !== -1 && this.#around.size > 0; around = this.outline.lines[around]!.scope)
      if (this.#around.has(around) && this.#textOf(this.outline.lines[around]!).includes(name)) this.#need(around);
  }

  #member(owner: string, name: string): void {
    const { members, options } = this.#bindings();
    for (const key of [name, `${owner}.${name}`]) {
      if (this.#members.has(key)) continue;
      this.#members.add(key);
      for (const index of members.get(key) ?? []) this.#bind(index);
      for (const index of key === name ? options : [])
        if (this.#textOf(this.outline.lines[index]!).replace(/-/g, '_').includes(name)) this.#need(index);
    }
  }

  #textOf(line: Line): string {
    return this.outline.text.slice(line.content, line.end);
  }
}

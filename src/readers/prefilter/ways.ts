import { isNameUnit } from '../python/nearby';
import { LinesByScope } from './by-scope';
import { definedName, type Bindings } from './bindings';
import { KEYWORDS, visitNames } from './names';
import type { Line, Outline } from './outline';
import { LineIndexer, WordLines } from './word-lines';

/** Lines that are followed in one text; where more of them lead to one another, parsing all is cheaper. */
const MOST_LINES = 4000;

/** `name.append(…)` and its like: what puts something into what a name holds. */
const CHANGE = /\.\s*(?:append|appendleft|extend|insert|add|update|setdefault|write|writelines|put|push)\s*\(/g;
/** Conditions that may keep a name to what is on a list. */
const GUARD =
  /^(?:if|elif|assert|while)\b[^]*(?:\b(?:in|is)\b|[=!]=|\.is[a-z]+\s*\(|match\s*\(|\b(?:isinstance|hasattr|all)\s*\()/;
/** Statements that leave a suite. */
const LEAVES = /^(?:raise|return|continue|break)\b|^(?:sys\s*\.\s*|os\s*\.\s*)?_?(?:exit|quit|abort)\s*\(/;
const CASE = /^(?:case|match)\b/;
/** A field of a class: a name with its annotation. */
const FIELD = /^[\w\u0080-\uffff]+[\s\\]*:/;
const LAMBDA = /\blambda\b/;
const RETURNS = /^return\b|\byield\b/;

/**
 * Where values come from, by lines: not only those that bind the names of a line, but also what called functions return, what
 * calls give to parameters, what is put into containers, and the conditions that names stand under. More than really matters may be
 * chosen, never less.
 */
export class Ways {
  /** Names of which every line that has one matters. */
  readonly names = new Set<string>();
  /** Names of which a line matters that binds one, changes what it holds, or asks about it. */
  readonly values = new Set<string>();
  /** Whether lines that return something count. */
  returns = false;
  /** Whether so many lines lead to one another that all may matter. */
  overflows = false;
  readonly #lines = new Set<number>();
  readonly #queue: number[] = [];
  readonly #asked = new Set<string>();
  readonly #functions = new Set<number>();
  /** Headers of `if` statements of which the ends are kept. */
  readonly #headers = new Set<number>();
  /** Conditions that may keep a name to a list, by the function that they stand in. */
  readonly #guarding = new Map<number, readonly number[]>();
  readonly #scopes: LinesByScope;
  readonly #words: WordLines;
  #changes: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(
    private readonly outline: Outline,
    private readonly bindings: () => Bindings,
    private readonly need: (index: number) => void,
  ) {
    this.#scopes = new LinesByScope(outline);
    this.#words = new WordLines(outline);
  }

  /** Follows what a line uses back to where it comes from. */
  follow(index: number): void {
    this.#way(index);
    for (let at = this.#queue.pop(); at !== undefined && !this.overflows; at = this.#queue.pop()) this.#visit(at);
  }

  /** Follows what calls of these names are given, wherever they stand. */
  called(names: ReadonlySet<string>): void {
    for (const name of names) {
      this.names.add(name);
      for (const index of this.#words.linesWith(name)) {
        const line = this.outline.lines[index]!;
        if (line.kind !== 'import' && isCalledIn(this.#textOf(line), name)) this.follow(index);
      }
    }
  }

  #way(index: number): void {
    const { kind } = this.outline.lines[index]!;
    if (this.#lines.has(index) || kind === 'comment' || kind === 'string' || this.overflows) return;
    this.overflows = this.#lines.size >= MOST_LINES;
    this.#lines.add(index);
    this.need(index);
    if (kind !== 'import' && kind !== 'global') this.#queue.push(index);
  }

  #visit(index: number): void {
    const { text, lines } = this.outline;
    const line = lines[index]!;
    // What a value is given to is no part of where it comes from.
    const from = line.kind === 'other' && line.equals >= 0 && !line.walrus ? line.equals + 1 : line.content;
    visitNames(text, from, line.end, (name, use, _next, owner) => {
      if (use === 'member' || use === 'inner') this.#member(owner, name);
      else if (use === 'name' && !KEYWORDS.has(name)) this.#name(name, line.scope);
    });
    // What a case captures is of what is matched.
    for (let around = line.parent; around !== -1; around = lines[around]!.parent)
      if (CASE.test(text.slice(lines[around]!.content, lines[around]!.content + 6))) this.#way(around);
    if (line.equals >= 0 && line.kind !== 'def' && LAMBDA.test(this.#textOf(line))) this.#namedLambda(line, index);
  }

  /** `f = lambda x: …` is called by that name. */
  #namedLambda(line: Line, index: number): void {
    visitNames(this.outline.text, line.content, line.equals, (name, use) => {
      if (use === 'name' || use === 'member') this.#named(name, index);
    });
  }

  #name(name: string, scope: number): void {
    const key = `${name} ${scope}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.values.add(name);
    const { names, items } = this.bindings();
    for (const index of this.#scopes.seenFrom(names.get(name), scope)) this.#bound(index);
    for (const changing of [items.get(name), this.#changesOf(name)])
      if (scope === -1 || this.#scopes.stands(names.get(name), scope))
        for (const index of this.#scopes.seenFrom(changing, scope)) this.#way(index);
      // What another function puts into something of the module, this one finds there.
      else for (const index of changing ?? []) this.#way(index);
    this.#guards(name, scope);
    this.#parameter(name, scope);
  }

  #bound(index: number): void {
    const { kind } = this.outline.lines[index]!;
    if (kind === 'def') this.#returned(index);
    else if (kind === 'class') this.#made(index);
    else this.#way(index);
  }

  /** What `self.name`, `Class.name` and `owner.name` are given, and what methods return. */
  #member(owner: string, name: string): void {
    const key = `${owner}.${name}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.values.add(name);
    const { members } = this.bindings();
    for (const index of [...(members.get(name) ?? []), ...(owner === '' ? [] : (members.get(key) ?? []))])
      this.#bound(index);
    if (owner !== '') for (const index of this.#changesOf(name)) this.#way(index);
  }

  /** What a function gives back. */
  #returned(index: number): void {
    if (this.#functions.has(index)) return;
    this.#functions.add(index);
    this.returns = true;
    this.need(index);
    for (const inner of this.#scopes.linesIn(index))
      if (RETURNS.test(this.#textOf(this.outline.lines[inner]!))) this.#way(inner);
    if (this.#isOneLine(index)) this.#way(index);
  }

  /** `def f(x): return g(x)`: the suite stands in the header's line. */
  #isOneLine(index: number): boolean {
    return this.#scopes.linesIn(index).length === 0;
  }

  /** A class that is called: its `__init__` is given what the call is given; where it has none that of a base, or its fields. */
  #made(index: number): void {
    if (this.#functions.has(index)) return;
    this.#functions.add(index);
    this.need(index);
    const { members, names } = this.bindings();
    const { text, lines } = this.outline;
    const own = (members.get('__init__') ?? []).filter((inner) => lines[inner]!.scope === index);
    for (const inner of own) this.need(inner);
    if (own.length > 0) return;
    const { content, end, scope } = lines[index]!;
    for (const inner of this.#scopes.linesIn(index)) if (FIELD.test(this.#textOf(lines[inner]!))) this.need(inner);
    visitNames(text, content, end, (name, use) => {
      if (use === 'name')
        for (const base of this.#scopes.seenFrom(names.get(name), scope))
          if (lines[base]!.kind === 'class') this.#made(base);
    });
  }

  /** Where a name is a parameter of a function around, what its callers give. */
  #parameter(name: string, scope: number): void {
    const { lines, text } = this.outline;
    for (let around = scope; around !== -1; around = lines[around]!.scope) {
      const line = lines[around]!;
      if (line.kind !== 'def' || !isWordIn(text, name, line)) continue;
      this.need(around);
      this.#callers(around);
    }
  }

  /** Every line that names the function: it calls it, or hands it on to be called. */
  #callers(index: number): void {
    const { lines, text } = this.outline;
    const line = lines[index]!;
    const name = definedName(text, line);
    this.#named(name, index);
    if (name === '__init__' && line.scope !== -1) this.#named(definedName(text, lines[line.scope]!), index);
  }

  /** A class is called by the names of those that derive from it, too. */
  #named(name: string, defined: number): void {
    const key = `${name}()`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.names.add(name);
    const { lines, text } = this.outline;
    for (const other of this.#words.linesWith(name)) {
      const line = lines[other]!;
      if (other === defined || (line.kind === 'def' && definedName(text, line) === name && !this.#isOneLine(other)))
        continue;
      this.#way(other);
      if (line.kind === 'class') this.#named(definedName(text, line), other);
    }
  }

  /** Conditions of the same function that may keep a name to a list, with the statements that leave their suites. */
  #guards(name: string, scope: number): void {
    const { lines } = this.outline;
    for (const index of this.#guardsIn(scope)) {
      if (!isWordIn(this.outline.text, name, lines[index]!)) continue;
      this.#way(index);
      if (!this.#headers.has(index)) for (const header of this.#chainOf(index)) this.#leaving(header);
    }
  }

  #guardsIn(scope: number): readonly number[] {
    let guards = this.#guarding.get(scope);
    if (!guards)
      this.#guarding.set(
        scope,
        (guards = this.#scopes.linesIn(scope).filter((index) => GUARD.test(this.#textOf(this.outline.lines[index]!)))),
      );
    return guards;
  }

  /** The headers of an `if` statement, of which `index` is one. */
  #chainOf(index: number): readonly number[] {
    const { lines } = this.outline;
    let first = index;
    while (lines[first]!.kind === 'clause' && lines[first]!.previous !== -1) first = lines[first]!.previous;
    const chain = [first];
    for (let at = this.outline.following(first); at !== -1 && lines[at]!.kind === 'clause';) {
      chain.push(at);
      at = this.outline.following(at);
    }
    return chain;
  }

  /** The last statement of a suite, where it leaves it. */
  #leaving(header: number): void {
    this.#headers.add(header);
    const { lines, text } = this.outline;
    const { end } = lines[header]!;
    let last = -1;
    for (let i = header + 1; i < lines.length && lines[i]!.start <= end + 100_000; i++) {
      if (lines[i]!.kind === 'comment') continue;
      if (lines[i]!.parent === header) last = i;
      else if (lines[i]!.parent < header) break;
    }
    if (last !== -1 && LEAVES.test(text.slice(lines[last]!.content, lines[last]!.content + 60))) this.need(last);
  }

  #changesOf(name: string): readonly number[] {
    this.#changes ??= changesIn(this.outline);
    return this.#changes.get(name) ?? [];
  }

  #textOf(line: Line): string {
    return this.outline.text.slice(line.content, line.end);
  }
}

/** Whether a line may change what a name in it holds, or keep it to a list. */
export const mayTouch = (line: string): boolean => line.search(CHANGE) >= 0 || GUARD.test(line.trimStart());

/** Whether a name, or a member of it, is called. */
const isCalledIn = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w.\\u0080-\\uffff])${name}(?![\\w\\u0080-\\uffff])(?:[\\s\\\\)]|#[^\\n]*\\n)*[.(]`).test(text);

/** The name that a method is called on, before its dot; brackets may close between them. */
function holderBefore(text: string, dot: number): string {
  let end = dot;
  while (end > 0 && dot - end < 20 && (text.charCodeAt(end - 1) <= 32 || text.charCodeAt(end - 1) === 41)) end--;
  let start = end;
  while (start > 0 && end - start < 120 && isNameUnit(text.charCodeAt(start - 1))) start--;
  return text.slice(start, end);
}

/** Lines that put something into what a name holds, by that name. */
function changesIn(outline: Outline): ReadonlyMap<string, readonly number[]> {
  const { text } = outline;
  const index = new LineIndexer(outline);
  for (const { index: at } of text.matchAll(CHANGE)) {
    const name = holderBefore(text, at);
    if (name !== '') index.add(name, at);
  }
  return index.lines;
}

function isWordIn(text: string, word: string, { content, end }: Line): boolean {
  const written = text.slice(content, end);
  for (let at = written.indexOf(word); at !== -1; at = written.indexOf(word, at + 1))
    if (!isNameUnit(written.charCodeAt(at - 1)) && !isNameUnit(written.charCodeAt(at + word.length))) return true;
  return false;
}

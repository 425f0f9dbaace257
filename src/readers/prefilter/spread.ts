import { definedName, type Bindings } from './bindings';
import { visitNames, visitWords } from './names';
import type { Line, Outline } from './outline';
import type { CallWord, Hit } from './signs';

/** Calls whose result is, or holds, what they are given: values are followed through them. */
const TRANSPARENT = /^(?:str|dict|partial|field|Field|Option|Argument|Query|ib|attrib)$/;

/** A table as long as this holds data: what is said of an entry is said where it stands, and its name is not followed. */
const LONG = 4000;

/** Above so many names an index of all words is cheaper than looking for each. */
const FEW_NAMES = 12;

const NAME_PART = /[\w\u0080-\uffff]/;
/** A parameter before its `=`: the name, and its annotation. */
const PARAMETER = /([\w\u0080-\uffff]+)[ \t]*(?::[^=\n]{0,200})?$/;
/** UTF-16 units that a parameter with its annotation may take. */
const WIDEST = 1000;
/** How far before a place the `=` of its parameter is looked for. */
const FARTHEST = 20_000;

/** A function of interest, by whatever name it is called. */
export type Callable = Pick<CallWord, 'word' | 'beside' | 'failures' | 'follows'>;

/** A function of the program in which something is that counts where it is called. */
const CALLED: Callable = { word: '', beside: null, failures: true, follows: false };

/** Follows what a hit is about to other names: a constant to where it is used, a function to the aliases it is called by. */
export class Spread {
  /** Names to follow, with the scope that binds them; null for a member, which may be used anywhere. */
  readonly #names: { readonly name: string; readonly scope: number | null; readonly callable: Callable | null }[] = [];
  readonly #known = new Set<string>();
  /** Lines whose targets are known already, by the function that they are given; null for a value. */
  readonly #given = new Map<Callable | null, Set<number>>();
  #words: Map<string, number[]> | undefined;
  /** All names that were followed. */
  readonly names = new Set<string>();

  constructor(
    private readonly outline: Outline,
    private readonly bindings: () => Bindings,
    /** `end`: where the name ends by which the line was found. */
    private readonly need: (index: number, callable: Callable | null, end: number) => void,
  ) {}

  /** The line gives a value with the hit in it to a name. */
  value(index: number, offset: number): void {
    const line = this.outline.lines[index]!;
    if (line.kind === 'string' || line.kind === 'comment' || line.kind === 'import') return;
    if (line.end - line.content > LONG && line.kind === 'other') return;
    if (line.kind === 'def' || line.kind === 'class') this.#parameters(index, offset);
    this.#options(index);
    if (line.equals < 0 && !line.walrus) return;
    if (line.kind !== 'def' && !this.#isPlain(line)) return;
    this.#targets(index, null);
  }

  /** The line names a function of interest without calling it there: what it is assigned to, or imported as, is called later. */
  callable(index: number, meaning: Callable, { start, end }: Pick<Hit, 'start' | 'end'>): void {
    const { text, lines } = this.outline;
    const line = lines[index]!;
    if (line.kind === 'import') {
      const alias = /^[\s\\]+as[\s\\]+([\w\u0080-\uffff]+)/.exec(text.slice(end, end + 200))?.[1];
      if (alias) this.#add(alias, line.scope, meaning);
    } else if (line.kind === 'class') {
      // A class that derives from it is called by its own name.
      this.#add(definedName(text, line), line.scope, meaning);
    } else if (!/^\s*\(/.test(text.slice(end, end + 40)) || /["']/.test(text[start - 1] ?? '')) {
      if (line.equals >= 0 || line.walrus || / as\s/.test(text.slice(end, line.end))) this.#targets(index, meaning);
    }
  }

  /** What the line gives to a name counts wherever it is used. */
  result(index: number): void {
    const { equals, walrus } = this.outline.lines[index]!;
    if (equals >= 0 || walrus) this.#targets(index, null);
  }

  /** The function that opens a scope counts where it is called. */
  called(scope: number): void {
    const { lines, text } = this.outline;
    const line = lines[scope];
    if (line?.kind !== 'def') return;
    const name = definedName(text, line);
    if (!/^__/.test(name)) this.#bound(name, line, CALLED);
  }

  /** Marks every line to which what was given leads. */
  follow(): void {
    for (let next = this.#names.pop(); next !== undefined; next = this.#names.pop())
      this.#follow(next.name, next.scope, next.callable);
  }

  #follow(name: string, scope: number | null, callable: Callable | null): void {
    const { outline } = this;
    const { text, lines } = outline;
    for (const at of this.#occurrences(name)) {
      const index = outline.lineAt(at);
      const line = lines[index];
      if (line === undefined || at >= line.end || line.kind === 'comment' || line.kind === 'string') continue;
      const member = /\.\s*$/.test(text.slice(Math.max(0, at - 10), at));
      if (
        scope === null
          ? !member && line.kind !== 'class' && (line.scope === -1 || lines[line.scope]!.kind !== 'class')
          : !outline.encloses(scope, line.scope) && !(line.kind === 'def' && scope === index)
      )
        continue;
      this.need(index, callable, at + name.length);
      if (callable) this.callable(index, callable, { start: at, end: at + name.length });
      else if (line.equals < 0 || at > line.equals || line.walrus || line.kind === 'def') this.value(index, at);
    }
  }

  /** Offsets of a name in the text. After some names, all words are looked up at once. */
  #occurrences(name: string): readonly number[] {
    const { text } = this.outline;
    if (!this.#words && this.names.size > FEW_NAMES) {
      const words = new Map<string, number[]>();
      visitWords(text, (word, at) => {
        const known = words.get(word);
        if (known) known.push(at);
        else words.set(word, [at]);
      });
      this.#words = words;
    }
    if (this.#words) return this.#words.get(name) ?? [];
    const found: number[] = [];
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
      if (isWholeWord(text, at, at + name.length)) found.push(at);
    return found;
  }

  #targets(index: number, callable: Callable | null): void {
    let given = this.#given.get(callable);
    if (given === undefined) this.#given.set(callable, (given = new Set()));
    if (given.has(index)) return;
    given.add(index);
    const { text, lines } = this.outline;
    const line = lines[index]!;
    if (line.equals >= 0 && line.kind !== 'def')
      visitNames(text, line.content, line.equals, (name, use, next) => {
        if (use === 'member') this.#add(name, null, callable);
        else if (use === 'name' && next !== 46) this.#bound(name, line, callable);
      });
    if (line.walrus || callable)
      for (const match of text
        .slice(line.content, line.end)
        .matchAll(/([\w\u0080-\uffff]+)[ \t]*:=|\bas[ \t]+([\w\u0080-\uffff]+)/g))
        this.#bound((match[1] ?? match[2])!, line, callable);
  }

  /** Parameters whose defaults hold the hit. */
  #parameters(index: number, offset: number): void {
    const { text, lines } = this.outline;
    const line = lines[index]!;
    // A header whose bracket is open reaches to the end of the text: only what can belong to a parameter is looked at.
    const from = Math.max(line.content, offset - FARTHEST);
    const equals = from + text.slice(from, offset).lastIndexOf('=');
    const before =
      equals >= from ? PARAMETER.exec(text.slice(Math.max(line.content, equals - WIDEST), equals))?.[1] : undefined;
    let start = offset;
    while (start > line.content && NAME_PART.test(text[start - 1]!)) start--;
    let end = offset;
    while (end < line.end && NAME_PART.test(text[end]!)) end++;
    for (const name of [before, text.slice(start, end)]) if (name) this.#add(name, index, null);
  }

  /** Options of a command line are used as members of what was parsed, or as parameters of the function that is decorated. */
  #options(index: number): void {
    const line = this.outline.lines[index]!;
    const decorates = line.kind === 'decorator';
    if (!decorates && !this.bindings().options.includes(index)) return;
    for (const match of this.outline.text.slice(line.content, line.end).matchAll(/["']-{0,2}([A-Za-z_][\w-]*)["']/g)) {
      const name = match[1]!.replace(/-/g, '_');
      this.#add(name, decorates ? line.scope : null, null);
    }
  }

  #bound(name: string, line: Line, callable: Callable | null): void {
    const { lines } = this.outline;
    this.#add(name, this.bindings().globals.has(name) ? -1 : line.scope, callable);
    if (line.scope !== -1 && lines[line.scope]!.kind === 'class') this.#add(name, null, callable);
  }

  #add(name: string, scope: number | null, callable: Callable | null): void {
    const key = `${name} ${scope} ${callable?.word}`;
    if (this.#known.has(key) || name === 'self' || name === 'cls') return;
    this.#known.add(key);
    this.names.add(name);
    this.#names.push({ name, scope, callable });
  }

  /** What stands right of the `=` is more than the result of some call. */
  #isPlain(line: Line): boolean {
    const called = /^[\s(]*(?:await\s+)?(?:\w+\s*\.\s*)*(\w+)\s*\(/.exec(
      this.outline.text.slice(line.equals + 1, line.end),
    )?.[1];
    return called === undefined || TRANSPARENT.test(called);
  }
}

const isWordUnit = (text: string, at: number): boolean => /[\w\u0080-\uffff]/.test(text[at] ?? '');

const isWholeWord = (text: string, start: number, end: number): boolean =>
  !isWordUnit(text, start - 1) && !isWordUnit(text, end);

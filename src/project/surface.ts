import { PYTHON_BUILTINS } from '../readers/python/modules';
import type { Offsets } from '../readers/python/offsets';
import { bindingsOf, type Bindings } from '../readers/prefilter/bindings';
import { visitNames } from '../readers/prefilter/names';
import { Outline, type Line } from '../readers/prefilter/outline';
import { StatementWriter } from '../readers/prefilter/statement-writer';

/** Functions of which more than the header matters to those who import from the module: they set attributes, globals or options. */
const TELLING = /\badd_argument\b|\bglobal\b/;
/** Calls and literals. */
const GIVEN = /^\s*(?:[\w.]+[ \t]*\(|[[{"'\d])/;
const NAMING = /\b(?:partial|import_module|__import__|getattr)\b/;
const CONSTRUCTOR = /^(?:async\s+)?def\s+(?:__init__|__post_init__)\b/;

/**
 * A module without the bodies of its functions, at equal length, so that offsets stay: what it gives to others does not
 * stand in them, and they are most of its text. The text itself where its indentation does not fit together.
 */
export function surfaceOf(text: string): string {
  const outline = new Outline(text);
  if (outline.irregular) return text;
  const { lines } = outline;
  const parts: string[] = [];
  let at = 0;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.kind !== 'def') continue;
    let first = -1;
    let last = i;
    for (let j = i + 1; j < lines.length; j++) {
      if (lines[j]!.kind === 'comment') continue;
      if (!outline.encloses(i, lines[j]!.scope)) break;
      if (first === -1) first = j;
      last = j;
    }
    if (first === -1) continue;
    const start = lines[first]!.content;
    const end = lines[last]!.end;
    const body = text.slice(start, end);
    if (TELLING.test(body) || CONSTRUCTOR.test(text.slice(lines[i]!.content, lines[i]!.content + 80))) continue;
    parts.push(text.slice(at, start), '0', body.slice(1).replace(/[^\r\n]/g, ' '));
    at = end;
    i = last;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(at);
}

/** The part of a module that tells what stands behind one of its names, as a program of its own, with the way back to the offsets of the whole. */
export interface Cut {
  readonly text: string;
  readonly offsets: Offsets;
}

/** How much of a line is parsed: nothing; a function's name alone; that something stands there; all of it. */
type Shown = 'nothing' | 'name' | 'stub' | 'whole';

/** Lines by what they do. */
interface Tables {
  readonly bindings: Bindings;
  /** `owner.x = …`. */
  readonly owners: ReadonlyMap<string, readonly number[]>;
  /** Whether calls are made that give what they are given the name of. */
  readonly naming: boolean;
  /** `from x import *`. */
  readonly stars: readonly number[];
  /** `parser.read(…)`, which changes what the parser holds. */
  readonly readers: readonly number[];
}

/**
 * A module as those who import from it see it: top-level statements, without the bodies of functions. A name is followed to the
 * statements that bind it, from them to those that bind the names they use, and so on: most of a module has no part in that.
 */
export class Surface {
  readonly outline: Outline;
  readonly #shown: readonly Shown[];
  /** For each line the first one of the top-level statement it is part of. */
  readonly #heads: readonly number[];
  #tables: Tables | undefined;

  constructor(text: string) {
    this.outline = new Outline(text);
    this.#shown = shownOf(this.outline);
    this.#heads = headsOf(this.outline);
  }

  /** What tells what the module gives under a name; `name()` is what a function gives. `whole` where only the parser can say, null where nothing binds the name. */
  cut(name: string): Cut | 'whole' | null {
    if (this.outline.irregular) return 'whole';
    const chosen = this.#choose(name);
    return chosen.size === 0 ? null : this.#put([...chosen].sort((a, b) => a - b));
  }

  /** Whether a name may be another one for something: what a call gives is not, nor is a function or class of the module. */
  mayHandOn(name: string): boolean {
    const { text, lines, irregular } = this.outline;
    if (irregular) return true;
    const { bindings, naming } = (this.#tables ??= this.#read());
    return (bindings.names.get(name) ?? []).some((index) => {
      const line = lines[index]!;
      if (line.kind === 'def' || line.kind === 'class' || line.scope !== -1) return false;
      return (
        line.kind === 'import' || line.equals === -1 || naming || !GIVEN.test(text.slice(line.equals + 1, line.end))
      );
    });
  }

  /** First lines of the statements that have a part in what a name stands for. */
  #choose(name: string): ReadonlySet<number> {
    const { text, lines } = this.outline;
    const { bindings, owners, stars, readers } = (this.#tables ??= this.#read());
    const chosen = new Set<number>();
    const names = new Set<string>();
    const open: number[] = [];
    const choose = (index: number): void => {
      const head = this.#heads[index]!;
      if (this.#shown[index] === 'nothing' || chosen.has(head)) return;
      chosen.add(head);
      open.push(head);
    };
    const want = (wanted: string): void => {
      if (names.has(wanted)) return;
      names.add(wanted);
      if (
        stars.length > 0 &&
        !PYTHON_BUILTINS.has(wanted) &&
        !bindings.names.get(wanted)?.some((index) => lines[index]!.scope === -1)
      )
        stars.forEach(choose);
      for (const table of [bindings.names, bindings.items, bindings.globals, owners])
        table.get(wanted)?.forEach(choose);
      for (const index of readers)
        if (text.slice(lines[index]!.content, lines[index]!.end).includes(`${wanted}.read`)) choose(index);
    };
    want(name.replace('()', ''));
    if (name.endsWith('()')) bindings.options.forEach(choose);
    for (let head = open.pop(); head !== undefined; head = open.pop()) {
      for (let index = head; this.#heads[index] === head; index++) {
        const line = lines[index]!;
        if (this.#shown[index] !== 'whole' || line.kind === 'import') continue;
        visitNames(text, line.content, line.end, (used, use) => {
          if (use === 'name') want(used);
          // It may be an option of an argument parser.
          else if (use === 'member' && bindings.options.length > 0) bindings.options.forEach(choose);
        });
      }
    }
    return chosen;
  }

  #read(): Tables {
    const { text, lines } = this.outline;
    const bindings = bindingsOf(this.outline);
    const owners = new Map<string, number[]>();
    for (const [member, indices] of bindings.members) {
      const dot = member.indexOf('.');
      if (dot !== -1) owners.set(member.slice(0, dot), [...(owners.get(member.slice(0, dot)) ?? []), ...indices]);
    }
    const linesWith = (test: (line: Line) => boolean): readonly number[] =>
      lines.flatMap((line, index) => (test(line) ? [index] : []));
    return {
      bindings,
      owners,
      naming: NAMING.test(text),
      stars: text.includes('import *')
        ? linesWith(({ kind, content, end }) => kind === 'import' && text.slice(content, end).includes('*'))
        : [],
      readers: text.includes('ConfigParser')
        ? linesWith(({ content, end }) => text.slice(content, end).includes('.read'))
        : [],
    };
  }

  /** Puts the statements one below the other. */
  #put(heads: readonly number[]): Cut {
    const writer = new StatementWriter(this.outline);
    for (const head of heads)
      for (let index = head; this.#heads[index] === head; index++) {
        const shown = this.#shown[index]!;
        if (shown !== 'nothing') writer[shown](index);
      }
    return { text: writer.text, offsets: writer.offsets };
  }
}

function headsOf({ lines }: Outline): readonly number[] {
  let head = -1;
  let decorated = false;
  return lines.map((line, index) => {
    if (line.parent !== -1 || line.kind === 'comment') return head;
    if (line.kind !== 'clause' && !decorated) head = index;
    decorated = line.kind === 'decorator';
    return head;
  });
}

function shownOf(outline: Outline): readonly Shown[] {
  const { lines, text } = outline;
  const shown = lines.map(({ kind }): Shown =>
    kind === 'comment' || kind === 'decorator' ? 'nothing' : kind === 'string' ? 'stub' : 'whole',
  );
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.kind !== 'def') continue;
    const last = outline.lastOf(i);
    if (last === i || tells(text, lines[i]!, lines[last]!.end)) continue;
    shown[i] = 'name';
    shown.fill('nothing', i + 1, last + 1);
    i = last;
  }
  // The decorators of a function may give its parameters their defaults.
  let follows = false;
  for (let i = lines.length - 1; i >= 0; i--) {
    const { kind } = lines[i]!;
    if (kind === 'decorator' && follows) shown[i] = 'whole';
    else if (kind !== 'comment') follows = kind === 'def' && shown[i] === 'whole';
  }
  return shown;
}

/** Whether more of a function than its name matters to others. */
const tells = (text: string, { content, end }: Line, last: number): boolean =>
  TELLING.test(text.slice(end, last)) || CONSTRUCTOR.test(text.slice(content, content + 80));

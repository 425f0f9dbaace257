import type { Range } from '../../core/range';
import { Offsets } from '../python/offsets';
import { definedName } from './bindings';
import { withoutInert } from './inert';
import { Outline, type Line } from './outline';
import { Relevance } from './relevance';
import { areTelling, type Hit } from './signs';
import type { Triggers } from './triggers';
import { commentAt } from './whereabouts';

/** The part of a program that can matter to a rule, as a program of its own, with the way back to the offsets of the whole. */
export interface Excerpt {
  readonly text: string;
  readonly offsets: Offsets;
  /** Comments that matter although their lines do not, in offsets of the whole. The parser does not see them: it is slow where many stand together. */
  readonly comments: readonly Range[];
}

export interface ExcerptOptions {
  /** Cut also where brackets or indentation do not fit together. */
  readonly tolerated?: boolean;
  /** The text as it is stored. */
  readonly stored?: Uint8Array | undefined;
  /** Gets what was found out about the lines (null when there was nothing to look at), and how often each module is named. Not called for `whole`. */
  readonly keep?: ((relevance: Relevance | null, modules: Map<string, number>) => void) | undefined;
}

/**
 * Cuts out what can matter to a rule; null when nothing can. `whole` when only the parser can say, because brackets or
 * indentation do not fit together, unless that is `tolerated`.
 */
export function excerptOf(
  text: string,
  triggers: Triggers,
  { tolerated = false, stored, keep }: ExcerptOptions = {},
): Excerpt | 'whole' | null {
  const modules = keep && new Map<string, number>();
  const hits = hitsIn(text, triggers, stored, modules);
  if (hits.length === 0) {
    keep?.(null, modules!);
    return null;
  }
  const outline = new Outline(text);
  if (outline.irregular && !tolerated) return 'whole';
  const relevance = new Relevance(outline);
  const chosen = relevance.choose(hits);
  if (relevance.overflows) return 'whole';
  keep?.(relevance, modules!);
  return chosen ? new Cutting(outline, relevance).make() : null;
}

/** Where a text has something that may matter to a rule, as far as a look tells that knows no lines; that is nowhere in most files. */
export function hitsIn(
  text: string,
  triggers: Triggers,
  stored?: Uint8Array,
  modules?: Map<string, number>,
): readonly Hit[] {
  const found = triggers.find(text, stored, modules);
  const hits = found.length === 0 ? found : withoutInert(text, found);
  return areTelling(hits, text) ? hits : [];
}

/** Puts the chosen lines one below the other. What is left out of a suite that must not be empty is a `0`. */
class Cutting {
  readonly #offsets = new Offsets();
  readonly #parts: string[] = [];
  /** Headers of the suites in which something is kept, and of those in which something was put; -1 is the module. */
  readonly #kept = new Set<number>();
  readonly #begun = new Set<number>();
  readonly #comments: Range[] = [];
  #length = 0;
  /** Where the last comment ended that was put alone. */
  #commented = 0;

  constructor(
    private readonly outline: Outline,
    private readonly relevance: Relevance,
  ) {}

  make(): Excerpt {
    const { lines } = this.outline;
    const { extents, comments } = this.relevance;
    lines.forEach((line, index) => {
      if (extents[index] !== 0 && line.kind !== 'comment') this.#kept.add(line.parent);
    });
    let opening = true;
    let comment = 0;
    lines.forEach((line, index) => {
      const shown = this.#line(line, index, opening);
      if (line.kind !== 'comment' && line.parent === -1)
        opening &&=
          (line.kind === 'string' && line.previous === -1) ||
          this.outline.text.startsWith('from __future__', line.content);
      for (; comment < comments.length && comments[comment]! < line.end; comment++)
        if (!shown) this.#comment(line, comments[comment]!);
    });
    return { text: this.#parts.join(''), offsets: this.#offsets, comments: this.#comments };
  }

  /** Whether the line is there whole. */
  #line(line: Line, index: number, opening: boolean): boolean {
    const extent = this.relevance.extents[index]!;
    if (line.kind === 'comment') {
      if (extent !== 0) this.#comment(line, line.content);
      return extent !== 0;
    }
    if (extent === 2) return this.#name(line, index);
    if (extent === 0) {
      // Where a new import goes follows from how the module begins.
      if (!opening || line.parent !== -1) return false;
      // A docstring may have a `;` behind it, and more.
      const whole = line.kind === 'string' || (line.previous === -1 && this.#isString(line));
      if (whole) this.#put(line.start, line.end);
      else if (line.kind !== 'import') this.#stub(line);
      this.#begun.add(-1);
      return whole;
    }
    // A string is a docstring only where it comes first.
    if (line.previous !== -1 && !this.#begun.has(line.parent) && this.#isString(line)) this.#stub(line);
    this.#begun.add(line.parent);
    this.#put(line.start, line.end);
    if (!this.#kept.has(index)) this.#emptySuite(index);
    return true;
  }

  /** Whether the line begins with a string. */
  #isString(line: Line): boolean {
    return /^[A-Za-z]{0,3}["']/.test(this.outline.text.slice(line.content, line.content + 4));
  }

  #emptySuite(index: number): void {
    const { lines } = this.outline;
    for (let i = index + 1; i < lines.length; i++) {
      if (lines[i]!.kind === 'comment') continue;
      if (lines[i]!.parent === index) this.#stub(lines[i]!);
      return;
    }
  }

  /** A function of which only the name matters; it ends where it really ends. */
  #name(line: Line, index: number): boolean {
    const { lines, text } = this.outline;
    let end = line.end;
    for (let i = index + 1; i < lines.length && (lines[i]!.kind === 'comment' || lines[i]!.parent >= index); i++)
      if (lines[i]!.kind !== 'comment') end = lines[i]!.end;
    const name = definedName(text, line);
    const stop = text.indexOf(name, line.content + 3) + name.length;
    // The blank keeps the end of the name apart from what is put in.
    this.#append(`${text.slice(line.start, stop)} `, line.start, stop - line.start);
    this.#append('():0\n', end, 0);
    this.#begun.add(line.parent);
    return false;
  }

  #comment(line: Line, offset: number): void {
    const range = commentAt(this.outline.text, Math.max(line.content, this.#commented), offset);
    if (!range) return;
    this.#comments.push(range);
    this.#commented = range.end;
  }

  #put(start: number, end: number): void {
    this.#append(`${this.outline.text.slice(start, end)}\n`, start, end - start);
  }

  #stub(line: Line): void {
    this.#append(`${this.outline.text.slice(line.start, line.content)}0\n`, line.start, line.content - line.start + 1);
  }

  #append(part: string, place: number, span: number): void {
    this.#offsets.add(this.#length, place, span);
    this.#parts.push(part);
    this.#length += part.length;
  }
}

import type { Range } from '../../core/range';
import type { Offsets } from '../python/offsets';
import { exitOf } from './exits';
import { withoutInert } from './inert';
import { Outline, type Line } from './outline';
import { Relevance } from './relevance';
import { areTelling } from './signs';
import { StatementWriter } from './statement-writer';
import type { Survey, Triggers } from './triggers';
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
  /** What a look at the text has told already. */
  readonly survey?: Survey | undefined;
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
  { tolerated = false, survey, keep }: ExcerptOptions = {},
): Excerpt | 'whole' | null {
  const { hits, modules } = survey ?? surveyOf(text, triggers, { counted: keep !== undefined });
  if (hits.length === 0) {
    keep?.(null, modules);
    return null;
  }
  const outline = new Outline(text);
  if (outline.irregular && !tolerated) return 'whole';
  const relevance = new Relevance(outline);
  const chosen = relevance.choose(hits);
  if (relevance.overflows) return 'whole';
  keep?.(relevance, modules);
  return chosen ? new Cutting(outline, relevance).make() : null;
}

/**
 * Cuts out what a module gives under a name, or a class of it under the name of a method: functions whole, with where the values in
 * them come from. Null where nothing binds the name, `whole` where only the parser can say.
 */
export function memberOf(outline: Outline, members: readonly string[]): Excerpt | 'whole' | null {
  if (outline.irregular) return 'whole';
  const relevance = new Relevance(outline);
  const chosen = relevance.chooseMember(members);
  if (relevance.overflows) return 'whole';
  return chosen ? new Cutting(outline, relevance).make() : null;
}

/** Where a text has something that may matter to a rule, as far as a look tells that knows no lines; that is nowhere in most files. */
export function surveyOf(
  text: string,
  triggers: Triggers,
  { stored, counted = false }: { readonly stored?: Uint8Array | undefined; readonly counted?: boolean } = {},
): Survey {
  const survey = triggers.survey(text, stored, counted);
  if (survey.hits.length === 0) return survey;
  const hits = withoutInert(text, survey.hits);
  return { ...survey, hits: areTelling(hits, text) ? hits : [] };
}

/** Puts the chosen statements one below the other. What is left out of a suite that must not be empty is a `0`. */
class Cutting {
  readonly #writer: StatementWriter;
  /** Headers of the suites in which something is kept, and of those in which something was put; -1 is the module. */
  readonly #kept = new Set<number>();
  readonly #begun = new Set<number>();
  readonly #comments: Range[] = [];
  /** Where the last comment ended that was put alone. */
  #commented = 0;

  constructor(
    private readonly outline: Outline,
    private readonly relevance: Relevance,
  ) {
    this.#writer = new StatementWriter(outline);
  }

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
    return { text: this.#writer.text, offsets: this.#writer.offsets, comments: this.#comments };
  }

  /** Whether the line is there whole. */
  #line(line: Line, index: number, opening: boolean): boolean {
    const extent = this.relevance.extents[index]!;
    if (line.kind === 'comment') {
      if (extent !== 0) this.#comment(line, line.content);
      return extent !== 0;
    }
    if (extent === 2) {
      this.#writer.name(index);
      this.#begun.add(line.parent);
      return false;
    }
    if (extent === 4) {
      this.#writer.exit(index, exitOf(this.outline.text, line)!);
      this.#begun.add(line.parent);
      return false;
    }
    if (extent === 0) {
      // Where a new import goes follows from how the module begins.
      if (!opening || line.parent !== -1) return false;
      // A docstring may be several strings in a row.
      const whole = line.kind === 'string' || (line.previous === -1 && this.#isString(line));
      if (whole) this.#writer.whole(index);
      else if (line.kind !== 'import') this.#writer.stub(index);
      this.#begun.add(-1);
      return whole;
    }
    // A string is a docstring only where it comes first.
    if (line.previous !== -1 && !this.#begun.has(line.parent) && this.#isString(line)) this.#writer.stub(index);
    this.#begun.add(line.parent);
    this.#writer.whole(index);
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
      if (lines[i]!.parent === index) this.#writer.stub(i);
      return;
    }
  }

  #comment(line: Line, offset: number): void {
    const range = commentAt(this.outline.text, Math.max(line.content, this.#commented), offset);
    if (!range) return;
    this.#comments.push(range);
    this.#commented = range.end;
  }
}

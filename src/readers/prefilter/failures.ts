import type { Outline } from './outline';

/**
 * What tells when a line runs because another failed: the headers around it, with the names in them; all that is tried where it
 * stands in a handler; and the `try` or `with` before it, after whose failure it may run.
 */
export class Failures {
  /** Lines and statements that were looked at. */
  readonly #headers = new Set<number>();
  readonly #statements = new Set<number>();
  readonly #handlers = new Set<number>();
  readonly #before = new Set<number>();
  #any: boolean | undefined;

  constructor(
    private readonly outline: Outline,
    private readonly need: (index: number) => void,
  ) {}

  /** Whether the program goes on after any failure. */
  get any(): boolean {
    return (this.#any ??= /\b(?:try|suppress)\b/.test(this.outline.text));
  }

  around(index: number): void {
    const { lines } = this.outline;
    for (let at = index; at !== -1; at = lines[at]!.parent) {
      this.#tried(lines[at]!.previous);
      const header = lines[at]!.parent;
      if (header === -1 || lines[header]!.kind === 'def' || lines[header]!.kind === 'class') return;
      if (this.#headers.has(header)) return;
      this.#headers.add(header);
      this.need(header);
      if (lines[header]!.kind === 'try') this.#statement(header, false);
      if (lines[header]!.kind === 'clause') {
        const first = this.#firstClause(header);
        if (lines[first]!.kind === 'try') this.#statement(first, true);
      }
    }
  }

  /** The last `try` or `with` among the statements before, in the same suite. */
  #tried(previous: number): void {
    const { lines, text } = this.outline;
    for (let at = previous; at !== -1 && !this.#before.has(at); at = lines[at]!.previous) {
      this.#before.add(at);
      const first = lines[at]!.kind === 'clause' ? this.#firstClause(at) : at;
      if (
        lines[first]!.kind === 'try' ||
        /^(?:async\s+)?with\b/.test(text.slice(lines[first]!.content, lines[first]!.content + 12))
      )
        return this.#statement(first, true);
      at = first;
    }
  }

  #firstClause(clause: number): number {
    const { lines } = this.outline;
    let first = clause;
    while (lines[first]!.kind === 'clause' && lines[first]!.previous !== -1) first = lines[first]!.previous;
    return first;
  }

  /** The handlers of a `try`; or, `whole`, all its suites. */
  #statement(first: number, whole: boolean): void {
    const seen = whole ? this.#statements : this.#handlers;
    if (seen.has(first)) return;
    seen.add(first);
    const { lines } = this.outline;
    let handled = whole;
    for (let i = first; i < lines.length; i++) {
      const { kind, parent } = lines[i]!;
      if (kind === 'comment') continue;
      const clause = i > first && kind === 'clause' && parent === lines[first]!.parent;
      if (i > first && parent < first && !clause) return;
      handled ||= clause;
      if (handled) this.need(i);
    }
  }
}

import type { ConfigEntry } from '../../core/config-facts';
import { rangeOf, type Range } from '../../core/range';

/** Entries that one file may give; no file that people write has more. */
const MOST_ENTRIES = 20_000;
/** Comments that one file may give. */
const MOST_COMMENTS = 20_000;

/** What a reader has found so far. Keeps the budgets of all formats, and says once when one is used up. */
export class ConfigCollector {
  readonly entries: ConfigEntry[] = [];
  readonly comments: { readonly text: string; readonly range: Range }[] = [];
  readonly messages: string[] = [];
  /** The documents of a YAML file as its parser sees them, for readers who know what they mean. */
  roots: readonly unknown[] = [];
  /** The text that they were parsed from, of equal length: holes of a template are masked in it. */
  parsed: string | null = null;

  constructor(private readonly text: string) {}

  get full(): boolean {
    return this.entries.length >= MOST_ENTRIES;
  }

  /** Adds a scalar. `literal` has the quotes, `inner` has not; they are equal for a bare value. */
  add(keys: readonly string[], value: string, keyRange: Range | null, inner: Range, literal: Range): void {
    if (this.full) {
      this.say(`only the first ${MOST_ENTRIES} values are read`);
      return;
    }
    this.entries.push({
      keys,
      key: keys.at(-1) ?? '',
      value,
      keyRange,
      valueRange: inner,
      literalRange: literal,
      quoted: inner.start !== literal.start,
    });
  }

  addComment(start: number, end: number): void {
    if (this.comments.length < MOST_COMMENTS)
      this.comments.push({ text: this.text.slice(start, end), range: rangeOf(start, end) });
  }

  /** Says something about the file once; the messages become notes. */
  say(message: string): void {
    if (!this.messages.includes(message)) this.messages.push(message);
  }
}

/** A range without the quotes at its ends, when it has a pair. */
export function withoutQuotes(text: string, literal: Range): Range {
  const first = text[literal.start];
  const size = literal.end - literal.start;
  return size >= 2 && (first === '"' || first === "'") && text[literal.end - 1] === first
    ? rangeOf(literal.start + 1, literal.end - 1)
    : literal;
}

/** The lines of a text without their line ends, with their offsets. */
export function* linesOf(text: string): Generator<Range> {
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 10 && code !== 13) continue;
    yield rangeOf(start, i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    start = i + 1;
  }
  yield rangeOf(start, text.length);
}

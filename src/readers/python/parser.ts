import { Edit, Language, Parser, type Point, type Tree } from 'web-tree-sitter';
import { indentsTooDeeply } from './indentation';
import type { Range } from '../../core/range';
import type { Offsets } from './offsets';
import { SyntaxBuilder, type SyntaxTree } from './syntax';
import { cursorsOf } from './tree-cursor';

/** The two WebAssembly files, as bytes: the tree-sitter runtime and the Python grammar. */
export interface Grammars {
  readonly runtime: Uint8Array;
  readonly python: Uint8Array;
}

/** A parse that was stopped because it took longer than the deadline. */
export const TOO_SLOW = 'parsing took longer than 2 seconds';
/** Suites within suites that the parser's scanner could not take. */
export const TOO_DEEP = 'code is nested too deeply';
/** The parser broke down; it is built anew for what follows. */
export const FAILED = 'the parser failed on it';

/** Why a text was not parsed, in words for a note. */
export type Refusal = typeof TOO_SLOW | typeof TOO_DEEP | typeof FAILED;

interface KeptTree {
  readonly text: string;
  readonly tree: Tree;
}

/** The runtime is one per thread. A second start, while the first is going on, would take the memory of parsers away. */
let initialised: Promise<void> | undefined;
/** What the runtime is started with, and fills with what it has. */
const runtime: Record<string, unknown> = {};
/** Grammars that are compiled, or are about to be, by their bytes. */
const languages = new WeakMap<Uint8Array, Promise<Language>>();

/** Below this many units no input was seen to be slow, and the deadline's callback costs an eighth of the time. */
const DEADLINE_FROM = 20_000;
const MAX_KEPT = 16;

/**
 * Python text to plain syntax. Owns the parser and every tree: trees are freed here, and only those of open documents
 * (sessions) are kept, the least recently used going first, because WebAssembly memory never shrinks.
 */
export class PythonParser {
  readonly #kept = new Map<string, KeptTree>();

  #parser: Parser;

  private constructor(
    private readonly language: Language,
    private readonly builder: SyntaxBuilder,
  ) {
    this.#parser = parserOf(language);
  }

  /** Loads runtime and grammar from bytes, so that it works the same in Node, a worker and a browser. */
  static async create(grammars: Grammars): Promise<PythonParser> {
    const language = await languageOf(grammars);
    return new PythonParser(language, new SyntaxBuilder(language, cursorsOf(runtime)));
  }

  /**
   * Parses `text`, from the kept tree of `session` when there is one.
   * `base` is added to every offset (a cell of a notebook).
   * Returns TOO_SLOW after `deadline` milliseconds; never throws for bad code.
   */
  parse(text: string, session?: string, base = 0, deadline = 2000): SyntaxTree | Refusal {
    const before = session === undefined ? undefined : this.#kept.get(session);
    if (before !== undefined && before.text !== text) before.tree.edit(editBetween(before.text, text));
    const tree = this.#run(text, before?.tree ?? null, deadline);
    if (session !== undefined) {
      this.release(session);
      if (typeof tree !== 'string') this.#keep(session, { text, tree });
    }
    if (typeof tree === 'string') return tree;
    try {
      return this.builder.build(tree, text, base);
    } finally {
      if (session === undefined) tree.delete();
    }
  }

  /** Parses an excerpt; its tree counts in the offsets of the whole, as `comments` do, which are added to it. Null when the excerpt alone is not well-formed, unless that is `tolerated`. */
  parseExcerpt(
    text: string,
    offsets: Offsets,
    original: string,
    tolerated: boolean,
    comments: readonly Range[] = [],
    deadline = 2000,
  ): SyntaxTree | Refusal | null {
    const tree = this.#run(text, null, deadline);
    if (typeof tree === 'string') return tree;
    try {
      if (tree.rootNode.hasError && !tolerated) return null;
      const built = this.builder.build(tree, text, offsets, original);
      return comments.length === 0
        ? built
        : { ...built, comments: [...built.comments, ...comments].sort((a, b) => a.start - b.start) };
    } finally {
      tree.delete();
    }
  }

  release(session: string): void {
    this.#kept.get(session)?.tree.delete();
    this.#kept.delete(session);
  }

  dispose(): void {
    for (const session of [...this.#kept.keys()]) this.release(session);
    this.#parser.delete();
  }

  #run(text: string, from: Tree | null, deadline: number): Tree | Refusal {
    if (indentsTooDeeply(text)) return TOO_DEEP;
    try {
      // Below a certain length no input was seen to be slow.
      if (text.length < DEADLINE_FROM) return this.#parser.parse(text, from) ?? TOO_SLOW;
      const end = performance.now() + deadline;
      const tree = this.#parser.parse(text, from, { progressCallback: () => performance.now() > end });
      if (tree === null) this.#parser.reset();
      return tree ?? TOO_SLOW;
    } catch {
      // A fault inside WebAssembly leaves the parser in an unknown state, and what was kept with it.
      this.#kept.clear();
      this.#parser = parserOf(this.language);
      return FAILED;
    }
  }

  #keep(session: string, kept: KeptTree): void {
    this.#kept.set(session, kept);
    if (this.#kept.size > MAX_KEPT) this.release(this.#kept.keys().next().value!);
  }
}

/** Compiles runtime and grammar, once however often it is asked: who asks early has it compiled while something else is done. */
export async function languageOf({ runtime: wasmBinary, python }: Grammars): Promise<Language> {
  await (initialised ??= Parser.init(Object.assign(runtime, { wasmBinary })));
  let language = languages.get(python);
  if (!language) languages.set(python, (language = Language.load(python)));
  return language;
}

function parserOf(language: Language): Parser {
  const parser = new Parser();
  parser.setLanguage(language);
  return parser;
}

/** The smallest single replacement that turns one text into the other; several edits become one that spans them. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  // Never split a surrogate pair or a CRLF: the lexer looks at code points and line ends.
  while (start > 0 && splits(before, after, start)) start--;
  while (tail > 0 && (splitsAt(before, before.length - tail) || splitsAt(after, after.length - tail))) tail--;
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  const startPosition = pointAt(before, start);
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition,
    oldEndPosition: pointAt(before, oldEnd, start, startPosition),
    newEndPosition: pointAt(after, newEnd, start, startPosition),
  });
}

const splits = (a: string, b: string, at: number): boolean => splitsAt(a, at) || splitsAt(b, at);

function splitsAt(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return (left === 13 && right === 10) || (left >= 0xd800 && left < 0xdc00 && right >= 0xdc00 && right < 0xe000);
}

function pointAt(text: string, offset: number, from = 0, base: Point = { row: 0, column: 0 }): Point {
  let { row } = base;
  let lineStart = from - base.column;
  for (let i = text.indexOf('\n', from); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) {
    row++;
    lineStart = i + 1;
  }
  return { row, column: offset - lineStart };
}

import { logicalLines, type LogicalLine } from '../python/logical-lines';
import { rangeOf, type Range } from '../core/range';

/**
 * A run of logical lines that stands or falls together: a statement with its suite. `header` is the part that binds a
 * function's or class's name and is kept even where the rest is not.
 */
interface Block extends Range {
  readonly kind: 'import' | 'function' | 'class' | 'compound' | 'simple' | 'comment';
  readonly lines: readonly LogicalLine[];
  readonly headerEnd: number;
  kept: boolean;
}

const WORD = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const COMPOUND = new Set(['if', 'for', 'while', 'with', 'try', 'match', 'async']);
const CONTINUES = new Set(['else', 'elif', 'except', 'finally', 'case']);
const SUPPRESSION = /touchstone:|nosec|noqa/;

/**
 * The text with everything blanked out, at equal length, that cannot matter to a rule: statements without a trigger that
 * bind no name which a statement with one uses. Null when no trigger is there at all. Parsing the result gives the same findings
 * as parsing the whole (an oracle test holds it to that), at a fraction of the cost.
 */
export function maskIrrelevant(text: string, triggers: RegExp): string | null {
  const hits = hitOffsets(text, triggers);
  if (hits.length === 0) return null;
  const blocks = splitBlocks(text, [...logicalLines(text)], 0);
  const relevance = new Relevance(text, hits);
  relevance.choose(blocks);
  return relevance.mask(blocks);
}

function hitOffsets(text: string, triggers: RegExp): number[] {
  const hits: number[] = [];
  triggers.lastIndex = 0;
  for (let match = triggers.exec(text); match !== null; match = triggers.exec(text)) {
    hits.push(match.index);
    if (match[0] === '') triggers.lastIndex++;
  }
  return hits;
}

function wordAt(text: string, at: number): string {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] ?? '';
}

/** Groups lines into statements of one suite; `from` is the index of its first line. */
function splitBlocks(text: string, lines: readonly LogicalLine[], from: number): Block[] {
  const blocks: Block[] = [];
  const first = lines.slice(from).find((line) => text[line.content] !== '#');
  if (!first) return lines.slice(from).map((line) => ({ kind: 'comment', start: line.start, end: line.end, lines: [line], headerEnd: line.end, kept: false }));
  const indent = first.content - first.start;
  let open: LogicalLine[] = [];
  let decorated = false;
  const close = (): void => {
    if (open.length > 0) blocks.push(blockOf(text, open));
    open = [];
  };
  for (const line of lines.slice(from)) {
    if (text[line.content] === '#') {
      blocks.push({ kind: 'comment', start: line.start, end: line.end, lines: [line], headerEnd: line.end, kept: false });
      continue;
    }
    const starts = line.content - line.start <= indent && !CONTINUES.has(wordAt(text, line.content)) && !')]}'.includes(text[line.content]!);
    if (starts && !decorated) close();
    decorated = starts && text[line.content] === '@';
    open.push(line);
  }
  close();
  return blocks;
}

function blockOf(text: string, lines: readonly LogicalLine[]): Block {
  const opening = lines.find((line) => text[line.content] !== '@') ?? lines[0]!;
  let word = wordAt(text, opening.content);
  if (word === 'async') word = wordAt(text, opening.content + 5 + /^\s*/.exec(text.slice(opening.content + 5, opening.content + 40))![0].length);
  const kind = word === 'import' || word === 'from' ? 'import' : word === 'def' ? 'function' : word === 'class' ? 'class' : COMPOUND.has(word) ? 'compound' : 'simple';
  return { kind, start: lines[0]!.start, end: lines[lines.length - 1]!.end, lines, headerEnd: opening.end, kept: false };
}

class Relevance {
  /** Names that kept text uses. */
  readonly #used = new Set<string>();
  readonly #nested = new Map<Block, Block[]>();

  constructor(private readonly text: string, private readonly hits: readonly number[]) {}

  choose(blocks: readonly Block[]): void {
    const all = this.#flatten(blocks);
    for (const block of all) if (this.#matters(block)) this.#keep(block);
    // A binding that kept text uses may itself use others: until nothing changes.
    for (let changed = true; changed;) {
      changed = false;
      for (const block of all) {
        if (block.kept || !this.#binds(block).some((name) => this.#used.has(name))) continue;
        this.#keep(block);
        changed = true;
      }
    }
  }

  mask(blocks: readonly Block[]): string {
    // A comment may lie inside a statement that was begun before it, so blanks are collected first and cut out once.
    const hidden = new Uint8Array(this.text.length);
    const stubs: number[] = [];
    const comments: Block[] = [];
    const hollow = (block: Block): void => {
      const body = block.lines.find((line) => line.start > block.headerEnd && this.text[line.content] !== '#');
      if (!body) return;
      hidden.fill(1, body.content, block.end);
      stubs.push(body.content);
    };
    const visit = (block: Block): void => {
      const nested = this.#nested.get(block);
      if (nested) {
        if (nested.some((child) => isLive(child, this.#nested))) nested.forEach(visit);
        else hollow(block);
      } else if (block.kind === 'comment') {
        if (block.kept) comments.push(block);
        else hidden.fill(1, block.start, block.end);
      } else if (!block.kept) {
        if (block.kind === 'function') hollow(block);
        else if (block.kind !== 'class') hidden.fill(1, block.start, block.end);
      }
    };
    blocks.forEach(visit);
    for (const comment of comments) hidden.fill(0, comment.start, comment.end);
    for (const stub of stubs) hidden[stub] = 2;
    return this.#cut(hidden);
  }

  /** The text with what is hidden blanked out: 1 is blank, 2 is a `0` that stands for a body. */
  #cut(hidden: Uint8Array): string {
    const parts: string[] = [];
    for (let at = 0; at < hidden.length;) {
      const kind = hidden[at]!;
      let end = at + 1;
      while (end < hidden.length && hidden[end] === kind) end++;
      parts.push(kind === 0 ? this.text.slice(at, end) : kind === 1 ? blanked(this.text.slice(at, end)) : '0');
      at = end;
    }
    return parts.join('');
  }

  /** Classes are looked into: each method is a block of its own. */
  #flatten(blocks: readonly Block[]): Block[] {
    return blocks.flatMap((block) => {
      if (block.kind !== 'class') return [block];
      const inside = block.lines.findIndex((line) => line.start > block.headerEnd);
      if (inside === -1) return [block];
      const nested = splitBlocks(this.text, block.lines, inside);
      this.#nested.set(block, nested);
      return [{ ...block, end: block.headerEnd, kind: 'simple' as const }, ...this.#flatten(nested)];
    });
  }

  #matters(block: Block): boolean {
    if (block.kind === 'import') return true;
    const text = this.text.slice(block.start, block.end);
    if (block.kind === 'comment') return this.#hit(block) || SUPPRESSION.test(text);
    if (block.kind === 'compound' && /^\s+(?:import|from)\s/m.test(text)) return true;
    return this.#hit(block) || text.includes('add_argument');
  }

  #hit(range: Range): boolean {
    let low = 0;
    let high = this.hits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.hits[middle]! < range.start) low = middle + 1;
      else high = middle;
    }
    return low < this.hits.length && this.hits[low]! < range.end;
  }

  #keep(block: Block): void {
    block.kept = true;
    if (block.kind === 'import' || block.kind === 'comment') return;
    for (const word of this.text.slice(block.start, block.end).matchAll(/[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/g)) this.#used.add(word[0]);
  }

  /** Names that a block binds or changes in the scope around it. */
  #binds(block: Block): readonly string[] {
    const text = this.text.slice(block.start, block.end);
    switch (block.kind) {
      case 'comment': case 'import': return [];
      case 'function': return [...text.matchAll(/\b(?:self|cls)\.(\w+)[ \t]*(?::[^=\n]{1,80})?=(?!=)|\bglobal[ \t]+([\w, \t]+)/g)].flatMap((match) => (match[1] ? [match[1]] : match[2]!.split(/[, \t]+/)));
      case 'simple': return [...leadingNames(text), ...walrus(text)];
      default: return [...text.matchAll(/([A-Za-z_]\w*)(?:[ \t]*,[ \t]*[A-Za-z_]\w*)*[ \t]*(?::[^=\n]{1,80})?=(?!=)|\bas[ \t]+(\w+)|\bfor[ \t]+([\w, \t()]+?)[ \t]+in\b|\b(?:def|class)[ \t]+(\w+)/g)].flatMap((match) => match[0].split(/\W+/));
    }
  }
}

/** `x = …`, `x: T = …`, `a, b = …`, `x.y = …`, `x[k] = …`, `x.update(…)`: the names at the front. */
function leadingNames(text: string): string[] {
  const equals = /^[^=\n]*?(?<![=!<>])=(?!=)/.exec(text);
  const front = equals ? equals[0] : /^\s*[A-Za-z_]\w*/.exec(text)?.[0] ?? '';
  return front.match(/[A-Za-z_]\w*/g) ?? [];
}

const walrus = (text: string): string[] => [...text.matchAll(/(\w+)[ \t]*:=/g)].map((match) => match[1]!);

function isLive(block: Block, nested: ReadonlyMap<Block, readonly Block[]>): boolean {
  const children = nested.get(block);
  return children ? children.some((child) => isLive(child, nested)) : block.kept || block.kind === 'function';
}

const blanked = (text: string): string => text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));

/** Where the text has a trigger at all: the cheap first question of a scan. */
export function compileTriggers(words: Iterable<string>): RegExp {
  const escaped = [...new Set([...words].map((word) => word.toLowerCase()))].filter((word) => word !== '').sort().map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.length === 0 ? '(?!)' : escaped.join('|'), 'gi');
}

export const wholeText = (text: string): Range => rangeOf(0, text.length);

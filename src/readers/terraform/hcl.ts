import { MappedText } from '../../core/mapped-text';
import { rangeOf, type Range } from '../../core/range';
import type { Branch, SourceLeaf, SourceTree, TreeEntry } from '../../core/tree';
import { treeOfJson } from '../tree/tree-json';
import { unknownAt } from '../tree/tree-yaml';

/** A block at the top of a file: `resource "aws_instance" "gpu" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Branch;
  /** Of its type. */
  readonly range: Range;
}

export interface HclFile {
  readonly blocks: readonly HclBlock[];
  readonly comments: readonly { readonly text: string; readonly range: Range }[];
}

const DEEPEST = 40;
/** Attributes, blocks and values of one file; what people write has fewer. */
const MOST_NODES = 100_000;
const LARGEST_POLICY = 100_000;

/**
 * A file of the HashiCorp configuration language as blocks with trees. What is half-typed is left out; an expression that is more than a
 * literal, a list, an object, or a name that the file itself gives a value, is a leaf that nobody knows. No expression is evaluated.
 * Source: HCL native syntax specification (hashicorp/hcl, hclsyntax/spec.md).
 */
export function readHcl(text: string): HclFile {
  const first = new HclReader(text, new Map());
  const { blocks } = first.file();
  const names = namedValues(blocks);
  return names.size === 0
    ? { blocks, comments: first.comments }
    : { blocks: new HclReader(text, names).file().blocks, comments: first.comments };
}

/** Values that a file gives to names: defaults of variables, and locals. */
function namedValues(blocks: readonly HclBlock[]): ReadonlyMap<string, SourceTree> {
  const names = new Map<string, SourceTree>();
  for (const { type, labels, body } of blocks)
    if (type === 'locals') for (const { key, value } of body.entries) names.set(`local.${key}`, value);
    else if (type === 'variable' && labels[0] !== undefined) {
      const given = body.entries.find(({ key }) => key === 'default');
      if (given) names.set(`var.${labels[0]}`, given.value);
    }
  return names;
}

class HclReader {
  readonly comments: { text: string; range: Range }[] = [];
  #at = 0;
  #left = MOST_NODES;

  constructor(
    private readonly text: string,
    private readonly names: ReadonlyMap<string, SourceTree>,
  ) {}

  file(): HclFile {
    const blocks: HclBlock[] = [];
    while (this.#at < this.text.length && this.#left > 0) {
      this.#blank(true);
      const name = this.#name();
      if (name === null) this.#at++;
      else {
        const labels = this.#labels();
        if (this.text[this.#at] === '{') blocks.push({ ...name, labels, body: this.#body(0) });
      }
    }
    return { blocks, comments: this.comments };
  }

  /** `{ … }` of a block, up to its end or that of the text. */
  #body(depth: number): Branch {
    const start = this.#at++;
    const entries: TreeEntry[] = [];
    while (this.#at < this.text.length && this.#left-- > 0) {
      this.#blank(true);
      if (this.text[this.#at] === '}') {
        this.#at++;
        break;
      }
      const name = this.#name();
      if (name === null) {
        this.#at++;
        continue;
      }
      const labels = this.#labels();
      const next = this.text[this.#at];
      const entry = (value: SourceTree): number => entries.push({ key: name.type, keyRange: name.range, value });
      if (next === '{' && depth < DEEPEST) entry(this.#body(depth + 1));
      else if (next === '=' && this.text[this.#at + 1] !== '=' && labels.length === 0) {
        this.#at++;
        entry(this.#value(depth + 1));
      }
    }
    return { kind: 'map', range: rangeOf(start, this.#at), entries, merged: [] };
  }

  #value(depth: number): SourceTree {
    this.#blank(false);
    const start = this.#at;
    const value = depth > DEEPEST || this.#left-- <= 0 ? null : this.#literal(start, depth);
    if (value !== null) {
      const end = this.#at;
      this.#blank(false);
      // What goes on is an expression: a sum, a choice, an index.
      if (/^(?:[\n\r,}\])]|$)/.test(this.text.slice(this.#at, this.#at + 1))) {
        this.#at = Math.max(end, this.#at);
        return value;
      }
    }
    return this.#expression(start);
  }

  #literal(start: number, depth: number): SourceTree | null {
    const { text } = this;
    const char = text[start];
    if (char === '"') return this.#quoted(start);
    if (char === '[') return this.#list(depth);
    if (char === '{') return this.#object(depth);
    if (char === '<' && text[start + 1] === '<') return this.#heredoc(start);
    WORD.lastIndex = start;
    const word = WORD.exec(text)?.[0];
    if (word === undefined) return null;
    this.#at = start + word.length;
    const range = rangeOf(start, this.#at);
    if (/^(?:true|false|null|-?\d[\d.eE+-]*)$/.test(word)) return leafAt(range, word, false, null);
    if (word === 'jsonencode' && text[this.#at] === '(') {
      this.#at++;
      this.#blank(true);
      const inner = this.#value(depth + 1);
      this.#blank(true);
      if (text[this.#at] === ')') this.#at++;
      return inner;
    }
    const named = this.names.get(word);
    // Said where it is used.
    return named === undefined ? null : movedTree(named, range, 0);
  }

  #quoted(start: number): SourceLeaf {
    QUOTED.lastIndex = start;
    const found = QUOTED.exec(this.text);
    this.#at = start + (found?.[0].length ?? 1);
    const inner = found?.[1] ?? '';
    const range = rangeOf(start, this.#at);
    const isPlain = found !== null && !/[$%]\{|\\/.test(inner);
    return leafAt(range, isPlain ? inner : null, true, isPlain ? this.text : null);
  }

  #list(depth: number): SourceTree {
    const start = this.#at++;
    const items: SourceTree[] = [];
    while (this.#at < this.text.length && this.#left > 0) {
      this.#blank(true);
      const char = this.text[this.#at];
      if (char === ']') {
        this.#at++;
        break;
      }
      if (char === ',') this.#at++;
      else if (char === '}' || char === undefined) break;
      else {
        const before = this.#at;
        items.push(this.#value(depth + 1));
        if (this.#at === before) this.#at++;
      }
    }
    return { kind: 'list', range: rangeOf(start, this.#at), items };
  }

  #object(depth: number): SourceTree {
    const start = this.#at++;
    const entries: TreeEntry[] = [];
    while (this.#at < this.text.length && this.#left-- > 0) {
      this.#blank(true);
      const char = this.text[this.#at];
      if (char === '}') {
        this.#at++;
        break;
      }
      const from = this.#at;
      const key = char === '"' ? this.#quoted(from).text : (this.#name()?.type ?? null);
      const keyRange = rangeOf(from, Math.max(from, this.#at));
      this.#blank(false);
      const mark = this.text[this.#at];
      if (key !== null && (mark === '=' || mark === ':')) {
        this.#at++;
        entries.push({ key, keyRange, value: this.#value(depth + 1) });
      } else this.#at = Math.max(this.#at, from) + 1;
    }
    return { kind: 'map', range: rangeOf(start, this.#at), entries, merged: [] };
  }

  /** `<<EOT`, `<<-EOT`: a policy in JSON is what it says. */
  #heredoc(start: number): SourceTree | null {
    const [opening, , mark] = /^<<(-?)([A-Za-z_]\w{0,60})[ \t]*\r?\n/.exec(this.text.slice(start, start + 80)) ?? [];
    if (opening === undefined) return null;
    const from = start + opening.length;
    const end = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, 'm');
    const found = end.exec(this.text.slice(from));
    const to = found ? from + found.index : this.text.length;
    this.#at = to + (found?.[0].length ?? 0);
    const inner = this.text.slice(from, to);
    const json = /^\s*\{/.test(inner) && inner.length <= LARGEST_POLICY ? treeOfJson(inner) : null;
    if (json !== null) return shiftedTree(json, from, 0);
    return leafAt(rangeOf(start, this.#at), /[$%]\{/.test(inner) ? null : inner, true, null);
  }

  /** Anything else, up to the end of its line or of what it stands in. */
  #expression(start: number): SourceLeaf {
    this.#at = start;
    let open = 0;
    while (this.#at < this.text.length) {
      const char = this.text[this.#at]!;
      if (/[)\]}]/.test(char) ? open === 0 : open === 0 && /[\n,]/.test(char)) break;
      if (/[([{]/.test(char)) open++;
      else if (/[)\]}]/.test(char)) open--;
      else if (/["#/<]/.test(char)) {
        COMMENT.lastIndex = this.#at;
        if (open === 0 && COMMENT.test(this.text)) break;
        if (this.#skipped(char)) continue;
      }
      this.#at++;
    }
    return unknownAt(rangeOf(start, Math.max(start, this.#at)));
  }

  /** Whether a text, a comment or a heredoc began here, which is now behind. */
  #skipped(char: string): boolean {
    const start = this.#at;
    const pattern = char === '"' ? QUOTED : char === '<' ? null : COMMENT;
    if (pattern === null) return this.#heredoc(start) !== null;
    pattern.lastIndex = start;
    this.#at += pattern.exec(this.text)?.[0].length ?? 0;
    return this.#at > start;
  }

  #name(): { readonly type: string; readonly range: Range } | null {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined) return null;
    const start = this.#at;
    this.#at += name.length;
    return { type: name, range: rangeOf(start, this.#at) };
  }

  #labels(): readonly string[] {
    const labels: string[] = [];
    for (;;) {
      this.#blank(false);
      const start = this.#at;
      if (this.text[start] === '"') labels.push(this.#quoted(start).text ?? '');
      else return labels;
    }
  }

  /** Spaces and comments, with `lines` also line ends. */
  #blank(lines: boolean): void {
    const space = lines ? /[\s]*/y : /[ \t]*/y;
    for (;;) {
      space.lastIndex = this.#at;
      this.#at += space.exec(this.text)![0].length;
      COMMENT.lastIndex = this.#at;
      const comment = COMMENT.exec(this.text)?.[0];
      if (comment === undefined) return;
      this.comments.push({ text: comment, range: rangeOf(this.#at, this.#at + comment.length) });
      this.#at += comment.length;
    }
  }
}

const NAME = /[A-Za-z_][\w-]{0,200}/y;
const WORD = /-?[\w.-]{1,200}/y;
/** A text in quotes on one line; `${…}` may hold quotes of its own. */
const QUOTED = /"((?:[^"\\\n$%]|\\.|[$%](?!\{)|[$%]\{[^{}\n]{0,1000}\})*)"?/y;
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/y;

const leafAt = (range: Range, text: string | null, quoted: boolean, source: string | null): SourceLeaf => ({
  kind: 'leaf',
  range,
  text,
  quoted,
  words:
    source === null
      ? null
      : {
          text: MappedText.of(source, range.start + 1, range.end - 1),
          contentEnd: range.end - 1,
          spell: (inserted) =>
            JSON.stringify(inserted)
              .slice(1, -1)
              .replace(/[$%]\{/g, '$&'),
        },
});

/** A value that stands somewhere else, at one place. */
function movedTree(tree: SourceTree, range: Range, depth: number): SourceTree {
  if (depth > DEEPEST || tree.kind === 'leaf')
    return { kind: 'leaf', range, text: tree.kind === 'leaf' ? tree.text : null, quoted: false, words: null };
  return tree.kind === 'list'
    ? { ...tree, range, items: tree.items.map((item) => movedTree(item, range, depth + 1)) }
    : {
        ...tree,
        range,
        entries: tree.entries.map((entry) => ({ ...entry, value: movedTree(entry.value, range, depth + 1) })),
      };
}

/** The same further on in the text. */
function shiftedTree(tree: SourceTree, by: number, depth: number): SourceTree {
  const range = rangeOf(tree.range.start + by, tree.range.end + by);
  if (tree.kind === 'leaf' || depth > DEEPEST)
    return { kind: 'leaf', range, text: tree.kind === 'leaf' ? tree.text : null, quoted: true, words: null };
  return tree.kind === 'list'
    ? { ...tree, range, items: tree.items.map((item) => shiftedTree(item, by, depth + 1)) }
    : {
        ...tree,
        range,
        entries: tree.entries.map(({ key, keyRange, value }) => ({
          key,
          keyRange: rangeOf(keyRange.start + by, keyRange.end + by),
          value: shiftedTree(value, by, depth + 1),
        })),
      };
}

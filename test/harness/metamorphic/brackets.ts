import { nodesBelow, within, type Program, type Written } from './program';
import { changed, type Change, type Transformation } from './variant';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What is between two brackets, both included, in the order of the text. */
interface Bracketed {
  readonly node: Written;
  readonly open: Written;
  readonly close: Written;
  /** Commas that part the things of this list, not those of lists within. */
  readonly commas: readonly Written[];
}

/** Every pair of brackets with something between them, outermost first. Those in an f-string are left: until Python 3.12 they had to be on one line. */
export function* bracketsOf(program: Program): Generator<Bracketed> {
  for (const node of nodesBelow(program.root)) {
    if (node.kind === 'string' || within(node, 'string')) continue;
    const open = node.children.find(({ kind, named }) => !named && Object.hasOwn(CLOSING, kind));
    const close = node.children.findLast(({ kind }) => open !== undefined && kind === CLOSING[open.kind]);
    if (open === undefined || close === undefined || program.text.slice(open.end, close.start).trim() === '') continue;
    const commas = node.children.filter(({ kind, start }) => kind === ',' && start > open.start && start < close.start);
    yield { node, open, close, commas };
  }
}

/** Where the next token begins after each token. */
export function followersOf(program: Program): ReadonlyMap<Written, Written> {
  const real = program.tokens.filter(({ kind }) => kind !== 'line_continuation');
  return new Map(real.slice(1).map((token, i) => [real[i]!, token]));
}

/** Every list in brackets over several lines, one thing a line. */
export const ONE_A_LINE: Transformation = {
  name: 'one a line',
  apply(program) {
    const followers = followersOf(program);
    const changes: Change[] = [];
    /** Brackets around each pair, by where they end: pairs come outermost first. */
    const around: Written[] = [];
    for (const { open, close, commas } of bracketsOf(program)) {
      while (around.length > 0 && around.at(-1)!.end <= open.start) around.pop();
      around.push(close);
      const outer = indentationAt(program.text, open.start, around.length - 1);
      for (const token of [open, ...commas]) {
        const next = followers.get(token)!;
        // A comment ends its line anyway.
        if (next.kind !== 'comment' && next !== close)
          changes.push({ start: token.end, end: next.start, text: `\n${outer}    ` });
      }
      const last = program.tokens[program.tokens.indexOf(close) - 1]!;
      if (last.kind !== 'comment') changes.push({ start: last.end, end: close.start, text: `\n${outer}` });
    }
    return changed(program.text, changes);
  },
};

/** What a line begins with, and four columns for each bracket around. */
export const indentationAt = (text: string, offset: number, depth: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0] + '    '.repeat(depth);

/** Longer lines than this are no way to write. */
const LONGEST = 200;

/** Every list in brackets on one line, where no comment ends a line in it. */
export const ON_ONE_LINE: Transformation = {
  name: 'on one line',
  apply(program) {
    const { text } = program;
    const followers = followersOf(program);
    const changes: Change[] = [];
    let done = 0;
    for (const { open, close } of bracketsOf(program)) {
      if (open.start < done || !text.slice(open.end, close.start).includes('\n')) continue;
      const own: Change[] = [];
      const joins = (token: Written): boolean =>
        token.kind !== 'comment' && !(token.kind === 'string' && text.slice(token.start, token.end).includes('\n'));
      let joined = true;
      for (let token = open; token !== close && joined;) {
        const next = followers.get(token)!;
        joined = joins(token) && joins(next);
        if (/[\n\\]/.test(text.slice(token.end, next.start)))
          own.push({ start: token.end, end: next.start, text: isTight(token, next) ? '' : ' ' });
        token = next;
      }
      const lineStart = text.lastIndexOf('\n', open.start) + 1;
      const shortened = own.reduce((sum, change) => sum + change.end - change.start - change.text.length, 0);
      if (!joined || close.end - lineStart - shortened > LONGEST) continue;
      changes.push(...own);
      done = close.end;
    }
    return changed(text, changes);
  },
};

const isTight = (before: Written, after: Written): boolean =>
  ['(', '[', '{', '.'].includes(before.kind) || [')', ']', '}', '.', ','].includes(after.kind);

import { visitNames } from './names';
import type { Line, Outline } from './outline';

/** Lines by what they bind or change. More than is really bound may be told, never less. */
export interface Bindings {
  /** `x = …`, `def x`, `import x`, `for x in`, `as x`, `x := …`. */
  readonly names: ReadonlyMap<string, readonly number[]>;
  /** `owner.x = …` by `owner.x`, and by `x` all that a class body and `self.x = …` bind. */
  readonly members: ReadonlyMap<string, readonly number[]>;
  /** `x[…] = …`. */
  readonly items: ReadonlyMap<string, readonly number[]>;
  /** `global x`. */
  readonly globals: ReadonlyMap<string, readonly number[]>;
  /** Lines that add an option to an argument parser. */
  readonly options: readonly number[];
}

/** What binds names in the middle of a line. */
const INNER = /\b(?:for|as)(?=[\s(\\])|\badd_argument\b/g;

export function bindingsOf(outline: Outline): Bindings {
  const { text, lines } = outline;
  const tables = {
    names: new Map<string, number[]>(),
    members: new Map<string, number[]>(),
    items: new Map<string, number[]>(),
    globals: new Map<string, number[]>(),
  };
  const add = (table: Map<string, number[]>, name: string, index: number): void => {
    const list = table.get(name);
    if (list === undefined) table.set(name, [index]);
    else if (list[list.length - 1] !== index) list.push(index);
  };
  const bind = (index: number, name: string): void => {
    add(tables.names, name, index);
    const { scope } = lines[index]!;
    if (scope !== -1 && lines[scope]!.kind === 'class') add(tables.members, name, index);
  };
  const targets = (index: number, start: number, end: number): void =>
    visitNames(text, start, end, (name, use, next, owner) => {
      if (use === 'member') add(tables.members, owner === 'self' || owner === 'cls' ? name : `${owner}.${name}`, index);
      else if (next === 91) add(tables.items, name, index);
      if (use === 'name' && next !== 46) bind(index, name);
    });
  lines.forEach((line, index) => {
    switch (line.kind) {
      case 'comment':
      case 'string':
        return;
      case 'def':
      case 'class':
        bind(index, definedName(text, line));
        break;
      case 'import':
        visitNames(text, line.content, line.end, (name) => bind(index, name));
        return;
      case 'global':
        visitNames(text, line.content, line.end, (name) => add(tables.globals, name, index));
        return;
      default:
    }
    if (line.equals >= 0) targets(index, line.content, line.equals);
    if (line.walrus)
      for (const match of text.slice(line.content, line.end).matchAll(/([\w\u0080-\uffff]+)[ \t]*:=/g))
        bind(index, match[1]!);
  });

  const options: number[] = [];
  INNER.lastIndex = 0;
  for (let match = INNER.exec(text); match !== null; match = INNER.exec(text)) {
    const index = outline.lineAt(match.index);
    const line = lines[index];
    if (line === undefined || match.index >= line.end || line.kind === 'comment' || line.kind === 'string') continue;
    if (match[0] === 'add_argument') options.push(index);
    else targets(index, INNER.lastIndex, targetEnd(text, INNER.lastIndex, line.end, match[0] === 'for'));
  }
  return { ...tables, options };
}

/** The name of a function or class. */
export function definedName(text: string, line: Line): string {
  return (
    /^(?:async\b[\s\\]*)?(?:def|class)\b[\s\\]*([\w\u0080-\uffff]*)/.exec(
      text.slice(line.content, Math.min(line.end, line.content + 400)),
    )?.[1] ?? ''
  );
}

/** Where the target of a `for` or an `as` ends. */
function targetEnd(text: string, start: number, end: number, loop: boolean): number {
  const stop = (loop ? /\bin\b/ : /[:\]}=]/).exec(text.slice(start, Math.min(end, start + 500)));
  return stop ? start + stop.index : Math.min(end, start + 500);
}

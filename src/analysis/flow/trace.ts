import type { CallFact, PythonFacts } from '../../core/python-facts';
import { contains, rangeOf, type Range } from '../../core/range';
import { assignmentsTo, callsInside } from '../../readers/python/fact-index';

/** Everything a value is made of, as far as names can be followed back in the program. */
export interface Trace {
  /** Calls inside the expression, and inside what its names were assigned. */
  readonly calls: readonly CallFact[];
  /** The expressions as written. */
  readonly texts: readonly string[];
  /** Parameters of the enclosing function among its names. */
  readonly parameters: readonly string[];
  /** Names for which nothing was found. */
  readonly unknown: readonly string[];
}

/** Calls whose result holds nothing of what they are given that a shell or an interpreter could take for code. */
const HARMLESS =
  /(?:^|\.)(?:int|float|bool|len|abs|round|hash|id|ord|isinstance|shlex\.quote|pipes\.quote|shlex\.join|subprocess\.list2cmdline|ast\.literal_eval)$/;
const MAX_RANGES = 60;
const NAME = /(?<![\w.\u0080-\uffff])(?:self\.|cls\.)?[A-Za-z_]\w*(?![\w\u0080-\uffff]*["'])/g;
const KEYWORDS = new Set(
  'and or not if else for in is lambda None True False await async self cls str repr print format join open bytes list dict tuple set'.split(
    ' ',
  ),
);

/** Follows an expression back through names, loops and `with` statements. */
export function traceOf(start: Range, at: CallFact, facts: PythonFacts): Trace {
  const calls: CallFact[] = [];
  const texts: string[] = [];
  const parameters = new Set<string>();
  const unknown = new Set<string>();
  const seen = new Set<string>();
  const queue: { readonly range: Range; readonly offset: number }[] = [{ range: start, offset: at.range.start }];
  for (let next = queue.shift(); next !== undefined && texts.length < MAX_RANGES; next = queue.shift()) {
    const { range, offset } = next;
    const inside = callsInside(facts, range).filter((call) => call !== at);
    const harmless = inside
      .filter(({ callee }) => HARMLESS.test(callee))
      .map(({ argumentsRange }) => rangeOf(argumentsRange.start + 1, argumentsRange.end - 1));
    calls.push(
      ...inside.filter((call) => !harmless.some((hole) => contains(hole, call.range)) && !HARMLESS.test(call.callee)),
    );
    const text = without(facts, range, harmless);
    texts.push(text);
    for (const name of namesIn(text)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const found = boundRanges(name, at, offset, facts);
      if (found === 'parameter') parameters.add(name);
      else if (found === null && isImported(name, facts)) continue;
      else if (found === null) unknown.add(name);
      else for (const bound of found) queue.push({ range: bound, offset: bound.start });
    }
  }
  return { calls, texts, parameters: [...parameters], unknown: [...unknown] };
}

/** The text of a range with blanks in place of what is harmless. */
function without(facts: PythonFacts, range: Range, holes: readonly Range[]): string {
  let text = facts.text.slice(range.start, Math.min(range.end, range.start + 4000));
  for (const hole of holes)
    text =
      text.slice(0, hole.start - range.start) +
      ' '.repeat(Math.max(0, Math.min(hole.end, range.start + text.length) - hole.start)) +
      text.slice(hole.end - range.start);
  return text;
}

/** Names that an expression uses. Of strings only what stands in the braces of a formatted one counts. */
function namesIn(text: string): readonly string[] {
  const code = text.replace(
    /([A-Za-z]{0,2})("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g,
    (_whole, prefix: string, string: string) =>
      /f/i.test(prefix) ? [...string.matchAll(/\{([^{}]{1,300})\}/g)].map((hole) => hole[1]).join(' ') : ' " ',
  );
  const names: string[] = [];
  for (const match of code.matchAll(NAME)) {
    const after = code.slice(match.index + match[0].length);
    const keyword = /^\s*=(?!=)/.test(after);
    const member = match[0];
    if (!keyword && !KEYWORDS.has(member) && !/^\s*\(/.test(after)) names.push(member);
  }
  return [...new Set(names)];
}

/** Ranges of what a name was bound to before an offset. */
function boundRanges(
  name: string,
  at: CallFact,
  offset: number,
  facts: PythonFacts,
): readonly Range[] | 'parameter' | null {
  const plain = assignmentsTo(facts, name).filter((fact) => fact.role !== 'parameter-default');
  const here = plain.filter((fact) => fact.scope === at.scope && fact.range.end <= offset);
  const loop = comprehended(name, at, facts.text) ?? loopOf(name, offset, at, facts.text);
  const last = here[here.length - 1];
  if (last && (loop === null || loop.start < last.range.start))
    return [
      last.valueRange,
      ...addedTo(name, last.range.end, offset, facts.text),
      ...(usesItself(facts, name, last.valueRange) && here.length > 1 ? [here[here.length - 2]!.valueRange] : []),
    ];
  if (loop !== null) return [loop];
  const unpacked = unpackedFrom(name, offset, at, facts);
  if (unpacked !== null) return [unpacked];
  if (isParameter(name, at, facts.text)) return 'parameter';
  const elsewhere = plain.filter((fact) => fact.scope === 0 || fact.role === 'attribute');
  return elsewhere.length > 0 && elsewhere.length < 5 ? elsewhere.map((fact) => fact.valueRange) : null;
}

/** What `name += …` adds between two places. */
export function addedTo(name: string, from: number, to: number, text: string): readonly Range[] {
  if (to - from > BACK || !text.slice(from, to).includes('+=')) return [];
  return [
    ...text
      .slice(from, to)
      .matchAll(new RegExp(`^[ \\t]*${name.replace('.', '\\.')}[ \\t]*\\+=[ \\t]*([^\\n]+)$`, 'gm')),
  ].map((match) =>
    rangeOf(from + match.index + match[0].length - match[1]!.length, from + match.index + match[0].length),
  );
}

/** `code = code.strip()`: what it was before counts. */
const usesItself = (facts: PythonFacts, name: string, range: Range): boolean =>
  new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}(?!\\w)`).test(facts.text.slice(range.start, range.end));

const BACK = 6000;

/** How far back names of the function around are looked for: to its header. */
function beginOf({ functionName }: CallFact, offset: number, text: string): number {
  const head = functionName === null ? -1 : text.lastIndexOf(`def ${functionName}`, offset);
  return Math.max(0, offset - BACK, head);
}

/** What a `for` or a `with` before an offset binds the name to. */
function loopOf(name: string, offset: number, at: CallFact, text: string): Range | null {
  const from = beginOf(at, offset, text);
  const word = name.replace(/[.$]/g, '\\$&');
  let found: Range | null = null;
  for (const pattern of [
    new RegExp(
      `^[ \\t]*(?:async )?for[ \\t]+(?:[\\w \\t,()]*[ ,(])?${word}(?:[,) \\t][\\w \\t,()]*)?[ \\t]+in[ \\t]+([^\\n]{1,400}?):[ \\t]*(?:#[^\\n]*)?$`,
      'dgm',
    ),
    new RegExp(`^[ \\t]*(?:async )?with[ \\t]+([^\\n]{1,400}?)[ \\t]+as[ \\t]+${word}[ \\t]*[:,]`, 'dgm'),
  ]) {
    for (const match of text.slice(from, offset).matchAll(pattern)) {
      const [start, end] = match.indices![1]!;
      if (found === null || from + start > found.start) found = rangeOf(from + start, from + end);
    }
  }
  return found;
}

/** What a comprehension around a call takes the name from. */
function comprehended(name: string, { range, statement }: CallFact, text: string): Range | null {
  const rest = text.slice(range.end, Math.min(statement.end, range.end + 2000));
  const match = new RegExp(
    `\\bfor[ \\t]+(?:[\\w ,()]*[ ,(])?${name.replace('.', '\\.')}(?:[, )][\\w ,()]*)?[ \\t]+in[ \\t]+([\\w.]+(?:\\([^()\\n]*\\)|\\[[^\\]\\n]*\\]|\\.\\w+)*)`,
    'd',
  ).exec(rest);
  return match ? rangeOf(range.end + match.indices![1]![0], range.end + match.indices![1]![1]) : null;
}

const isImported = (name: string, { imports }: PythonFacts): boolean =>
  imports.some(({ module, member, alias }) => (alias ?? (member ?? module).split('.')[0]) === name);

/** What `answer, history = model.chat(…)` gives the name, to the end of the calls in it. */
function unpackedFrom(name: string, offset: number, at: CallFact, facts: PythonFacts): Range | null {
  const from = beginOf(at, offset, facts.text);
  const word = name.replace(/[.$]/g, '\\$&');
  let found: Range | null = null;
  for (const match of facts.text
    .slice(from, offset)
    .matchAll(
      new RegExp(
        `^[ \\t]*\\(?(?=[^=\\n]*,)(?:[\\w.*]+[ \\t]*,[ \\t]*){0,8}${word}(?:[ \\t]*,[ \\t]*[\\w.*]*){0,8}\\)?[ \\t]*=(?!=)[ \\t]*([^\\n]{1,400})$`,
        'dgm',
      ),
    )) {
    const [start, end] = match.indices![1]!;
    const whole = rangeOf(from + start, from + end);
    found = rangeOf(
      whole.start,
      Math.max(
        whole.end,
        ...facts.calls
          .filter(({ range }) => range.start >= whole.start && range.start < whole.end && range.end <= offset)
          .map(({ range }) => range.end),
      ),
    );
  }
  return found;
}

/** The decorators of the innermost function around a call, and (`class`) the head of the class it is a method of. */
export function headsAround(
  { functionName, range }: CallFact,
  text: string,
): { readonly decorators: string; readonly classHead: string } {
  const head =
    functionName === null
      ? -1
      : Math.max(
          text.lastIndexOf(`def ${functionName}(`, range.start),
          text.lastIndexOf(`def ${functionName} (`, range.start),
        );
  if (head < 0) return { decorators: '', classHead: '' };
  const before = text.slice(Math.max(0, head - 4000), text.lastIndexOf('\n', head) + 1);
  const indented = /[ \t]/.test(text[text.lastIndexOf('\n', head) + 1] ?? '');
  const classHead = indented ? (before.match(/^[ \t]*class [^\n]*$/gm)?.pop() ?? '') : '';
  return {
    decorators: decoratorsAbove(before, /[ \t]*/.exec(text.slice(text.lastIndexOf('\n', head) + 1))![0]),
    classHead,
  };
}

/** The decorators at the end of a text, each over one line or several. */
function decoratorsAbove(before: string, indent: string): string {
  const lines = before.replace(/\n$/, '').split('\n').slice(-20);
  let taken = '';
  let pending = '';
  for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
    const rest = line.startsWith(indent) ? line.slice(indent.length) : '';
    if (rest.startsWith('@')) {
      taken = `${line}\n${pending}${taken}`;
      pending = '';
    } else if (/^[ \t]+\S|^[)\]}]/.test(rest)) pending = `${line}\n${pending}`;
    else break;
  }
  return taken;
}

/** Whether the innermost function around a call has a parameter of that name. */
function isParameter(name: string, { functionName, range }: CallFact, text: string): boolean {
  if (functionName === null) return false;
  const head = text.lastIndexOf(`def ${functionName}`, range.start);
  if (head < 0) return false;
  const list = /^def \w+\s*\(([^]{0,3000}?)\)\s*(?:->[^\n:]{0,200})?:/.exec(text.slice(head, head + 3500))?.[1];
  return (
    list !== undefined &&
    new RegExp(`(?:^|[,*\\s])${name.replace('.', '\\.')}(?![\\w.])`).test(list.replace(/=[^,]*/g, ''))
  );
}

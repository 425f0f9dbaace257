import { HABITUAL_ALIASES, PYTHON_BUILTINS } from '../python/modules';
import type { Bindings } from './bindings';
import { KEYWORDS, visitNames } from './names';
import type { Outline } from './outline';
import type { CallWord } from './signs';

/** The name that a chain of attributes begins with. */
const OWNER = /(?<![\w\u0080-\uffff.)\]"'])(?<!\.\s{1,20})([A-Za-z_]\w*)(?:[ \t]*\.[ \t]*\w+)*[ \t]*\.[ \t]*$/;

const isOwn = (name: string): boolean => name === 'self' || name === 'cls';

const patterns = new WeakMap<ReadonlySet<string>, RegExp>();

/** Whether one of the modules stands in the text, as a word. */
function isNamed(text: string, roots: ReadonlySet<string>): boolean {
  let pattern = patterns.get(roots);
  if (!pattern) patterns.set(roots, (pattern = new RegExp(`(?<!\\w)(?:${[...roots].join('|')})(?!\\w)`, 'i')));
  return pattern.test(text);
}

/** Whether names can come from the modules that a rule means, as far as the lines that bind them tell. */
export class Origins {
  /** Answers of `#leadsTo`. */
  readonly #led = new Map<ReadonlySet<string>, Map<string, boolean>>();

  constructor(
    private readonly outline: Outline,
    private readonly bindings: () => Bindings,
  ) {}

  /** The names that were asked about, with the member of `self`, and the scope in which they were. */
  *asked(): Generator<{ readonly name: string; readonly member: string | null; readonly scope: number }> {
    for (const known of this.#led.values())
      for (const key of known.keys()) {
        const [name, member, scope] = key.split(' ');
        yield { name: name!, member: member === 'undefined' ? null : member!, scope: Number(scope) };
      }
  }

  /** A method of something that cannot come from one of the modules is another function. */
  mayBe({ roots, word }: CallWord, index: number, start: number): boolean {
    const { lines, text } = this.outline;
    const owner = roots && OWNER.exec(text.slice(Math.max(0, start - 120), start));
    if (!owner) return true;
    const name = owner[1]!;
    const member = /^[ \t]*\.[ \t]*(\w+)/.exec(owner[0].slice(owner[0].indexOf(name) + name.length))?.[1];
    const { scope } = lines[index]!;
    // A method of the object itself is one of its class, or what it was given.
    return this.#leadsTo(name, isOwn(name) ? (member ?? word) : member, scope, roots, 0);
  }

  /** Whether a name (or, of `self`, its member) may be bound to something of the modules, as far as the lines that bind it tell. */
  #leadsTo(
    name: string,
    member: string | undefined,
    scope: number,
    roots: ReadonlySet<string>,
    depth: number,
  ): boolean {
    if (depth > 20) return true;
    let known = this.#led.get(roots);
    if (!known) this.#led.set(roots, (known = new Map()));
    const key = `${name} ${member} ${scope}`;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    known.set(key, false); // a name that is bound to itself leads nowhere else
    const leads = this.#isLed(name, member, scope, roots, depth);
    known.set(key, leads);
    return leads;
  }

  #isLed(name: string, member: string | undefined, scope: number, roots: ReadonlySet<string>, depth: number): boolean {
    const { lines, text } = this.outline;
    if (isNamed(HABITUAL_ALIASES[name] ?? name, roots)) return true;
    const { names, members } = this.bindings();
    const own = isOwn(name);
    const bound = own
      ? member === undefined
        ? []
        : (members.get(member) ?? [])
      : (names.get(name) ?? []).filter((other) => this.outline.encloses(lines[other]!.scope, scope));
    if (own && member === undefined) return true;
    if (bound.length === 0) return name === 'super' || text.includes('import *');
    return bound.some((other) => {
      const line = lines[other]!;
      const written = text.slice(line.content, line.end);
      if (isNamed(written, roots)) return true;
      if (line.kind === 'import' || line.kind === 'def' || line.kind === 'class') return false;
      // What a loop or a handler binds is not followed.
      if (line.equals < 0 && /^(?:async\s+)?(?:for|except)\b/.test(written)) return false;
      const value = line.walrus || line.equals < 0 ? written : text.slice(line.equals + 1, line.end).trimStart();
      if (/^(?:[{["'\d]|None\b|True\b|False\b|[rbfu]{1,2}["'])/.test(value) && !/^\S*[ \t]*\(/.test(value))
        return false;
      let leads = false;
      let count = 0;
      visitNames(value, 0, Math.min(value.length, 2000), (word, use, _next, before) => {
        if (
          leads ||
          use === 'keyword' ||
          use === 'inner' ||
          (use === 'member' && before !== 'self' && before !== 'cls')
        )
          return;
        if (use === 'member') leads = this.#leadsTo(before, word, line.scope, roots, depth + 1);
        else if (word === 'getattr' || word === 'lambda' || ++count > 30) leads = true;
        else if (word !== 'self' && word !== 'cls' && !PYTHON_BUILTINS.has(word) && !KEYWORDS.has(word))
          leads = this.#leadsTo(word, undefined, line.scope, roots, depth + 1);
      });
      return leads;
    });
  }
}

import { HABITUAL_ALIASES } from '../python/modules';
import { isNameUnit } from '../python/nearby';
import { isQuoted, type ArgumentWord, type CallWord, type Meaning } from './signs';

/** What a text says as a whole about what stands in it: the modules it names, and what it imports. */
export class NamedModules {
  readonly #present = new Map<Meaning, boolean>();
  readonly #standing = new Map<string, boolean>();
  #imports: string | undefined;

  constructor(
    private readonly text: string,
    private readonly modules: ReadonlySet<string>,
  ) {}

  /** False for calls of modules that are not there, and for the modules' own names. */
  allow(meaning: Meaning, start: number): boolean {
    if (meaning.kind === 'root' || meaning.kind === 'mark') return false;
    if (!isBound(meaning, this.text, start)) return true;
    let known = this.#present.get(meaning);
    if (known === undefined)
      this.#present.set(
        meaning,
        (known = meaning.needs!.some(
          (words) =>
            words.every((word) => this.modules.has(word)) &&
            (meaning.kind === 'argument' || !EVERYDAY.has(words[0]!) || this.#stands(words[0]!)),
        )),
      );
    return known;
  }

  /** Whether a module with an everyday name is imported, or something of it is used. */
  #stands(module: string): boolean {
    let stands = this.#standing.get(module);
    if (stands === undefined) {
      const { used, named } = patternsOf(module);
      stands = used.test(this.text) || named.test((this.#imports ??= importsOf(this.text)));
      this.#standing.set(module, stands);
    }
    return stands;
  }

  /** False for bare calls of names that nothing brings in. */
  bring(meaning: Meaning, start: number, end: number): boolean {
    return (
      meaning.kind !== 'call' ||
      !isBound(meaning, this.text, start) ||
      isMember(this.text, start) ||
      isQuoted(this.text, start, end) ||
      this.#isImported(meaning.word)
    );
  }

  #isImported(word: string): boolean {
    this.#imports ??= importsOf(this.text);
    return (
      this.#imports.includes('*') ||
      (this.#imports.includes(word) && new RegExp(`(?<!\\w)${word}(?!\\w)`).test(this.#imports))
    );
  }
}

/** Modules by the names that people give them by habit. */
const ROOTS_OF_ALIASES = new Map(Object.entries(HABITUAL_ALIASES).map(([alias, name]) => [alias, name.split('.')[0]!]));

/** Modules named in the text, also by the names that people give them by habit. */
export function rootsNamed(found: Iterable<string>): ReadonlySet<string> {
  const named = new Set<string>();
  for (const word of found) {
    named.add(word);
    const root = ROOTS_OF_ALIASES.get(word);
    if (root !== undefined) named.add(root);
  }
  return named;
}

/** Modules whose names are words that stand in many comments. */
const EVERYDAY = new Set(['requests', 'code', 'site', 'fire', 'ray']);

interface ModulePatterns {
  /** `from module`, `import module`, `module.name`, `"module"`, `= module`. */
  readonly used: RegExp;
  /** By itself, as imports bring it in. */
  readonly named: RegExp;
}

const PATTERNS = new Map<string, ModulePatterns>();

function patternsOf(module: string): ModulePatterns {
  let patterns = PATTERNS.get(module);
  if (!patterns) {
    const name = String.raw`(?<!\w)${module}(?!\w)`;
    patterns = {
      used: new RegExp(
        String.raw`(?:["'=]\s*|\b(?:from|import)[\s\\]+)${name}|${name}(?=[\s\\)]*(?:#[^\n]*\n\s*)?\.)`,
        'i',
      ),
      named: new RegExp(name, 'i'),
    };
    PATTERNS.set(module, patterns);
  }
  return patterns;
}

/** Whether something means what it may mean only where certain modules are named. */
const isBound = (meaning: Meaning, text: string, start: number): meaning is CallWord | ArgumentWord =>
  meaning.kind === 'argument'
    ? meaning.needs !== null
    : meaning.kind === 'call' && meaning.roots !== null && (!meaning.bare || isMember(text, start));

/** What stands after each `import`: every name that an import binds is in it. */
function importsOf(text: string): string {
  const parts: string[] = [];
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at + 6)) {
    if (isNameUnit(text.charCodeAt(at + 6))) continue;
    let from = at + 6;
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 9) from++;
    if (text.charCodeAt(from) === 92) from = text.indexOf('\n', from) + 1 || text.length;
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 9) from++;
    const end = text.charCodeAt(from) === 40 ? closingOf(text, from) : endOfImport(text, from);
    parts.push(text.slice(from, Math.min(end, from + 20_000)));
    at = Math.max(at, end - 6);
  }
  return parts.join('\n').replace(/#[^\n]*/g, '');
}

function closingOf(text: string, open: number): number {
  const limit = Math.min(text.length, open + 20_000);
  for (let i = open; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === 41) return i;
    if (code === 35) {
      // a bracket in a comment is none
      const end = text.indexOf('\n', i);
      if (end < 0) return limit;
      i = end;
    }
  }
  return limit;
}

/** The end of the line, or the `;` before it: another import may follow there. */
function endOfImport(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 59) return i;
    if (code === 92) i += text.charCodeAt(i + 1) === 13 ? 2 : 1;
  }
  return text.length;
}

const isMember = (text: string, start: number): boolean =>
  text.charCodeAt(start - 1) === 46 || /\.[\s\\]{1,40}$/.test(text.slice(Math.max(0, start - 42), start));

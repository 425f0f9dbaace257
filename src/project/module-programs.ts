import type { PythonParser } from '../readers/python/parser';
import { Program } from '../readers/python/program';
import { memberOf } from '../readers/prefilter/excerpt';
import { Surface, surfaceOf, type Cut } from './surface';

/** Programs that are kept, and their text together in UTF-16 units. */
const MOST_KEPT = 64;
const MOST_TEXT = 6_000_000;
/** Milliseconds. */
const PARSING_TIME = 500;

/** A module with what was parsed of it. */
interface KeptModule {
  readonly text: string;
  readonly surface: Surface;
  /** By the name that was asked for. */
  readonly programs: Map<string, Program | null>;
  /** Units that were parsed for these names, together. */
  parsed: number;
  /** Functions and variables with where their values come from, by the names that lead to them. */
  readonly parts: Map<string, Program | null>;
  /** Units that were parsed for these. */
  partly: number;
  /** All of it, where a name does not tell what matters, or so many were asked for that they come to more than all. */
  whole?: Program | null;
  /** All of it with the bodies of its functions. */
  full?: Program | null;
}

/** Programs of modules, of each no more than its names that somebody asked for. The least recently used modules go first. */
export class ModulePrograms {
  readonly #kept = new Map<string, KeptModule>();
  #size = 0;

  constructor(private readonly parser: PythonParser) {}

  /** What tells what the module gives under a name; null where nothing does, and for what takes too long to parse. */
  programOf(path: string, text: string, name: string): Program | null {
    const module = this.#module(path, text);
    let program = module.programs.get(name);
    if (program === undefined) module.programs.set(name, (program = this.#program(module, name)));
    return program;
  }

  /**
   * A function of the module, or of a class of it, with its body, or a variable, and where its values come from; null where nothing
   * binds the name, and for what takes too long to parse.
   */
  partOf(path: string, text: string, members: readonly string[]): Program | null {
    const module = this.#module(path, text);
    if (module.full !== undefined) return module.full;
    const key = members.slice(0, 2).join('.');
    let part = module.parts.get(key);
    if (part === undefined) module.parts.set(key, (part = this.#part(module, path, members)));
    return part;
  }

  #part(module: KeptModule, path: string, members: readonly string[]): Program | null {
    const { text } = module;
    const cut = memberOf(module.surface.outline, members);
    if (cut === null) return null;
    if (cut === 'whole' || (module.partly += cut.text.length) > text.length) return this.fullProgramOf(path, text);
    return this.#parse(cut, text, () => this.fullProgramOf(path, text));
  }

  /** The program of a part; `otherwise` where it cannot be understood by itself. */
  #parse({ text: part, offsets }: Cut, text: string, otherwise: () => Program | null): Program | null {
    const tree = this.parser.parseExcerpt(part, offsets, text, false, [], PARSING_TIME);
    if (tree === null) return otherwise();
    return typeof tree === 'string' ? null : new Program(text, { ...tree.root, start: 0, end: text.length });
  }

  /** The module with the bodies of its functions; null for what takes too long to parse. */
  fullProgramOf(path: string, text: string): Program | null {
    const module = this.#module(path, text);
    if (module.full === undefined) {
      const tree = this.parser.parse(text, undefined, 0, PARSING_TIME);
      module.full = typeof tree === 'string' ? null : new Program(text, tree.root);
    }
    return module.full;
  }

  /** Whether a name of the module may be another one for something. */
  mayHandOn(path: string, text: string, name: string): boolean {
    return this.#module(path, text).surface.mayHandOn(name);
  }

  #module(path: string, text: string): KeptModule {
    const known = this.#kept.get(path);
    if (known) this.#drop(path);
    const module =
      known?.text === text
        ? known
        : { text, surface: new Surface(text), programs: new Map(), parsed: 0, parts: new Map(), partly: 0 };
    this.#kept.set(path, module);
    this.#size += text.length;
    while (this.#kept.size > MOST_KEPT || (this.#size > MOST_TEXT && this.#kept.size > 1))
      this.#drop(this.#kept.keys().next().value!);
    return module;
  }

  #program(module: KeptModule, name: string): Program | null {
    const { text } = module;
    const cut = module.surface.cut(name);
    if (cut === null) return null;
    if (cut === 'whole' || (module.parsed += cut.text.length) > text.length) return this.#whole(module);
    return this.#parse(cut, text, () => this.#whole(module));
  }

  #whole(module: KeptModule): Program | null {
    if (module.whole === undefined) {
      const tree = this.parser.parse(surfaceOf(module.text), undefined, 0, PARSING_TIME);
      module.whole = typeof tree === 'string' ? null : new Program(module.text, tree.root);
    }
    return module.whole;
  }

  #drop(path: string): void {
    this.#size -= this.#kept.get(path)!.text.length;
    this.#kept.delete(path);
  }
}

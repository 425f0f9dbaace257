import { lastNameOf } from '../core/callee-pattern';
import type { ConfigFacts } from '../core/config-facts';
import type { CalledElsewhere, GivenElsewhere, ImportFact, Signature } from '../core/python-facts';
import type { Range } from '../core/range';
import type { ModuleFile } from './questions/modules';
import type { Project } from '../core/question';
import type { Value } from '../core/value';
import { directoryOf } from './paths';
import { Evaluator } from '../readers/python/evaluator';
import { memberOfModule } from '../readers/python/modules';
import { broughtHere, type Outside } from '../readers/python/outside';
import { semanticsOf } from '../readers/python/facts';
import { Resolver } from '../readers/python/resolver';
import type { ProgramSemantics } from '../readers/python/semantics/semantics';
import type { ModulePrograms } from './module-programs';
import { isAssigned, isBroughtIn, isDefined, mayGiveValue, mayHandOn } from './module-text';
import { configFile, moduleFile } from './questions/modules';
import { sizeOf } from './value-size';

/** A name is followed through so many files, and so many are looked at for one document. */
const DEEPEST = 5;
const MOST_FILES = 50;
/** Names that are followed for one another at most. A package that takes all from a part of it that is not there asks itself for ever longer ones. */
const MOST_OPEN = 12;
/** Larger modules are not looked into: constants stand in small ones. UTF-16 units. */
const LARGEST = 200_000;
/** Values that are copied for one document, and the size that one is counted to. */
const MOST_COPIED = 200_000;
const LARGEST_VALUE = 50_000;

interface Module {
  readonly resolver: Resolver;
  readonly evaluator: Evaluator;
}

/** What one document was told of the rest of the project. */
interface Round {
  project: Project;
  readonly programs: ModulePrograms;
  /** Last names of callees that some rule waits for. */
  readonly awaited: ReadonlySet<string>;
  /** By path, and the name that is asked for. */
  readonly modules: Map<string, Module | null>;
  /** Paths of the modules that were looked into. */
  readonly entered: Set<string>;
  /** Whether modules have words in them that somebody asked for, by path. */
  readonly worded: Map<string, boolean>;
  /** What the names of modules mean: by path of whole ones, by path and name of parts. */
  readonly semantics: Map<string, ProgramSemantics | null>;
  readonly values: Map<string, Value | undefined>;
  readonly files: Set<string>;
  /** Values that were copied so far, with those inside. */
  copied: number;
  /** Names that are being followed: a circle ends. */
  readonly open: Set<string>;
  /** What was asked and is not known yet: says whether anything is there, or null while nobody knows. */
  readonly waiting: (() => boolean | null)[];
  /** Counts how often more became known. */
  era: number;
}

/** The rest of the project as one file of it sees it. */
export class ProjectCode implements Outside {
  /** What the names of the file lead to: most are asked for many times. */
  readonly #found = new Map<string, ModuleFile | undefined>();
  readonly #names = new Map<string, string | undefined>();

  private constructor(
    private readonly round: Round,
    /** Folder of the file. */ private readonly near: string,
    private readonly depth: number,
  ) {}

  static around(path: string, programs: ModulePrograms, awaited: ReadonlySet<string>): ProjectCode {
    return new ProjectCode(
      {
        project: NOTHING,
        programs,
        awaited,
        modules: new Map(),
        entered: new Set(),
        worded: new Map(),
        semantics: new Map(),
        values: new Map(),
        files: new Set(),
        copied: 0,
        open: new Set(),
        waiting: [],
        era: 0,
      },
      directoryOf(path),
      0,
    );
  }

  /** What was made with it in an earlier era may not know what is known now. */
  get era(): number {
    return this.round.era;
  }

  /** Asks beforehand for the files that imports lead to; nothing rests on them before somebody takes something from them. */
  foresee(imports: readonly ImportFact[], project: Project): void {
    for (const { module, member } of imports)
      project.ask(moduleFile, member === null || member === '*' ? module : memberOfModule(module, member), this.near);
  }

  /** Paths of the files that something was taken from, or looked for in. */
  get files(): readonly string[] {
    return [...this.round.files].sort();
  }

  /** From now on the project says what it knows now. */
  renew(project: Project): void {
    const { round } = this;
    round.project = project;
    const waiting = round.waiting.splice(0);
    // Who was told nothing, because nobody knew, was told right where there is nothing: most modules are of no file of the project.
    if (!waiting.some((isThere) => isThere() ?? true)) return;
    round.era++;
    this.#found.clear();
    this.#names.clear();
    round.modules.clear();
    round.entered.clear();
    round.semantics.clear();
    round.worded.clear();
    round.values.clear();
    round.copied = 0;
  }

  valueOf(name: string, use: Range): Value | undefined {
    return this.#follow(name, mayGiveValue, (module, members, path) => {
      const { values } = this.round;
      const key = `${path}\0${members.join('.')}`;
      if (!values.has(key)) values.set(key, module.evaluator.exported(members));
      const value = values.get(key);
      return value === undefined || value.kind === 'unknown' || value.kind === 'reference' || !this.#affords(value)
        ? undefined
        : broughtHere(value, use, path, members.join('.'));
    });
  }

  nameOf(name: string): string | undefined {
    if (name.includes('(') || !this.round.awaited.has(lastNameOf(name))) return undefined;
    if (this.#names.has(name)) return this.#names.get(name);
    const found = this.#handedOn(name);
    // What a circle of names leads to depends on where it was entered.
    if (this.round.open.size === 0) this.#names.set(name, found);
    return found;
  }

  #handedOn(name: string): string | undefined {
    return this.#follow(
      name,
      (text, members, path) => mayHandOn(text, members) && this.round.programs.mayHandOn(path, text, members[0]!),
      ({ resolver, evaluator }, [first, ...rest]) => {
        const binding = first === undefined ? undefined : resolver.exported(first);
        if (binding?.kind === 'import') {
          const whole = [binding.qualified!, ...rest].join('.');
          return evaluator.outside!.nameOf(whole) ?? (whole.startsWith('.') ? undefined : whole);
        }
        if (binding?.kind !== 'assign' || !binding.value) return undefined;
        const { name: found, guessed } = resolver.nameOf(binding.value, binding.scope);
        return guessed || /^[.?]|\(/.test(found) ? undefined : [found, ...rest].join('.');
      },
    );
  }

  mentions(name: string, words: RegExp): boolean {
    const found = this.#module(name);
    if (!found || found.members.length === 0 || found.text.length > LARGEST) return false;
    const { path, text, members } = found;
    if (isDefined(text, 'def|class', members[0]!)) {
      const { worded } = this.round;
      if (!worded.has(path)) worded.set(path, words.test(text));
      return worded.get(path)!;
    }
    return (
      this.#follow(
        name,
        (brought) => isBroughtIn(brought, members[0]!),
        ({ resolver, evaluator }, [first, ...rest]) => {
          const binding = first === undefined ? undefined : resolver.exported(first);
          return (
            binding?.kind === 'import' && evaluator.outside!.mentions([binding.qualified!, ...rest].join('.'), words)
          );
        },
      ) ?? false
    );
  }

  functionOf(name: string, whole: boolean): CalledElsewhere | undefined {
    return this.#exported(name, 'def|class', whole, exportedBy, (found, semantics, path) => {
      if (typeof found === 'string') return found;
      return 'parameters' in found ? { path, semantics, called: found } : undefined;
    });
  }

  signatureOf(name: string, words: RegExp): Signature | undefined {
    if (!this.mentions(name, words)) return undefined;
    const look = (semantics: ProgramSemantics, members: readonly string[]): Signature['parameters'] | string | null =>
      semantics.signatures.exported(members);
    return this.#exported(name, 'def|class', true, look, (found, _, path) =>
      typeof found === 'string' ? found : { path, parameters: found },
    );
  }

  givenTo(name: string): GivenElsewhere | undefined {
    return this.#exported(name, '', false, exportedBy, (found, semantics, path) => {
      if (typeof found === 'string') return found;
      return 'parameters' in found || found.length === 0 ? undefined : { path, semantics, values: found };
    });
  }

  /** What a module binds a name to, in the module that it comes from at last. */
  #exported<T, E>(
    name: string,
    kinds: '' | 'def|class',
    whole: boolean,
    look: (semantics: ProgramSemantics, members: readonly string[]) => E | null,
    read: (found: E, semantics: ProgramSemantics, path: string) => T | string | undefined,
  ): T | undefined {
    if (this.depth >= DEEPEST || this.round.open.size >= MOST_OPEN) return undefined;
    const found = this.#module(name);
    if (!found || found.members.length === 0 || found.text.length > LARGEST) return undefined;
    const { path, text, members } = found;
    const first = members[0]!;
    const may =
      kinds === ''
        ? isAssigned(text, first) || isBroughtIn(text, first)
        : isDefined(text, kinds, first) || isBroughtIn(text, first);
    const key = `${path}\0${members.join('.')}`;
    if (!may || this.round.open.has(key)) return undefined;
    const inner = new ProjectCode(this.round, directoryOf(path), this.depth + 1);
    const semantics = this.#semanticsOf(found, whole, inner);
    const exported = semantics && look(semantics, members);
    if (!semantics || exported === null) return undefined;
    const answer = read(exported, semantics, path);
    if (typeof answer !== 'string') return answer;
    this.round.open.add(key);
    try {
      return inner.#exported(answer, kinds, whole, look, read);
    } finally {
      this.round.open.delete(key);
    }
  }

  /** Of a whole module, or of what a name of it tells. */
  #semanticsOf({ path, text, members }: ModuleFile, whole: boolean, around: ProjectCode): ProgramSemantics | null {
    const { semantics, entered, programs } = this.round;
    const key = whole ? path : `${path}\0${members.slice(0, 2).join('.')}`;
    const known = semantics.get(key);
    if (known !== undefined) return known;
    if (entered.size >= MOST_FILES && !entered.has(path)) return null;
    entered.add(path);
    const program = whole ? programs.fullProgramOf(path, text) : programs.partOf(path, text, members);
    const made = program && semanticsOf(program, around);
    semantics.set(key, made);
    return made;
  }

  configFile(path: string): ConfigFacts | undefined {
    const found = this.#known(() => this.round.project.ask(configFile, path, this.near));
    if (found) this.round.files.add(found.path);
    return found;
  }

  #follow<T>(
    name: string,
    may: (text: string, members: readonly string[], path: string) => boolean,
    read: (module: Module, members: readonly string[], path: string) => T | undefined,
  ): T | undefined {
    if (this.depth >= DEEPEST || this.round.open.size >= MOST_OPEN) return undefined;
    const found = this.#module(name);
    if (
      !found ||
      found.members.length === 0 ||
      found.text.length > LARGEST ||
      !may(found.text, found.members, found.path)
    )
      return undefined;
    const key = `${found.path}\0${found.members.join('.')}`;
    if (this.round.open.has(key)) return undefined;
    const module = this.#open(found.path, found.text, found.members[0]!);
    if (!module) return undefined;
    this.round.open.add(key);
    try {
      return read(module, found.members, found.path);
    } finally {
      this.round.open.delete(key);
    }
  }

  #module(name: string): ModuleFile | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    const found = this.#known(() => this.round.project.ask(moduleFile, name, this.near));
    if (found) this.round.files.add(found.path);
    this.#found.set(name, found);
    return found;
  }

  /** Values are copied; lists of lists of other files would grow beyond all bounds. */
  #affords(value: Value): boolean {
    if (this.round.copied > MOST_COPIED) return false;
    this.round.copied += sizeOf(value, LARGEST_VALUE);
    return this.round.copied <= MOST_COPIED;
  }

  #known<T>(ask: () => T | null | undefined): T | undefined {
    const answer = ask();
    if (answer === undefined)
      this.round.waiting.push(() => {
        const later = ask();
        return later === undefined ? null : later !== null;
      });
    return answer ?? undefined;
  }

  #open(path: string, text: string, name: string): Module | null {
    const { modules, entered, programs } = this.round;
    const key = `${path}\0${name}`;
    const known = modules.get(key);
    if (known !== undefined) return known;
    if (entered.size >= MOST_FILES && !entered.has(path)) return null;
    entered.add(path);
    const program = programs.programOf(path, text, name);
    let module: Module | null = null;
    if (program) {
      const resolver = new Resolver(program);
      module = {
        resolver,
        evaluator: new Evaluator(program, resolver, new ProjectCode(this.round, directoryOf(path), this.depth + 1)),
      };
    }
    modules.set(key, module);
    return module;
  }
}

const exportedBy = (
  semantics: ProgramSemantics,
  members: readonly string[],
): ReturnType<ProgramSemantics['exported']> => semantics.exported(members);

const NOTHING: Project = { ask: (kind, ..._args) => kind.nothing };

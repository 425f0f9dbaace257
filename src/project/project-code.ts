import { lastNameOf } from '../core/callee-pattern';
import type { ConfigFacts } from '../core/config-facts';
import type { Range } from '../core/range';
import type { ModuleFile } from './questions/modules';
import type { Project } from '../core/question';
import type { Value } from '../core/value';
import { directoryOf } from './paths';
import { Evaluator } from '../readers/python/evaluator';
import { broughtHere, type Outside } from '../readers/python/outside';
import { Resolver } from '../readers/python/resolver';
import type { ModulePrograms } from './module-programs';
import { configFile, moduleFile } from './questions/modules';

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
  readonly values: Map<string, Value | undefined>;
  readonly files: Set<string>;
  /** Values that were copied so far, with those inside. */
  copied: number;
  /** Names that are being followed: a circle ends. */
  readonly open: Set<string>;
  /** Whether something was asked that is not known yet. */
  waiting: boolean;
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
        values: new Map(),
        files: new Set(),
        copied: 0,
        open: new Set(),
        waiting: false,
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

  /** Paths of the files that something was taken from, or looked for in. */
  get files(): readonly string[] {
    return [...this.round.files].sort();
  }

  /** From now on the project says what it knows now. */
  renew(project: Project): void {
    const { round } = this;
    round.project = project;
    if (!round.waiting) return;
    round.waiting = false;
    round.era++;
    this.#found.clear();
    this.#names.clear();
    round.modules.clear();
    round.entered.clear();
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

  configFile(path: string): ConfigFacts | undefined {
    const found = this.#known(this.round.project.ask(configFile, path, this.near));
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
    const found = this.#known(this.round.project.ask(moduleFile, name, this.near));
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

  #known<T>(answer: T | null | undefined): T | undefined {
    if (answer === undefined) this.round.waiting = true;
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

const NOTHING: Project = { ask: (kind, ..._args) => kind.nothing };

// Whether a module is worth a look at its syntax: most imported names are functions and classes, and are told by the text alone.

function mayGiveValue(text: string, members: readonly string[]): boolean {
  const name = members[0]!;
  if (name.endsWith('()')) return text.includes('add_argument') && text.includes(`def ${name.slice(0, -2)}`);
  if (!text.includes(name)) return text.includes('import *');
  if (isAssigned(text, name)) return true;
  return !isDefined(text, members.length > 1 ? 'def' : 'def|class', name);
}

function mayHandOn(text: string, [name]: readonly string[]): boolean {
  return text.includes(name!) && (isAssigned(text, name!) || !isDefined(text, 'def|class', name!));
}

const ASSIGNS = /[ \t]*[:=]/y;
/** More than this before a name in its line, and it is none that is looked for. */
const MOST_BEFORE = 40;
const DEFINES = /^(?:async[ \t]+)?(def|class)[ \t]+$/;

/** Whether a line of the module's level gives a name a value. */
function isAssigned(text: string, name: string): boolean {
  return isThere(text, name, (before, end) => {
    ASSIGNS.lastIndex = end;
    return before === '' && ASSIGNS.test(text);
  });
}

/** Whether a line of the module's level makes a function or class of the name. */
const isDefined = (text: string, kinds: 'def' | 'def|class', name: string): boolean =>
  isThere(text, name, (before, end) => {
    const kind = DEFINES.exec(before)?.[1];
    return kind !== undefined && kinds.includes(kind) && !/^[\w\u0080-\uffff]/.test(text.charAt(end));
  });

/** Tells of a name wherever it stands what stands before it in the line, and where it ends. */
function isThere(text: string, name: string, test: (before: string, end: number) => boolean): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    let start = at;
    while (
      start > 0 &&
      at - start < MOST_BEFORE &&
      text.charCodeAt(start - 1) !== 10 &&
      text.charCodeAt(start - 1) !== 13
    )
      start--;
    if (at - start < MOST_BEFORE && test(text.slice(start, at), at + name.length)) return true;
  }
  return false;
}

/** How many values a value holds, itself included; counting stops soon after `limit`. */
function sizeOf(value: Value, limit: number): number {
  const inner =
    value.kind === 'sequence'
      ? value.items
      : value.kind === 'dict'
        ? value.entries.flat()
        : value.kind === 'result'
          ? value.args
          : [];
  let size = 1;
  for (const item of [...inner, ...(value.kind === 'unknown' ? [] : (value.parts ?? []))]) {
    size += sizeOf(item, limit - size);
    if (size > limit) break;
  }
  return size;
}

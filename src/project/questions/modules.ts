import type { ConfigFacts } from '../../core/config-facts';
import { defineQuestion, type Answering, type Question } from '../../core/question';
import { configFormatOf, readConfig } from '../../readers/config/config';
import { candidatesOf, isWellKnown, ModuleFinder, Unlisted } from '../module-finder';
import { fileText, fileTextAt } from './file-text';

/** A Python file of the project, and the names of an imported dotted name that are left when the file is found: members of it. */
export interface ModuleFile {
  readonly path: string;
  readonly text: string;
  readonly members: readonly string[];
}

interface ModuleQuestion extends Question {
  readonly name: string;
  /** Directory of the file that imports it, '' or with a `/` at its end. */
  readonly near: string;
}

interface ConfigFileQuestion extends Question {
  readonly path: string;
  readonly near: string;
}

/** Files that a name in code may lead to. */
const SOURCE = /\.(?:pyi?|ya?ml|json|toml|ini|cfg|conf|env)$/i;
/** A file that comes or goes may be the one that a name leads to. */
const mayBeSource = (path: string | null): boolean => path === null || SOURCE.test(path);

const watches = {
  globs: ['*.py', '*.yaml', '*.yml', '*.json', '*.toml', '*.ini', '*.cfg'],
  onlyResting: true,
};

/** Folders are looked at once for all questions of one workspace. */
const finders = new WeakMap<Answering, ModuleFinder>();

function finderOf(project: Answering): ModuleFinder {
  let finder = finders.get(project);
  if (!finder) finders.set(project, (finder = new ModuleFinder(project.host.files)));
  return finder;
}

/** The file of the project behind a dotted name that is imported in directory `near`; null for what is not of the project. */
export const moduleFile = defineQuestion({
  kind: 'module',
  key: (_path, name: string, near: string): ModuleQuestion => ({ kind: 'module', name, near }),
  async find({ name, near }, project): Promise<ModuleFile | null> {
    const found = await finderOf(project).find(name, near);
    const content = found && (await fileTextAt(found.path, project));
    return found && typeof content === 'string' ? { ...found, text: content } : null;
  },
  nothing: null,
  forgottenWhen: mayBeSource,
  watches,
  forget: (path, project) => {
    if (mayBeSource(path)) finders.get(project)?.forget();
  },
  /** Answers from folders and files that were looked at for another question, if that is enough: then nobody has to wait. */
  conclude({ name, near }, project) {
    const finder = finderOf(project);
    // That it is not there is an answer, too: it could come. What everybody knows as a package does not.
    if (finder.isForeign(name, near)) return { answer: null, kept: false, counts: !isWellKnown(name) };
    const found = finder.known(name, near);
    if (found instanceof Unlisted) return undefined;
    if (found === null) return { answer: null, kept: true, counts: true };
    const content = project.known(fileText, { kind: 'text', path: found.path });
    return typeof content === 'string' ? { answer: { ...found, text: content }, kept: true, counts: true } : undefined;
  },
});

/** A configuration file as code in directory `near` names it; null when there is none that can be read. */
export const configFile = defineQuestion({
  kind: 'config-file',
  key: (_path, file: string, near: string): ConfigFileQuestion => ({ kind: 'config-file', path: file, near }),
  async find({ path, near }, project): Promise<ConfigFacts | null> {
    for (const candidate of candidatesOf(path, near)) {
      const format = configFormatOf(candidate);
      const content = format && (await fileTextAt(candidate, project));
      if (format && typeof content === 'string') return readConfig(content, candidate, format).facts;
    }
    return null;
  },
  nothing: null,
  forgottenWhen: mayBeSource,
  watches,
});

import type { Facts } from '../core/facts';
import type { Note } from '../core/finding';
import type { LockFacts, RequirementsFacts } from '../core/requirement-facts';
import { directoryOf } from '../project/paths';
import { isConstraintsFile, referencedFiles } from '../readers/requirements/requirements-files';
import { isCellScript } from '../readers/notebook/script-cells';
import { MOST_ENTRIES, parseRequirements } from '../readers/requirements/requirements';
import { RULES } from '../rules/index';
import { declares } from '../readers/python/document';
import { hasScriptHeader } from '../readers/python/script-header';
import { documentOf } from '../readers/documents';
import { modelReferencesOf } from '../analysis/models/reference';
import { placeInText } from '../readers/placement';
import type { Engine, ReadFacts } from '../scan/engine';
import { decodeText } from '../project/text-encoding';
import { Triggers } from '../readers/prefilter/triggers';
import type { Workspace } from '../project/workspace';
import { lockNotes, locksFor } from '../project/questions/locks';
import { findCondaPackages } from './conda-packages';
import { configuredModels, describeConfigured, MAY_NAME_MODELS } from './configured-models';
import { describeImage, imagesOfConfiguration, imagesOfDockerfile } from './images';
import type { Component, Inventory, Occurrence, Relation, Root } from './inventory';
import { buildInventory } from './merge';
import { order } from './order';
import { findModels } from './models';
import type { Manifest } from './manifests';
import { findPackages } from './packages';
import { readRoot } from './root';
import { hashSources, placesOf } from './source-files';
import { describeWeights } from './local-models';
import { lookupsOf } from './lookups';
import { isUnreadManifest, missingFrom } from './unread-manifests';
import { actionsOf, describeAction } from './workflow-actions';

export interface CollectOptions {
  /** Name of the project where no `pyproject.toml` says one: usually its folder's. */
  readonly name: string;
  readonly signal?: AbortSignal;
  /** Called with the number of files done, for progress. */
  readonly progress?: (done: number, total: number) => void;
}

/** Files that install beside any lock. */
const BUILD_FILE = /(?:^|\/)(?:Dockerfile|Containerfile)[\w.-]{0,40}$/u;

/** Whether the document has to say of a file that what only it names is missing: so a walk has to find it. */
const isNamedAsMissing = (path: string): boolean => isUnreadManifest(path) || BUILD_FILE.test(path);

/** Whether the inventory wants to see a file: what a walk for it has to find. */
export const isInventoried = (path: string): boolean => documentOf(path) !== null || isNamedAsMissing(path);

/** Entries of a requirements file that are listed: rules stop earlier, a document should not. */
const MOST_LISTED = 200_000;

/** How many files `-r` and `-c` may add to those that were given. */
const MAX_REFERENCED = 200;

/**
 * Reads what the project is made of: packages from requirements files, pip lines in notebooks and the lock files beside them;
 * models and data sets from the calls that load them. Never rejects for bad input: what cannot be read is a note.
 */
export async function collectInventory(
  engine: Engine,
  workspace: Workspace,
  paths: readonly string[],
  options: CollectOptions,
): Promise<{ inventory: Inventory; notes: readonly Note[] }> {
  const collector = new Collector(engine, workspace, options);
  return collector.collect([...new Set(paths)].sort(order));
}

class Collector {
  readonly #notes: Note[] = [];
  readonly #incomplete: Note[] = [];
  readonly #components: Component[] = [];
  readonly #manifests: ReadFacts<RequirementsFacts>[] = [];
  /** Manifests and locks that were read, whether or not anything stands in them. */
  readonly #sources = new Set<string>();
  /** The rules on models listen to the same calls: what they would not look at loads nothing. */
  readonly #triggers = new Triggers(RULES.filter((rule) => rule.category === 'models'));

  constructor(
    readonly engine: Engine,
    readonly workspace: Workspace,
    readonly options: CollectOptions,
  ) {}

  async collect(paths: readonly string[]): Promise<{ inventory: Inventory; notes: readonly Note[] }> {
    for (const [index, path] of paths.entries()) {
      if (this.options.signal?.aborted) break;
      await this.#read(path);
      this.options.progress?.(index + 1, paths.length);
    }
    await this.#readReferenced();
    const root = await readRoot(this.workspace, this.options.name);
    const { components, relations, incomplete } = await this.#packages(paths, root);
    const models = this.#components.map((component): Relation => ({
      from: root.ref,
      kind: 'depends-on',
      to: component.ref,
    }));
    const sources = await hashSources(
      [...this.#sources, ...placesOf([...components, ...this.#components])],
      this.workspace.host.files,
    );
    const inventory = buildInventory({
      root: { ...root, sources },
      components: [...components, ...this.#components],
      relations: [...relations, ...models],
      incomplete: [
        ...this.#incomplete,
        ...incomplete,
        ...this.#notes,
        ...(this.options.signal?.aborted ? [{ path: '', message: 'the search was cancelled' }] : []),
      ],
    });
    return {
      inventory,
      notes: [...new Map(this.#notes.map((note) => [`${note.path}\n${note.message}`, note])).values()],
    };
  }

  async #read(path: string): Promise<void> {
    const kind = documentOf(path);
    if (kind?.kind === 'model-file') {
      const weights = await describeWeights(path, this.workspace);
      if (weights !== null) this.#components.push(weights);
      return;
    }
    if (!kind?.inventoried || (kind.kind === 'config' && !/\.ya?ml$/iu.test(path))) return;
    const text = await this.#text(path);
    if (text !== null && this.#mayTell(kind.kind, text)) await this.#readText(path, kind.kind, text);
  }

  #mayTell(kind: string, text: string): boolean {
    return kind === 'python' ? this.#mayLoad(text) : kind !== 'config' || MAY_NAME_MODELS.test(text);
  }

  async #readText(path: string, kind: string, text: string): Promise<void> {
    if (kind === 'requirements' && hasMoreLines(text, MOST_ENTRIES)) {
      // What rules would leave out, and so would have to be read again.
      const facts = parseRequirements(text, path, MOST_LISTED);
      if (!facts.truncated) return void this.#manifests.push(readText(facts));
    }
    const { program, requirements, parts, notes } = await this.engine.inspect(
      { kind: 'text', path, text },
      this.workspace,
      (read) => {
        // What a call names may stand in another file: asked now, so that it is known when the call is read.
        for (const call of read.program?.facts.calls ?? []) modelReferencesOf(call);
        return read;
      },
    );
    // Only a file of requirements says more when it is read further.
    const isCut = requirements.some(({ facts }) => facts.form === 'file' && facts.truncated);
    const whole = isCut ? [readText(parseRequirements(text, path, MOST_LISTED))] : requirements;
    this.#notes.push(...(whole.some(({ facts }) => facts.truncated) || !isCut ? notes : []));
    for (const manifest of whole) this.#manifests.push(manifest);
    for (const { facts, locate } of parts) await this.#addNamed(facts, kind, locate);
    if (program === null) return;
    const found = await findModels(
      { path, facts: program.facts, locate: (offset) => program.locate(offset) },
      lookupsOf(this.workspace),
    );
    this.#components.push(...found.components);
    this.#incomplete.push(...found.incomplete);
  }

  /** Images, actions and models that a document names outside of programs. */
  async #addNamed(facts: Facts, kind: string, locate: (offset: number) => Omit<Occurrence, 'symbol'>): Promise<void> {
    const images =
      facts.kind === 'dockerfile'
        ? imagesOfDockerfile(facts)
        : facts.kind === 'config' && (kind === 'compose' || kind === 'workflow')
          ? imagesOfConfiguration(facts.entries)
          : [];
    for (const image of images) {
      const made = describeImage(image, locate(image.range.start));
      if ('component' in made) this.#components.push(made.component);
      else this.#incomplete.push(made.note);
    }
    if (facts.kind !== 'config') return;
    if (kind === 'workflow')
      for (const action of actionsOf(facts.entries))
        this.#components.push(...some(describeAction(action, locate(action.range.start))));
    if (kind === 'config' && facts.format === 'yaml')
      for (const model of configuredModels(facts.entries)) {
        const place = locate(model.entry.valueRange.start);
        this.#components.push(...some(await describeConfigured(model, place, lookupsOf(this.workspace))));
      }
  }

  #mayLoad(text: string): boolean {
    const { hits, marks } = this.#triggers.survey(text);
    // Tables read from the hub (`pandas.read_csv("hf://…")`) are no business of the rules.
    return (
      hits.length > 0 ||
      text.includes('hf://') ||
      (marks.has('cells') && isCellScript(text)) ||
      (marks.has('requirements') && declares(text)) ||
      (marks.has('header') && hasScriptHeader(text))
    );
  }

  /** Files that `-r` and `-c` name, whatever their own names are. */
  async #readReferenced(): Promise<void> {
    const seen = new Set(this.#manifests.map((manifest) => manifest.facts.path));
    for (let index = 0, read = 0; index < this.#manifests.length; index++) {
      const { facts } = this.#manifests[index]!;
      for (const file of referencedFiles(facts)) {
        if (seen.has(file.path)) continue;
        seen.add(file.path);
        const text = file.path.startsWith('..') || read++ >= MAX_REFERENCED ? null : await this.#text(file.path, false);
        if (text === null)
          this.#incomplete.push({
            path: facts.path,
            message: file.path.startsWith('..')
              ? 'a file that it names lies outside the project'
              : `${file.path}, which it names, cannot be read`,
          });
        else this.#manifests.push(readText(parseRequirements(text, file.path, MOST_LISTED)));
      }
    }
  }

  async #packages(paths: readonly string[], root: Root): Promise<ReturnType<typeof findPackages>> {
    const constraints = new Set(
      this.#manifests
        .flatMap(({ facts }) => referencedFiles(facts))
        .filter((file) => file.kind === 'constraint')
        .map((file) => file.path),
    );
    const required = new Set(
      this.#manifests
        .flatMap(({ facts }) => referencedFiles(facts))
        .filter((file) => file.kind === 'requirement')
        .map((file) => file.path),
    );
    const manifests: Manifest[] = [];
    for (const { facts, locate } of this.#manifests) {
      const constraint =
        !required.has(facts.path) &&
        (constraints.has(facts.path) || (facts.form === 'file' && isConstraintsFile(facts.path)));
      manifests.push({ facts, locks: await this.#locksFor(facts.path), constraint, locate });
    }
    const locks: LockFacts[] = [];
    // What holds for a `requirements.txt` is all that holds for its folder, but itself: it is not read again as a lock of nothing.
    const isAsked = this.#manifests.some(({ facts }) => facts.form === 'file' && facts.path === 'requirements.txt');
    for (const folder of new Set([
      ...(isAsked ? [] : ['']),
      ...paths.filter((path) => /(?:^|\/)pyproject\.toml$/u.test(path)).map(directoryOf),
    ]))
      locks.push(...(await this.#locksFor(`${folder}pyproject.toml`)));
    const all = [...locks, ...manifests.flatMap((manifest) => manifest.locks)];
    for (const { kind, path } of all) if (kind !== 'environment') this.#sources.add(path);
    for (const { facts } of this.#manifests) this.#sources.add(facts.path);
    await this.#noteUnread(paths, all);
    const isOfConda = ({ facts }: Manifest): boolean => facts.installer === 'conda';
    const found = findPackages(
      manifests.filter((manifest) => !isOfConda(manifest)),
      locks,
      root,
    );
    const conda = findCondaPackages(manifests.filter(isOfConda), root.ref);
    return {
      ...found,
      components: [...found.components, ...conda.components],
      relations: [...found.relations, ...conda.relations],
    };
  }

  async #locksFor(path: string): Promise<readonly LockFacts[]> {
    this.#notes.push(...(await lockNotes(path, this.workspace)));
    return locksFor(path, this.workspace);
  }

  /** Whoever lists the files may leave out those that are not scanned, so the root is looked at here. */
  async #noteUnread(paths: readonly string[], locks: readonly LockFacts[]): Promise<void> {
    const entries = ((await this.workspace.host.files.list('')) ?? [])
      .filter((entry) => entry.kind === 'file')
      .map((entry) => entry.name);
    for (const path of new Set([...paths, ...entries])) {
      const isBuild = BUILD_FILE.test(path) && !this.#manifests.some(({ facts }) => facts.path === path);
      if (!isBuild && !isUnreadManifest(path)) continue;
      const text = await this.#text(path, false);
      // Of what is no text that was said, and nobody can say more.
      if (text === null && this.#notes.some((note) => note.path === path)) continue;
      const message = isBuild
        ? installedBy(text ?? '')
        : missingFrom(
            path,
            text,
            locks,
            this.#manifests.map(({ facts }) => facts),
          );
      // Not only in the document: who reads the list should know before it is sent on.
      if (message !== null) this.#notes.push({ path, message });
    }
  }

  async #text(path: string, noteMissing = true): Promise<string | null> {
    const bytes = await this.workspace.host.files.read(path);
    const text = bytes === null ? null : (decodeText(bytes)?.text ?? null);
    if (text === null && noteMissing)
      this.#notes.push({
        path,
        message: bytes === null ? 'not read: the file cannot be read' : 'not read: not a text file',
      });
    return text;
  }
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (++lines > most) return true;
  return false;
}

const some = <T>(item: T | null): readonly T[] => (item === null ? [] : [item]);

const installedBy = (text: string): string | null =>
  /\b(?:pip3?|conda|mamba|uv)\b[^\n]{0,200}\b(?:install|add|sync|create)\b/u.test(text)
    ? 'packages that only this file names are not listed'
    : null;

/** Requirements that were read apart from the engine, with the places of their file. */
function readText(facts: RequirementsFacts): ReadFacts<RequirementsFacts> {
  const { place } = placeInText(facts.path, facts.text);
  return {
    facts,
    locate(offset) {
      const { cell, range } = place({ start: offset, end: offset });
      return { path: facts.path, cell, line: range.start.line, column: range.start.column };
    },
  };
}

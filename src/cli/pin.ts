import path from 'node:path';
import { redacted } from '../analysis/secrets/redaction';
import { readableName } from '../core/file-name';
import type { LocatedFix } from '../core/finding';
import { lockNotes, locksFor } from '../project/questions/locks';
import { ownProject } from '../project/questions/own-project';
import { decodeText } from '../project/text-encoding';
import { readAs } from '../readers/documents';
import { referencedFiles } from '../readers/requirements/requirements-files';
import {
  planHashedPins,
  planPins,
  type LeftOpen,
  type PinPlan,
  type PinSources,
} from '../rules/requirements/pinning/pin-plan';
import { RULES } from '../rules/index';
import type { ReadDocument, ReadRequirements } from '../scan/engine';
import type { Outcome, Surroundings } from './command';
import { Failure } from './failure';
import { Fixer } from './fix';
import { indexedLock } from './indexed-lock';
import { News } from './news';
import { projectsOf } from './projects';
import { DiskSession, neededOf } from './session';
import { isOffline } from './surroundings';
import type { Terminal } from './terminal';

export interface PinArguments {
  readonly hashes?: boolean;
  /** Ask the index for what no lock and no environment has. */
  readonly online?: boolean;
}

/** Rounds per file: edits that touch one another need one each. */
const MAX_ROUNDS = 10;

/** `touchstone pin`: every requirement of the named manifests gets the version of the lock beside it, else of the environment, else (with `--online`) the newest that it allows. */
export async function pinManifests(
  files: readonly string[],
  options: PinArguments,
  { terminal, signal, debug }: Surroundings,
): Outcome {
  const { projects, failures } = projectsOf(terminal.cwd, files);
  const problems = [...failures];
  const named = Object.fromEntries(
    projects.filter(({ outside }) => outside.length > 0).map(({ root, outside }) => [root, outside]),
  );
  const { online = false } = options;
  if (online && isOffline(terminal.env))
    terminal.say('touchstone: HF_HUB_OFFLINE is set, so --online looks nothing up');
  const news = new News(terminal, debug);
  const session = await DiskSession.open(
    { rules: RULES.map(({ id }) => id), policies: {}, named, online, env: neededOf(terminal.env, online) },
    news,
  );
  let isOpen = false;
  try {
    for (const { root, paths } of projects)
      for (const file of new Set(paths)) {
        signal.throwIfAborted();
        const manifest = new Manifest(session, root, file, terminal, options);
        try {
          isOpen = !(await manifest.pin()) || isOpen;
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          problems.push(error.message);
        }
      }
  } finally {
    session.dispose();
  }
  news.sayAsked();
  for (const problem of problems) terminal.say(`touchstone: ${problem}`);
  return problems.length > 0 ? 2 : isOpen ? 1 : 0;
}

/** One file to pin. */
class Manifest {
  readonly #shown: string;
  readonly #done = new Set<string>();

  constructor(
    private readonly session: DiskSession,
    private readonly root: string,
    private readonly file: string,
    private readonly terminal: Terminal,
    private readonly options: PinArguments,
  ) {
    this.#shown = readableName(path.relative(terminal.cwd, path.resolve(root, file)) || '.');
  }

  /** Whether nothing stays unpinned. Throws a Failure for what is no manifest, or cannot be read. */
  async pin(): Promise<boolean> {
    const fixer = new Fixer(this.session, this.root, { unsafe: true });
    let read = await this.#read();
    const sources = await this.#sources(read);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const plans = read.requirements.map((each) => ({ each, plan: this.#plan(each, sources) }));
      const needed = plans.flatMap(({ plan }) => plan.needed ?? []);
      if (needed.length > 0)
        this.terminal.say(
          `note: ${this.#shown}: in some environments pip will want lines with hashes for these too: ${listed(needed)}`,
        );
      // One list that cannot be hashed keeps the whole file as it is.
      const fixes =
        this.options.hashes && plans.some(({ plan }) => plan.open.length > 0)
          ? []
          : plans.flatMap(({ each, plan }) => plan.pins.flatMap((pin) => locatedFix(each, pin)));
      if (fixes.length === 0 || !(await fixer.apply(this.file, fixes))) break;
      read = await this.#read();
    }
    for (const { title } of fixer.done) this.#done.add(title);
    for (const title of this.#done) await this.terminal.print(`pinned ${this.#shown}: ${title}\n`);
    for (const { message } of fixer.notes) this.terminal.say(`${this.#shown}: ${message}`);
    return this.#told(read, sources) && fixer.notes.length === 0;
  }

  /** Says what stays open; true when that is nothing. */
  #told(read: ReadDocument, sources: PinSources): boolean {
    const open = new Map<string, string>();
    for (const each of read.requirements) {
      const plan = this.#plan(each, sources);
      for (const item of [...plan.open, ...plan.pins.map(unwritten)]) {
        const { cell, line } = each.locate(item.range.start);
        const place = `${this.#shown}:${cell === null ? '' : `cell ${cell + 1}:`}${line}`;
        open.set(
          `${place} ${item.name}`,
          `${place}: ${item.name} ${item.lacksLine ? 'has no line' : 'is not pinned'}: ${item.reason}`,
        );
      }
      for (const { kind, path: other } of referencedFiles(each.facts))
        if (kind === 'requirement')
          this.terminal.say(
            `note: ${this.#shown}: ${readableName(other)}, which it names, is a file of its own to pin`,
          );
    }
    for (const line of open.values()) this.terminal.say(redacted(line));
    for (const { message } of read.notes) this.terminal.say(`note: ${this.#shown}: ${message}`);
    if (this.options.hashes && open.size > 0)
      this.terminal.say(`${this.#shown} stays as it is: hashes are for all lines or none`);
    if (open.size + read.notes.length + this.#done.size === 0) this.terminal.say(`${this.#shown}: nothing to pin`);
    return open.size + read.notes.length === 0;
  }

  #plan({ facts }: ReadRequirements, sources: PinSources): PinPlan {
    return this.options.hashes ? planHashedPins(facts, sources) : planPins(facts, sources);
  }

  async #sources(read: ReadDocument): Promise<PinSources> {
    const workspace = this.session.workspaceAt(this.root);
    for (const { path: at, message } of await lockNotes(this.file, workspace))
      this.terminal.say(`note: ${readableName(at)}: ${message}`);
    const own = await workspace.answer(ownProject, ownProject.key(this.file));
    const locks = await locksFor(this.file, workspace);
    const known = { locks, own: own.distributions };
    if (workspace.host.packages === undefined) return known;
    const { lock, open, unknown } = await indexedLock(
      read.requirements.map(({ facts }) => facts),
      this.file,
      { ...known, hashes: this.options.hashes === true },
      workspace,
    );
    if (unknown.length > 0)
      this.terminal.say(
        `note: ${this.#shown}: the index does not say what these need, so pip may want more lines: ${listed(unknown)}`,
      );
    return { ...known, locks: [...locks, lock], unindexed: open };
  }

  async #read(): Promise<ReadDocument> {
    const workspace = this.session.workspaceAt(this.root);
    const { files } = workspace.host;
    const kind = this.file === '' ? null : readAs(this.file);
    if (kind === null || kind.input === 'bytes') throw new Failure(`${this.#shown} is not a manifest that can be read`);
    const bytes = await files.read(this.file);
    if (bytes === null)
      throw new Failure(`${this.#shown} cannot be read: ${(await files.failure?.(this.file)) ?? 'it is not a file'}`);
    const text = decodeText(bytes)?.text;
    if (text === undefined) throw new Failure(`${this.#shown} cannot be read: it is not a text file`);
    const read = await this.session.session.engine.read({ kind: 'text', path: this.file, text }, workspace);
    // Of configuration only an environment of conda is a manifest.
    if (read.requirements.length === 0 && (!kind.inventoried || kind.kind === 'config'))
      throw new Failure(`${this.#shown} is not a manifest that can be read`);
    if (this.options.hashes && read.requirements.some(({ facts }) => facts.form !== 'file'))
      throw new Failure(`--hashes is for requirements files: ${this.#shown} cannot hold hashes`);
    return read;
  }
}

/** A fix of the file; none where a part of it cannot be written. */
function locatedFix(manifest: ReadRequirements, { title, edits }: PinPlan['pins'][number]): LocatedFix[] {
  const located = edits.map((edit) => manifest.locateEdit(edit)).filter((edit) => edit !== null);
  return located.length < edits.length ? [] : [{ title: redacted(title), safety: 'unsafe', edits: located }];
}

const unwritten = ({ range, title }: PinPlan['pins'][number]): LeftOpen => ({
  range,
  name: title.split(' ')[0]!,
  reason: 'the version cannot be written where it stands',
});

/** Names told one by one. */
const MOST_NAMES = 10;

const listed = (names: readonly string[]): string =>
  names.length <= MOST_NAMES
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;

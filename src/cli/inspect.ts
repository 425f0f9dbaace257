import { statSync } from 'node:fs';
import path from 'node:path';
import { loadInspection } from '../analysis/artifacts/model-file';
import type { ArtifactVerdict } from '../analysis/artifacts/verdict';
import { readableName } from '../core/file-name';
import type { Note } from '../core/finding';
import {
  inspectedFile,
  printInspected,
  inspectionSummaryLine,
  type InspectedFile,
  type InspectionSummary,
} from '../report/inspection';
import type { Outcome, Surroundings } from './command';
import { NodeFileSystem, type LookedAt } from './node-files';
import { native } from './native-path';
import { whenOfDisk } from './own-files';
import { reasonOf } from './reasons';

export interface InspectArguments {
  readonly format: 'text' | 'json';
  readonly failOn: 'malicious' | 'suspicious' | 'never';
  readonly hash?: boolean;
}

/** Folders in which nobody keeps models, and that are not looked through unless they are named. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__']);

/** `touchstone inspect`: what model files hold, and what loading them would do. Results are printed as they come. */
export async function inspect(
  named: readonly string[],
  { format, failOn, hash }: InspectArguments,
  { terminal, signal }: Surroundings,
): Outcome {
  const files = new NodeFileSystem(terminal.cwd, { outside: true });
  const isJson = format === 'json';
  const failures: string[] = [];
  const progress = terminal.progress('inspecting');
  const output = new Output(terminal, signal, isJson ? '{"version":1,"files":[' : '');
  const inspection = new Inspection(files, hash === true, async (file) => {
    progress.update(`inspecting ${readableName(file)}`);
    await output.flush();
  });
  let isFirst = true;
  const print = (inspected: InspectedFile): void => {
    output.add(
      isJson
        ? `${isFirst ? '' : ','}\n${JSON.stringify(inspected)}`
        : `${printInspected(inspected, terminal.palette, terminal.width)}\n`,
    );
    isFirst = false;
  };
  for (const name of named) {
    const kind = kindOf(terminal.cwd, name);
    const at = slashed(path.normalize(name));
    if (typeof kind !== 'string') failures.push(kind.failure);
    else if (kind === 'directory') await inspection.folder(at, print);
    else await inspection.file(at, true, print);
  }
  await output.flush();
  progress.stop();
  const { notes, summary } = inspection;
  if (isJson) await terminal.print(`],\n"notes":${JSON.stringify(notes)},"summary":${JSON.stringify(summary)}}\n`);
  else {
    for (const note of notes) terminal.say(`note: ${readableName(note.path)}: ${note.message}`);
    await terminal.print(inspectionSummaryLine(summary, terminal.palette));
  }
  for (const failure of failures) terminal.say(`touchstone: ${failure}`);
  return failures.length > 0 ? 2 : fails(summary, failOn) ? 1 : 0;
}

/** Bytes of a file that is read at once. */
const SMALL = 64 * 1024;
/** Milliseconds after which what was found is shown, and signals are heard. */
const SHOWN_AFTER = 50;

/** What is printed, in larger pieces: each costs as much as looking at a small file. */
class Output {
  #text: string;

  constructor(
    private readonly terminal: Surroundings['terminal'],
    private readonly signal: AbortSignal,
    head: string,
  ) {
    this.#text = head;
  }

  add(text: string): void {
    this.#text += text;
  }

  /** Prints, and lets the process hear what came meanwhile. Rejects when it was told to stop. */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    if (text !== '') await this.terminal.print(text);
    await new Promise(setImmediate);
    this.signal.throwIfAborted();
  }
}

const fails = ({ malicious, suspicious }: InspectionSummary, failOn: InspectArguments['failOn']): boolean =>
  failOn !== 'never' && malicious + (failOn === 'suspicious' ? suspicious : 0) > 0;

/** Goes on from file to file and counts. */
class Inspection {
  readonly notes: Note[] = [];
  readonly #counts: Record<ArtifactVerdict | 'files' | 'bytes', number> = {
    files: 0,
    bytes: 0,
    malicious: 0,
    suspicious: 0,
    safe: 0,
    unknown: 0,
  };
  #shown = Date.now();

  constructor(
    private readonly files: NodeFileSystem,
    private readonly withHash: boolean,
    /** Is told from time to time, and before what may take long, what comes next. */
    private readonly pause: (file: string) => Promise<void>,
  ) {}

  get summary(): InspectionSummary {
    return this.#counts;
  }

  /** The files below a folder, by name; links to files are followed (the hub's cache has nothing else), links to folders are not. */
  async folder(at: string, print: (inspected: InspectedFile) => void): Promise<void> {
    const entries = [...((await this.files.list(at)) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, kind, link } of entries) {
      const inner = at === '.' ? name : `${at.replace(/\/$/, '')}/${name}`;
      if (kind === 'file') await this.file(inner, false, print);
      else if (kind === 'directory' && !link && !SKIPPED.has(name)) await this.folder(inner, print);
    }
  }

  /** Prints nothing of what cannot be read, which is a note, and of what is in no known format, unless it was named. */
  async file(file: string, isNamed: boolean, print: (inspected: InspectedFile) => void): Promise<void> {
    const looked = this.files.look(file, SMALL);
    if (looked === null) return this.#unread(file);
    if (looked.bytes === null || Date.now() - this.#shown > SHOWN_AFTER) {
      await this.pause(file);
      this.#shown = Date.now();
    }
    const { inspectFile, inspectSource, memorySource } = await loadInspection();
    const { size, bytes } = looked;
    const inspection =
      bytes === null
        ? await inspectFile(this.files, file, size)
        : await inspectSource(this.files, file, memorySource(bytes));
    if (inspection === null) return this.#unread(file);
    const { facts, judgement } = inspection;
    if (await this.#hasChanged(file, looked))
      this.notes.push({ path: file, message: 'changed while it was read: inspect it again' });
    this.#counts.files++;
    this.#counts.bytes += size;
    this.#counts[judgement.verdict]++;
    if (judgement.verdict === 'unknown' && !isNamed) return;
    const sha256 = this.withHash ? await this.files.sha256(file, Number.MAX_SAFE_INTEGER) : null;
    print(inspectedFile(file, facts, judgement, sha256));
  }

  /** What was read at once cannot change between two reads. */
  async #hasChanged(file: string, { size, modified, bytes, hasChanged = false }: LookedAt): Promise<boolean> {
    if (bytes !== null) return hasChanged;
    const after = await this.files.stat(file);
    return after === null || after.size !== size || after.modified !== modified;
  }

  async #unread(file: string): Promise<void> {
    const stat = await this.files.stat(file);
    const reason =
      stat?.kind === 'file' ? ((await this.files.failure(file)) ?? 'it is gone') : 'it is gone, or no plain file';
    this.notes.push({ path: file, message: `not read: ${reason}` });
  }
}

function kindOf(cwd: string, name: string): 'file' | 'directory' | { readonly failure: string } {
  try {
    const found = statSync(native(path.resolve(cwd, name)), { throwIfNoEntry: false });
    if (!found) return { failure: `${name} does not exist` };
    if (found.isDirectory()) return 'directory';
    return found.isFile() ? 'file' : { failure: `${name} is neither a file nor a directory` };
  } catch (error) {
    whenOfDisk(error);
    return { failure: `${name} cannot be read: ${reasonOf(error)}` };
  }
}

const slashed = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

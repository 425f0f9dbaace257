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
import { NodeFileSystem } from './node-files';
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
  const inspection = new Inspection(files, hash === true);
  const isJson = format === 'json';
  const failures: string[] = [];
  const progress = terminal.progress('inspecting');
  if (isJson) await terminal.print('{"version":1,"files":[');
  let isFirst = true;
  for (const name of named) {
    const kind = kindOf(terminal.cwd, name);
    if (typeof kind !== 'string') {
      failures.push(kind.failure);
      continue;
    }
    for await (const file of filesOf(files, slashed(path.normalize(name)), kind)) {
      signal.throwIfAborted();
      progress.update(`inspecting ${readableName(file)}`);
      const inspected = await inspection.file(file, kind === 'file');
      if (inspected === null) continue;
      await terminal.print(
        isJson
          ? `${isFirst ? '' : ','}\n${JSON.stringify(inspected)}`
          : `${printInspected(inspected, terminal.palette, terminal.width)}\n`,
      );
      isFirst = false;
    }
  }
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

  constructor(
    private readonly files: NodeFileSystem,
    private readonly withHash: boolean,
  ) {}

  get summary(): InspectionSummary {
    return this.#counts;
  }

  /** Null for what cannot be read, which is a note, and for what is in no known format, unless it was named. */
  async file(file: string, isNamed: boolean): Promise<InspectedFile | null> {
    const stat = await this.files.stat(file);
    if (stat?.kind !== 'file') return this.#unread(file, 'it is gone, or no plain file');
    const { inspectFile } = await loadInspection();
    const inspection = await inspectFile(this.files, file, stat.size);
    if (inspection === null) return this.#unread(file, (await this.files.failure(file)) ?? 'it is gone');
    const { facts, judgement } = inspection;
    const after = await this.files.stat(file);
    if (after === null || after.size !== stat.size || after.modified !== stat.modified)
      this.notes.push({ path: file, message: 'changed while it was read: inspect it again' });
    this.#counts.files++;
    this.#counts.bytes += stat.size;
    this.#counts[judgement.verdict]++;
    if (judgement.verdict === 'unknown' && !isNamed) return null;
    const sha256 = this.withHash ? await this.files.sha256(file, Number.MAX_SAFE_INTEGER) : null;
    return inspectedFile(file, facts, judgement, sha256);
  }

  #unread(file: string, reason: string): null {
    this.notes.push({ path: file, message: `not read: ${reason}` });
    return null;
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

/** The files below a folder, by name; links to files are followed (the hub's cache has nothing else), links to folders are not. */
async function* filesOf(files: NodeFileSystem, at: string, kind: 'file' | 'directory'): AsyncGenerator<string> {
  if (kind === 'file') {
    yield at;
    return;
  }
  const entries = [...((await files.list(at)) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inner = at === '.' ? entry.name : `${at.replace(/\/$/, '')}/${entry.name}`;
    if (entry.kind === 'file') yield inner;
    else if (entry.kind === 'directory' && !entry.link && !SKIPPED.has(entry.name))
      yield* filesOf(files, inner, 'directory');
  }
}

const slashed = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

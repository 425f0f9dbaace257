import path from 'node:path';
import type { FileResult, LocatedEdit, LocatedFinding, LocatedFix, Note } from '../core/finding';
import { LineIndex } from '../core/range';
import { applyEdits, selectGroups, type PlacedEdit, type TextEdit } from '../scan/apply';
import { cellEdits, cellPlaces, type CellChange } from '../scan/notebook-edit';
import { editStored } from '../scan/stored-edits';
import { decodeText } from '../project/text-encoding';
import { fixToApply } from '../report/fixable';
import { isVacant, replaceFile } from './files-out';
import type { DiskSession } from './session';

export interface FixOptions {
  /** Also fixes that may change what the code means. */
  readonly unsafe: boolean;
}

/** One fix that was applied. */
export interface FixDone {
  readonly path: string;
  readonly title: string;
}

export interface FixedProject {
  /** Results of all files after the fixes. */
  readonly results: readonly FileResult[];
  readonly done: readonly FixDone[];
  /** Files that were left as they are although there was something to fix, and why. */
  readonly notes: readonly Note[];
}

/** Rounds per file: fixes that touch one another need one each; more means that two fixes undo each other. */
const MAX_ROUNDS = 10;

/**
 * Applies fixes file by file until nothing is left to fix. Each round writes what changed in one step per file, and judges the file
 * anew. Every byte outside of the edits stays, and so do encoding, line ends and mode of a file.
 */
export async function fixProject(
  session: DiskSession,
  root: string,
  results: readonly FileResult[],
  options: FixOptions,
): Promise<FixedProject> {
  const fixer = new Fixer(session, root, options);
  const after: FileResult[] = [];
  for (const result of results) after.push(await fixer.fix(result));
  return { results: await fixer.refreshed(after), done: fixer.done, notes: fixer.notes };
}

/** Applies fixes to the files of one project. */
export class Fixer {
  readonly done: FixDone[] = [];
  readonly #notes = new Map<string, Note>();
  /** Files that a fix of another file changed: judged again at the end. */
  readonly #touched = new Set<string>();

  constructor(
    readonly session: DiskSession,
    readonly root: string,
    readonly options: FixOptions,
  ) {}

  get notes(): readonly Note[] {
    return [...this.#notes.values()];
  }

  async fix(first: FileResult): Promise<FileResult> {
    if (!first.findings.some((finding) => this.#choose(finding))) return first;
    // Fixes of other files may have changed what this one's fixes build on (a .gitignore, a .env) since it was judged.
    let result = await this.session.scanFile(this.root, first.path);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const fixes = result.findings.map((finding) => this.#choose(finding)).filter((fix) => fix !== null);
      if (fixes.length === 0 || !(await this.apply(result.path, fixes))) break;
      result = await this.session.scanFile(this.root, result.path);
      this.#touched.delete(result.path);
    }
    return result;
  }

  /** One after the other: files are read into one buffer. */
  async refreshed(results: readonly FileResult[]): Promise<FileResult[]> {
    const fresh: FileResult[] = [];
    for (const result of results)
      fresh.push(this.#touched.has(result.path) ? await this.session.scanFile(this.root, result.path) : result);
    return fresh;
  }

  #choose(finding: LocatedFinding): LocatedFix | null {
    return fixToApply(finding, this.options.unsafe);
  }

  /** Applies as many fixes of a document as go together, each whole or not at all; false when nothing changed. */
  async apply(document: string, fixes: readonly LocatedFix[]): Promise<boolean> {
    const files = new Map<string, OpenFile | string>();
    for (const file of [document, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.path))])
      if (!files.has(file)) files.set(file, await this.#open(file));

    const possible = fixes.flatMap((fix) => {
      const group = placed(fix, document, files);
      if (typeof group !== 'string') return [{ group, fix }];
      this.#leave(group, files.get(group));
      return [];
    });
    const { changed, taken } = this.#combined(possible, files);
    for (const [file, bytes] of changed) {
      // A new file is made for secrets that move out of the code: for its owner only.
      replaceFile(path.resolve(this.root, file), bytes, 0o600);
      this.session.workspaceAt(this.root).invalidate(file);
      if (file !== document) this.#touched.add(file);
    }
    if (changed.size > 0) for (const { fix } of taken) this.done.push({ path: document, title: fix.title });
    return changed.size > 0;
  }

  /** What files become, with as many of the fixes as go together; those that a file cannot store are left. */
  #combined(possible: readonly PlacedFix[], files: ReadonlyMap<string, OpenFile | string>): Combined {
    const { edits, taken } = selectGroups(possible.map(({ group }) => group));
    const changed = new Map<string, Uint8Array>();
    for (const [file, open] of files) {
      const own = typeof open === 'string' ? [] : edits.filter((edit) => edit.file === file);
      if (own.length === 0) continue;
      const stored = changedFile(open as OpenFile, own);
      if ('refused' in stored) return this.#without(file, stored.refused, possible, files);
      if (!isSame(stored.bytes, (open as OpenFile).bytes)) changed.set(file, stored.bytes);
    }
    return { changed, taken: taken.map((index) => possible[index]!) };
  }

  /** As `#combined`, without the fixes that one file does not take; when each goes alone, with the first of them only. */
  #without(
    file: string,
    reason: string,
    possible: readonly PlacedFix[],
    files: ReadonlyMap<string, OpenFile | string>,
  ): Combined {
    const open = files.get(file) as OpenFile;
    const touching = possible.filter(({ group }) => group.some((edit) => edit.file === file));
    const refused = touching.filter(
      ({ group }) =>
        'refused' in
        changedFile(
          open,
          group.filter((edit) => edit.file === file),
        ),
    );
    if (refused.length > 0) this.#leave(file, reason);
    const left = new Set(refused.length > 0 ? refused : touching.slice(1));
    const rest = possible.filter((each) => !left.has(each));
    return rest.length < possible.length ? this.#combined(rest, files) : { changed: new Map(), taken: [] };
  }

  #leave(file: string, why: OpenFile | string | undefined): void {
    const reason = typeof why === 'string' ? why : 'the place of the fix is not there';
    this.#notes.set(`${file}\0${reason}`, { path: file, message: `not fixed: ${reason}` });
  }

  /** A file to edit; empty when there is none yet; why not, for what must not be edited. */
  async #open(file: string): Promise<OpenFile | string> {
    if (file.startsWith('/') || file.split('/').includes('..')) return 'it lies outside the project';
    const bytes = await this.session.workspaceAt(this.root).host.files.read(file);
    if (!bytes)
      return isVacant(this.root, file)
        ? { text: '', bytes: new Uint8Array(), cells: null }
        : 'it cannot be read, or lies outside the project';
    const text = decodeText(bytes)?.text;
    if (text === undefined) return 'it is not a text file';
    return {
      text,
      bytes,
      cells: file.toLowerCase().endsWith('.ipynb') ? (cellPlaces(text)?.map((cell) => cell.text) ?? null) : null,
    };
  }
}

interface PlacedFix {
  readonly group: readonly FileEdit[];
  readonly fix: LocatedFix;
}

interface Combined {
  /** The bytes of each file that is another one then. */
  readonly changed: ReadonlyMap<string, Uint8Array>;
  readonly taken: readonly PlacedFix[];
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

interface OpenFile {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Text of each cell of a notebook. */
  readonly cells: readonly string[] | null;
}

/** An edit in one file, or in one cell of it; `clear` removes the cell's outputs. */
interface FileEdit extends PlacedEdit {
  readonly file: string;
  readonly cell: number | null;
  readonly clear: boolean;
}

/** The edits of a fix with offsets; the file's name when one of its files cannot be edited. */
function placed(
  fix: LocatedFix,
  document: string,
  files: ReadonlyMap<string, OpenFile | string>,
): readonly FileEdit[] | string {
  const edits: FileEdit[] = [];
  for (const edit of fix.edits) {
    const file = files.get(edit.path);
    const text = typeof file === 'object' ? textOf(file, edit) : undefined;
    if (text === undefined) return edit.path;
    const range = new LineIndex(text).rangeOf(edit.range);
    edits.push({
      document: `${edit.path}\0${edit.cell ?? ''}`,
      file: edit.path,
      cell: edit.cell ?? null,
      clear: false,
      range,
      text: withLineEnds(edit.text, text, range.start),
    });
  }
  if (fix.clearOutputs !== undefined)
    edits.push({
      document: `${document}\0outputs ${fix.clearOutputs}`,
      file: document,
      cell: fix.clearOutputs,
      clear: true,
      range: { start: 0, end: 0 },
      text: '',
    });
  return edits;
}

const textOf = (file: OpenFile, edit: LocatedEdit): string | undefined =>
  edit.cell === undefined ? file.text : file.cells?.[edit.cell];

/** Text to insert, with the line end that the document has there. */
function withLineEnds(text: string, document: string, at: number): string {
  const end =
    /\r?\n/.exec(document.slice(at))?.[0] ??
    /\r?\n(?=[^\n]*$)/.exec(document.slice(0, at))?.[0] ??
    (document.includes('\r') ? '\r' : '\n');
  return end === '\n' ? text : text.replace(/\r?\n/g, end);
}

function changedFile(file: OpenFile, edits: readonly FileEdit[]): ReturnType<typeof editStored> {
  const inFile = editsOfFile(file, edits);
  return inFile ? editStored(file.bytes, inFile) : { refused: 'the cell of the fix is not there' };
}

function editsOfFile(file: OpenFile, edits: readonly FileEdit[]): readonly TextEdit[] | null {
  const whole = edits.filter(({ cell }) => cell === null);
  if (whole.length > 0) return whole;
  const changes: CellChange[] = [];
  for (const cell of new Set(edits.map((edit) => edit.cell!))) {
    const own = edits.filter((edit) => edit.cell === cell);
    const inText = own.filter(({ clear }) => !clear);
    if (inText.length > 0) changes.push({ cell, text: applyEdits(file.cells![cell]!, inText) });
    if (own.some(({ clear }) => clear)) changes.push({ cell, clearOutputs: true });
  }
  return changes.length === 0 ? [] : cellEdits(file.text, changes);
}

import path from 'node:path';
import type { FileResult, LocatedEdit, LocatedFinding, LocatedFix } from '../core/finding';
import { LineIndex } from '../core/range';
import { applyEdits, selectGroups, type PlacedEdit } from '../scan/apply';
import { cellPlaces, changeCells, type CellChange } from '../scan/notebook-edit';
import { decodeText, encodeText, type DecodedText } from '../project/text-encoding';
import { replaceFile } from './files-out';
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
}

/** Rounds per file: fixes that touch one another need one each; more means that two fixes undo each other. */
const MAX_ROUNDS = 10;

/**
 * Applies fixes file by file until nothing is left to fix. Each round writes what changed in one step per file, and judges the file
 * anew. Encoding, byte order mark, line ends and mode of a file stay.
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
  return { results: await fixer.refreshed(after), done: fixer.done };
}

class Fixer {
  readonly done: FixDone[] = [];
  /** Files that a fix of another file changed: judged again at the end. */
  readonly #touched = new Set<string>();

  constructor(
    readonly session: DiskSession,
    readonly root: string,
    readonly options: FixOptions,
  ) {}

  async fix(first: FileResult): Promise<FileResult> {
    if (!first.findings.some((finding) => this.#choose(finding))) return first;
    // Fixes of other files may have changed what this one's fixes build on (a .gitignore, a .env) since it was judged.
    let result = await this.session.scanFile(this.root, first.path);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const fixes = result.findings.map((finding) => this.#choose(finding)).filter((fix) => fix !== null);
      if (fixes.length === 0 || !(await this.#apply(result.path, fixes))) break;
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

  #choose({ path: document, fixes }: LocatedFinding): LocatedFix | null {
    return (
      fixes.find(({ safety }) => safety === 'safe') ??
      (this.options.unsafe ? fixes.find((fix) => !decides(fix, document)) : undefined) ??
      null
    );
  }

  /** Applies as many fixes as go together; false when nothing changed. */
  async #apply(document: string, fixes: readonly LocatedFix[]): Promise<boolean> {
    const texts = new Map<string, OpenFile | null>();
    for (const { edits } of fixes)
      for (const { path: file } of edits) if (!texts.has(file)) texts.set(file, await this.#open(file));
    if (!texts.has(document)) texts.set(document, await this.#open(document));

    const groups = fixes.map((fix) => placed(fix, document, texts));
    const possible = groups.flatMap((group, index) => (group === null ? [] : [{ group, fix: fixes[index]! }]));
    const { edits, taken } = selectGroups(possible.map(({ group }) => group));

    let changed = false;
    for (const [file, open] of texts) {
      const text =
        open &&
        changedText(
          open,
          edits.filter((edit) => edit.file === file),
        );
      if (!open || text === null || text === open.text) continue;
      const bytes = encodeText(text, open.encoding);
      if (!bytes) continue;
      // A new file is made for secrets that move out of the code: for its owner only.
      replaceFile(path.resolve(this.root, file), bytes, 0o600);
      this.session.workspaceAt(this.root).invalidate(file);
      if (file !== document) this.#touched.add(file);
      changed = true;
    }
    if (changed) for (const index of taken) this.done.push({ path: document, title: possible[index]!.fix.title });
    return changed;
  }

  /** A file to edit; empty when there is none yet; null for what must not be edited. */
  async #open(file: string): Promise<OpenFile | null> {
    if (file.startsWith('/') || file.split('/').includes('..')) return null;
    const { files } = this.session.workspaceAt(this.root).host;
    const bytes = await files.read(file);
    if (!bytes)
      return (await files.stat(file)) ? null : { text: '', encoding: { name: 'utf-8', mark: false }, cells: null };
    const decoded = decodeText(bytes);
    if (!decoded) return null;
    return {
      ...decoded,
      cells: file.toLowerCase().endsWith('.ipynb') ? (cellPlaces(decoded.text)?.map(({ text }) => text) ?? null) : null,
    };
  }
}

/** Whether a fix writes a decision into the configuration (whom to trust): that is the user's, whatever was asked for. */
const decides = (fix: LocatedFix, document: string): boolean =>
  fix.edits.some((edit) => edit.path !== document && /(?:^|\/)(?:touchstone|pyproject)\.toml$/.test(edit.path));

interface OpenFile extends DecodedText {
  /** Text of each cell of a notebook. */
  readonly cells: readonly string[] | null;
}

/** An edit in one file, or in one cell of it; `clear` removes the cell's outputs. */
interface FileEdit extends PlacedEdit {
  readonly file: string;
  readonly cell: number | null;
  readonly clear: boolean;
}

/** The edits of a fix with offsets; null when one of its files cannot be edited. */
function placed(fix: LocatedFix, document: string, texts: ReadonlyMap<string, OpenFile | null>): FileEdit[] | null {
  const edits: FileEdit[] = [];
  for (const edit of fix.edits) {
    const file = texts.get(edit.path);
    const text = file && textOf(file, edit);
    if (text === null || text === undefined) return null;
    edits.push({
      document: `${edit.path}\0${edit.cell ?? ''}`,
      file: edit.path,
      cell: edit.cell ?? null,
      clear: false,
      range: new LineIndex(text).rangeOf(edit.range),
      text: withLineEnds(edit.text, text),
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
  return edits.length > 0 ? edits : null;
}

const textOf = (file: OpenFile, edit: LocatedEdit): string | null | undefined =>
  edit.cell === undefined ? file.text : file.cells?.[edit.cell];

/** Text to insert, with the line ends that the document has. */
const withLineEnds = (text: string, document: string): string =>
  document.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;

function changedText(file: OpenFile, edits: readonly FileEdit[]): string | null {
  const whole = edits.filter(({ cell }) => cell === null);
  if (whole.length > 0) return applyEdits(file.text, whole);
  const changes: CellChange[] = [];
  for (const cell of new Set(edits.map((edit) => edit.cell!))) {
    const own = edits.filter((edit) => edit.cell === cell);
    const inText = own.filter(({ clear }) => !clear);
    if (inText.length > 0) changes.push({ cell, text: applyEdits(file.cells![cell]!, inText) });
    if (own.some(({ clear }) => clear)) changes.push({ cell, clearOutputs: true });
  }
  return changes.length === 0 ? file.text : changeCells(file.text, changes);
}

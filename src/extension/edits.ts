import * as vscode from 'vscode';
import type { LocatedEdit, LocatedFinding, LocatedFix } from '../core/finding';
import { isUtf8 } from '../core/utf-8';
import { toRange } from './diagnostics';
import { locateFrom, type Scanned } from './documents';
import { isNotebook } from './subjects';

/** One fix as a change that the editor can preview and undo. Null when a place it changes is gone, or bytes beside it would change. */
export const editOf = (fix: LocatedFix, scanned: Scanned): Promise<vscode.WorkspaceEdit | null> =>
  editOfAll([fix], scanned);

/** Several fixes that do not touch one another (see `compatible`), as one change. */
export async function editOfAll(fixes: readonly LocatedFix[], scanned: Scanned): Promise<vscode.WorkspaceEdit | null> {
  const workspaceEdit = new vscode.WorkspaceEdit();
  const locate = locateFrom(scanned);
  const placed: { readonly uri: vscode.Uri; readonly edit: LocatedEdit }[] = [];
  const made = new Map<string, { readonly uri: vscode.Uri; text: string }>();
  for (const edit of distinctEdits(fixes.flatMap(({ edits }) => edits))) {
    const uri = locate(edit.path, edit.cell ?? null);
    if (!uri) return null;
    const file = made.get(uri.toString());
    if (file) file.text += edit.text;
    else if (edit.path === scanned.path || (await exists(uri))) placed.push({ uri, edit });
    else made.set(uri.toString(), { uri, text: edit.text });
  }
  // Made with their content and before all else: a file that is made empty and then filled is not taken back by Undo, and empty
  // after Redo. One that came to be meanwhile is not overwritten: then nothing is changed.
  for (const { uri, text } of made.values())
    workspaceEdit.createFile(uri, { contents: new TextEncoder().encode(text) });
  for (const { uri, edit } of placed) workspaceEdit.replace(uri, toRange(edit.range), edit.text);
  for (const [uri] of workspaceEdit.entries()) if (!(await isHeldWhole(uri))) return null;
  for (const { clearOutputs } of fixes) {
    if (clearOutputs === undefined) continue;
    if (!isNotebook(scanned.subject) || clearOutputs >= scanned.subject.cellCount) return null;
    workspaceEdit.set(scanned.subject.uri, [withoutOutputs(scanned.subject.cellAt(clearOutputs))]);
  }
  return workspaceEdit;
}

/** The safe fixes of findings, leaving out those that touch a place that an earlier one touches: the next round has them. */
export function safeFixes(
  findings: readonly LocatedFinding[],
  path: string,
  wanted: (fix: LocatedFix) => boolean,
): LocatedFix[] {
  const safe = findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe') ?? []);
  return compatible(safe.filter(wanted), path);
}

/** Keeps fixes as long as they change places of their own; a change that two make in the very same way (an import) is shared. */
export function compatible(fixes: readonly LocatedFix[], path: string): LocatedFix[] {
  const taken: LocatedEdit[] = [];
  const cleared = new Set<number>();
  return fixes.filter((fix) => {
    const fresh = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => taken.some((other) => touches(edit, other)))) return false;
    if (fix.clearOutputs !== undefined) {
      // A cell whose outputs go is replaced whole, so that no other change may reach into it.
      if (cleared.has(fix.clearOutputs) || taken.some((edit) => edit.path === path && edit.cell === fix.clearOutputs))
        return false;
      cleared.add(fix.clearOutputs);
    }
    if (fresh.some((edit) => edit.path === path && edit.cell !== undefined && cleared.has(edit.cell))) return false;
    taken.push(...fresh);
    return true;
  });
}

const isSame = (one: LocatedEdit, other: LocatedEdit): boolean =>
  one.path === other.path &&
  one.cell === other.cell &&
  one.text === other.text &&
  toRange(one.range).isEqual(toRange(other.range));

/** Between fixes that know nothing of one another, even two insertions at one place may spoil each other. */
const touches = (one: LocatedEdit, other: LocatedEdit): boolean =>
  one.path === other.path &&
  one.cell === other.cell &&
  toRange(one.range).intersection(toRange(other.range)) !== undefined;

export const distinctEdits = (edits: readonly LocatedEdit[]): LocatedEdit[] =>
  edits.filter((edit, index) => edits.findIndex((other) => isSame(edit, other)) === index);

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return vscode.workspace.textDocuments.some(
      (document) => document.uri.toString() === uri.toString() && !document.isClosed,
    );
  }
}

/**
 * Whether saving a file writes again all that it holds. The editor shows U+FFFD for bytes that are none in the encoding that it opens
 * the file with, and would write that; then nothing is changed.
 */
async function isHeldWhole(uri: vscode.Uri): Promise<boolean> {
  const key = uri.toString();
  const text = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key)?.getText();
  if (text !== undefined && !text.includes('\ufffd')) return true;
  // What is not open will be opened with the encoding that the settings say.
  const encoding = vscode.workspace.getConfiguration('files', uri).get<string>('encoding');
  if (text === undefined && encoding !== undefined && !encoding.startsWith('utf8')) return true;
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return isUtf8(bytes) || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  } catch {
    return true; // it is made by the edit
  }
}

function withoutOutputs(cell: vscode.NotebookCell): vscode.NotebookEdit {
  const data = new vscode.NotebookCellData(cell.kind, cell.document.getText(), cell.document.languageId);
  data.metadata = cell.metadata;
  data.outputs = [];
  return vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(cell.index, cell.index + 1), [data]);
}

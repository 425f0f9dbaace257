import * as vscode from 'vscode';
import type { LocatedFinding } from '../core/finding';
import type { ActionTarget } from './actions';
import type { Documents, Scanned } from './documents';
import { subjectOf } from './subjects';

/** The finding that an action was made for, in the latest scan of its document. */
export async function findAgain(
  target: ActionTarget,
  documents: Documents,
): Promise<{ readonly finding: LocatedFinding; readonly scanned: Scanned } | null> {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === target.uri);
  const of = document && subjectOf(document);
  const scanned = of && (await documents.fresh(of.subject));
  const finding = scanned?.outcome.findings.find(
    ({ rule, cell, range }) =>
      rule === target.rule &&
      cell === of!.cell &&
      range.start.line === target.line &&
      range.start.column === target.column,
  );
  return finding && scanned ? { finding, scanned } : null;
}

/** Told to be a refactoring, the editor saves the files when there are several, as it does for the lightbulb: what goes from one file into another is else in both, or in none, on the disk. */
export async function applied(edit: vscode.WorkspaceEdit | null): Promise<boolean> {
  if (edit !== null) return vscode.workspace.applyEdit(edit, { isRefactoring: true });
  const message = vscode.l10n.t(
    'Touchstone changed nothing: the code is different now, or the file is open in the wrong encoding.',
  );
  vscode.window.setStatusBarMessage(message, 5_000);
  return false;
}

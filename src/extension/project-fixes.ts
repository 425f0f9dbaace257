import * as vscode from 'vscode';
import type { FileResult, LocatedFinding, LocatedFix } from '../core/finding';
import type { Documents } from './documents';
import { compatible, editOfAll } from './edits';
import { uriIn, type Home } from './folders';
import { subjectOf } from './subjects';

/** Rules about repositories of a hub that are taken without a commit. */
const PINNED_BY: ReadonlySet<string> = new Set(['unpinned-model-revision', 'unpinned-hub-download']);

/** The fix that pins a finding's model; a model from an unknown publisher is pinned under the rule that tells of it. */
export const pinFixOf = ({ rule, absorbed = [], fixes }: LocatedFinding): LocatedFix | undefined =>
  PINNED_BY.has(rule) || absorbed.some((other) => PINNED_BY.has(other.rule))
    ? fixes.find(({ title }) => /^Pin to commit /.test(title))
    : undefined;

/** All pins of some files as one change, so that one Undo takes them all back; null where there are none. */
export async function pinsOfAll(
  found: readonly { readonly home: Home; readonly result: FileResult }[],
  documents: Documents,
): Promise<{ readonly edit: vscode.WorkspaceEdit; readonly count: number } | null> {
  const edit = new vscode.WorkspaceEdit();
  let count = 0;
  for (const { home, result } of found) {
    if (!result.findings.some(pinFixOf)) continue;
    // Places count in the text that is open now, which may be another than the one on the disk.
    const scanned = await scannedOf(uriIn(home, result.path), documents);
    const pins = compatible(scanned?.outcome.findings.flatMap((finding) => pinFixOf(finding) ?? []) ?? [], result.path);
    const own = scanned && pins.length > 0 ? await editOfAll(pins, scanned) : null;
    if (!own) continue;
    count += pins.length;
    for (const [uri, edits] of own.entries()) edit.set(uri, edits);
  }
  return count > 0 ? { edit, count } : null;
}

async function scannedOf(uri: vscode.Uri, documents: Documents) {
  const document = uri.path.endsWith('.ipynb')
    ? (await vscode.workspace.openNotebookDocument(uri)).getCells()[0]?.document
    : await vscode.workspace.openTextDocument(uri);
  const of = document && subjectOf(document);
  return of ? documents.fresh(of.subject) : undefined;
}

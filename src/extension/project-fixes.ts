import * as vscode from 'vscode';
import type { FileResult, LocatedFinding, LocatedFix } from '../core/finding';
import type { Documents, Scanned } from './documents';
import { compatible, editOfAll } from './edits';
import { uriIn, type Home } from './folders';
import { subjectOf } from './subjects';

/** Rules about repositories of a hub that are taken without a commit. */
const PINNED_BY: ReadonlySet<string> = new Set(['unpinned-model-revision', 'unpinned-hub-download']);

/** The rule about requirements that allow several versions. */
export const UNPINNED = 'unpinned-requirement';

/** Which fix of a finding is made together with others; none for a finding that is not meant. */
export type FixChooser = (finding: LocatedFinding) => LocatedFix | undefined;

export interface FixesMade {
  readonly edit: vscode.WorkspaceEdit;
  readonly findings: number;
  readonly files: number;
}

/** The fix that pins a finding's model; a model from an unknown publisher is pinned under the rule that tells of it. */
export const pinFixOf: FixChooser = ({ rule, absorbed = [], fixes }) =>
  PINNED_BY.has(rule) || absorbed.some((other) => PINNED_BY.has(other.rule))
    ? fixes.find(({ title }) => /^Pin to [0-9a-f]{7}… /.test(title))
    : undefined;

export const safeFixOf: FixChooser = ({ fixes }) => fixes.find(({ safety }) => safety === 'safe');

/**
 * The fix of a rule's findings that is made for all of them at once: the safe one, else the only one there is to choose, which the
 * user is then shown before it is made. It stays in its file: what several would write into one other file is for one at a time.
 */
export const fixOfRule =
  (rule: string): FixChooser =>
  (finding) =>
    finding.rule !== rule
      ? undefined
      : [safeFixOf(finding), finding.fixes.find(({ group }) => group === undefined)].find(
          (fix) =>
            fix?.clearOutputs === undefined &&
            fix?.edits.every(
              ({ path, cell }) => path === finding.path && (cell === undefined) === (finding.cell === null),
            ),
        );

/** The chosen fixes of a document that can be made together. */
export const chosenIn = ({ outcome, path }: Scanned, choose: FixChooser): LocatedFix[] =>
  compatible(
    outcome.findings.flatMap((finding) => choose(finding) ?? []),
    path,
  );

/** All chosen fixes of some files as one change, so that one Undo takes them all back; null where there are none. */
export async function fixesOfAll(
  found: readonly { readonly home: Home; readonly result: FileResult }[],
  documents: Documents,
  choose: FixChooser,
): Promise<FixesMade | null> {
  const edit = new vscode.WorkspaceEdit();
  let findings = 0;
  let files = 0;
  for (const { home, result } of found) {
    if (!result.findings.some(choose)) continue;
    // Places count in the text that is open now, which may be another than the one on the disk.
    const scanned = await scannedOf(uriIn(home, result.path), documents);
    const chosen = scanned ? chosenIn(scanned, choose) : [];
    const own = scanned && chosen.length > 0 ? await editOfAll(chosen, scanned) : null;
    if (!own) continue;
    findings += chosen.length;
    files++;
    addTo(edit, own, chosen);
  }
  return findings > 0 ? { edit, findings, files } : null;
}

/** Puts the text edits of `own` into `edit`. Those of fixes that may change what the code means wait for the user's yes, in the editor's preview. */
export function addTo(edit: vscode.WorkspaceEdit, own: vscode.WorkspaceEdit, chosen: readonly LocatedFix[]): void {
  const review = chosen.some(({ safety }) => safety === 'unsafe')
    ? { needsConfirmation: true, label: 'Touchstone', description: vscode.l10n.t('may change what the code means') }
    : undefined;
  for (const [uri, edits] of own.entries())
    for (const { range, newText } of edits) edit.replace(uri, range, newText, review);
}

async function scannedOf(uri: vscode.Uri, documents: Documents) {
  const document = uri.path.endsWith('.ipynb')
    ? (await vscode.workspace.openNotebookDocument(uri)).getCells()[0]?.document
    : await vscode.workspace.openTextDocument(uri);
  const of = document && subjectOf(document);
  return of ? documents.fresh(of.subject) : undefined;
}

import * as vscode from 'vscode';
import type { PolicyChange } from '../session/policy-edit';
import type { FolderPart } from '../session/folder-scan';
import { toRange } from './diagnostics';
import { uriIn, type Home } from './folders';
import type { Scanner } from './scanner';
import { counted, progressed } from './wording';

/** Sets an entry in the configuration that holds for a file, and saves it. */
export async function configure(home: Home, path: string, change: PolicyChange, scanner: Scanner): Promise<boolean> {
  // What is on the disk counts, and not what a watcher has told by now: another file may be the nearest.
  await scanner.invalidate(home, null);
  const made = await scanner.in(home, 'configure', { path, change });
  if (!made) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The configuration cannot be edited safely, so it was not changed. Set {0} by hand.',
        change.keys.join('.'),
      ),
    );
    return false;
  }
  const uri = uriIn(home, made.path);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  edit.replace(uri, toRange(made.range), made.text);
  return (await vscode.workspace.applyEdit(edit)) && (await vscode.workspace.openTextDocument(uri)).save();
}

/** Writes the baseline of a folder, and names it in the configuration where that does not yet. Gives the file, or undefined when the user gave up. */
export async function acceptFindings(
  folder: vscode.WorkspaceFolder,
  scanner: Scanner,
): Promise<vscode.Uri | undefined> {
  const home = { id: folder.uri.toString(), root: folder.uri };
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Touchstone: accepting findings'),
    cancellable: true,
  };
  const made = await vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const onPart = (part: unknown) => {
      progress.report({ message: progressed(part as FolderPart) });
    };
    return scanner.in(home, 'baseline', {}, { signal: controller.signal, onPart });
  });
  if (!made) return undefined;
  const uri = uriIn(home, made.path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(made.text));
  if (!made.configured && !(await configure(home, '', { keys: ['baseline'], value: made.path }, scanner)))
    return undefined;
  await scanner.invalidate(home, null);
  void tell(
    vscode.l10n.t('{0} accepted in {1}. New ones are still reported.', counted(made.findings, 'finding'), made.path),
    uri,
  );
  return uri;
}

async function tell(message: string, uri: vscode.Uri): Promise<void> {
  const show = vscode.l10n.t('Show File');
  if ((await vscode.window.showInformationMessage(message, show)) === show) await vscode.window.showTextDocument(uri);
}

import * as vscode from 'vscode';
import type { FolderPart } from '../session/folder-scan';
import type { Log } from './log';
import type { Scanner } from './scanner';
import { counted } from './status';

const FILE = 'bom.cdx.json';

/**
 * Writes the CycloneDX document of a folder to `bom.cdx.json` in it and opens it. Asks only what it must: the folder when
 * there are several, and the place when that file is something else or the folder cannot be written to.
 * Gives the file's address, or undefined when the user gave up.
 */
export async function writeSbom(
  given: vscode.Uri | undefined,
  scanner: Scanner,
  log: Log,
  version: string,
): Promise<vscode.Uri | undefined> {
  const folder = await folderFor(given);
  if (!folder) return undefined;
  const home = { id: folder.uri.toString(), root: folder.uri };
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: 'Touchstone: writing the bill of materials',
    cancellable: true,
  };
  const sbom = await vscode.window.withProgress(options, (progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return scanner.in(
      home,
      'sbom',
      { name: nameOf(folder.uri), version },
      {
        signal: controller.signal,
        onPart: (part) => progress.report({ message: `${(part as FolderPart).done} files` }),
      },
    );
  });
  for (const { path, message } of sbom.notes) log.info(`SBOM: ${path}: ${message}`);
  const uri = await write(vscode.Uri.joinPath(folder.uri, FILE), new TextEncoder().encode(sbom.text));
  if (!uri) return undefined;
  log.info(
    `Wrote ${uri.path}: ${counted(sbom.packages, 'package')}, ${counted(sbom.models, 'model')}, ${counted(sbom.datasets, 'data set')}; ${sbom.unresolved} without a known version or content`,
  );
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

async function folderFor(given: vscode.Uri | undefined): Promise<{ readonly uri: vscode.Uri } | undefined> {
  if (given instanceof vscode.Uri) return { uri: given };
  const all = vscode.workspace.workspaceFolders ?? [];
  return all.length > 1 ? vscode.window.showWorkspaceFolderPick({ placeHolder: 'The folder to describe' }) : all[0];
}

/** The folder's own name, as the command line takes it: not what a workspace file calls it. */
const nameOf = (uri: vscode.Uri): string =>
  uri.path
    .split('/')
    .filter((part) => part !== '')
    .at(-1) ?? 'project';

async function write(uri: vscode.Uri, bytes: Uint8Array): Promise<vscode.Uri | undefined> {
  if (await mayWrite(uri)) {
    try {
      await vscode.workspace.fs.writeFile(uri, bytes);
      return uri;
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error; // read-only or gone: somewhere else, then
    }
  }
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: uri,
    filters: { CycloneDX: ['json'] },
    title: 'Save the Bill of Materials',
  });
  if (chosen) await vscode.workspace.fs.writeFile(chosen, bytes);
  return chosen;
}

/** A bill of materials may be replaced by a newer one; anything else of that name is the user's. */
async function mayWrite(uri: vscode.Uri): Promise<boolean> {
  try {
    const there = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return /"bomFormat"\s*:\s*"CycloneDX"/.test(there);
  } catch {
    return true;
  }
}

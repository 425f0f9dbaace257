import * as vscode from 'vscode';

const CELL = 'vscode-notebook-cell';

/** Opens a document or a notebook's cell, with a range of it selected. */
export async function openAt(uri: vscode.Uri, range: vscode.Range): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri, { selection: range, preview: true });
}

/** Opens a notebook at a line of one of its cells, also when it is not open yet. */
export async function openCell(notebook: vscode.Uri, cell: number, range: vscode.Range): Promise<vscode.Uri | null> {
  const document = await vscode.workspace.openNotebookDocument(notebook);
  if (cell >= document.cellCount) {
    await vscode.window.showNotebookDocument(document);
    return null;
  }
  const { uri } = document.cellAt(cell).document;
  await vscode.window.showNotebookDocument(document, { selections: [new vscode.NotebookRange(cell, cell + 1)] });
  await openAt(uri, range);
  return uri;
}

/** The notebook that a cell's address belongs to, and which cell it is; null for what is no cell of an open notebook. */
export function openCellOf(uri: vscode.Uri): { readonly notebook: vscode.Uri; readonly index: number } | null {
  if (uri.scheme !== CELL) return null;
  const key = uri.toString();
  for (const notebook of vscode.workspace.notebookDocuments)
    for (const cell of notebook.getCells())
      if (cell.document.uri.toString() === key) return { notebook: notebook.uri, index: cell.index };
  return null;
}

export const isCell = ({ scheme }: vscode.Uri): boolean => scheme === CELL;

/** Where a file is, as people name it: relative to its folder, which is named where there are several. */
export const shownPath = (uri: vscode.Uri): string =>
  vscode.workspace.asRelativePath(isCell(uri) ? uri.with({ scheme: folderScheme(), fragment: '' }) : uri);

const folderScheme = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.scheme ?? 'file';

import * as vscode from 'vscode';

/** The text of a web bundle of this extension, wherever the extension comes from. `file` is its name, whatever stands before it. */
export async function bundleText(extension: vscode.Uri, file: string): Promise<string> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return new TextDecoder().decode(
    await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'web', name)),
  );
}

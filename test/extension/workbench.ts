// What the suites share: files of the workspace, what the editor shows of them, and waiting without sleeping.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The first (and only) folder: a copy of the example with the files of test/extension/workspace. */
export const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

export const at = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);

export interface Api {
  failures(): number;
  readonly tree: unknown;
}

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('touchstone.touchstone');
  assert.ok(extension, 'the extension is not there');
  return extension.activate();
}

/** Polls until there is something true; fails with `what` after `limit` milliseconds. */
export async function until<T>(
  look: () => T | Promise<T>,
  what: string,
  limit = 15_000,
): Promise<Exclude<NonNullable<T>, false>> {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<NonNullable<T>, false>;
    if (Date.now() > end) throw new Error(`timed out waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const ruleOf = (diagnostic: vscode.Diagnostic): string =>
  typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : String(diagnostic.code);

/** Touchstone's diagnostics of a document, in reading order. */
export const findings = (uri: vscode.Uri, rule?: string): vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === 'touchstone' && (rule === undefined || ruleOf(diagnostic) === rule))
    .sort((one, other) => one.range.start.compareTo(other.range.start));

/** The first diagnostic of a rule, once it is there. */
export const finding = (uri: vscode.Uri, rule: string, line?: number): Promise<vscode.Diagnostic> =>
  until(
    () => findings(uri, rule).find(({ range }) => line === undefined || range.start.line === line),
    `${rule} shows in ${uri.path}`,
  );

export const gone = (uri: vscode.Uri, rule?: string): Promise<true> =>
  until(() => findings(uri, rule).length === 0, `${rule ?? 'every finding'} is gone from ${uri.path}`);

let serial = 0;

/** Writes a file of its own, so that no test depends on another, and opens it. */
export async function openNew(name: string, content: string): Promise<vscode.TextDocument> {
  const uri = at(`made/${++serial}/${name}`); // a folder of its own: no test sees another's files
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  return open(uri);
}

/** Opens a document as a person does. (One that is opened through the API stays open for minutes after its editor was closed.) */
export async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('vscode.open', uri);
  return until(
    () => vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString()),
    `${uri.path} is open`,
  );
}

/** Forty hexadecimal digits as a key has them; never written out, so that no scanner takes this file for a leak. */
export const fakeKey = (): string =>
  Array.from({ length: 40 }, (_, i) => ((i * 7 + ((i * i * 5 + 3) % 11) + (i >> 2) * 3) % 16).toString(16)).join('');

export async function openNotebook(
  name: string,
  cells: readonly (string | { readonly text: string; readonly output: string })[],
): Promise<vscode.NotebookDocument> {
  const uri = at(`made/${++serial}/${name}`); // a folder of its own: no test sees another's files
  const json = {
    cells: cells.map((cell) => ({
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      source: typeof cell === 'string' ? cell : cell.text,
      outputs: typeof cell === 'string' ? [] : [{ output_type: 'stream', name: 'stdout', text: cell.output }],
    })),
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 4,
  };
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(json)));
  await vscode.commands.executeCommand('vscode.openWith', uri, 'jupyter-notebook');
  return until(
    () => vscode.workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri.toString()),
    `${uri.path} is open`,
  );
}

/** The code actions at a place, with their edits. */
export const actions = (
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Thenable<vscode.CodeAction[]> =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind?.value, 100);

export async function action(uri: vscode.Uri, range: vscode.Range, title: RegExp): Promise<vscode.CodeAction> {
  let seen: string[] = [];
  return until(async () => {
    const offered = await actions(uri, range);
    seen = offered.map((candidate) => candidate.title);
    return offered.find((candidate) => title.test(candidate.title));
  }, `an action like ${title} is offered`).catch((error: Error) => {
    throw new Error(`${error.message}; there were: ${seen.join(' | ')}`);
  });
}

export async function apply(chosen: vscode.CodeAction): Promise<void> {
  assert.ok(chosen.edit, `${chosen.title} is no edit`);
  assert.ok(await vscode.workspace.applyEdit(chosen.edit), `${chosen.title} could not be applied`);
}

export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Sets a setting for the run of a test; the returned function takes it back. */
export async function setting(
  key: string,
  value: unknown,
  target = vscode.ConfigurationTarget.Workspace,
): Promise<() => Thenable<void>> {
  const configuration = () => vscode.workspace.getConfiguration('touchstone');
  await configuration().update(key, value, target);
  return () => configuration().update(key, undefined, target);
}

export const closeAll = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');

/** Saves everything that is dirty, so that closing asks nothing; also what has no editor, which `workspace.saveAll` leaves out. */
export async function saveAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments)
    if (document.isDirty && !document.isUntitled && document.uri.scheme !== 'vscode-notebook-cell')
      await document.save();
  for (const notebook of vscode.workspace.notebookDocuments) if (notebook.isDirty) await notebook.save();
}

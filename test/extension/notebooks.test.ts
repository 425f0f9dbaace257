import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  action,
  actions,
  api,
  apply,
  closeAll,
  fakeKey,
  finding,
  findings,
  gone,
  openNotebook,
  saveAll,
  until,
} from './workbench';

const IMPORT = 'import torch';
const LOAD = 'state = torch.load("model.pt", weights_only=False)';

suite('notebooks', () => {
  suiteSetup(() => api());
  teardown(async () => {
    await saveAll();
    await closeAll();
  });
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  test('a finding stands in its cell, with names from other cells', async () => {
    const notebook = await openNotebook('cells.ipynb', [IMPORT, 'x = 1', LOAD]);
    const cell = notebook.cellAt(2).document;
    const found = await finding(cell.uri, 'unsafe-torch-load', 0);
    assert.match(cell.getText(found.range), /torch\.load/);
    assert.deepEqual(
      [findings(notebook.cellAt(0).document.uri).length, findings(notebook.cellAt(1).document.uri).length],
      [0, 0],
    );
  });

  test('a fix changes its cell only', async () => {
    const notebook = await openNotebook('fix.ipynb', [IMPORT, LOAD]);
    const cell = notebook.cellAt(1).document;
    const found = await finding(cell.uri, 'unsafe-torch-load');
    await apply(await action(cell.uri, found.range, /weights_only=True/));
    assert.match(cell.getText(), /weights_only=True/);
    assert.equal(notebook.cellAt(0).document.getText(), IMPORT);
    await until(
      () =>
        !findings(cell.uri, 'unsafe-torch-load').some(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning),
      'the finding is gone',
    );
  });

  test('findings follow inserted, removed and re-typed cells', async () => {
    const notebook = await openNotebook('move.ipynb', [IMPORT, LOAD]);
    const cell = notebook.cellAt(1).document;
    await finding(cell.uri, 'unsafe-torch-load');
    const insert = new vscode.WorkspaceEdit();
    insert.set(notebook.uri, [
      vscode.NotebookEdit.insertCells(0, [
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'y = 2', 'python'),
      ]),
    ]);
    await vscode.workspace.applyEdit(insert);
    await until(
      () =>
        findings(cell.uri, 'unsafe-torch-load').length === 1 && findings(notebook.cellAt(1).document.uri).length === 0,
      'the finding stays with its cell',
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(cell.uri, new vscode.Range(0, 0, 0, 0), '# a comment\n');
    await vscode.workspace.applyEdit(edit);
    await finding(cell.uri, 'unsafe-torch-load', 1);
    const remove = new vscode.WorkspaceEdit();
    remove.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(2, 3))]);
    await vscode.workspace.applyEdit(remove);
    await gone(cell.uri);
  });

  test('a cell that becomes text loses its findings', async () => {
    const notebook = await openNotebook('language.ipynb', [IMPORT, LOAD]);
    const { uri } = notebook.cellAt(1).document;
    await finding(uri, 'unsafe-torch-load');
    await vscode.languages.setTextDocumentLanguage(notebook.cellAt(1).document, 'markdown');
    await until(
      () => notebook.getCells().every(({ document }) => findings(document.uri).length === 0),
      'nothing is found in text',
    );
  });

  test('the whole notebook is fixed under notebook.source.fixAll.touchstone', async () => {
    const install = '%pip install torch';
    const notebook = await openNotebook('all.ipynb', [install, IMPORT, LOAD]);
    await finding(notebook.cellAt(2).document.uri, 'unsafe-torch-load');
    const kind = vscode.CodeActionKind.Notebook.append('source.fixAll.touchstone');
    const offered = await actions(notebook.cellAt(0).document.uri, new vscode.Range(0, 0, 0, 0), kind);
    assert.ok(offered.length <= 1);
    for (const one of offered)
      assert.ok(
        one.edit
          ?.entries()
          .every(
            ([uri]) =>
              notebook.getCells().some(({ document }) => document.uri.toString() === uri.toString()) ||
              uri.scheme !== 'vscode-notebook-cell',
          ),
      );
  });

  test('an install line in a cell is judged', async () => {
    const notebook = await openNotebook('install.ipynb', ['%pip install --quiet somepackage']);
    await finding(notebook.cellAt(0).document.uri, 'unpinned-requirement', 0);
  });

  test('a key in an output is found, and clearing the output removes it', async () => {
    const key = fakeKey();
    const notebook = await openNotebook('output.ipynb', [{ text: 'print("hello")', output: `WANDB_API_KEY=${key}\n` }]);
    const { uri } = notebook.cellAt(0).document;
    const found = await finding(uri, 'secret-in-notebook-output');
    assert.ok(!found.message.includes(key));
    const clear = await action(uri, found.range, /output/i);
    // Changes of cells do not survive the way through the command that lists actions; the same change by another way.
    const target = {
      uri: uri.toString(),
      rule: 'secret-in-notebook-output',
      line: found.range.start.line + 1,
      column: found.range.start.character + 1,
    };
    assert.equal(await vscode.commands.executeCommand('touchstone.chooseFix', target, { title: clear.title }), true);
    await until(
      () =>
        notebook.cellAt(0).outputs.length === 0 &&
        findings(notebook.cellAt(0).document.uri, 'secret-in-notebook-output').length === 0,
      'the output is gone',
    );
  });

  test('closing a notebook clears its cells', async () => {
    const notebook = await openNotebook('close.ipynb', [IMPORT, LOAD]);
    const { uri } = notebook.cellAt(1).document;
    await finding(uri, 'unsafe-torch-load');
    await closeAll();
    await gone(uri);
  });

  test('findings of notebooks that are not open stand in their cells, where they are when these are opened', async function () {
    this.timeout(60_000);
    const made: vscode.Uri[] = [];
    for (const name of ['closed-one.ipynb', 'closed-two.ipynb']) {
      const notebook = await openNotebook(name, [IMPORT, 'x = 1', `y = 2\n${LOAD}`]);
      made.push(notebook.uri);
      await closeAll();
      await until(
        () => !vscode.window.visibleNotebookEditors.some((editor) => editor.notebook.uri.path.endsWith(name)),
        `${name} is closed`,
      );
    }
    await vscode.commands.executeCommand('touchstone.scanWorkspace');
    const told = ({ path }: vscode.Uri): [vscode.Uri, vscode.Diagnostic[]][] =>
      vscode.languages
        .getDiagnostics()
        .filter(([uri, found]) => uri.path === path && found.some(({ source }) => source === 'touchstone'));
    for (const uri of made) {
      await until(
        () => told(uri).some(([at]) => at.scheme === 'vscode-notebook-cell'),
        `${uri.path} has findings in cells`,
        30_000,
      );
      const [[at, found]] = told(uri) as [[vscode.Uri, vscode.Diagnostic[]]];
      assert.equal(found[0]!.range.start.line, 1);
      assert.doesNotMatch(found[0]!.message, /^Cell/);
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      assert.equal(at.toString(), notebook.cellAt(2).document.uri.toString());
      await until(() => told(uri).length === 1 && findings(at).length === 1, 'they are told once');
    }
  });
});

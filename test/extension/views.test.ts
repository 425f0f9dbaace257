import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  api,
  at,
  closeAll,
  finding,
  findings,
  folder,
  gone,
  open,
  openNew,
  openNotebook,
  replaceAll,
  saveAll,
  textOf,
  until,
} from './workbench';

const LOAD = 'import torch\n\nstate = torch.load("model.pt", weights_only=False)\n';
const RULE = 'unsafe-torch-load';

interface Tree {
  getChildren(node?: unknown): unknown[];
  getTreeItem(node: unknown): vscode.TreeItem;
  onDidChangeTreeData: vscode.Event<void>;
}

suite('views', () => {
  let tree: Tree;
  suiteSetup(async () => {
    tree = (await api()).tree as unknown as Tree;
  });
  teardown(async () => {
    await vscode.commands.executeCommand('touchstone.findings.clearFilter');
    await vscode.commands.executeCommand('touchstone.findings.groupBySeverity');
    await saveAll();
    await closeAll();
  });
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  const groups = () => tree.getChildren().map((node) => ({ node, item: tree.getTreeItem(node) }));
  const below = (label: string | RegExp) =>
    groups()
      .filter(({ item }) => (typeof label === 'string' ? item.label === label : label.test(String(item.id))))
      .flatMap(({ node }) => tree.getChildren(node))
      .map((node) => ({ node, item: tree.getTreeItem(node) }));

  test('the findings view lists what Problems has, in three groupings, and follows', async () => {
    const document = await openNew('listed.py', LOAD);
    await finding(document.uri, RULE);
    const mine = (label: string | RegExp) =>
      below(label).filter(({ item }) => /listed\.py/.test(item.accessibilityInformation!.label));
    const [{ item, node }] = mine('Errors').concat(mine('Warnings')) as [{ item: vscode.TreeItem; node: unknown }];
    assert.equal(item.label, 'listed.py:3');
    assert.match(String(item.description), /^torch\.load /);
    assert.match(
      item.accessibilityInformation!.label,
      /^(?:Error|Warning): .*listed\.py, line 3, rule unsafe-torch-load$/,
    );
    assert.ok(item.iconPath instanceof vscode.ThemeIcon, 'icons are those of the theme');

    await vscode.commands.executeCommand('touchstone.findings.groupByRule');
    assert.equal(mine(RULE).length, 1);
    await vscode.commands.executeCommand('touchstone.findings.groupByFile');
    assert.equal(mine(/listed\.py /)[0]!.item.label, 'line 3');

    await closeAll();
    await vscode.commands.executeCommand('touchstone.findings.open', node);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 2);
    await finding(document.uri, RULE);
    await replaceAll(vscode.window.activeTextEditor!.document, 'print(1)\n');
    await gone(document.uri, RULE);
    assert.equal(mine(/listed\.py /).length, 0);
  });

  test('a finding of a notebook is listed with its cell from 1, and opens there', async () => {
    const notebook = await openNotebook('listed.ipynb', ['x = 1', LOAD]);
    const cell = notebook.cellAt(1).document;
    await finding(cell.uri, RULE);
    const [row] = ['Errors', 'Warnings']
      .flatMap((label) => below(label))
      .filter(({ item }) => /listed\.ipynb/.test(String(item.label)));
    assert.equal(row!.item.label, 'listed.ipynb cell 2, line 3');
    await vscode.commands.executeCommand('touchstone.findings.open', row!.node);
    await until(
      () => vscode.window.activeTextEditor?.document.uri.toString() === cell.uri.toString(),
      'the cell is the active editor',
    );
    assert.equal(vscode.window.activeTextEditor!.selection.active.line, 2);
  });

  test('a notebook that is not open is opened at the cell', async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('touchstone.scanWorkspace');
    const uri = at('notebooks/explore.ipynb');
    const row = await until(
      () =>
        ['Errors', 'Warnings', 'Information']
          .flatMap((label) => below(label))
          .find(({ item }) => /^explore\.ipynb cell [2-9], line \d+$/.test(String(item.label))),
      'a finding of the notebook is listed',
    );
    await vscode.commands.executeCommand('touchstone.findings.open', row.node);
    const index = Number(/cell (\d+)/.exec(String(row.item.label))![1]) - 1;
    await until(
      () => {
        const notebook = vscode.workspace.notebookDocuments.find((each) => each.uri.toString() === uri.toString());
        const active = vscode.window.activeTextEditor?.document.uri.toString();
        return notebook && active === notebook.cellAt(index).document.uri.toString();
      },
      `cell ${index + 1} is the active editor`,
    );
  });

  test('a finding is fixed from the view: the actions of the lightbulb, fixes first', async () => {
    const document = await openNew('mended.py', LOAD);
    await finding(document.uri, RULE);
    await closeAll();
    await open(document.uri);
    await finding(document.uri, RULE);
    const [row] = ['Errors', 'Warnings']
      .flatMap((label) => below(label))
      .filter(({ item }) => item.label === 'mended.py:3');
    const done = vscode.commands.executeCommand<boolean>('touchstone.findings.fix', row!.node);
    await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.workspace.textDocuments.some(
        (each) => each.uri.toString() === document.uri.toString() && /weights_only=True/.test(each.getText()),
      );
    }, 'the first action of the list is the fix');
    assert.equal(await done, true);
  });

  test('it listens only while it is seen', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    await new Promise((resolve) => setTimeout(resolve, 500)); // the host is told of it a moment later
    let changes = 0;
    const subscription = tree.onDidChangeTreeData(() => changes++);
    const document = await openNew('unseen.py', LOAD);
    await finding(document.uri, RULE);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(changes, 0, 'it did something while nobody saw it');
    await vscode.commands.executeCommand('touchstone.findings.focus');
    await until(() => changes > 0, 'it is filled when it is seen');
    changes = 0;
    await replaceAll(document, 'print(1)\n');
    await gone(document.uri, RULE);
    await until(() => changes > 0, 'it follows while it is seen');
    subscription.dispose();
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  test('the report is a page without scripts, whose links are commands', async function () {
    this.timeout(60_000);
    const html = await vscode.commands.executeCommand<string>('touchstone.showReport', folder());
    assert.match(html, /<h1>Touchstone report<\/h1>/);
    assert.match(html, /default-src 'none'; style-src 'sha256-/);
    assert.doesNotMatch(html, /<script|--fix/);
    assert.match(html, /href="command:touchstone\.openRuleDocs\?/);
    assert.match(html, /train\.py/);
    await until(() => panelIs('touchstone.report'), 'the panel is shown');
    const [, given] = /href="command:touchstone\.openPlace\?([^"]+)">train\.py/.exec(html)!;
    const place = JSON.parse(decodeURIComponent(given!)) as [string, string, null, number, number];
    await vscode.commands.executeCommand('touchstone.openPlace', ...place);
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.uri.toString(), at('train.py').toString());
    assert.deepEqual([editor.selection.active.line, editor.selection.active.character], [place[3] - 1, place[4] - 1]);
  });

  test('the SBOM is shown with counts, of the folder or of a document', async function () {
    this.timeout(60_000);
    const html = await vscode.commands.executeCommand<string>('touchstone.showSbom', folder());
    assert.match(html, /<b>\d+<\/b>Packages[\s\S]*<b>\d+<\/b>Models[\s\S]*<b>\d+<\/b>Incomplete/);
    assert.match(html, /distilbert/);
    assert.match(html, /script-src 'nonce-[0-9a-f]{32}'/);
    await until(() => panelIs('touchstone.sbom'), 'the panel is shown');
    const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', components: [{ type: 'library', name: 'only-this' }] };
    await vscode.workspace.fs.writeFile(at('made/x.cdx.json'), new TextEncoder().encode(JSON.stringify(bom)));
    const other = await vscode.commands.executeCommand<string>('touchstone.showSbom', at('made/x.cdx.json'));
    assert.match(other, /<b>1<\/b>Package<[\s\S]*only-this/);
    assert.doesNotMatch(other, /distilbert/);
    await open(at('made/x.cdx.json'));
    assert.match((await vscode.commands.executeCommand<string>('touchstone.showSbom'))!, /only-this/);
  });
});

const panelIs = (id: string): boolean => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(id);
};

suite('configuration', () => {
  suiteSetup(() => api());
  teardown(async () => {
    await saveAll();
    await closeAll();
  });
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  const problems = (uri: vscode.Uri) => findings(uri, 'configuration');
  const complete = async (document: vscode.TextDocument, line: number, character: number) => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(line, character),
    );
    return items
      .map((item) => ({ ...item, label: typeof item.label === 'string' ? item.label : item.label.label }))
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text && kind !== vscode.CompletionItemKind.Snippet);
  };

  test('mistakes are Problems at the very key, while it is typed', async () => {
    const document = await openNew('touchstone.toml', 'exlude = []\n[rules]\nnope = "off"\n');
    await until(() => problems(document.uri).length === 2, 'both mistakes show');
    const [first, second] = problems(document.uri);
    assert.equal(document.getText(first!.range), 'exlude');
    assert.equal(first!.message, 'Unknown key "exlude"; did you mean "exclude"?');
    assert.equal(first!.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(second!.range), 'nope');
    await replaceAll(document, 'exclude = []\n');
    await until(() => problems(document.uri).length === 0, 'they are gone');
    await document.save();
  });

  test('a file that is not open has its mistakes in Problems, too, and loses them with the file', async () => {
    const uri = at('made/closed/touchstone.toml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('include = [3]\n'));
    await until(() => problems(uri).length === 1, 'the mistake shows');
    await vscode.workspace.fs.delete(uri);
    await until(() => problems(uri).length === 0, 'it is gone');
  });

  test('pyproject.toml is checked in its own table alone', async () => {
    const document = await openNew('pyproject.toml', '[tool.other]\nx = 1\n[tool.touchstone]\nhonour-nosec = "no"\n');
    await until(() => problems(document.uri).length === 1, 'the mistake shows');
    assert.equal(document.getText(problems(document.uri)[0]!.range), '"no"');
  });

  test('keys, rules and severities are completed, also on lines that are not finished', async () => {
    const document = await openNew('touchstone.toml', 'inc\n[rules]\nunsafe-t\nhardcoded-secret = \n');
    const keys = await complete(document, 0, 3);
    assert.ok(keys.some(({ label }) => label === 'include'));
    const rules = await complete(document, 2, 8);
    const rule = rules.find(({ label }) => label === RULE)!;
    assert.match((rule.documentation as vscode.MarkdownString).value, /Unsafe torch\.load/);
    assert.deepEqual(rule.range, new vscode.Range(2, 0, 2, 8));
    const levels = await complete(document, 3, 19);
    assert.deepEqual(
      levels.map(({ label }) => label),
      ['"off"', '"error"', '"warning"', '"info"', '"hint"'],
    );
  });

  test('a hover tells what a key and a rule are', async () => {
    const document = await openNew('touchstone.toml', '[rules]\nunsafe-torch-load = "off"\n');
    const [hover] = await until(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(1, 3),
      );
      return hovers.length > 0 && hovers;
    }, 'there is a hover');
    assert.match((hover!.contents[0] as vscode.MarkdownString).value, /^\*\*Unsafe torch\.load\*\*/);
    assert.equal(await textOf(document.uri), '[rules]\nunsafe-torch-load = "off"\n');
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  action,
  api,
  apply,
  at,
  closeAll,
  finding,
  findings,
  gone,
  open,
  openNew,
  replaceAll,
  ruleOf,
  saveAll,
  until,
} from './workbench';

const LOAD = 'import torch\n\nstate = torch.load("model.pt", weights_only=False)\n';

suite('documents', () => {
  suiteSetup(() => api());
  teardown(async () => {
    await saveAll();
    await closeAll();
  });
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  test('findings of train.py have source, code, page and place', async () => {
    const document = await open(at('train.py'));
    const found = await finding(document.uri, 'unsafe-torch-load');
    assert.equal(found.source, 'touchstone');
    assert.ok(typeof found.code === 'object');
    assert.equal(found.code.target.scheme, 'command', 'the page that ships, not one on the network');
    assert.deepEqual(
      [found.code.target.path, found.code.target.query],
      ['touchstone.openRuleDocs', '["unsafe-torch-load"]'],
    );
    assert.match(document.getText(found.range), /torch\.load/);
    const rules = new Set(findings(document.uri).map(ruleOf));
    for (const rule of [
      'hardcoded-secret',
      'untrusted-model-source',
      'unpinned-model-revision',
      'remote-code-trusted',
      'unsafe-pickle-load',
    ])
      assert.ok(rules.has(rule), `${rule} is missing`);
  });

  test('no message shows a key', async () => {
    const document = await open(at('train.py'));
    const key = /WANDB_KEY = "(\w+)"/.exec(document.getText())![1]!;
    await finding(document.uri, 'hardcoded-secret');
    for (const { message } of findings(document.uri))
      assert.ok(!message.includes(key) && !message.includes(key.slice(0, 8)));
  });

  test('findings follow the text', async () => {
    const document = await openNew('edit.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load', 2);
    await replaceAll(document, `# one more line\n${LOAD}`);
    await finding(document.uri, 'unsafe-torch-load', 3);
    await replaceAll(document, 'import torch\n');
    await gone(document.uri);
  });

  test('in a large document findings stay in place while it is typed in', async () => {
    const part = (i: number) => `def step_${i}(batch):\n    total = batch + ${i}\n    return total\n\n\n`;
    const parts = (from: number) => Array.from({ length: 400 }, (_, i) => part(from + i)).join('');
    const document = await openNew(
      'large.py',
      `import torch\n\n\n${parts(0)}state = torch.load("model.pt", weights_only=False)\n\n\n${parts(400)}`,
    );
    const at = 3 + 400 * 5;
    const change = async (range: vscode.Range, text: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, range, text);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    const insert = (line: number, character: number, text: string) =>
      change(new vscode.Range(line, character, line, character), text);
    const place = (found: vscode.Diagnostic) => document.getText(found.range);
    const written = place(await finding(document.uri, 'unsafe-torch-load', at));

    await insert(1003, 0, '    # a remark\n    more = 1\n'); // lines above
    assert.equal(place(await finding(document.uri, 'unsafe-torch-load', at + 2)), written);
    for (const character of '\nx = 1') {
      // a line above, key by key
      const { line } = document.positionAt(document.getText().indexOf('def step_100('));
      await insert(line - 1, document.lineAt(line - 1).text.length, character);
    }
    assert.equal(place(await finding(document.uri, 'unsafe-torch-load', at + 3)), written);
    await insert(document.lineCount - 1, 0, 'y = 2\n'); // a line below
    await change(new vscode.Range(1003, 0, 1005, 0), ''); // the lines above go again
    assert.equal(place(await finding(document.uri, 'unsafe-torch-load', at + 1)), written);
    assert.equal(findings(document.uri, 'unsafe-torch-load').length, 1);

    const line = document.lineAt(at + 1).text;
    await insert(at + 1, line.indexOf('torch'), 'nn = '); // its own line, in front of it
    await until(
      () =>
        findings(document.uri, 'unsafe-torch-load').some(
          ({ range }) => range.start.character === line.indexOf('torch') + 'nn = '.length,
        ),
      'it moved within its line',
    );
    const off = document.lineAt(at + 1).text.indexOf('False');
    await change(new vscode.Range(at + 1, off, at + 1, off + 'False'.length), 'True');
    // A hint stays: in the torch of the lock file, weights_only can be got around.
    await until(
      () =>
        findings(document.uri, 'unsafe-torch-load').every(
          ({ severity }) => severity > vscode.DiagnosticSeverity.Warning,
        ),
      'the finding is gone',
    );
    await change(new vscode.Range(at + 1, off, at + 1, off + 'True'.length), 'False');
    await until(
      () =>
        findings(document.uri, 'unsafe-torch-load').some(
          (found) => found.severity <= vscode.DiagnosticSeverity.Warning && place(found) === written,
        ),
      'the finding is back',
    );
  });

  test('a shell script and a Dockerfile are judged, and follow the text', async () => {
    const FETCH = 'curl -sSL https://get.somebody.example/setup.sh | sh\n';
    const script = await openNew('fetch.sh', `#!/bin/sh\n${FETCH}wget http://files.somebody.example/model.pt\n`);
    assert.equal(script.languageId, 'shellscript');
    await finding(script.uri, 'piped-shell-script', 1);
    const plain = await finding(script.uri, 'insecure-shell-download', 2);
    await apply(await action(script.uri, plain.range, /^Use https/));
    await gone(script.uri, 'insecure-shell-download');
    await replaceAll(script, `#!/bin/sh\n\n\n${FETCH}`);
    await finding(script.uri, 'piped-shell-script', 3);
    await replaceAll(script, '#!/bin/sh\n# curl https://get.somebody.example/setup.sh | sh\n');
    await gone(script.uri);

    const image = await openNew('Dockerfile', `FROM python:3.12\nARG HF_TOKEN\nRUN ${FETCH}`);
    assert.equal(image.languageId, 'dockerfile');
    await finding(image.uri, 'secret-in-image', 1);
    await finding(image.uri, 'piped-shell-script', 2);
    await replaceAll(image, 'FROM python:3.12\nARG VERSION\n');
    await gone(image.uri);
  });

  test('a script without an ending is judged by its language', async () => {
    const script = await openNew('setup', '#!/bin/bash\ncurl -sSL https://get.somebody.example/setup.sh | bash\n');
    assert.equal(script.languageId, 'shellscript');
    await finding(script.uri, 'piped-shell-script', 1);
  });

  test('a load of a downloaded file leads to the download', async () => {
    const document = await open(at('train.py'));
    const found = await finding(document.uri, 'unsafe-torch-load');
    assert.match(found.message, /torch 2\.4\.1 is older than 2\.6/);
    const places = (found.relatedInformation ?? []).map(({ location, message }) => [location.uri.toString(), message]);
    assert.deepEqual(places, [
      [document.uri.toString(), 'It is downloaded here.'],
      [at('config.py').toString(), 'TEACHER is set here.'],
    ]);
    assert.match(document.getText(found.relatedInformation![0]!.location.range), /^hf_hub_download\(/);
    const config = await vscode.workspace.openTextDocument(at('config.py'));
    assert.equal(config.getText(found.relatedInformation![1]!.location.range), '"ticketlab-ai/router-large"');
  });

  test('half-typed code gives findings, and no errors', async () => {
    const before = (await api()).failures();
    const document = await openNew('typing.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    for (let length = LOAD.length; length > 0; length -= 7) await replaceAll(document, LOAD.slice(0, length));
    await replaceAll(document, `${LOAD}def broken(:\n  x = [1,\n"""`);
    await finding(document.uri, 'unsafe-torch-load', 2);
    assert.equal((await api()).failures(), before);
  });

  test('hovers tell what is known of a model and of a requirement', async () => {
    const hoverText = async (uri: vscode.Uri, position: vscode.Position) =>
      (await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position))
        .flatMap(({ contents }) => contents)
        .map((content) => (content as vscode.MarkdownString).value)
        .join('\n');
    const code = await openNew(
      'hover.py',
      'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("somebody/some-model")\n',
    );
    const model = await until(
      async () => /somebody[\s\S]*/.exec(await hoverText(code.uri, new vscode.Position(2, 40)))?.[0],
      'the hover is there',
    );
    assert.match(model, /not known/);
    assert.match(model, /not pinned/);
    const requirements = await open(at('requirements.txt'));
    const line = requirements
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith('transformers'));
    const requirement = await until(
      async () => /transformers[\s\S]*/.exec(await hoverText(requirements.uri, new vscode.Position(line, 3)))?.[0],
      'the hover is there',
    );
    assert.match(requirement, /4\.44\.2.*pylock/);
  });

  test('an untitled document is scanned', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: LOAD });
    await vscode.window.showTextDocument(document);
    await finding(document.uri, 'unsafe-torch-load', 2);
    await replaceAll(document, '');
    await gone(document.uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('what another document shows again is not judged again', async () => {
    const document = await openNew('shown.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    // The scheme of the editor's preview of a refactoring, with a copy of the file in it.
    const scheme = 'vscode-bulkeditpreview-editor';
    const registered = vscode.workspace.registerTextDocumentContentProvider('touchstone-test-copy', {
      provideTextDocumentContent: () => LOAD,
    });
    try {
      for (const copied of ['touchstone-test-copy', 'git', scheme]) {
        const copy = await vscode.workspace
          .openTextDocument(document.uri.with({ scheme: copied }))
          .then(undefined, () => null); // not every window has every scheme
        if (copied === 'touchstone-test-copy') assert.ok(copy, 'a copy was opened');
      }
      await replaceAll(document, `\n${LOAD}`); // judged after the copies were there
      await finding(document.uri, 'unsafe-torch-load', 3);
      const told = vscode.languages.getDiagnostics().filter(([uri]) => uri.path.endsWith('/shown.py'));
      assert.deepEqual(
        told.filter(([, found]) => found.some(({ source }) => source === 'touchstone')).map(([uri]) => uri.scheme),
        [document.uri.scheme],
      );
    } finally {
      registered.dispose();
    }
  });

  test('a document outside every folder is scanned', async () => {
    const uri = vscode.Uri.joinPath(at('..'), 'outside.py');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(LOAD));
    await open(uri);
    await finding(uri, 'unsafe-torch-load', 2);
    await closeAll();
    await gone(uri);
    await vscode.workspace.fs.delete(uri);
  });

  test('closing a document clears its findings', async () => {
    const document = await openNew('close.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    await closeAll();
    await gone(document.uri);
  });
});

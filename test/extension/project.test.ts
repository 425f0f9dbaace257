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
  ruleOf,
  saveAll,
  setting,
  textOf,
  until,
} from './workbench';

const LOAD = 'import torch\n\nstate = torch.load("model.pt", weights_only=False)\n';
const write = (path: string, text: string) => vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));

suite('project', () => {
  suiteSetup(() => api());
  teardown(async () => {
    await saveAll();
    await closeAll();
    for (const key of ['rules', 'enable', 'run'])
      await vscode.workspace
        .getConfiguration('touchstone')
        .update(key, undefined, vscode.ConfigurationTarget.Workspace);
    for (const { path } of await vscode.workspace.findFiles('touchstone.toml'))
      await vscode.workspace.fs.delete(at(path.slice(path.lastIndexOf('/') + 1)));
  });
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  test('a severity, and off, come from the settings', async () => {
    const document = await openNew('severity.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    let reset = await setting('rules', { 'unsafe-torch-load': 'info' });
    await until(
      () => findings(document.uri, 'unsafe-torch-load')[0]?.severity === vscode.DiagnosticSeverity.Information,
      'the severity is the one of the settings',
    );
    await reset();
    reset = await setting('rules', { 'unsafe-torch-load': 'off' });
    await gone(document.uri, 'unsafe-torch-load');
    await reset();
    await finding(document.uri, 'unsafe-torch-load');
  });

  test('findings can be turned off altogether', async () => {
    const document = await openNew('enable.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    const reset = await setting('enable', false);
    await gone(document.uri);
    await reset();
    await finding(document.uri, 'unsafe-torch-load');
  });

  test('onSave waits for the save', async () => {
    const reset = await setting('run', 'onSave');
    try {
      const document = await openNew('save.py', 'import torch\n');
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(1, 0), LOAD);
      await vscode.workspace.applyEdit(edit);
      assert.equal(findings(document.uri).length, 0);
      await document.save();
      await finding(document.uri, 'unsafe-torch-load');
    } finally {
      await reset();
    }
  });

  test('a policy file is picked up when it is written, changed and deleted', async () => {
    const document = await openNew('policy.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    await write('touchstone.toml', '[rules]\nunsafe-torch-load = "off"\n');
    await gone(document.uri, 'unsafe-torch-load');
    await write('touchstone.toml', '[rules]\nunsafe-torch-load = "info"\n');
    await until(
      () => findings(document.uri, 'unsafe-torch-load')[0]?.severity === vscode.DiagnosticSeverity.Information,
      'the severity is the one of the policy',
    );
    await vscode.workspace.fs.delete(at('touchstone.toml'));
    await until(
      () => findings(document.uri, 'unsafe-torch-load')[0]?.severity === vscode.DiagnosticSeverity.Error,
      'the default holds again',
    );
  });

  test('a policy that is typed but not saved counts', async () => {
    const document = await openNew('typed-policy.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load');
    await write('touchstone.toml', '\n');
    const policy = await open(at('touchstone.toml'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(policy.uri, new vscode.Position(0, 0), '[rules]\nunsafe-torch-load = "off"\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(policy.isDirty, true);
    await gone(document.uri, 'unsafe-torch-load');
    await policy.save();
    await vscode.workspace.fs.delete(at('touchstone.toml'));
    await finding(document.uri, 'unsafe-torch-load');
  });

  test('a workspace scan fills Problems for files that are not open', async function () {
    this.timeout(60_000);
    await write('made/scan/unopened.py', LOAD);
    const summary = await vscode.commands.executeCommand<{ files: number; findings: number; cancelled: boolean }>(
      'touchstone.scanWorkspace',
    );
    assert.equal(summary.cancelled, false);
    assert.ok(summary.files >= 5 && summary.findings >= 10, JSON.stringify(summary));
    await finding(at('made/scan/unopened.py'), 'unsafe-torch-load', 2);
    const rules = new Set(findings(at('train.py')).map(ruleOf));
    assert.ok(rules.has('hardcoded-secret') && rules.has('unsafe-torch-load'));
    assert.ok(findings(at('requirements.txt'), 'unpinned-requirement').length > 0);
    assert.equal(
      vscode.workspace.textDocuments.filter(({ uri }) => uri.path.endsWith('unopened.py')).length,
      0,
      'the scan opened a document',
    );
  });

  test('after a workspace scan, a file that is opened, changed and closed shows what is on disk', async function () {
    this.timeout(60_000);
    await write('made/scan/reopened.py', LOAD);
    await vscode.commands.executeCommand('touchstone.scanWorkspace');
    const uri = at('made/scan/reopened.py');
    await finding(uri, 'unsafe-torch-load', 2);
    const document = await open(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '\n\n');
    await vscode.workspace.applyEdit(edit);
    await finding(uri, 'unsafe-torch-load', 4);
    await document.save();
    await closeAll();
    await finding(uri, 'unsafe-torch-load', 4);
  });

  test('the SBOM command writes a CycloneDX file, the same bytes again, and opens it', async function () {
    this.timeout(60_000);
    const uri = await vscode.commands.executeCommand<vscode.Uri>('touchstone.generateSbom', folder());
    assert.equal(uri.toString(), at('bom.cdx.json').toString());
    const first = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const bom = JSON.parse(first) as {
      bomFormat: string;
      specVersion: string;
      components: { type: string; name: string; purl?: string }[];
    };
    assert.deepEqual([bom.bomFormat, bom.specVersion], ['CycloneDX', '1.6']);
    assert.ok(bom.components.some(({ type, purl }) => type === 'library' && purl === 'pkg:pypi/torch@2.4.1'));
    assert.ok(
      bom.components.some(({ type, name }) => type === 'machine-learning-model' && name === 'distilbert-base-uncased'),
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    await closeAll();
    await vscode.commands.executeCommand('touchstone.generateSbom', folder());
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), first);
    await vscode.workspace.fs.delete(uri);
  });

  test('the SBOM is written in the format that is chosen', async function () {
    this.timeout(60_000);
    for (const [label, file, written] of [
      ['CycloneDX 1.7', 'bom.cdx.json', /"specVersion": "1\.7"/],
      ['SPDX 3.0.1', 'bom.spdx.json', /"type": "software_Sbom"/],
    ] as const) {
      const uri = await vscode.commands.executeCommand<vscode.Uri>('touchstone.generateSbomAs', folder(), label);
      assert.equal(uri.toString(), at(file).toString());
      assert.match(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), written);
      await closeAll();
      await vscode.workspace.fs.delete(uri);
    }
  });

  test('a value of another file is followed there, also as it is typed', async () => {
    const document = await openNew(
      'uses.py',
      'from transformers import AutoModel\n\nfrom names import MODEL_ID\n\nmodel = AutoModel.from_pretrained(MODEL_ID)\n',
    );
    const names = vscode.Uri.joinPath(document.uri, '../names.py');
    await vscode.workspace.fs.writeFile(
      names,
      new TextEncoder().encode('"""Names."""\n\nMODEL_ID = "ticketlab-ai/router-large"\n'),
    );
    const found = await finding(document.uri, 'untrusted-model-source', 4);
    assert.match(found.message, /ticketlab-ai\/router-large/);
    const [place] = found.relatedInformation ?? [];
    assert.deepEqual(
      [place?.location.uri.toString(), place?.location.range.start.line, place?.message],
      [names.toString(), 2, 'MODEL_ID is set here.'],
    );

    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(4, 38),
    );
    assert.match(
      (hover!.contents as vscode.MarkdownString[]).map(({ value }) => value).join('\n'),
      /Touchstone: `MODEL_ID` = `"ticketlab-ai\/router-large"`, from .*names\\.py line 3/,
    );

    const other = await open(names);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(names, new vscode.Range(2, 12, 2, 37), 'ticketlab-ai/router-small');
    await vscode.workspace.applyEdit(edit);
    await until(
      () => /router-small/.test(findings(document.uri, 'untrusted-model-source')[0]?.message ?? ''),
      'what is typed counts',
    );
    await other.save();
    await vscode.workspace.fs.delete(names);
    await gone(document.uri, 'untrusted-model-source');
  });

  test('the page of a rule opens without a network', async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>('touchstone.openRuleDocs', 'unsafe-torch-load');
    const page = await vscode.workspace.openTextDocument(uri);
    assert.match(page.getText(), /^# unsafe-torch-load\n/);
    assert.match(
      page.getText(),
      /## What it does[\s\S]+## Why is this bad\?[\s\S]+## Example[\s\S]+## Use instead[\s\S]+## How to fix/,
    );
  });

  test('every command of the palette is there', async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    for (const name of [
      'scanWorkspace',
      'generateSbom',
      'generateSbomAs',
      'acceptFindings',
      'goToFinding',
      'fixAll',
      'fixWorkspace',
      'showOutput',
      'openRuleDocs',
    ])
      assert.ok(commands.has(`touchstone.${name}`), name);
  });

  test('the editor puts the texts of the manifest in their places', () => {
    const manifest = vscode.extensions.getExtension('touchstone.touchstone')!.packageJSON as Record<string, unknown>;
    assert.match(String(manifest['displayName']), /^Touchstone/);
    assert.match(JSON.stringify(manifest), /Go to the Worst Finding/);
    assert.match(JSON.stringify(manifest), /Unsafe pickle load/);
    assert.doesNotMatch(JSON.stringify(manifest), /"%[\w.]+%"/);
  });

  test('a folder is scanned without being asked for, when the settings say so', async function () {
    this.timeout(60_000);
    await write('made/startup/unopened.py', LOAD);
    const reset = await setting('scanOnStartup', 'always');
    try {
      await finding(at('made/startup/unopened.py'), 'unsafe-torch-load', 2);
      assert.equal(
        vscode.workspace.textDocuments.filter(({ uri }) => uri.path.endsWith('unopened.py')).length,
        0,
        'no document was opened for it',
      );
    } finally {
      await reset();
    }
  });

  test("today's findings are accepted: they are told no more, and a new one is", async function () {
    this.timeout(60_000);
    const example = new TextDecoder().decode(
      await vscode.workspace.fs.readFile(at('touchstone.toml')).then(
        (bytes) => bytes,
        () => new Uint8Array(),
      ),
    );
    const document = await openNew('accepted.py', LOAD);
    await finding(document.uri, 'unsafe-torch-load', 2);
    const file = await vscode.commands.executeCommand<vscode.Uri>('touchstone.acceptFindings');
    assert.equal(file.toString(), at('touchstone-baseline.json').toString());
    try {
      assert.equal(await textOf(at('touchstone.toml')), `${example}baseline = "touchstone-baseline.json"\n`);
      await gone(document.uri);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(3, 0), 'other = torch.load("other.pt", weights_only=False)\n');
      await vscode.workspace.applyEdit(edit);
      await finding(document.uri, 'unsafe-torch-load', 3);
      assert.equal(findings(document.uri).length, 1, 'only the new one');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  test('all safe fixes of the workspace are one change, counted by findings', async function () {
    this.timeout(60_000);
    const before = await textOf(at('requirements-serving.txt'));
    const requirements = await textOf(at('requirements.txt'));
    const count = await vscode.commands.executeCommand<number>('touchstone.fixWorkspace');
    assert.ok(count >= 7, `${count}: five versions, the missing hashes, a commit`);
    await saveAll();
    assert.match(await textOf(at('requirements-serving.txt')), /^datasets==2\.21\.0 \\\n +--hash=sha256:25e4e097/m);
    assert.match(await textOf(at('train.py')), /revision="12040accade4e8a0f71eabdb258fecc2e7e948be"/);
    for (const [path, text] of [
      ['requirements-serving.txt', before],
      ['requirements.txt', requirements],
    ] as const)
      await write(path, text);
  });
});

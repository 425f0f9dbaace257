import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, at, closeAll, finding, open, saveAll, until } from './workbench';

const LOCK = `version = 1

[[package]]
name = "uvicorn"
version = "0.34.0"
source = { registry = "https://pypi.org/simple" }
`;

suite('packages', () => {
  teardown(async () => {
    await saveAll();
    await closeAll();
  });
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  const write = (path: string, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));

  const hints = async (document: vscode.TextDocument): Promise<readonly string[]> => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const shown = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole,
    );
    return shown.map(({ label, position }) => `${position.line}: ${String(label)}`);
  };

  test('the version of the lock stands behind a requirement, and goes with the lock', async () => {
    await write('made/versions/uv.lock', LOCK);
    await write(
      'made/versions/pyproject.toml',
      '[project]\nname = "made"\nversion = "1"\ndependencies = ["uvicorn>=0.3"]\n',
    );
    const document = await open(at('made/versions/pyproject.toml'));
    await until(async () => (await hints(document)).join() === '3: 0.34.0', 'the version is shown');
    await write('made/versions/uv.lock', LOCK.replace('0.34.0', '0.35.1'));
    await until(async () => (await hints(document)).join() === '3: 0.35.1', 'the new version is shown');
    await vscode.workspace.fs.delete(at('made/versions/uv.lock'));
    await until(async () => (await hints(document)).length === 0, 'no version is shown');
  });

  test('versions can be switched off', async () => {
    await write('made/switched/uv.lock', LOCK);
    await write('made/switched/requirements.txt', 'uvicorn>=0.3\n');
    const document = await open(at('made/switched/requirements.txt'));
    await until(async () => (await hints(document)).join() === '0: 0.34.0', 'the version is shown');
    const configuration = vscode.workspace.getConfiguration('touchstone');
    await configuration.update('inlineVersions', false, vscode.ConfigurationTarget.Workspace);
    try {
      await until(async () => (await hints(document)).length === 0, 'no version is shown');
      await finding(document.uri, 'unpinned-requirement');
    } finally {
      await configuration.update('inlineVersions', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test('nobody is asked for newer versions where no manifest is open', async () => {
    assert.equal(await vscode.commands.executeCommand('touchstone.checkNewerVersions'), null);
  });

  test('the dependency report is a page of its own', async function () {
    this.timeout(60_000);
    await write('made/report/requirements.txt', 'uvicorn==0.34.0\n');
    await vscode.commands.executeCommand('touchstone.showDependencies');
    await until(
      () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .some(({ input }) => input instanceof vscode.TabInputWebview && /dependencies/i.test(input.viewType)),
      'the report is open',
    );
  });
});

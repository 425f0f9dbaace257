import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  action,
  actions,
  api,
  apply,
  at,
  closeAll,
  fakeKey,
  finding,
  openNew,
  openNotebook,
  saveAll,
  setting,
  textOf,
  until,
} from './workbench';

const MODEL = 'distilbert/distilbert-base-uncased';
const PINNED = /revision="12040accade4e8a0f71eabdb258fecc2e7e948be"/g;

/** What is on the disk, null where there is no file. */
const stored = (uri: vscode.Uri): Promise<string | null> => textOf(uri).catch(() => null);

const beside = (document: vscode.TextDocument, name: string): vscode.Uri =>
  vscode.Uri.joinPath(document.uri, '..', name);

const write = (uri: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

/** The editor's own command, in a document that a person looks at. */
async function press(command: 'undo' | 'redo', document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand(command);
}

const settled = (document: vscode.TextDocument, text: string, what: string): Promise<true> =>
  until(() => document.getText() === text, what);

suite('undo', () => {
  suiteSetup(() => api());
  teardown(async () => {
    await saveAll();
    await closeAll();
    for (const [name, text] of taken) await write(at(name), text);
    taken.clear();
  });

  /** Files of the example that a test took away. */
  const taken = new Map<string, string>();

  /** The project as it is before somebody has made these files. */
  async function withoutOwn(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const text = await stored(at(name));
      if (text === null) continue;
      taken.set(name, text);
      await vscode.workspace.fs.delete(at(name));
    }
  }

  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  /** Moves the key of a new file into `.env`, as the entry of the lightbulb does. */
  async function moveKey(text: string): Promise<vscode.TextDocument> {
    const document = await openNew('key.py', text);
    const { range } = await finding(document.uri, 'hardcoded-secret');
    const target = {
      uri: document.uri.toString(),
      rule: 'hardcoded-secret',
      line: range.start.line + 1,
      column: range.start.character + 1,
    };
    const { title } = await action(document.uri, range, /\.env/);
    assert.equal(await vscode.commands.executeCommand('touchstone.chooseFix', target, { title }), true);
    assert.match(document.getText(), /os\.environ/);
    return document;
  }

  test('one Undo takes back a fix that made files, Redo makes them again with what was in them', async () => {
    await withoutOwn(['.env', '.gitignore']);
    const key = fakeKey();
    const text = `import wandb\n\nwandb.login(key="${key}")\n`;
    const document = await moveKey(text);
    const [env, ignored] = [at('.env'), at('.gitignore')];
    await until(async () => (await stored(env))?.includes(key), '.env has the key');
    await until(async () => (await stored(ignored))?.includes('.env'), '.gitignore names .env');
    await press('undo', document);
    await settled(document, text, 'the key is back in the code');
    await until(async () => (await stored(env)) === null && (await stored(ignored)) === null, 'no file is left');
    await press('redo', document);
    await until(async () => (await stored(env))?.includes(key), '.env has the key again');
    await until(async () => (await stored(ignored))?.includes('.env'), '.gitignore names .env again');
    assert.ok(!document.getText().includes(key));
    await press('undo', document);
    await settled(document, text, 'the key is back in the code again');
    await until(async () => (await stored(env)) === null, '.env is gone again');
  });

  test('the lightbulb itself makes a file with its content', async () => {
    await withoutOwn(['.env', '.gitignore']);
    const key = fakeKey();
    const text = `import wandb\n\nwandb.login(key="${key}")\n`;
    const document = await openNew('bulb.py', text);
    const { range } = await finding(document.uri, 'hardcoded-secret');
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(range.start, range.start);
    const offered = await actions(document.uri, range);
    const wanted = offered.findIndex(({ edit, title }) => edit && /\.env/.test(title));
    await vscode.commands.executeCommand('editor.action.quickFix');
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // nothing tells when the menu is there
    for (let i = 0; i < wanted; i++) await vscode.commands.executeCommand('selectNextCodeAction');
    await vscode.commands.executeCommand('acceptSelectedCodeAction');
    const env = at('.env');
    await until(() => !document.getText().includes(key), 'the key left the code');
    await until(async () => (await stored(env))?.includes(key), '.env has the key');
    await press('undo', document);
    await settled(document, text, 'the key is back in the code');
    await until(async () => (await stored(env)) === null, 'no .env is left');
  });

  test('all fixes of a file are one step, although one waits for another', async () => {
    const commit = 'c'.repeat(40);
    const cached = '.hub-cache/datasets--stanfordnlp--imdb';
    const lock = await textOf(at('pylock.toml'));
    // From version 4 on the argument is of no effect, so that it can go: at the very place where the commit is put.
    await write(at('pylock.toml'), lock.replaceAll('2.21.0', '4.1.0'));
    await write(at(`${cached}/refs/main`), commit);
    await write(at(`${cached}/snapshots/${commit}/README.md`), '');
    const reset = await setting('hubCache', at('.hub-cache').path, vscode.ConfigurationTarget.Global);
    try {
      const text =
        'from datasets import load_dataset\n\nd = load_dataset("stanfordnlp/imdb", trust_remote_code=True)\nprint(d)\n';
      const document = await openNew('all.py', text);
      const { range } = await finding(document.uri, 'remote-code-trusted');
      await action(document.uri, range, /^Remove trust_remote_code/);
      const unpinned = await finding(document.uri, 'unpinned-model-revision');
      await action(document.uri, unpinned.range, /^Pin to c/);
      await vscode.window.showTextDocument(document);
      const fixed = text.replace('trust_remote_code=True', `revision="${commit}"`);
      // What is done on save is the same.
      const [onSave] = await actions(
        document.uri,
        new vscode.Range(0, 0, 0, 0),
        vscode.CodeActionKind.SourceFixAll.append('touchstone'),
      );
      await apply(onSave!);
      assert.equal(document.getText(), fixed);
      await press('undo', document);
      await settled(document, text, 'one Undo took back what is done on save');
      await finding(document.uri, 'remote-code-trusted');
      assert.equal(await vscode.commands.executeCommand('touchstone.fixAll'), 2);
      assert.equal(document.getText(), fixed);
      await press('undo', document);
      await settled(document, text, 'one Undo took all back');
    } finally {
      await reset();
      await write(at('pylock.toml'), lock);
      await vscode.workspace.fs.delete(at(cached), { recursive: true });
    }
  });

  test('all models are pinned in one step, notebooks too', async function () {
    this.timeout(60_000); // the whole folder is scanned twice
    const reset = await setting('hubCache', at('.hub-cache').path, vscode.ConfigurationTarget.Global);
    try {
      const call = `AutoModel.from_pretrained("${MODEL}")`;
      const texts = [
        `from transformers import AutoModel\n\na = ${call}\nb = ${call}\n`,
        `from transformers import AutoModel\n\n\ndef load():\n    return ${call}\n`,
      ];
      const one = await openNew('one.py', texts[0]!);
      const notebook = await openNotebook('two.ipynb', ['from transformers import AutoModel', `c = ${call}`]);
      const cell = notebook.cellAt(1).document;
      const closed = beside(one, 'closed.py');
      await write(closed, texts[1]!);
      const found = await finding(one.uri, 'unpinned-model-revision');
      await action(one.uri, found.range, /^Pin to [0-9a-f]{7}/);
      const made = (await vscode.commands.executeCommand('touchstone.pinModels')) as number;
      assert.ok(made >= 3, `${made} pins`);
      const count = (text: string | null): number => text?.match(PINNED)?.length ?? 0;
      assert.ok(count(one.getText()) > 0);
      assert.equal(count(cell.getText()), 1);
      await until(async () => count(await stored(closed)) === 1, 'the closed file is pinned on the disk');
      assert.equal(notebook.cellAt(0).document.getText(), 'from transformers import AutoModel');
      // A second run has nothing to do.
      await saveAll();
      assert.equal(await vscode.commands.executeCommand('touchstone.pinModels'), 0);
      await press('undo', one);
      await settled(one, texts[0]!, 'the program is as it was');
      await settled(cell, `c = ${call}`, 'the cell is as it was');
      const inEditor = await vscode.workspace.openTextDocument(closed);
      await settled(inEditor, texts[1]!, 'the closed file is as it was');
    } finally {
      await reset();
    }
  });
});

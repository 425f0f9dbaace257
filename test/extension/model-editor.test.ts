import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ModelView } from '../../src/report/model-view';
import { safetensors, zip } from '../artifacts/assemble/containers';
import { evil, pickle } from '../artifacts/assemble/pickle';
import { stateDict, torchZip } from '../artifacts/assemble/torch';
import { api, at, closeAll, textOf, until } from './workbench';

const MODEL_FILE = 'touchstone.modelFile';

let serial = 0;

async function write(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  const uri = at(`made/models${++serial}/${name}`);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

const inspect = async (uri: vscode.Uri): Promise<ModelView> => {
  const view = await vscode.commands.executeCommand<ModelView | null>('touchstone.inspectModelFile', uri);
  assert.ok(view, `${uri.path} is not shown`);
  return view;
};

/** The custom editor of the active tab. */
const shownIn = (): string | undefined => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.viewType : undefined;
};

suite('the inspector of model files', () => {
  suiteSetup(() => api());
  teardown(() => closeAll());
  suiteTeardown(async () => assert.equal((await api()).failures(), 0, 'Touchstone logged errors of its own'));

  test('is what a checkpoint opens in, and a configuration only when it is asked for', async () => {
    const model = await write('model.pt', torchZip(pickle(stateDict())));
    await vscode.commands.executeCommand('vscode.open', model);
    await until(() => shownIn() === MODEL_FILE, 'the inspector is the editor');
    const config = await write(
      'config.json',
      new TextEncoder().encode('{"auto_map": {"AutoModel": "modeling.Model"}}'),
    );
    await vscode.commands.executeCommand('vscode.open', config);
    await until(
      () => vscode.window.activeTextEditor?.document.uri.toString() === config.toString(),
      'JSON stays a text',
    );
    const view = await inspect(config);
    assert.equal(view.verdict, 'suspicious');
    assert.match(view.reasons[0]!.message, /modeling/);
  });

  test('tells what is safe: tensors with their sizes, contents, and what weights_only says', async () => {
    const view = await inspect(await write('model.pt', torchZip(pickle(stateDict()))));
    assert.deepEqual([view.verdict, view.format, view.weightsOnly?.accepts], ['safe', 'torch-zip', true]);
    assert.deepEqual([view.tensors.names, view.tensors.dtypes, view.tensors.bytes], [['weight'], ['float32'], [16]]);
    assert.deepEqual(
      view.members.map(({ place, size }) => [place, size]),
      [
        ['archive/data.pkl', view.members[0]!.size],
        ['archive/byteorder', 6],
        ['archive/data/0', 16],
        ['archive/version', 2],
      ],
    );
  });

  test('tells what loading would run, and where', async () => {
    const view = await inspect(await write('model.pt', torchZip(evil())));
    assert.equal(view.verdict, 'malicious');
    assert.deepEqual(view.trace, [
      { text: 'posix.system("echo touchstone")', tier: 'dangerous', place: 'archive/data.pkl', offset: 37, count: 1 },
    ]);
    assert.deepEqual([view.reasons[0]!.rule, view.reasons[0]!.place], ['malicious-model-file', 'archive/data.pkl']);
  });

  test('reads a large file by its head where there are ranges, and never calls unread ones safe', async function () {
    this.timeout(60_000);
    const size = 70 * 1024 * 1024;
    const head = { weight: { dtype: 'U8', shape: [size], data_offsets: [0, size] } };
    const view = await inspect(await write('model.safetensors', safetensors(head, new Uint8Array(size))));
    if (at('').scheme === 'file') assert.deepEqual([view.verdict, view.tensors.bytes], ['safe', [size]]);
    else
      assert.deepEqual(
        [view.verdict, view.reasons.map(({ rule, message }) => `${rule}: ${message}`)],
        [
          'suspicious',
          ['model-file-not-inspected: Not inspected: files above 64 MB can be read only from a local or remote disk.'],
        ],
      );
  });

  test('takes names for text', async () => {
    const name = '<img src=x onerror=alert(1)>.weight';
    const head = { [name]: { dtype: 'F32', shape: [1], data_offsets: [0, 4] }, __metadata__: { '</script>': '<b>' } };
    const view = await inspect(await write('model.safetensors', safetensors(head, new Uint8Array(4))));
    assert.deepEqual([view.tensors.names, view.metadata], [[name], [['</script>', '<b>']]]);
  });

  test('keeps nothing of a file whose editor was closed', async () => {
    const uri = await write('model.pkl', evil());
    assert.equal((await inspect(uri)).verdict, 'malicious');
    await closeAll();
    await vscode.workspace.fs.writeFile(uri, zip([{ name: 'a.txt', bytes: new Uint8Array(3) }]));
    assert.equal((await inspect(uri)).verdict, 'unknown', 'a closed editor keeps nothing');
    assert.equal((await textOf(uri)).slice(0, 2), 'PK');
  });
});

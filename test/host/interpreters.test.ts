import assert from 'node:assert/strict';
import { extensions, workspace } from './vscode';
import { environmentFolderOf, folderNameOf, settingPath } from '../../src/extension/interpreter-paths';
import { Interpreters } from '../../src/extension/interpreters';
import type { Platform } from '../../src/extension/platform';

const FOLDER = { scheme: 'file', path: '/work/app', fsPath: '/work/app' } as never;

/** What the environment of a folder is, as the path of its root and its name. */
async function environmentOf(platform: Partial<Platform>): Promise<string | null> {
  const interpreters = new Interpreters({ environment: async () => null, ...platform } as Platform);
  const found = await interpreters.environmentFor(FOLDER);
  interpreters.dispose();
  return found && `${found.root.path} ${found.name} ${found.chosen ? 'chosen' : 'active'}`;
}

const machine = { home: '/home/me', env: { CONDA: '/opt/conda' } };
const active = { machine, environment: async () => ({ path: '/opt/active', toString: () => '' }) as never };

describe('the interpreter of a folder', () => {
  const { getExtension } = extensions;
  const { getConfiguration } = workspace;
  afterEach(() => {
    extensions.getExtension = getExtension;
    workspace.getConfiguration = getConfiguration;
  });
  const select = (path: string, listen: (hear: () => void) => void = () => {}): void => {
    extensions.getExtension = (id) =>
      id === 'ms-python.python'
        ? {
            isActive: true,
            exports: {
              environments: {
                getActiveEnvironmentPath: () => ({ id: path, path }),
                onDidChangeActiveEnvironmentPath: (hear: () => void) => {
                  listen(hear);
                  return { dispose() {} };
                },
              },
            },
          }
        : undefined;
  };
  const set = (value: string): void => {
    workspace.getConfiguration = (section) => ({
      get: (key) => (section === 'python' && key === 'defaultInterpreterPath' ? value : undefined),
      inspect: () => undefined,
    });
  };

  it('is the one that the Python extension has selected', async () => {
    select('/opt/envs/ml/bin/python3.12');
    set('.venv/bin/python');
    assert.equal(await environmentOf(active), '/opt/envs/ml ml chosen');
  });

  it('is told anew when another one is selected', async () => {
    let select2 = (): void => assert.fail('nobody listens');
    select('/opt/envs/ml/bin/python', (hear) => {
      select2 = hear;
    });
    const interpreters = new Interpreters(active as unknown as Platform);
    await interpreters.environmentFor(FOLDER);
    let heard = 0;
    interpreters.onDidChange(() => heard++);
    select2();
    assert.equal(heard, 1);
  });

  it('is the one of the setting without that extension', async () => {
    for (const [value, expected] of [
      ['${workspaceFolder}/.venv/bin/python', '/work/app/.venv .venv chosen'],
      ['.venv/bin/python', '/work/app/.venv .venv chosen'],
      ['${env:CONDA}/envs/gpu/bin/python', '/opt/conda/envs/gpu gpu chosen'],
      ['~/ml/bin/python', '/home/me/ml ml chosen'],
      ['python', '/opt/active active active'],
    ] as const) {
      set(value);
      assert.equal(await environmentOf(active), expected, value);
    }
  });

  it('is the one that the host was started in, or none', async () => {
    assert.equal(await environmentOf(active), '/opt/active active active');
    assert.equal(await environmentOf({ machine }), null);
  });

  it('is none in the browser, whatever is selected', async () => {
    select('/opt/envs/ml/bin/python');
    set('/opt/envs/ml/bin/python');
    assert.equal(await environmentOf({}), null);
  });

  it('is a folder by its path on every system', () => {
    for (const [path, folder, name] of [
      ['/usr/bin/python3', '/usr', 'usr'],
      ['C:\\Users\\me\\app\\.venv\\Scripts\\python.exe', 'C:\\Users\\me\\app\\.venv', '.venv'],
      ['C:\\conda\\envs\\ml\\python.exe', 'C:\\conda\\envs\\ml', 'ml'],
      ['/opt/conda/envs/ml', '/opt/conda/envs/ml', 'ml'],
      ['/opt/conda/envs/ml/', '/opt/conda/envs/ml/', 'ml'],
      ['python', '', ''],
    ] as const) {
      assert.equal(environmentFolderOf(path), folder, path);
      assert.equal(folderNameOf(folder), name, path);
    }
    assert.equal(settingPath('C:\\Python\\python.exe', '/work', {}, undefined), 'C:\\Python\\python.exe');
    assert.equal(settingPath('${command:python.interpreterPath}/x', '/work', {}, undefined), null);
  });
});

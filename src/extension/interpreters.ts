import * as vscode from 'vscode';
import { environmentFolderOf, folderNameOf, settingPath } from './interpreter-paths';
import type { Platform } from './platform';

/** An environment on this machine. */
export interface Environment {
  readonly root: vscode.Uri;
  readonly name: string;
  /** People selected its interpreter. */
  readonly chosen: boolean;
}

/** What is used of the Python extension. Source: its published API, `@vscode/python-extension`. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

const PYTHON = 'ms-python.python';
const SETTING = 'python.defaultInterpreterPath';

/**
 * The interpreter that is selected for a folder: the Python extension's, where it runs, else the one of the setting, else the environment
 * that the host was started in. Its files are read and it is never started; nor is the Python extension, which begins with the first
 * Python file by itself.
 */
export class Interpreters implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [this.#changed];
  #api: PythonApi | undefined;
  #isAwaited = false;

  /** Another interpreter is selected, or it is known now which one is. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly platform: Platform) {
    if (!platform.machine) return;
    this.#subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) this.#changed.fire();
      }),
      vscode.extensions.onDidChange(() => this.#find()),
    );
  }

  async environmentFor(folder: vscode.Uri): Promise<Environment | null> {
    const { machine } = this.platform;
    if (!machine || folder.scheme !== 'file') return this.#started();
    const path = this.#find()?.environments?.getActiveEnvironmentPath(folder).path ?? this.#fromSetting(folder);
    if (!path || !/[\\/]/.test(path)) return this.#started();
    const root = environmentFolderOf(path);
    return { root: vscode.Uri.file(root), name: folderNameOf(root), chosen: true };
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
  }

  #find(): PythonApi | undefined {
    if (this.#api) return this.#api;
    const extension = vscode.extensions.getExtension<PythonApi>(PYTHON);
    if (extension?.isActive) this.#take(extension.exports);
    else if (extension && !this.#isAwaited && startsByItself()) {
      this.#isAwaited = true;
      void extension.activate().then(
        (api) => {
          this.#take(api);
          this.#changed.fire();
        },
        () => undefined, // it says so itself
      );
    }
    return this.#api;
  }

  #take(api: PythonApi | undefined): void {
    this.#api = api;
    const heard = api?.environments?.onDidChangeActiveEnvironmentPath(() => this.#changed.fire());
    if (heard) this.#subscriptions.push(heard);
  }

  #fromSetting(folder: vscode.Uri): string | null {
    const { machine } = this.platform;
    const value = vscode.workspace.getConfiguration('python', folder).get<string>('defaultInterpreterPath');
    return value && machine ? settingPath(value, folder.fsPath, machine.env, machine.home) : null;
  }

  async #started(): Promise<Environment | null> {
    const root = await this.platform.environment();
    return root && { root, name: folderNameOf(root.path), chosen: false };
  }
}

/** A Python file is open: the Python extension begins with it, and to wait for it starts nothing. */
const startsByItself = (): boolean => vscode.workspace.textDocuments.some(({ languageId }) => languageId === 'python');

// As much of the `vscode` module as the scanner touches, for tests without an editor. Import it before anything of src/extension.
import Module from 'node:module';
import { grammars } from '../harness/grammars';

class EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => void>();
  readonly event = (listener: (event: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class Range {
  readonly #at: string;
  constructor(...at: number[]) {
    this.#at = String(at);
  }
  isEqual(other: Range): boolean {
    return this.#at === other.#at;
  }
}

class WorkspaceEdit {
  readonly #edits = new Map<unknown, unknown[]>();
  createFile(): void {}
  replace(at: unknown, _range: unknown, text: string): void {
    this.#edits.set(at, [...(this.#edits.get(at) ?? []), text]);
  }
  entries(): [unknown, unknown[]][] {
    return [...this.#edits];
  }
}

interface MadeUri {
  readonly scheme: string;
  readonly path: string;
  with(change: { path: string }): MadeUri;
  toString(): string;
}

const uri = (text: string): MadeUri => ({
  scheme: 'file',
  path: text,
  with: ({ path }) => uri(path),
  toString: () => text,
});

const vscode = {
  l10n: {
    t: (text: string, ...values: unknown[]): string =>
      text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
  },
  EventEmitter,
  Range,
  WorkspaceEdit,
  DiagnosticSeverity: {},
  Uri: {
    parse: uri,
    file: uri,
    joinPath: (base: { path: string }, ...parts: string[]) => uri([base.path, ...parts].join('/')),
  },
  Disposable: { from: () => ({ dispose() {} }) },
  LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
  languages: {
    /** What stands behind `{}`, by id. */
    items: new Map<string, { text?: string; detail?: string; severity?: number }>(),
    createLanguageStatusItem(id: string) {
      const item: { text?: string; detail?: string; severity?: number; dispose(): void } = { dispose() {} };
      vscode.languages.items.set(id, item);
      return item;
    },
    match: () => 1,
  },
  ProgressLocation: { Notification: 15 },
  ConfigurationTarget: { Global: 1 },
  window: {
    /** What was said while something went on, and after it. */
    said: [] as string[],
    async withProgress<T>(
      _options: object,
      task: (progress: { report(value: { message?: string }): void }, token: object) => Promise<T>,
    ): Promise<T> {
      const report = ({ message }: { message?: string }) => void vscode.window.said.push(message ?? '');
      return task({ report }, { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) });
    },
    /** The button that is pressed, when there is such a one. */
    pressed: undefined as string | undefined,
    async showInformationMessage(message: string, ...rest: unknown[]): Promise<string | undefined> {
      vscode.window.said.push(`(${message})`);
      return rest.includes(vscode.window.pressed) ? vscode.window.pressed : undefined;
    },
    async showWarningMessage(message: string): Promise<undefined> {
      vscode.window.said.push(`(${message})`);
    },
    activeTextEditor: undefined as { document: { uri: unknown } } | undefined,
    onDidChangeActiveTextEditor: () => ({ dispose() {} }),
  },
  extensions: {
    getExtension: (() => undefined) as (id: string) => unknown,
    onDidChange: () => ({ dispose() {} }),
  },
  FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
  workspace: {
    textDocuments: [] as { uri: unknown; isClosed: boolean; getText(): string }[],
    workspaceFolders: [] as { name: string; uri: unknown }[],
    getWorkspaceFolder: () => undefined,
    getConfiguration: (() => ({ get: () => undefined, inspect: () => undefined })) as (section?: string) => {
      get(key: string): unknown;
      inspect(): undefined;
      update?(key: string, value: unknown): Promise<void>;
    },
    onDidChangeConfiguration: () => ({ dispose() {} }),
    fs: {
      readFile: async ({ path }: { path: string }) =>
        path.endsWith('tree-sitter-python.wasm')
          ? grammars.python
          : path.endsWith('.wasm')
            ? grammars.runtime
            : Promise.reject(new Error('there is no such file')),
      stat: () => Promise.reject(new Error('there is no such file')),
      readDirectory: () => Promise.reject(new Error('there is no such file')),
      /** What was written, by path. */
      written: new Map<string, Uint8Array>(),
      createDirectory: () => Promise.resolve(),
      writeFile: async ({ path }: { path: string }, bytes: Uint8Array) =>
        void vscode.workspace.fs.written.set(path, bytes),
      rename: async (from: { path: string }, to: { path: string }) => {
        vscode.workspace.fs.written.set(to.path, vscode.workspace.fs.written.get(from.path)!);
        vscode.workspace.fs.written.delete(from.path);
      },
    },
  },
};

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

/** What the editor has, for tests to change. */
export const { languages, window, workspace, extensions } = vscode;
export const home = { id: 'file:///project', root: uri('file:///project') as never };
export const extensionUri = uri('file:///extension') as never;

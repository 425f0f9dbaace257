import * as vscode from 'vscode';
import type { PolicyCompletion } from '../session/policy-assistance';
import { SOURCE, toRange } from './diagnostics';
import { errorMessageOf, type Log } from './log';
import { isEnd, type Scanner } from './scanner';

const SELECTOR: vscode.DocumentSelector = [{ pattern: '**/touchstone.toml' }, { pattern: '**/pyproject.toml' }];
const NAMES = ['touchstone.toml', 'pyproject.toml'];
const TRIGGERS = ['[', '.', '=', '"', "'", ' '];
/** After the last key. Milliseconds. */
const DEBOUNCE = 250;

/** Completion, hover and Problems of the configuration, made by the worker from the one schema. */
export class PolicyFiles implements vscode.CompletionItemProvider, vscode.HoverProvider, vscode.Disposable {
  readonly #problems = vscode.languages.createDiagnosticCollection('touchstone-configuration');
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(
    private readonly scanner: Scanner,
    private readonly log: Log,
  ) {
    const { workspace, languages } = vscode;
    const watcher = workspace.createFileSystemWatcher('**/{touchstone,pyproject}.toml');
    this.#subscriptions = [
      languages.registerCompletionItemProvider(SELECTOR, this, ...TRIGGERS),
      languages.registerHoverProvider(SELECTOR, this),
      workspace.onDidOpenTextDocument((document) => this.#check(document.uri, 0)),
      workspace.onDidChangeTextDocument(({ document }) => this.#check(document.uri, DEBOUNCE)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#check(uri, 0)),
      watcher,
      watcher.onDidCreate((uri) => this.#check(uri, 0)),
      watcher.onDidChange((uri) => this.#check(uri, 0)),
      watcher.onDidDelete((uri) => this.#check(uri, 0)),
    ];
    for (const document of workspace.textDocuments) this.#check(document.uri, 0);
    for (const { uri } of workspace.workspaceFolders ?? [])
      for (const name of NAMES) this.#check(vscode.Uri.joinPath(uri, name), 0);
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const offered = await this.#ask('policyCompletions', document, position);
    return (offered ?? []).map((each, index) => itemOf(each, document, index));
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const found = await this.#ask('policyHover', document, position);
    return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found.range));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions, this.#problems).dispose();
  }

  async #ask<K extends 'policyCompletions' | 'policyHover'>(
    name: K,
    document: vscode.TextDocument,
    position: vscode.Position,
  ) {
    try {
      const { path } = document.uri;
      return await this.scanner.ask(name, { path, text: document.getText(), offset: document.offsetAt(position) });
    } catch (error) {
      if (!isEnd(error)) this.log.error(`${name}: ${errorMessageOf(error)}`);
      return null;
    }
  }

  #check(uri: vscode.Uri, delay: number): void {
    if (!NAMES.includes(uri.path.slice(uri.path.lastIndexOf('/') + 1)) || FOREIGN.test(uri.scheme)) return;
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.#judge(uri);
      }, delay),
    );
  }

  async #judge(uri: vscode.Uri): Promise<void> {
    const text = await textOf(uri);
    try {
      // Most pyproject.toml say nothing to this tool: the worker is not started for them.
      const silent = text === null || (uri.path.endsWith('pyproject.toml') && !text.includes('touchstone'));
      const problems = silent ? [] : await this.scanner.ask('policyProblems', { path: uri.path, text });
      if ((await textOf(uri)) !== text) return; // what was typed since is being looked at already
      this.#problems.set(
        uri,
        problems.map(({ place, message }) => {
          const diagnostic = new vscode.Diagnostic(toRange(place), sentence(message), vscode.DiagnosticSeverity.Error);
          diagnostic.source = SOURCE;
          diagnostic.code = 'configuration';
          return diagnostic;
        }),
      );
    } catch (error) {
      if (!isEnd(error)) this.log.error(`Reading the configuration failed: ${errorMessageOf(error)}`);
    }
  }
}

/** Old versions of a file, and what is shown beside it. */
const FOREIGN = /^(?:git|vscode-scm|gitlens|pr|output|search-editor)$/;

const sentence = (message: string): string => message[0]!.toUpperCase() + message.slice(1);

const rangeIn = (document: vscode.TextDocument, { start, end }: { start: number; end: number }): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

const KINDS: Readonly<Record<PolicyCompletion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  table: vscode.CompletionItemKind.Module,
  value: vscode.CompletionItemKind.EnumMember,
};

function itemOf(each: PolicyCompletion, document: vscode.TextDocument, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: each.label, description: each.detail }, KINDS[each.kind]);
  item.documentation = new vscode.MarkdownString(each.documentation);
  item.insertText = new vscode.SnippetString(each.snippet);
  item.range = rangeIn(document, each.range);
  item.filterText = each.filter;
  item.sortText = String(index).padStart(4, '0');
  // What is chosen next (the severity of a rule, the key of a table) is offered at once.
  if (each.kind === 'table') item.command = { title: '', command: 'editor.action.triggerSuggest' };
  return item;
}

/** What is in the editor, else on the disk; null where there is no such file. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key && !document.isClosed);
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

import * as vscode from 'vscode';
import type { FromModelPage } from '../report/model-messages';
import type { ModelView } from '../report/model-view';
import { scriptPage } from '../report/script-page';
import { bundleText } from './bundle-text';
import type { Folders } from './folders';
import { errorMessageOf, type Log } from './log';
import { compareModel } from './model-comparison';
import { ModelDocument } from './model-document';
import { isEnd, type Scanner } from './scanner';

/** The inspector as the editor of what nothing else shows, and as one to choose for what has an editor already. */
const MODEL_FILE = 'touchstone.modelFile';
const MODEL_CONFIG = 'touchstone.modelConfig';

/** The script of the page, in `dist/web`. */
const PAGE = 'model-page.js';

/** The inspector of model files: what a file holds, and what loading it would do. It reads, and never writes. */
export class ModelEditor implements vscode.CustomReadonlyEditorProvider<ModelDocument> {
  readonly #open = new Map<string, ModelDocument>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly folders: Folders,
    private readonly scanner: Scanner,
    private readonly log: Log,
  ) {}

  register(): vscode.Disposable[] {
    const options = { supportsMultipleEditorsPerDocument: true };
    return [MODEL_FILE, MODEL_CONFIG].map((id) => vscode.window.registerCustomEditorProvider(id, this, options));
  }

  /** Opens a file in the inspector, whatever it is called. Gives what it shows, once it does. */
  async inspect(given?: vscode.Uri): Promise<ModelView | null | undefined> {
    const uri = given instanceof vscode.Uri ? given : await chosenFile();
    if (!uri) return undefined;
    await vscode.commands.executeCommand('vscode.openWith', uri, MODEL_FILE);
    return this.#open.get(uri.toString())?.inspect();
  }

  openCustomDocument(uri: vscode.Uri): ModelDocument {
    const document = new ModelDocument(uri, this.folders.homeOf(uri), this.scanner, this.log);
    this.#open.set(uri.toString(), document);
    return document;
  }

  async resolveCustomEditor(document: ModelDocument, panel: vscode.WebviewPanel): Promise<void> {
    const { webview } = panel;
    const code = await bundleText(this.extension, PAGE);
    const subscriptions = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: FromModelPage) => this.#hear(message, document, webview)),
      document.onTold((message) => void webview.postMessage(message)),
    );
    panel.onDidDispose(() => subscriptions.dispose());
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [] };
    webview.html = scriptPage(code, randomName());
  }

  /** Writes the digest of a file into the lock of its folder. */
  async #lock(document: ModelDocument): Promise<void> {
    const title = vscode.l10n.t('Touchstone: computing the SHA-256');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    try {
      const locked = await vscode.window.withProgress(options, async (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        return document.lock(controller.signal, (percent) => progress.report({ increment: percent }));
      });
      if ('problem' in locked) void vscode.window.showWarningMessage(locked.problem);
      else await offerLock(locked);
    } catch (error) {
      if (isEnd(error)) return;
      this.log.error(`lock: ${errorMessageOf(error)}`);
      void vscode.window.showWarningMessage(vscode.l10n.t('That did not work: {0}', errorMessageOf(error)));
    }
  }

  async #hear(message: FromModelPage, document: ModelDocument, webview: vscode.Webview): Promise<void> {
    switch (message.kind) {
      case 'ready':
        for (const told of document.state()) await webview.postMessage(told);
        await document.inspect();
        return;
      case 'reload':
        await document.reload();
        return;
      case 'cancel':
        return document.cancel();
      case 'bytes':
        return document.tellBytes(message);
      case 'digest':
        return document.digest(message.isWanted);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'uses':
        return showUses(document.uri);
      case 'lock':
        return this.#lock(document);
      case 'compare':
        return compareModel(document, this.scanner, this.log);
      case 'rule':
        return vscode.commands.executeCommand('touchstone.openRuleDocs', message.rule);
    }
  }
}

async function offerLock({ uri, isNew }: { readonly uri: vscode.Uri; readonly isNew: boolean }): Promise<void> {
  const open = vscode.l10n.t('Open');
  const told = isNew
    ? vscode.l10n.t('The file is in touchstone.lock now.')
    : vscode.l10n.t('touchstone.lock has this file already, as it is.');
  if ((await vscode.window.showInformationMessage(told, open)) === open)
    await vscode.commands.executeCommand('vscode.open', uri);
}

async function chosenFile(): Promise<vscode.Uri | undefined> {
  const openLabel = vscode.l10n.t('Inspect');
  return (await vscode.window.showOpenDialog({ openLabel, canSelectMany: false }))?.[0];
}

/** Searches code and configuration for the names by which they load a file: its own, and that of its folder in quotes. */
async function showUses(uri: vscode.Uri): Promise<void> {
  const [folder, file] = uri.path.split('/').slice(-2) as [string, string];
  const isInFolder = vscode.workspace.getWorkspaceFolder(uri)?.uri.path !== vscode.Uri.joinPath(uri, '..').path;
  const inQuotes = isInFolder && folder !== '' ? `|["'](?:[^"']*/)?${escaped(folder)}/?["']` : '';
  await vscode.commands.executeCommand('workbench.action.findInFiles', {
    query: `${escaped(file)}${inQuotes}`,
    isRegex: true,
    isCaseSensitive: true,
    triggerSearch: true,
    filesToInclude: '**/*.{py,ipynb,yaml,yml,toml,json,cfg,ini,sh},**/Dockerfile*',
  });
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What nobody can guess: the page runs the script of this name, and no other. */
const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

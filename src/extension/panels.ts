import * as vscode from 'vscode';
import type { FolderPart } from '../session/folder-scan';
import { uriIn } from './folders';
import { openAt, openCell } from './places';
import type { Scanner } from './scanner';
import { progressed } from './wording';

/** Pages of findings and of the bill of materials, in a panel each. What a page may do is in its own policy, and in these options. */
export class Panels implements vscode.Disposable {
  readonly #panels = new Map<string, vscode.WebviewPanel>();
  #dependencies: { readonly folder: vscode.Uri; readonly json: string; readonly csv: string } | null = null;

  constructor(
    private readonly scanner: Scanner,
    private readonly version: string,
  ) {}

  /** The findings of a folder. Gives the page, or undefined when the user gave up. */
  async showReport(given?: vscode.Uri): Promise<string | undefined> {
    const folder = await folderFor(given);
    if (!folder) return undefined;
    const home = { id: folder.toString(), root: folder };
    const answer = await this.#working(vscode.l10n.t('Touchstone: writing the report'), (options) =>
      this.scanner.in(home, 'report', { version: this.version }, options),
    );
    if (answer?.html)
      this.#show('touchstone.report', vscode.l10n.t('Touchstone Report'), answer.html, { enableScripts: false });
    return answer?.html ?? undefined;
  }

  /** What a folder depends on. Gives the page, or undefined when the user gave up. */
  async showDependencies(given?: vscode.Uri): Promise<string | undefined> {
    const folder = await folderFor(given);
    if (!folder) return undefined;
    const name = folder.path.split('/').filter(Boolean).at(-1) ?? 'project';
    const answer = await this.#working(vscode.l10n.t('Touchstone: collecting the dependencies'), (options) =>
      this.scanner.in({ id: folder.toString(), root: folder }, 'dependencies', { name }, options),
    );
    if (!answer?.html) return undefined;
    this.#dependencies = { folder, json: answer.json, csv: answer.csv };
    this.#show('touchstone.dependencies', vscode.l10n.t('Touchstone Dependencies'), answer.html, {
      enableScripts: true,
    });
    return answer.html;
  }

  /** Saves what the panel shows, where the user says. */
  async saveDependencies(form: 'json' | 'csv', given?: vscode.Uri): Promise<vscode.Uri | undefined> {
    const shown = this.#dependencies;
    if (shown === null || (form !== 'json' && form !== 'csv')) return undefined;
    const uri =
      given ??
      (await vscode.window.showSaveDialog({
        defaultUri: vscode.Uri.joinPath(shown.folder, `dependencies.${form}`),
        filters: { [form.toUpperCase()]: [form] },
        title: vscode.l10n.t('Save the Dependencies'),
      }));
    if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(shown[form]));
    return uri;
  }

  /** A CycloneDX document that is given or open in the active editor; else that of a folder as it is now. */
  async showSbom(given?: vscode.Uri): Promise<string | undefined> {
    const text = (await documentText(given)) ?? (await this.#collected(given));
    if (text === undefined) return undefined;
    const { html } = await this.scanner.ask('sbomPage', { text });
    this.#show('touchstone.sbom', vscode.l10n.t('Touchstone SBOM'), html, { enableScripts: true });
    return html;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#panels.values()).dispose();
  }

  async #collected(given?: vscode.Uri): Promise<string | undefined> {
    const folder = await folderFor(given);
    if (!folder) return undefined;
    const name = folder.path.split('/').filter(Boolean).at(-1) ?? 'project';
    const sbom = await this.#working(vscode.l10n.t('Touchstone: collecting the bill of materials'), (options) =>
      this.scanner.in({ id: folder.toString(), root: folder }, 'sbom', { name, version: this.version }, options),
    );
    return sbom?.text;
  }

  async #working<T>(
    title: string,
    work: (options: { signal: AbortSignal; onPart: (part: unknown) => void }) => Promise<T>,
  ): Promise<T | undefined> {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const onPart = (part: unknown) => {
        progress.report({ message: progressed(part as FolderPart) });
      };
      return work({ signal: controller.signal, onPart });
    });
  }

  #show(id: string, title: string, html: string, { enableScripts }: { readonly enableScripts: boolean }): void {
    const known = this.#panels.get(id);
    const panel =
      known ??
      vscode.window.createWebviewPanel(id, title, vscode.ViewColumn.Active, {
        enableScripts,
        enableForms: false,
        // The only commands that a link of a page can run: they show something, or ask where to save what is shown.
        enableCommandUris: ['touchstone.openRuleDocs', 'touchstone.openPlace', 'touchstone.saveDependencies'],
        enableFindWidget: true,
        localResourceRoots: [],
      });
    if (!known) {
      this.#panels.set(id, panel);
      panel.onDidDispose(() => this.#panels.delete(id));
    }
    panel.webview.html = html;
    panel.reveal();
  }
}

/** Where a link of the report leads. */
export async function openPlace(
  folder: string,
  path: string,
  cell: number | null,
  line: number,
  column: number,
): Promise<void> {
  const root = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === folder)?.uri;
  if (!root) return;
  const uri = uriIn({ id: folder, root }, path);
  const at = new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  if (cell === null) await openAt(uri, new vscode.Range(at, at));
  else await openCell(uri, cell, new vscode.Range(at, at));
}

async function folderFor(given: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  if (given instanceof vscode.Uri) return given;
  const all = vscode.workspace.workspaceFolders ?? [];
  return (
    all.length > 1
      ? await vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Folder to describe') })
      : all[0]
  )?.uri;
}

/** The text of the document that is meant, where that is a CycloneDX one. */
async function documentText(given: vscode.Uri | undefined): Promise<string | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (!given && active && /"bomFormat"\s*:\s*"CycloneDX"/.test(active.getText())) return active.getText();
  if (!(given instanceof vscode.Uri) || !given.path.endsWith('.json')) return undefined;
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(given));
}

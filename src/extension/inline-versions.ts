import * as vscode from 'vscode';
import { DOCUMENTS } from './documents.generated';
import { filtersOf } from './documents-known';
import type { Folders } from './folders';
import { errorMessageOf, type Log } from './log';
import { isEnd, type Scanner } from './scanner';
import { settingsFor } from './settings';
import { inputOf, isNotebook, subjectOf } from './subjects';

/** Kinds of documents in which requirements are listed; in programs and scripts nothing is shown. */
const MANIFESTS: ReadonlySet<string> = new Set([
  'requirements',
  'pyproject',
  'setup-cfg',
  'pipfile',
  'pixi',
  'tox',
  'conda-environment',
]);

export const MANIFEST_SELECTOR: vscode.DocumentSelector = filtersOf(
  DOCUMENTS.filter(({ kind }) => MANIFESTS.has(kind)),
) as vscode.DocumentFilter[];

/** Versions and vulnerabilities behind the requirements of a manifest, as the editor's inlay hints. */
export class InlineVersions implements vscode.InlayHintsProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    private readonly log: Log,
  ) {}

  dispose(): void {
    this.#changed.dispose();
  }

  /** What is shown may be another: a lock or a setting changed. */
  refresh(): void {
    this.#changed.fire();
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[]> {
    const settings = settingsFor(document.uri);
    const of = settings.enable && settings.inlineVersions ? subjectOf(document) : undefined;
    if (!of || isNotebook(of.subject)) return [];
    const home = this.folders.homeOf(of.subject.uri);
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      const lines = { first: range.start.line + 1, last: range.end.line + 1 };
      const input = inputOf(of.subject, home);
      const shown = await this.scanner.in(home, 'inlineVersions', { input, lines }, { signal: controller.signal });
      return shown.map(({ line, column, text, tooltip }) => {
        const hint = new vscode.InlayHint(new vscode.Position(line - 1, column - 1), text);
        hint.paddingLeft = true;
        hint.tooltip = tooltip;
        return hint;
      });
    } catch (error) {
      if (!isEnd(error)) this.log.error(`Versions could not be shown: ${errorMessageOf(error)}`);
      return [];
    } finally {
      subscription.dispose();
    }
  }
}

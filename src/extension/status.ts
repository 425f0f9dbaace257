import * as vscode from 'vscode';
import type { Problems } from './diagnostics';
import type { Documents, Scanned } from './documents';
import type { Scanner } from './scanner';
import { SELECTOR } from './subjects';
import { counted, countedBySeverity } from './wording';
import type { WorkspaceScan } from './workspace-scan';

/** Scans that take longer than this are worth knowing about. Milliseconds. */
const SLOW = 4_000;
/** The bar is drawn at most this often while a folder is scanned. Milliseconds. */
const REST = 200;

/**
 * In the status bar: what is found, which opens Problems. And behind `{}`: findings of the active file, how long it took, what was
 * not read.
 */
export class Status implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('touchstone.status', SELECTOR);
  readonly #bar = vscode.window.createStatusBarItem('touchstone.findings', vscode.StatusBarAlignment.Left, -10);
  readonly #subscriptions: vscode.Disposable[];
  #trouble: string | null = null;
  #drawing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly documents: Documents,
    private readonly problems: Problems,
    private readonly scan: WorkspaceScan,
    scanner: Scanner,
  ) {
    this.#item.name = 'Touchstone';
    this.#item.command = { title: vscode.l10n.t('Show Output'), command: 'touchstone.showOutput' };
    this.#bar.name = vscode.l10n.t('Touchstone Findings');
    this.#bar.command = 'workbench.panel.markers.view.focus';
    const soon = () => {
      this.#drawing ??= setTimeout(() => this.#draw(), REST);
    };
    this.#subscriptions = [
      documents.onChange(() => this.#show()),
      problems.onChange(soon),
      scan.onChange(soon),
      scanner.onTrouble((trouble) => {
        this.#trouble = trouble;
        this.#show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#show()),
      { dispose: () => clearTimeout(this.#drawing) },
    ];
    this.#show();
  }

  dispose(): void {
    vscode.Disposable.from(this.#item, this.#bar, ...this.#subscriptions).dispose();
  }

  #draw(): void {
    this.#drawing = undefined;
    const counts = this.problems.counts();
    const { error, warning, info, hint } = counts;
    const said = countedBySeverity(counts);
    this.#bar.text = [
      // The wide space keeps the shield from growing together with what it counts.
      `${this.scan.busy ? '$(sync~spin)' : '$(shield)'}\u2002`,
      ...(error > 0 ? [`$(error) ${error}`] : []),
      ...(warning > 0 ? [`$(warning) ${warning}`] : []),
      ...(info + hint > 0 ? [`$(info) ${info + hint}`] : []),
      ...(error + warning + info + hint === 0 ? ['0'] : []),
    ].join(' ');
    const label = this.scan.busy
      ? vscode.l10n.t('Touchstone: {0} so far; the workspace is being scanned', said)
      : vscode.l10n.t('Touchstone: {0}', said);
    this.#bar.tooltip = vscode.l10n.t('{0}. Click to show Problems.', label);
    this.#bar.accessibilityInformation = { label };
    this.#bar.show();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const scanned = document && this.documents.known(document);
    this.#item.busy = this.documents.busy;
    this.#item.text = scanned ? counted(scanned.outcome.findings.length, 'finding') : 'Touchstone';
    this.#item.detail = this.#trouble ?? (scanned ? detailOf(scanned) : undefined);
    this.#item.severity = this.#trouble
      ? vscode.LanguageStatusSeverity.Error
      : scanned && (scanned.took > SLOW || scanned.outcome.notes.length > 0)
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
  }
}

function detailOf({ outcome, took }: Scanned): string {
  const ignored = outcome.suppressed > 0 ? vscode.l10n.t('{0} ignored', outcome.suppressed) : '';
  const [first, ...rest] = outcome.notes;
  const more = first && rest.length > 0 ? vscode.l10n.t('{0} (and {1} more)', first.message, rest.length) : '';
  const notes = more || (first?.message ?? '');
  return [vscode.l10n.t('{0} ms', Math.max(Math.round(took), 1)), ignored, notes]
    .filter((part) => part !== '')
    .join(' · ');
}

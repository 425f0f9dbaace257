import * as vscode from 'vscode';
import type { Documents, Scanned } from './documents';
import type { Scanner } from './scanner';
import { SELECTOR } from './subjects';

/** Scans that take longer than this are worth knowing about. Milliseconds. */
const SLOW = 4_000;

/** The entry of Touchstone behind `{}` in the status bar: findings of the active file, how long it took, what was not read. */
export class Status implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('touchstone.status', SELECTOR);
  readonly #subscriptions: vscode.Disposable[];
  #trouble: string | null = null;

  constructor(
    private readonly documents: Documents,
    scanner: Scanner,
  ) {
    this.#item.name = 'Touchstone';
    this.#item.command = { title: 'Show Output', command: 'touchstone.showOutput' };
    this.#subscriptions = [
      documents.onChange(() => this.#show()),
      scanner.onTrouble((trouble) => {
        this.#trouble = trouble;
        this.#show();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#show()),
    ];
    this.#show();
  }

  dispose(): void {
    vscode.Disposable.from(this.#item, ...this.#subscriptions).dispose();
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

export const counted = (count: number, noun: string): string =>
  `${count === 0 ? 'No' : count} ${noun}${count === 1 ? '' : 's'}`;

function detailOf({ outcome, took }: Scanned): string {
  const ignored = outcome.suppressed > 0 ? `${outcome.suppressed} ignored` : '';
  const [first, ...rest] = outcome.notes;
  const notes = first ? `${first.message}${rest.length > 0 ? ` (and ${rest.length} more)` : ''}` : '';
  return [`${Math.max(Math.round(took), 1)} ms`, ignored, notes].filter((part) => part !== '').join(' · ');
}

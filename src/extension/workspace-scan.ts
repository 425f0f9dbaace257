import * as vscode from 'vscode';
import type { FileResult, Severity } from '../core/finding';
import type { FolderEnd, FolderPart, FolderWish } from '../session/folder-scan';
import type { Documents } from './documents';
import type { Folders, Home } from './folders';
import { errorMessageOf, type Log } from './log';
import { isEnd, type Scanner } from './scanner';
import { settingsFor } from './settings';
import { counted, countedBySeverity, progressed } from './wording';

export interface ScanSummary {
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
  /** What each file gave, when it was asked for. */
  readonly results?: readonly FileResult[];
}

/** Bytes of text in a folder that is scanned without being asked for. */
const SMALL = 50_000_000;
/** Before a scan in the background: opening the window comes first. Milliseconds. */
const QUIET = 1_000;
/** File systems of which reading every file asks nobody's server. */
const NEAR: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

/** Scans whole folders into Problems. Open documents keep the findings of their own text. */
export class WorkspaceScan implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #background: AbortController | null = null;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** A scan in the background began or ended. */
  readonly onChange = this.#changed.event;

  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    private readonly documents: Documents,
    private readonly log: Log,
  ) {}

  get busy(): boolean {
    return this.#background !== null;
  }

  /** Every folder, as the user asked for it: tells how far it is from its first moment, and what came out. */
  async run(collect = false): Promise<ScanSummary> {
    this.#background?.abort();
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Touchstone: scanning'),
      cancellable: true,
    };
    const all: FileResult[] = [];
    const end = await vscode.window.withProgress(options, (progress, token) =>
      this.eachFile(token, progress, (home, result) => {
        all.push(result);
        this.#show(home, result);
      }),
    );
    const findings = all.flatMap((result) => result.findings);
    const summary = { ...end, findings: findings.length, ...(collect ? { results: all } : {}) };
    const counts = countedBySeverity(countsOf(findings));
    this.log.info(`Scanned ${counted(end.files, 'file')}: ${counts}${end.cancelled ? ' (cancelled)' : ''}`);
    void offerProblems(
      end.cancelled ? vscode.l10n.t('Scan stopped. {0} so far.', counts) : vscode.l10n.t('{0}.', counts),
      findings.length > 0,
    );
    return summary;
  }

  /** Begins a scan in the background a moment later: what begins it rarely comes alone. */
  again(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.runInBackground(), QUIET);
  }

  /** The folders that may be scanned without being asked for. Nothing is told but in Problems, the status bar and the log. */
  async runInBackground(): Promise<void> {
    this.#background?.abort();
    const controller = (this.#background = new AbortController());
    this.#changed.fire();
    try {
      for (const folder of vscode.workspace.workspaceFolders ?? []) {
        const { enable, scanOnStartup } = settingsFor(folder.uri);
        if (!enable || scanOnStartup === 'never') continue;
        if (scanOnStartup !== 'always' && !NEAR.has(folder.uri.scheme)) continue;
        const unaskedUpTo = scanOnStartup === 'always' ? Infinity : SMALL;
        const home = this.folders.homeOf(folder.uri);
        const show = ({ result }: FolderPart) => void (result && this.#show(home, result));
        const end = await this.#folder(home, { paths: null, unaskedUpTo }, controller.signal, show);
        this.log.info(
          end.left === undefined
            ? `Scanned ${folder.name} in the background: ${counted(end.files, 'file')}`
            : `${folder.name} is not scanned in the background: ${LEFT[end.left]}`,
        );
      }
    } catch (error) {
      if (!isEnd(error)) this.log.error(`Scanning in the background failed: ${errorMessageOf(error)}`);
    } finally {
      if (this.#background === controller) this.#background = null;
      this.#changed.fire();
    }
  }

  /** Judges every file of every folder, told of each; `progress` hears from the first moment on. */
  async eachFile(
    token: vscode.CancellationToken,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    hear: (home: Home, result: FileResult) => void,
  ): Promise<{ files: number; cancelled: boolean }> {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    let files = 0;
    let cancelled = false;
    progress.report({ message: progressed({ done: 0, total: 0 }) });
    try {
      const all = vscode.workspace.workspaceFolders ?? [];
      for (const folder of all) {
        const home = this.folders.homeOf(folder.uri);
        let before = 0;
        const part = ({ done, total, result }: FolderPart) => {
          const where = all.length > 1 ? `${folder.name}, ` : '';
          if (total > 0) {
            progress.report({
              message: `${where}${progressed({ done, total })}`,
              increment: ((done - before) / total / all.length) * 100,
            });
            before = done;
          }
          if (result) hear(home, result);
        };
        const end = await this.#folder(home, { paths: null }, controller.signal, part);
        files += end.files;
        cancelled ||= end.cancelled;
      }
    } finally {
      subscription.dispose();
    }
    return { files, cancelled };
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#background?.abort();
    this.#changed.dispose();
  }

  async #folder(
    home: Home,
    wish: FolderWish,
    signal: AbortSignal,
    hear: (part: FolderPart) => void,
  ): Promise<FolderEnd> {
    let files = 0;
    const seen = new Set<string>();
    const onPart = (part: unknown) => {
      const { done, result } = part as FolderPart;
      files = done;
      if (result) seen.add(result.path);
      hear(part as FolderPart);
    };
    try {
      const end = await this.scanner.in(home, 'scanFolder', wish, { signal, onPart });
      // Only now: meanwhile the findings of the scan before are better than none.
      if (!end.cancelled && end.left === undefined) this.documents.forgetFiles(home, seen);
      return end;
    } catch (error) {
      if (signal.aborted && isEnd(error)) return { files, cancelled: true };
      throw error;
    }
  }

  #show(home: Home, result: FileResult): void {
    this.documents.showFile(home, result);
    for (const { path, message } of result.notes) this.log.info(`${path}: ${message}`);
  }
}

const LEFT: Readonly<Record<NonNullable<FolderEnd['left']>, string>> = {
  large: 'it has more than 50 MB of text. Touchstone: Scan Workspace scans it',
  foreign: 'it has no Python file and no notebook',
};

function countsOf(findings: readonly { readonly severity: Severity }[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

async function offerProblems(message: string, isThere: boolean): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  if ((await vscode.window.showInformationMessage(message, ...(isThere ? [show] : []))) === show)
    await vscode.commands.executeCommand('workbench.actions.view.problems');
}

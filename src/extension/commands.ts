import * as vscode from 'vscode';
import type { FileResult, LocatedFinding } from '../core/finding';
import type { FolderPart } from '../session/folder-scan';
import type { ActionTarget } from './actions';
import { ofOneRule } from './actions';
import type { Documents, Scanned } from './documents';
import { editOf, editOfAll } from './edits';
import { allSafeFixes } from './fix-rounds';
import type { Folders, Home } from './folders';
import { errorMessageOf, type Log } from './log';
import type { RulePages } from './rule-pages';
import { writeSbom } from './sbom';
import { pinsOfAll } from './pin-models';
import { isEnd, type Scanner } from './scanner';
import { counted } from './status';
import { inputOf, stampOf, subjectOf } from './subjects';

export interface ScanSummary {
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
  /** What each file gave, when it was asked for. */
  readonly results?: readonly FileResult[];
}

/** What the user is asked to choose from, or has chosen already. */
export interface FixChoice {
  readonly group?: string;
  readonly title?: string;
}

/** The palette's commands, and those behind code actions. */
export class Commands {
  constructor(
    private readonly scanner: Scanner,
    private readonly folders: Folders,
    private readonly documents: Documents,
    private readonly pages: RulePages,
    private readonly log: Log,
    private readonly version: string,
  ) {}

  register(): vscode.Disposable[] {
    const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
      scanWorkspace: (options?: { readonly collect?: boolean }) => this.#scanWorkspace(options?.collect === true),
      generateSbom: (folder?: vscode.Uri) => writeSbom(folder, this.scanner, this.log, this.version),
      fixAll: () => this.#fixAll(),
      pinModels: () => this.#pinModels(),
      showOutput: () => this.log.show(),
      openRuleDocs: (id?: string) => this.pages.open(typeof id === 'string' ? id : undefined),
      chooseFix: (target: ActionTarget, choice?: FixChoice) => this.#chooseFix(target, choice ?? {}),
      fixRule: (target: ActionTarget) => this.#fixRule(target),
      suppress: (target: ActionTarget, wholeFile: boolean, reason?: string) =>
        this.#suppress(target, wholeFile, reason),
      lookUp: (target: ActionTarget) => this.#lookUp(target),
      allowNetwork: (target: ActionTarget) => this.#allowNetwork(target),
    };
    return Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`touchstone.${name}`, async (...args) => {
        try {
          return await run(...(args as never[]));
        } catch (error) {
          if (isEnd(error)) return undefined;
          this.log.error(`${name}: ${errorMessageOf(error)}`);
          void offerOutput(`That did not work: ${errorMessageOf(error)}`);
          return undefined;
        }
      }),
    );
  }

  /** Every folder, file by file, into Problems. Open documents keep the findings of their own text. */
  async #scanWorkspace(collect: boolean): Promise<ScanSummary> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: 'Touchstone: scanning',
      cancellable: true,
    };
    const summary = await vscode.window.withProgress(options, async (progress, token) => {
      let files = 0;
      let findings = 0;
      let cancelled = false;
      const results: FileResult[] = [];
      for (const folder of vscode.workspace.workspaceFolders ?? []) {
        const home = this.folders.homeOf(folder.uri);
        this.documents.forgetFiles(home);
        const report = ({ done, total, result }: FolderPart) => {
          progress.report({ message: `${folder.name}, ${done}${total > 0 ? ` of ${total}` : ''} files` });
          if (!result) return;
          findings += result.findings.length;
          if (collect) results.push(result);
          this.documents.showFile(home, result);
          this.#logNotes(result);
        };
        const end = await this.#cancellable(home, report, token);
        files += end.files;
        cancelled ||= end.cancelled;
      }
      return { files, findings, cancelled, ...(collect ? { results } : {}) };
    });
    this.log.info(
      `Scanned ${counted(summary.files, 'file')}: ${counted(summary.findings, 'finding')}${summary.cancelled ? ' (cancelled)' : ''}`,
    );
    if (!summary.cancelled)
      void offerProblems(`${counted(summary.findings, 'finding')} in ${counted(summary.files, 'file').toLowerCase()}.`);
    return summary;
  }

  async #cancellable(home: Home, report: (part: FolderPart) => void, token: vscode.CancellationToken) {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    let files = 0;
    try {
      return await this.scanner.in(
        home,
        'scanFolder',
        { paths: null },
        {
          signal: controller.signal,
          onPart: (part) => {
            files = (part as FolderPart).done;
            report(part as FolderPart);
          },
        },
      );
    } catch (error) {
      if (controller.signal.aborted && isEnd(error)) return { files, cancelled: true };
      throw error;
    } finally {
      subscription.dispose();
    }
  }

  #logNotes({ notes }: FileResult): void {
    for (const { path, message } of notes) this.log.info(`${path}: ${message}`);
  }

  /** All safe fixes of the active file or notebook, until none is left, as one change. Gives the number of fixes made. */
  async #fixAll(): Promise<number> {
    const document =
      vscode.window.activeTextEditor?.document ?? vscode.window.activeNotebookEditor?.notebook.getCells()[0]?.document;
    const of = document && subjectOf(document);
    if (!of) return 0;
    const scanned = await this.documents.fresh(of.subject);
    const input = scanned && inputOf(scanned.subject, scanned.home);
    if (!input || input.kind === 'bytes') return 0;
    const stamp = stampOf(scanned.subject);
    const all = await allSafeFixes(
      input,
      scanned.outcome.findings,
      async (next) => (await this.scanner.in(scanned.home, 'scan', { input: next })).findings,
    );
    const edit = all.count > 0 ? await editOfAll(all.fixes, scanned) : null;
    const isSame = stampOf(scanned.subject) === stamp;
    const made = all.count > 0 && (await applied(isSame ? edit : null)) ? all.count : 0;
    vscode.window.setStatusBarMessage(
      `Touchstone: ${made === 0 ? 'nothing is safe to fix on its own here' : `${counted(made, 'fix').replace(/fixs$/, 'fixes')} made`}`,
      5_000,
    );
    return made;
  }

  /** Every model of the workspace that is taken without a commit, where the commit is known here; one change. Gives the number of pins. */
  async #pinModels(): Promise<number> {
    const found: { home: Home; result: FileResult }[] = [];
    const options = { location: vscode.ProgressLocation.Notification, title: 'Touchstone: pinning', cancellable: true };
    const cancelled = await vscode.window.withProgress(options, async (_progress, token) => {
      for (const folder of vscode.workspace.workspaceFolders ?? []) {
        const home = this.folders.homeOf(folder.uri);
        const end = await this.#cancellable(home, ({ result }) => void (result && found.push({ home, result })), token);
        if (end.cancelled) return true;
      }
      return false;
    });
    const pins = cancelled ? null : await pinsOfAll(found, this.documents);
    const made = pins && (await applied(pins.edit)) ? pins.count : 0;
    if (!cancelled)
      void vscode.window.showInformationMessage(
        made > 0
          ? `${counted(made, 'model')} pinned.`
          : 'No commit is known here for a model that is not pinned: neither the hub cache nor another file has one.',
      );
    return made;
  }

  async #fixRule(target: ActionTarget): Promise<void> {
    const found = await this.#find(target);
    if (found) await applied(await editOfAll(ofOneRule(found.scanned, target.rule), found.scanned));
  }

  async #chooseFix(target: ActionTarget, { group, title: given }: FixChoice): Promise<boolean> {
    const found = await this.#find(target);
    if (!found) return false;
    const titles = found.finding.fixes
      .filter((fix) => group === undefined || fix.group === group)
      .map((fix) => fix.title);
    const title =
      given ??
      (await vscode.window.showQuickPick(titles, { title: 'Choose a Fix', placeHolder: found.finding.message }));
    return title !== undefined && this.#apply(target, title);
  }

  /** The document may have changed while the user chose: the fix of the same title is taken from the latest scan. */
  async #apply(target: ActionTarget, title: string): Promise<boolean> {
    const found = await this.#find(target);
    const fix = found?.finding.fixes.find((candidate) => candidate.title === title);
    return found !== null && fix !== undefined && applied(await editOf(fix, found.scanned));
  }

  async #suppress(target: ActionTarget, wholeFile: boolean, given?: string): Promise<boolean> {
    const reason =
      given ??
      (await vscode.window.showInputBox({
        title: `Ignore ${target.rule} ${wholeFile ? 'in this file' : 'here'}`,
        prompt:
          'Why is this fine? The reason is written into the file. End it with “until 2027-01-31” to be asked again then.',
        validateInput: (text) => (text.trim() === '' ? 'A reason is required.' : undefined),
      }));
    const found = reason?.trim() ? await this.#find(target) : null;
    if (!reason || !found) return false;
    const { scanned, finding } = found;
    const place = await this.scanner.in(scanned.home, 'suppress', {
      input: inputOf(scanned.subject, scanned.home),
      cell: finding.cell,
      line: finding.range.start.line,
      rule: finding.rule,
      reason: reason.trim(),
      wholeFile,
    });
    if (!place) {
      void vscode.window.showInformationMessage(
        'A comment cannot stand here. Turn the rule off in touchstone.toml or in the settings instead.',
      );
      return false;
    }
    const at = { line: place.line, column: place.column };
    const edit = { path: scanned.path, cell: place.cell ?? undefined, range: { start: at, end: at }, text: place.text };
    return applied(await editOf({ title: '', safety: 'unsafe', edits: [edit] }, scanned));
  }

  async #lookUp(target: ActionTarget): Promise<boolean> {
    const found = await this.#find(target);
    const question = found?.finding.lookups?.find(({ kind }) => kind === 'hub-commit');
    if (!found || !question) return false;
    const before = new Set(found.finding.fixes.map(({ title }) => title));
    const problem = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Touchstone: asking the model hub' },
      () => this.scanner.in(found.scanned.home, 'lookUp', { question }),
    );
    this.documents.rescan();
    const fix =
      problem === null ? (await this.#find(target))?.finding.fixes.find(({ title }) => !before.has(title)) : undefined;
    if (!fix) {
      void offerOutput(problem ?? 'The commit that the hub named leads to no fix here.');
      return false;
    }
    return this.#apply(target, fix.title);
  }

  async #allowNetwork(target: ActionTarget): Promise<void> {
    const allow = 'Allow and Look Up';
    const choice = await vscode.window.showInformationMessage(
      'Look up the commit on the network?',
      {
        modal: true,
        detail:
          'The model hub then learns the name of this model, and nothing else. Touchstone asks it only when you choose a look-up. You can turn this off again with the setting touchstone.network.',
      },
      allow,
    );
    if (choice !== allow) return;
    await vscode.workspace.getConfiguration('touchstone').update('network', true, vscode.ConfigurationTarget.Global);
    await this.#lookUp(target);
  }

  /** The finding that an action was made for, in the latest scan of its document. */
  async #find(target: ActionTarget): Promise<{ readonly finding: LocatedFinding; readonly scanned: Scanned } | null> {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === target.uri);
    const of = document && subjectOf(document);
    const scanned = of && (await this.documents.fresh(of.subject));
    const finding = scanned?.outcome.findings.find(
      ({ rule, cell, range }) =>
        rule === target.rule &&
        cell === of!.cell &&
        range.start.line === target.line &&
        range.start.column === target.column,
    );
    return finding && scanned ? { finding, scanned } : null;
  }
}

/** Told to be a refactoring, the editor saves the files when there are several, as it does for the lightbulb: what goes from one file into another is else in both, or in none, on the disk. */
async function applied(edit: vscode.WorkspaceEdit | null): Promise<boolean> {
  if (edit !== null) return vscode.workspace.applyEdit(edit, { isRefactoring: true });
  const message = 'Touchstone: left as it is: the place is gone, or the file is not in the encoding it is opened with';
  vscode.window.setStatusBarMessage(message, 5_000);
  return false;
}

async function offerOutput(message: string): Promise<void> {
  const show = 'Show Output';
  if ((await vscode.window.showWarningMessage(message, show)) === show)
    await vscode.commands.executeCommand('touchstone.showOutput');
}

async function offerProblems(message: string): Promise<void> {
  const show = 'Show Problems';
  if ((await vscode.window.showInformationMessage(message, show)) === show)
    await vscode.commands.executeCommand('workbench.actions.view.problems');
}

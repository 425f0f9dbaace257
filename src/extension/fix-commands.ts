import * as vscode from 'vscode';
import type { FileResult } from '../core/finding';
import type { ActionTarget } from './actions';
import type { Documents, Scanned } from './documents';
import { editOf, editOfAll } from './edits';
import { applied, findAgain } from './finding-again';
import { allSafeFixes } from './fix-rounds';
import type { Home } from './folders';
import { lookUpOf, type LookUp } from './look-ups';
import {
  addTo,
  chosenIn,
  fixesOfAll,
  fixOfRule,
  pinFixOf,
  safeFixOf,
  UNPINNED,
  type FixChooser,
} from './project-fixes';
import type { Scanner } from './scanner';
import { settingsFor } from './settings';
import { subjectOf } from './subjects';
import { counted } from './wording';
import type { WorkspaceScan } from './workspace-scan';

/** What the user is asked to choose from, or has chosen already. */
export interface FixChoice {
  readonly group?: string;
  readonly title?: string;
}

/** The commands that change files. */
export class FixCommands {
  constructor(
    private readonly scanner: Scanner,
    private readonly documents: Documents,
    private readonly scan: WorkspaceScan,
  ) {}

  /** All safe fixes of the active file or notebook, until none is left, as one change. Gives the number of fixes made. */
  async fixAll(): Promise<number> {
    const document =
      vscode.window.activeTextEditor?.document ?? vscode.window.activeNotebookEditor?.notebook.getCells()[0]?.document;
    const of = document && subjectOf(document);
    if (!of) {
      const all = vscode.l10n.t('Fix All in Workspace');
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t('No file is open that Touchstone can check.'),
        all,
      );
      return choice === all ? this.fixWorkspace() : 0;
    }
    const scanned = await this.documents.fresh(of.subject);
    const all = scanned && (await allSafeFixes(scanned, this.scanner));
    const made = all && (await applied(all.edit)) ? all.count : 0;
    sayMade(made);
    return made;
  }

  /** All safe fixes of all files as one change. Gives the number of findings fixed. */
  fixWorkspace(): Promise<number> {
    return this.#everywhere(
      vscode.l10n.t('Touchstone: fixing findings'),
      safeFixOf,
      vscode.l10n.t('No finding has a safe fix.'),
    );
  }

  /** Every model of the workspace that is taken without a commit, where the commit is known here; one change. Gives the number of pins. */
  pinModels(): Promise<number> {
    return this.#everywhere(
      vscode.l10n.t('Touchstone: pinning models'),
      pinFixOf,
      vscode.l10n.t('Nothing to pin: every model is pinned, or its commit is not known on this machine.'),
      (count) => vscode.l10n.t('{0} pinned.', counted(count, 'model')),
    );
  }

  /** Every requirement whose version a lock or the environment knows, in the active file or everywhere; one change. Gives the number of pins. */
  async pinRequirements(where: 'file' | 'workspace'): Promise<number> {
    const none = vscode.l10n.t(
      'Nothing to pin: every requirement is pinned, or no lock and no environment has its version.',
    );
    if (where === 'workspace')
      return this.#everywhere(vscode.l10n.t('Touchstone: pinning requirements'), fixOfRule(UNPINNED), none, (count) =>
        vscode.l10n.t('{0} pinned.', counted(count, 'requirement')),
      );
    const document =
      vscode.window.activeTextEditor?.document ?? vscode.window.activeNotebookEditor?.notebook.getCells()[0]?.document;
    const of = document && subjectOf(document);
    const scanned = of && (await this.documents.fresh(of.subject));
    const made = scanned ? await this.#inFile(scanned, fixOfRule(UNPINNED)) : 0;
    if (made === 0) void vscode.window.showInformationMessage(none);
    return made;
  }

  /** The fix of one rule for all of its findings, in the file of one of them or everywhere. */
  async fixRule(target: ActionTarget, where: 'file' | 'workspace' = 'file'): Promise<number> {
    const choose = fixOfRule(target.rule);
    if (where === 'workspace')
      return this.#everywhere(
        vscode.l10n.t('Touchstone: fixing findings'),
        choose,
        vscode.l10n.t('No finding of {0} has a fix.', target.rule),
      );
    const found = await findAgain(target, this.documents);
    return found ? this.#inFile(found.scanned, choose) : 0;
  }

  async chooseFix(target: ActionTarget, { group, title: given }: FixChoice): Promise<boolean> {
    const found = await findAgain(target, this.documents);
    if (!found) return false;
    const titles = found.finding.fixes
      .filter((fix) => group === undefined || fix.group === group)
      .map((fix) => fix.title);
    const title =
      given ??
      (await vscode.window.showQuickPick(titles, {
        title: vscode.l10n.t('Choose a Fix'),
        placeHolder: found.finding.message,
      }));
    return title !== undefined && this.#apply(target, title);
  }

  async lookUp(target: ActionTarget): Promise<boolean> {
    const found = await findAgain(target, this.documents);
    const lookUp = found && lookUpIn(found);
    if (!found || !lookUp) return false;
    const { question, host } = lookUp;
    const before = new Set(found.finding.fixes.map(({ title }) => title));
    const problem = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Touchstone: asking {0}', host) },
      () => this.scanner.in(found.scanned.home, 'lookUp', { question, agreed: this.scanner.consent.allows(host) }),
    );
    this.documents.rescan();
    const again = problem === null ? await findAgain(target, this.documents) : null;
    const fix = again?.finding.fixes.find(({ title }) => !before.has(title));
    if (!fix) {
      void offerOutput(problem ?? vscode.l10n.t('{0} gave an answer, but no fix here uses it.', host));
      return false;
    }
    return this.#apply(target, fix.title);
  }

  async allowNetwork(target: ActionTarget): Promise<void> {
    const found = await findAgain(target, this.documents);
    const lookUp = found && lookUpIn(found);
    if (!lookUp) return;
    const { host, allow: question, learns } = lookUp;
    if (await this.scanner.consent.given({ host, question, learns, agree: vscode.l10n.t('Allow and Look Up') }))
      await this.lookUp(target);
  }

  /** The document may have changed while the user chose: the fix of the same title is taken from the latest scan. */
  async #apply(target: ActionTarget, title: string): Promise<boolean> {
    const found = await findAgain(target, this.documents);
    const fix = found?.finding.fixes.find((candidate) => candidate.title === title);
    return found !== null && fix !== undefined && applied(await editOf(fix, found.scanned));
  }

  async #inFile(scanned: Scanned, choose: FixChooser): Promise<number> {
    const chosen = chosenIn(scanned, choose);
    const own = chosen.length > 0 ? await editOfAll(chosen, scanned) : null;
    if (!own) return 0;
    const edit = new vscode.WorkspaceEdit();
    addTo(edit, own, chosen);
    const made = (await applied(edit)) ? chosen.length : 0;
    sayMade(made);
    return made;
  }

  async #everywhere(
    title: string,
    choose: FixChooser,
    none: string,
    told = (count: number, files: number) =>
      vscode.l10n.t('{0} fixed in {1}.', counted(count, 'finding'), counted(files, 'file')),
  ): Promise<number> {
    const found: { home: Home; result: FileResult }[] = [];
    const options = {
      location: vscode.ProgressLocation.Notification,
      title,
      cancellable: true,
    };
    const { cancelled } = await vscode.window.withProgress(options, (progress, token) =>
      this.scan.eachFile(token, progress, (home, result) => void found.push({ home, result })),
    );
    if (cancelled) return 0;
    const made = await fixesOfAll(found, this.documents, choose);
    if (!made) void vscode.window.showInformationMessage(none);
    if (!made || !(await applied(made.edit))) return 0;
    void vscode.window.showInformationMessage(told(made.findings, made.files));
    return made.findings;
  }
}

/** The first question of a finding that a server can be asked. */
function lookUpIn({ finding, scanned }: Exclude<Awaited<ReturnType<typeof findAgain>>, null>): LookUp | null {
  const { hubEndpoint } = settingsFor(scanned.home.root);
  return (finding.lookups ?? []).flatMap((question) => lookUpOf(question, hubEndpoint) ?? [])[0] ?? null;
}

export async function offerOutput(message: string): Promise<void> {
  const show = vscode.l10n.t('Show Output');
  if ((await vscode.window.showWarningMessage(message, show)) === show)
    await vscode.commands.executeCommand('touchstone.showOutput');
}

const sayMade = (made: number): void =>
  void vscode.window.setStatusBarMessage(
    made === 0
      ? vscode.l10n.t('Touchstone: no safe fix here')
      : vscode.l10n.t('Touchstone: {0} fixed', counted(made, 'finding')),
    5_000,
  );

import * as vscode from 'vscode';
import type { ActionTarget } from './actions';
import type { Advisories } from './advisories';
import { acceptFindings } from './configuration';
import { toRange, type Problems } from './diagnostics';
import type { Documents } from './documents';
import { offerOutput, type FixChoice, type FixCommands } from './fix-commands';
import { ignore, type IgnoreAnswer } from './ignoring';
import { errorMessageOf, type Log } from './log';
import type { NewerVersionsCheck } from './newer-versions';
import type { RulePages } from './rule-pages';
import { writeSbom, writeSbomAs } from './sbom';
import { isEnd, type Scanner } from './scanner';
import { subjectOf } from './subjects';
import type { WorkspaceScan } from './workspace-scan';

/** The palette's commands, and those behind code actions. */
export class Commands {
  constructor(
    private readonly scanner: Scanner,
    private readonly documents: Documents,
    private readonly problems: Problems,
    private readonly scan: WorkspaceScan,
    private readonly fixes: FixCommands,
    private readonly pages: RulePages,
    private readonly advisories: Advisories,
    private readonly newer: NewerVersionsCheck,
    private readonly log: Log,
    private readonly version: string,
  ) {}

  register(): vscode.Disposable[] {
    const { fixes } = this;
    const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
      scanWorkspace: (options?: { readonly collect?: boolean }) => this.scan.run(options?.collect === true),
      generateSbom: (folder?: vscode.Uri) => writeSbom(folder, this.scanner, this.log, this.version),
      generateSbomAs: (folder?: vscode.Uri, format?: string) =>
        writeSbomAs(folder, this.scanner, this.log, this.version, format),
      acceptFindings: () => this.#accept(),
      goToFinding: () => this.#goToFinding(),
      showOutput: () => this.log.show(),
      openRuleDocs: (id?: string) => this.pages.open(typeof id === 'string' ? id : undefined),
      fixAll: () => fixes.fixAll(),
      fixWorkspace: () => fixes.fixWorkspace(),
      pinModels: () => fixes.pinModels(),
      pinRequirements: () => fixes.pinRequirements('workspace'),
      pinRequirementsInFile: () => fixes.pinRequirements('file'),
      chooseFix: (target: ActionTarget, choice?: FixChoice) => fixes.chooseFix(target, choice ?? {}),
      fixRule: (target: ActionTarget, where?: 'file' | 'workspace') => fixes.fixRule(target, where),
      lookUp: (target: ActionTarget) => fixes.lookUp(target),
      allowNetwork: (target: ActionTarget) => fixes.allowNetwork(target),
      updateAdvisories: () => this.advisories.update(),
      checkNewerVersions: () => this.newer.run(),
      ignore: (targets: readonly ActionTarget[], given?: IgnoreAnswer) =>
        ignore(targets, given ?? {}, this.scanner, this.documents),
    };
    return Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`touchstone.${name}`, async (...args) => {
        try {
          return await run(...(args as never[]));
        } catch (error) {
          if (isEnd(error)) return undefined;
          this.log.error(`${name}: ${errorMessageOf(error)}`);
          void offerOutput(vscode.l10n.t('That did not work: {0}', errorMessageOf(error)));
          return undefined;
        }
      }),
    );
  }

  async #accept(): Promise<vscode.Uri | undefined> {
    const all = vscode.workspace.workspaceFolders ?? [];
    const folder =
      all.length > 1
        ? await vscode.window.showWorkspaceFolderPick({ placeHolder: vscode.l10n.t('Folder whose findings to accept') })
        : all[0];
    const file = folder && (await acceptFindings(folder, this.scanner));
    if (!file) return undefined;
    this.documents.rescan();
    await this.scan.runInBackground();
    return file;
  }

  /** Opens the worst finding that has a fix, with its fixes shown; what is not known yet is scanned first. */
  async #goToFinding(): Promise<boolean> {
    if (this.problems.told().length === 0) await this.scan.run();
    const worst = this.problems.worst();
    if (!worst) return false;
    const { uri, finding } = worst;
    const selection = toRange(finding.range);
    const inCell = uri.scheme === 'vscode-notebook-cell';
    if (inCell) await vscode.commands.executeCommand('vscode.open', uri, { selection });
    const editor = inCell ? vscode.window.activeTextEditor : await vscode.window.showTextDocument(uri, { selection });
    const of = editor && subjectOf(editor.document);
    if (of) await this.documents.fresh(of.subject); // the menu is made of what is known of the open text
    await vscode.commands.executeCommand('editor.action.quickFix');
    return true;
  }
}

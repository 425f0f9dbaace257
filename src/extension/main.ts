import * as vscode from 'vscode';
import { ACTIONS, Actions } from './actions';
import { Advisories } from './advisories';
import { CellAddresses } from './cell-addresses';
import { Commands } from './commands';
import { Problems } from './diagnostics';
import { Documents } from './documents';
import { FixCommands } from './fix-commands';
import { Folders } from './folders';
import { Hovers } from './hover';
import { InlineVersions, MANIFEST_SELECTOR } from './inline-versions';
import { Interpreters } from './interpreters';
import { Log } from './log';
import { ModelEditor } from './model-editor';
import { NewerVersionsCheck } from './newer-versions';
import { OutputMarks } from './output-marks';
import type { Platform } from './platform';
import { RulePages } from './rule-pages';
import { Scanner } from './scanner';
import { SECTION } from './settings';
import { Status } from './status';
import { SELECTOR } from './subjects';
import { registerViews } from './views';
import { watchCompanions, watchConfiguration } from './watchers';
import { WorkspaceScan } from './workspace-scan';

/** What the extension gives to tests and to other extensions. */
export interface TouchstoneApi {
  /** Errors of Touchstone itself since it was started. */
  failures(): number;
  /** What the findings view shows. */
  readonly tree: vscode.TreeDataProvider<unknown>;
}

/** Wires the extension. Nothing is read before a document is there to be scanned. */
export function start(context: vscode.ExtensionContext, platform: Platform): TouchstoneApi {
  const { version } = context.extension.packageJSON as { version: string };
  const log = new Log();
  const interpreters = new Interpreters(platform);
  const folders = new Folders(platform, interpreters);
  const scanner = new Scanner(context.extensionUri, platform, folders, log);
  const addresses = new CellAddresses();
  const problems = new Problems(addresses);
  const documents = new Documents(scanner, folders, problems, addresses, log);
  const scan = new WorkspaceScan(scanner, folders, documents, log);
  const versions = new InlineVersions(scanner, folders, log);
  const pages = new RulePages(context.extensionUri, () => scanner.rules());
  const fixes = new FixCommands(scanner, documents, scan);
  const actions = new Actions(scanner, documents, problems);
  const models = new ModelEditor(context.extensionUri, folders, scanner, log);
  const views = registerViews({
    state: context.workspaceState,
    scanner,
    documents,
    actions,
    models,
    folders,
    log,
    version,
  });

  const judgeAnew = (): void => {
    scanner.reopen();
    documents.rescan();
    scan.again();
    versions.refresh();
  };

  const newer = new NewerVersionsCheck(scanner, folders, () => {
    documents.rescan();
    versions.refresh();
  });
  const advisories = new Advisories(platform, scanner, folders, log, judgeAnew);

  context.subscriptions.push(
    log,
    scanner,
    addresses,
    problems,
    documents,
    scan,
    new Status(documents, problems, scan, scanner),
    watchCompanions(scanner, folders, documents, () => versions.refresh()),
    watchConfiguration(scan),
    vscode.languages.registerCodeActionsProvider(SELECTOR, actions, ACTIONS),
    vscode.languages.registerHoverProvider(SELECTOR, new Hovers(scanner, folders, log)),
    versions,
    vscode.languages.registerInlayHintsProvider(MANIFEST_SELECTOR, versions),
    vscode.workspace.registerTextDocumentContentProvider(pages.scheme, pages),
    vscode.notebooks.registerNotebookCellStatusBarItemProvider('jupyter-notebook', new OutputMarks(documents)),
    advisories,
    ...new Commands(scanner, documents, problems, scan, fixes, pages, advisories, newer, log, version).register(),
    ...models.register(),
    ...views.subscriptions,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) judgeAnew();
    }),
    interpreters,
    interpreters.onDidChange(judgeAnew),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      documents.rescan();
      scan.again();
    }),
    scanner.onTrouble(() => documents.rescan()),
  );
  scan.again();
  if (platform.tour)
    void vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`);
  return { failures: () => log.failures, tree: views.tree };
}

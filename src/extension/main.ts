import * as vscode from 'vscode';
import { ACTIONS, Actions } from './actions';
import { Commands } from './commands';
import { Problems } from './diagnostics';
import { Documents } from './documents';
import { Folders } from './folders';
import { Hovers } from './hover';
import { Log } from './log';
import type { Platform } from './platform';
import { RulePages } from './rule-pages';
import { Scanner } from './scanner';
import { SECTION } from './settings';
import { Status } from './status';
import { SELECTOR } from './subjects';
import { registerViews } from './views';
import { watchCompanions } from './watchers';

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
  const folders = new Folders(platform);
  const scanner = new Scanner(context.extensionUri, platform, folders, log);
  const problems = new Problems(version);
  const documents = new Documents(scanner, folders, problems, log);
  const pages = new RulePages(() => scanner.rules(), version);
  const actions = new Actions(documents);
  const views = registerViews({ state: context.workspaceState, scanner, documents, actions, log, version });

  context.subscriptions.push(
    log,
    scanner,
    problems,
    documents,
    new Status(documents, scanner),
    watchCompanions(scanner, folders, documents),
    vscode.languages.registerCodeActionsProvider(SELECTOR, actions, ACTIONS),
    vscode.languages.registerHoverProvider(SELECTOR, new Hovers(scanner, folders, log)),
    vscode.workspace.registerTextDocumentContentProvider(pages.scheme, pages),
    ...new Commands(scanner, folders, documents, pages, log, version).register(),
    ...views.subscriptions,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(SECTION)) return;
      scanner.reopen();
      documents.rescan();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => documents.rescan()),
    scanner.onTrouble(() => documents.rescan()),
  );
  return { failures: () => log.failures, tree: views.tree };
}

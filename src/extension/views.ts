import * as vscode from 'vscode';
import { findingsCommands, type Lightbulb } from './findings-commands';
import { FindingsView, type Node } from './findings-view';
import type { Folders } from './folders';
import { errorMessageOf, type Log } from './log';
import type { ModelEditor } from './model-editor';
import { ModelSigning, type SigningAnswers } from './model-signing';
import { openPlace, Panels } from './panels';
import { PolicyFiles } from './policy-files';
import { isEnd, type Scanner } from './scanner';

export interface ViewsOptions extends Lightbulb {
  readonly state: vscode.Memento;
  readonly scanner: Scanner;
  readonly log: Log;
  readonly models: ModelEditor;
  readonly folders: Folders;
  readonly version: string;
}

export interface Views {
  /** What the findings view shows. */
  readonly tree: vscode.TreeDataProvider<Node>;
  readonly subscriptions: readonly vscode.Disposable[];
}

/** The views beside Problems: findings in the side bar, report and bill of materials as pages, the configuration's own help. */
export function registerViews({
  state,
  scanner,
  documents,
  actions,
  models,
  folders,
  log,
  version,
}: ViewsOptions): Views {
  const view = new FindingsView(state);
  const panels = new Panels(scanner, version);
  const signing = new ModelSigning(scanner, folders);
  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    ...findingsCommands(view, { documents, actions }),
    'touchstone.showReport': (folder?: vscode.Uri) => panels.showReport(folder),
    'touchstone.showSbom': (of?: vscode.Uri) => panels.showSbom(of),
    'touchstone.inspectModelFile': (file?: vscode.Uri) => models.inspect(file),
    'touchstone.signModel': (model?: vscode.Uri, given?: SigningAnswers) => signing.sign(model, given),
    'touchstone.showDependencies': (of?: vscode.Uri) => panels.showDependencies(of),
    'touchstone.saveDependencies': (form: 'json' | 'csv', to?: vscode.Uri) => panels.saveDependencies(form, to),
    'touchstone.openPlace': openPlace,
  };
  const subscriptions = [
    view,
    panels,
    new PolicyFiles(scanner, log),
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(name, async (...args) => {
        try {
          return await run(...(args as never[]));
        } catch (error) {
          if (isEnd(error)) return undefined;
          log.error(`${name}: ${errorMessageOf(error)}`);
          void vscode.window.showWarningMessage(vscode.l10n.t('That did not work: {0}', errorMessageOf(error)));
          return undefined;
        }
      }),
    ),
  ];
  return { tree: view, subscriptions };
}

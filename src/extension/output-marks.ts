import * as vscode from 'vscode';
import type { LocatedFinding } from '../core/finding';
import type { Documents } from './documents';

/**
 * Marks findings in outputs under their cell. Outputs are no documents, so that the editor can show neither a squiggle nor a
 * lightbulb in them; the bar between a cell's source and its outputs is as near as one comes.
 */
export class OutputMarks implements vscode.NotebookCellStatusBarItemProvider {
  readonly onDidChangeCellStatusBarItems: vscode.Event<void>;

  constructor(private readonly documents: Documents) {
    this.onDidChangeCellStatusBarItems = documents.onChange;
  }

  provideCellStatusBarItems({ document, index }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const findings = this.documents.known(document)?.outcome.findings ?? [];
    return findings
      .filter((finding) => finding.cell === index && isInOutput(finding))
      .map((finding) => {
        const item = new vscode.NotebookCellStatusBarItem(
          `$(warning) ${vscode.l10n.t('Secret in the output below')}`,
          vscode.NotebookCellStatusBarAlignment.Left,
        );
        item.tooltip = finding.message;
        item.priority = 100;
        item.accessibilityInformation = { label: finding.message };
        const target = { uri: document.uri.toString(), rule: finding.rule, ...finding.range.start };
        item.command = { title: vscode.l10n.t('Choose a Fix'), command: 'touchstone.chooseFix', arguments: [target] };
        return item;
      });
  }
}

/** Rules that listen to outputs. */
const IN_OUTPUT: ReadonlySet<string> = new Set(['secret-in-notebook-output']);

const isInOutput = ({ rule }: LocatedFinding): boolean => IN_OUTPUT.has(rule);

import * as vscode from 'vscode';
import { SOURCE } from './diagnostics';
import type { Documents } from './documents';
import { openFinding, type FindingsView, type Node } from './findings-view';
import type { ListedFinding } from './findings-tree';
import { subjectOf } from './subjects';

/** What the lightbulb has for a place. */
export interface Lightbulb {
  readonly documents: Documents;
  readonly actions: vscode.CodeActionProvider<vscode.CodeAction>;
}

/** What one can do in the view: each as a command, so that menus and keys have the same. */
export function findingsCommands(
  view: FindingsView,
  lightbulb: Lightbulb,
): Readonly<Record<string, (node?: Node) => unknown>> {
  const about = (act: (finding: ListedFinding) => unknown) => (node?: Node) => {
    const finding = view.findingOf(node);
    return finding ? act(finding) : undefined;
  };
  return {
    'touchstone.findings.open': about(openFinding),
    'touchstone.findings.fix': about((finding) =>
      choose(finding, lightbulb, () => true, vscode.l10n.t('Fix or Ignore')),
    ),
    'touchstone.findings.ignore': about((finding) => choose(finding, lightbulb, isIgnoring, vscode.l10n.t('Ignore'))),
    'touchstone.findings.showRule': (node) => {
      const rule = view.ruleOf(node);
      return rule && vscode.commands.executeCommand('touchstone.openRuleDocs', rule);
    },
    'touchstone.findings.filter': () => askFilter(view),
    'touchstone.findings.clearFilter': () => view.setFilter(''),
    'touchstone.findings.groupBySeverity': () => view.setGrouping('severity'),
    'touchstone.findings.groupByRule': () => view.setGrouping('rule'),
    'touchstone.findings.groupByFile': () => view.setGrouping('file'),
  };
}

/** The list follows while the filter is typed; Escape takes back what was there before. */
async function askFilter(view: FindingsView): Promise<void> {
  const before = view.filter;
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Filter Findings');
  box.placeholder = vscode.l10n.t('Words in the message, rule, severity or path');
  box.value = before;
  const end = await new Promise<string>((resolve) => {
    box.onDidChangeValue((value) => view.setFilter(value));
    box.onDidAccept(() => resolve(box.value));
    box.onDidHide(() => resolve(before));
    box.show();
  });
  view.setFilter(end);
  box.dispose();
}

/** The actions of the lightbulb at a finding, as a list. */
async function choose(
  finding: ListedFinding,
  lightbulb: Lightbulb,
  wants: (action: vscode.CodeAction) => boolean,
  title: string,
): Promise<boolean> {
  const offered = (await actionsFor(finding, lightbulb)).filter(wants);
  if (offered.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The finding is gone, or nothing can be done about it here.'),
    );
    return false;
  }
  const [only] = offered;
  const chosen =
    offered.length === 1 && only && isIgnoring(only)
      ? only
      : (
          await vscode.window.showQuickPick(
            offered.map((action) => ({
              label: `${iconOf(action)} ${action.title}`,
              action,
            })),
            { title, placeHolder: finding.message },
          )
        )?.action;
  if (!chosen) return false;
  if (chosen.edit && !(await vscode.workspace.applyEdit(chosen.edit, { isRefactoring: true }))) return false;
  const { command } = chosen;
  if (command) await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  return true;
}

/** Opens the finding's document, so that one sees what is changed, and asks for what can be done at its place. */
async function actionsFor(
  finding: ListedFinding,
  { documents, actions }: Lightbulb,
): Promise<readonly vscode.CodeAction[]> {
  const uri = await openFinding(finding);
  const key = uri?.toString();
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key);
  const of = document && subjectOf(document);
  if (!uri || !of || !(await documents.fresh(of.subject))) return [];
  const at = vscode.languages
    .getDiagnostics(uri)
    .find(
      ({ source, code, range }) =>
        source === SOURCE && ruleOf(code) === finding.rule && range.start.line === finding.line - 1,
    );
  if (!at) return [];
  const context = {
    diagnostics: [at],
    only: vscode.CodeActionKind.QuickFix,
    triggerKind: vscode.CodeActionTriggerKind.Invoke,
  };
  const { token } = new vscode.CancellationTokenSource();
  const offered = (await actions.provideCodeActions(document, at.range, context, token)) ?? [];
  // Those of other findings at the same place belong to no diagnostic that was asked about.
  return offered.filter(
    (action): action is vscode.CodeAction => (action as vscode.CodeAction).diagnostics?.length === 1,
  );
}

const ruleOf = (code: vscode.Diagnostic['code']): string => String(typeof code === 'object' ? code.value : code);

const isIgnoring = ({ command }: vscode.CodeAction): boolean =>
  /^touchstone\.(?:ignore|suppress)/.test(command?.command ?? '');

const iconOf = (action: vscode.CodeAction): string =>
  isIgnoring(action)
    ? '$(eye-closed)'
    : action.command?.command === 'touchstone.openRuleDocs'
      ? '$(book)'
      : '$(lightbulb)';

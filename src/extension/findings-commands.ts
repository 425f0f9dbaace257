import * as vscode from 'vscode';
import { SOURCE } from './diagnostics';
import type { Documents } from './documents';
import { openFinding, type FindingsView, type Node } from './findings-view';
import type { ListedFinding } from './findings-tree';
import { subjectOf } from './subjects';

/** What one can do in the view: each as a command, so that menus and keys have the same. */
export function findingsCommands(
  view: FindingsView,
  documents: Documents,
): Readonly<Record<string, (node?: Node) => unknown>> {
  const about = (act: (finding: ListedFinding) => unknown) => (node?: Node) => {
    const finding = view.findingOf(node);
    return finding ? act(finding) : undefined;
  };
  return {
    'touchstone.findings.open': about(openFinding),
    'touchstone.findings.fix': about((finding) => choose(finding, documents, () => true, 'What to do about it')),
    'touchstone.findings.ignore': about((finding) => choose(finding, documents, isIgnoring, 'Ignore')),
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
  box.title = 'Filter Findings';
  box.placeholder = 'Words of the message, the rule, the severity or the path';
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
  documents: Documents,
  wants: (action: vscode.CodeAction) => boolean,
  title: string,
): Promise<boolean> {
  const offered = (await actionsFor(finding, documents)).filter(wants);
  if (offered.length === 0) {
    void vscode.window.showInformationMessage('The finding is gone, or nothing can be done about it from here.');
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
async function actionsFor(finding: ListedFinding, documents: Documents): Promise<vscode.CodeAction[]> {
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
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    at.range,
    vscode.CodeActionKind.QuickFix.value,
    MOST,
  );
  return actions.filter(({ diagnostics = [] }) =>
    diagnostics.some(({ source, code }) => source === SOURCE && ruleOf(code) === finding.rule),
  );
}

/** Actions that are asked for; a finding has a few. */
const MOST = 100;

const ruleOf = (code: vscode.Diagnostic['code']): string => String(typeof code === 'object' ? code.value : code);

const isIgnoring = ({ command }: vscode.CodeAction): boolean =>
  /^touchstone\.(?:ignore|suppress)/.test(command?.command ?? '');

const iconOf = (action: vscode.CodeAction): string =>
  isIgnoring(action)
    ? '$(eye-closed)'
    : action.command?.command === 'touchstone.openRuleDocs'
      ? '$(book)'
      : '$(lightbulb)';

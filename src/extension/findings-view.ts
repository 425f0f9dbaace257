import * as vscode from 'vscode';
import type { Severity } from '../core/finding';
import { SOURCE } from './diagnostics';
import {
  cellInAddress,
  filtered,
  groupsOf,
  GROUPINGS,
  placeInWords,
  shownPlace,
  spokenFinding,
  spokenGroup,
  type FindingGroup,
  type Grouping,
  type ListedFinding,
} from './findings-tree';
import { isCell, openAt, openCell, openCellOf, shownPath } from './places';

export const VIEW = 'touchstone.findings';
const GROUPING_KEY = 'touchstone.findings.grouping';
const FILTERED_KEY = 'touchstone.findings.filtered';

/** Findings of many files come one file after the other. Milliseconds. */
const QUIET = 100;

export type Node =
  | { readonly kind: 'group'; readonly group: FindingGroup }
  | { readonly kind: 'finding'; readonly finding: ListedFinding; readonly id: string };

/** The findings that Problems has, by severity, rule or file. Listens only while it is seen. */
export class FindingsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable[];
  #listening: vscode.Disposable | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #filter = '';
  #grouping: Grouping;

  constructor(private readonly state: vscode.Memento) {
    const kept = state.get<unknown>(GROUPING_KEY);
    this.#grouping = GROUPINGS.find((grouping) => grouping === kept) ?? 'severity';
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [this.#view, this.#view.onDidChangeVisibility(({ visible }) => this.#seen(visible))];
    void vscode.commands.executeCommand('setContext', GROUPING_KEY, this.#grouping);
    this.#seen(this.#view.visible);
  }

  get filter(): string {
    return this.#filter;
  }

  /** The finding that a command is about: the one it was given, else the one that is selected. */
  findingOf(node: Node | undefined): ListedFinding | undefined {
    const chosen = node ?? this.#view.selection[0];
    return chosen?.kind === 'finding' ? chosen.finding : undefined;
  }

  /** The rule of a node; of a group only where that is one of a rule. */
  ruleOf(node: Node | undefined): string | undefined {
    const chosen = node ?? this.#view.selection[0];
    if (chosen?.kind === 'finding') return chosen.finding.rule;
    return chosen && this.#grouping === 'rule' ? chosen.group.key : undefined;
  }

  setFilter(filter: string): void {
    this.#filter = filter.trim();
    void vscode.commands.executeCommand('setContext', FILTERED_KEY, this.#filter !== '');
    this.#changed.fire();
  }

  setGrouping(grouping: Grouping): void {
    this.#grouping = grouping;
    void this.state.update(GROUPING_KEY, grouping);
    void vscode.commands.executeCommand('setContext', GROUPING_KEY, grouping);
    this.#changed.fire();
  }

  getChildren(node?: Node): Node[] {
    if (node) return node.kind === 'group' ? this.#below(node.group) : [];
    const all = listed();
    const shown = filtered(all, this.#filter);
    this.#view.description = all.length > 0 ? `${all.length}` : '';
    this.#view.message =
      this.#filter === '' || all.length === 0
        ? undefined
        : vscode.l10n.t('{0} of {1} match “{2}”', shown.length, all.length, this.#filter);
    return groupsOf(shown, this.#grouping).map((group) => ({ kind: 'group', group }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === 'group' ? this.#groupItem(node.group) : this.#findingItem(node.finding, node.id);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening?.dispose();
    vscode.Disposable.from(...this.#subscriptions, this.#changed).dispose();
  }

  #seen(visible: boolean): void {
    if (!visible) {
      this.#listening?.dispose();
      this.#listening = null;
      clearTimeout(this.#timer);
      return;
    }
    this.#listening ??= vscode.languages.onDidChangeDiagnostics(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#changed.fire(), QUIET);
    });
    this.#changed.fire();
  }

  #below(group: FindingGroup): Node[] {
    const seen = new Map<string, number>();
    return group.findings.map((finding) => {
      const { uri, rule, line, column } = finding;
      const key = `${this.#grouping} ${group.key} ${uri} ${rule} ${line}:${column}`;
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      return { kind: 'finding', finding, id: `${key} ${nth}` };
    });
  }

  #groupItem(group: FindingGroup): vscode.TreeItem {
    const item = new vscode.TreeItem(group.label, vscode.TreeItemCollapsibleState.Expanded);
    // Another filter, other rows: what was folded before does not hide what is looked for.
    item.id = `${this.#grouping} ${group.key} ${this.#filter}`;
    item.description = String(group.findings.length);
    item.contextValue = `group-${this.#grouping}`;
    item.accessibilityInformation = { label: spokenGroup(group) };
    if (this.#grouping === 'file') {
      const slash = group.key.lastIndexOf('/');
      item.label = group.key.slice(slash + 1);
      item.description = `${slash > 0 ? `${group.key.slice(0, slash)} · ` : ''}${group.findings.length}`;
      item.resourceUri = vscode.Uri.parse(group.findings[0]!.uri);
      item.iconPath = vscode.ThemeIcon.File;
      item.tooltip = group.key;
    } else item.iconPath = ICONS[group.severity];
    return item;
  }

  #findingItem(finding: ListedFinding, id: string): vscode.TreeItem {
    // The place first: of a message a narrow side bar shows the beginning, and of what stands behind it nothing.
    const item = new vscode.TreeItem(shownPlace(finding, this.#grouping));
    item.id = id;
    item.description = finding.message;
    item.tooltip = `${finding.message}\n${finding.rule} · ${shownPlace(finding, 'rule')}`;
    item.iconPath = ICONS[finding.severity];
    item.contextValue = 'finding';
    item.accessibilityInformation = { label: spokenFinding(finding) };
    item.command = {
      title: vscode.l10n.t('Open'),
      command: 'touchstone.findings.open',
      arguments: [{ kind: 'finding', finding, id }],
    };
    return item;
  }
}

const ICONS: Readonly<Record<Severity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  info: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
  hint: new vscode.ThemeIcon('lightbulb'),
};

const SEVERITY: Readonly<Record<vscode.DiagnosticSeverity, Severity>> = {
  [vscode.DiagnosticSeverity.Error]: 'error',
  [vscode.DiagnosticSeverity.Warning]: 'warning',
  [vscode.DiagnosticSeverity.Information]: 'info',
  [vscode.DiagnosticSeverity.Hint]: 'hint',
};

/** All findings that the editor shows now. */
export function listed(): ListedFinding[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, diagnostics]) =>
      diagnostics.filter(({ source }) => source === SOURCE).map((diagnostic) => listedAt(uri, diagnostic)),
    );
}

function listedAt(uri: vscode.Uri, { message, code, range, severity }: vscode.Diagnostic): ListedFinding {
  const open = openCellOf(uri);
  const worded = open ? null : placeInWords(message);
  const cell = open?.index ?? worded?.cell ?? (isCell(uri) ? cellInAddress(uri.fragment) : null);
  return {
    uri: uri.toString(),
    path: shownPath(open?.notebook ?? uri),
    cell,
    line: worded?.line ?? range.start.line + 1,
    column: range.start.character + 1,
    severity: SEVERITY[severity],
    rule: String(typeof code === 'object' ? code.value : (code ?? '')),
    message: worded?.message ?? message,
  };
}

/** Shows where a finding is. Gives the address of the document or cell that it is in, where there is one. */
export async function openFinding({ uri: text, cell, line, column }: ListedFinding): Promise<vscode.Uri | null> {
  const uri = vscode.Uri.parse(text);
  const at = new vscode.Position(line - 1, column - 1);
  const range = new vscode.Range(at, at);
  if (cell !== null && !isCell(uri)) return openCell(uri, cell, range);
  await openAt(uri, range);
  return uri;
}

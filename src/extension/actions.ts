import * as vscode from 'vscode';
import type { LocatedFinding, LocatedFix } from '../core/finding';
import { SOURCE, toRange, type Problems } from './diagnostics';
import type { Documents, Scanned } from './documents';
import { editOf } from './edits';
import { allSafeFixes } from './fix-rounds';
import { lookUpOf } from './look-ups';
import { chosenIn, fixOfRule, pinFixOf, UNPINNED } from './project-fixes';
import type { Scanner } from './scanner';
import { settingsFor } from './settings';
import { subjectOf } from './subjects';
import { titled } from './wording';

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append(SOURCE);
const FIX_ALL_NOTEBOOK = vscode.CodeActionKind.Notebook.append(FIX_ALL.value);

export const ACTIONS: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL, FIX_ALL_NOTEBOOK],
};

/** What the commands behind actions are given: enough to find the finding again in the latest scan. */
export interface ActionTarget {
  readonly uri: string;
  readonly rule: string;
  readonly line: number;
  readonly column: number;
}

/** Quick fixes, fix-all and suppression, all made of the findings of the very text that is in the editor. */
export class Actions implements vscode.CodeActionProvider {
  constructor(
    private readonly scanner: Scanner,
    private readonly documents: Documents,
    private readonly problems: Problems,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const of = subjectOf(document);
    if (!of) return [];
    const only = context.only?.value === '' ? undefined : context.only;
    const wantsSource =
      only !== undefined &&
      (FIX_ALL.intersects(only) || FIX_ALL_NOTEBOOK.intersects(only)) &&
      !vscode.CodeActionKind.QuickFix.contains(only);
    // Without a finding under the cursor there is nothing to wait for.
    if (!wantsSource && !this.documents.known(document)?.outcome.findings.length) return [];
    const scanned = await this.documents.fresh(of.subject);
    if (!scanned || token.isCancellationRequested) return [];
    if (wantsSource) return this.#fixAll(scanned, of.cell, only, token);
    const here = scanned.outcome.findings.filter(
      (finding) => finding.cell === of.cell && toRange(finding.range).intersection(range),
    );
    if (here.length === 0) return [];
    const targets = here.map((finding): ActionTarget => ({
      uri: document.uri.toString(),
      rule: finding.rule,
      ...finding.range.start,
    }));
    const rules = targets.filter(({ rule }, index) => targets.findIndex((other) => other.rule === rule) === index);
    const fixes = await Promise.all(
      here.map((finding, index) => this.#fixesFor(finding, targets[index]!, scanned, document, context)),
    );
    const ofRules = rules.map((target) => this.#fixesOfRule(target, here, scanned, context));
    return [
      ...fixes.flat(),
      ...ofRules.flat(),
      ...rules.map(({ rule }) =>
        asking(
          titled((id) => vscode.l10n.t('Show documentation of {0}', id), rule),
          'touchstone.openRuleDocs',
          [rule],
          NOT_FIRST,
        ),
      ),
      asking(
        rules.length === 1
          ? titled((id) => vscode.l10n.t('Ignore {0}…', id), rules[0]!.rule)
          : vscode.l10n.t('Ignore…'),
        'touchstone.ignore',
        [targets],
        NOT_FIRST,
      ),
    ];
  }

  async #fixesFor(
    finding: LocatedFinding,
    target: ActionTarget,
    scanned: Scanned,
    document: vscode.TextDocument,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding));
    const fixes: vscode.CodeAction[] = [];
    for (const [offered, ...more] of grouped(finding.fixes)) {
      if (!offered) continue;
      if (more.length > 0) {
        const { group } = offered;
        const title = titled((what) => vscode.l10n.t('Choose a {0}…', what), group!.replaceAll('-', ' '));
        fixes.push(asking(title, 'touchstone.chooseFix', [target, { group }], diagnostics));
        continue;
      }
      const edit = await editOf(offered, scanned);
      if (edit)
        fixes.push(
          Object.assign(new vscode.CodeAction(offered.title, vscode.CodeActionKind.QuickFix), {
            edit,
            diagnostics,
            isPreferred: offered.safety === 'safe',
          }),
        );
    }
    const { hubEndpoint } = settingsFor(document.uri);
    for (const { host, title, askingTitle } of (finding.lookups ?? []).flatMap((each) => lookUpOf(each, hubEndpoint) ?? []))
      fixes.push(
        this.scanner.consent.allows(host)
          ? asking(title, 'touchstone.lookUp', [target], diagnostics)
          : asking(askingTitle, 'touchstone.allowNetwork', [target], diagnostics),
      );
    if (pinFixOf(finding))
      fixes.push(
        asking(vscode.l10n.t('Pin all models in this project'), 'touchstone.pinModels', [target], diagnostics),
      );
    return fixes;
  }

  /** The fix of a rule for all of its findings: where there is more than the one under the cursor. */
  #fixesOfRule(
    target: ActionTarget,
    here: readonly LocatedFinding[],
    scanned: Scanned,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { rule } = target;
    const choose = fixOfRule(rule);
    const mine = here.filter((finding) => finding.rule === rule);
    if (!mine.some(choose)) return [];
    const diagnostics = context.diagnostics.filter((diagnostic) => mine.some((finding) => isOf(diagnostic, finding)));
    const actions: vscode.CodeAction[] = [];
    if (chosenIn(scanned, choose).length > 1)
      actions.push(
        asking(
          rule === UNPINNED
            ? vscode.l10n.t('Pin all requirements in file')
            : titled((id) => vscode.l10n.t('Fix all {0} in file', id), rule),
          'touchstone.fixRule',
          [target, 'file'],
          diagnostics,
        ),
      );
    const others = this.problems
      .told()
      .some(({ findings }) => findings.some((finding) => finding.path !== scanned.path && choose(finding)));
    if (others)
      actions.push(
        asking(
          rule === UNPINNED
            ? vscode.l10n.t('Pin all requirements in workspace')
            : titled((id) => vscode.l10n.t('Fix all {0} in workspace', id), rule),
          'touchstone.fixRule',
          [target, 'workspace'],
          diagnostics,
        ),
      );
    return actions;
  }

  /** On save every cell is asked on its own, so a plain fix-all stays in its cell; only the notebook's own reaches all. */
  async #fixAll(
    scanned: Scanned,
    cell: number | null,
    only: vscode.CodeActionKind,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const whole = cell === null || FIX_ALL_NOTEBOOK.intersects(only);
    const all = await allSafeFixes(
      scanned,
      this.scanner,
      whole ? undefined : (fix) => staysIn(fix, scanned.path, cell),
    );
    if (!all?.edit || token.isCancellationRequested) return [];
    const action = new vscode.CodeAction(
      vscode.l10n.t('Fix all safe findings (Touchstone)'),
      whole && cell !== null ? FIX_ALL_NOTEBOOK : FIX_ALL,
    );
    action.edit = all.edit;
    return [action];
  }
}

/** Fixes that share a group are one entry with a choice behind it. */
function grouped(fixes: readonly LocatedFix[]): LocatedFix[][] {
  const groups = new Map<unknown, LocatedFix[]>();
  for (const fix of fixes) {
    const key = fix.group ?? fix;
    groups.set(key, [...(groups.get(key) ?? []), fix]);
  }
  return [...groups.values()];
}

const staysIn = (fix: LocatedFix, path: string, cell: number): boolean =>
  fix.clearOutputs === undefined && fix.edits.every((edit) => edit.path === path && edit.cell === cell);

/** The editor puts what names no problem behind what names one, of other extensions too. */
const NOT_FIRST: vscode.Diagnostic[] = [];

function asking(title: string, command: string, args: unknown[], diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command, arguments: args };
  action.diagnostics = diagnostics;
  return action;
}

const isOf = (diagnostic: vscode.Diagnostic, finding: LocatedFinding): boolean =>
  diagnostic.source === SOURCE &&
  typeof diagnostic.code === 'object' &&
  diagnostic.code.value === finding.rule &&
  diagnostic.range.isEqual(toRange(finding.range));

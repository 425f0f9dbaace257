import * as vscode from 'vscode';
import type { ActionTarget } from './actions';
import { configure } from './configuration';
import type { Documents } from './documents';
import { editOf } from './edits';
import { applied, findAgain } from './finding-again';
import type { Scanner } from './scanner';
import { inputOf } from './subjects';

/** How far an `Ignore…` reaches. */
export type IgnorePlace = 'line' | 'file' | 'project';

/** What the user is asked, or has said already. */
export interface IgnoreAnswer {
  readonly rule?: string;
  readonly place?: IgnorePlace;
  readonly reason?: string;
}

interface Choice extends vscode.QuickPickItem {
  readonly target?: ActionTarget;
  readonly place?: IgnorePlace;
}

const places = (): (vscode.QuickPickItem & { readonly place: IgnorePlace })[] => [
  {
    place: 'line',
    label: `$(comment) ${vscode.l10n.t('On this line')}`,
    description: vscode.l10n.t('with a comment above it'),
  },
  {
    place: 'file',
    label: `$(file) ${vscode.l10n.t('In this file')}`,
    description: vscode.l10n.t('with a comment at the top'),
  },
  {
    place: 'project',
    label: `$(root-folder) ${vscode.l10n.t('In the whole project')}`,
    description: vscode.l10n.t('turns the rule off in touchstone.toml'),
  },
];

/** Silences one of the findings at a place, with a reason: for its line, its file or the project. True when something was written. */
export async function ignore(
  targets: readonly ActionTarget[],
  given: IgnoreAnswer,
  scanner: Scanner,
  documents: Documents,
): Promise<boolean> {
  const { target, place } = await choose(targets, given);
  if (!target || !place) return false;
  const reason = (given.reason ?? (await askReason(target.rule, place)))?.trim();
  if (!reason) return false;
  return place === 'project'
    ? ignoreInProject(target, reason, scanner, documents)
    : ignoreByComment(target, place === 'file', reason, scanner, documents);
}

async function choose(
  targets: readonly ActionTarget[],
  given: IgnoreAnswer,
): Promise<Choice | (IgnoreAnswer & Pick<Choice, 'target'>)> {
  const rules = targets.filter(({ rule }, index) => targets.findIndex((other) => other.rule === rule) === index);
  const meant = given.rule === undefined ? rules : rules.filter(({ rule }) => rule === given.rule);
  if (given.place !== undefined && meant.length === 1) return { target: meant[0], place: given.place };
  const items = meant.flatMap((target): Choice[] => [
    ...(meant.length > 1 ? [{ label: target.rule, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...places().map((each) => ({ ...each, target, ...(meant.length > 1 ? { detail: target.rule } : {}) })),
  ]);
  const title = meant.length === 1 ? vscode.l10n.t('Ignore {0}', meant[0]!.rule) : vscode.l10n.t('Ignore a Finding');
  return (
    (await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('Where to ignore it'),
      matchOnDetail: true,
    })) ?? {}
  );
}

const askReason = (rule: string, place: IgnorePlace): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: {
      line: vscode.l10n.t('Ignore {0} on this line', rule),
      file: vscode.l10n.t('Ignore {0} in this file', rule),
      project: vscode.l10n.t('Ignore {0} in the whole project', rule),
    }[place],
    prompt:
      place === 'project'
        ? vscode.l10n.t('Why is this fine? The reason goes into touchstone.toml.')
        : vscode.l10n.t(
            'Why is this fine? The reason goes into the file. End it with “until 2027-01-31” to be asked again then.',
          ),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A reason is required.') : undefined),
  });

async function ignoreByComment(
  target: ActionTarget,
  wholeFile: boolean,
  reason: string,
  scanner: Scanner,
  documents: Documents,
): Promise<boolean> {
  const found = await findAgain(target, documents);
  if (!found) return false;
  const { scanned, finding } = found;
  const place = await scanner.in(scanned.home, 'suppress', {
    input: inputOf(scanned.subject, scanned.home),
    cell: finding.cell,
    line: finding.range.start.line,
    rule: finding.rule,
    reason,
    wholeFile,
  });
  if (!place) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no room for a comment here. Ignore the rule in the whole project instead.'),
    );
    return false;
  }
  const at = { line: place.line, column: place.column };
  const edit = { path: scanned.path, cell: place.cell ?? undefined, range: { start: at, end: at }, text: place.text };
  return applied(await editOf({ title: '', safety: 'unsafe', edits: [edit] }, scanned));
}

async function ignoreInProject(
  target: ActionTarget,
  reason: string,
  scanner: Scanner,
  documents: Documents,
): Promise<boolean> {
  const found = await findAgain(target, documents);
  if (!found) return false;
  const { home, path } = found.scanned;
  return configure(home, path, { keys: ['rules', target.rule], value: 'off', reason }, scanner);
}

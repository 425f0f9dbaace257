import { l10n } from 'vscode';
import { SEVERITIES, type Severity } from '../core/finding';
import { counted } from './wording';

export const GROUPINGS = ['severity', 'rule', 'file'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A finding as the view lists it. */
export interface ListedFinding {
  /** Address of the document, or of the cell. */
  readonly uri: string;
  /** As people call the file: relative to its folder. */
  readonly path: string;
  /** Index of the notebook cell from 0, or null. */
  readonly cell: number | null;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

/** Findings that stand below one another in the view. */
export interface FindingGroup {
  /** Stays the same while findings come and go. */
  readonly key: string;
  readonly label: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly findings: readonly ListedFinding[];
}

const NAMES: Readonly<Record<Severity, () => readonly [one: string, many: string]>> = {
  error: () => [l10n.t('Error'), l10n.t('Errors')],
  warning: () => [l10n.t('Warning'), l10n.t('Warnings')],
  info: () => [l10n.t('Information'), l10n.t('Information')],
  hint: () => [l10n.t('Hint'), l10n.t('Hints')],
};

/** The findings in groups: the worst first, of equally bad groups those with most findings; inside by file and place. */
export function groupsOf(findings: readonly ListedFinding[], grouping: Grouping): readonly FindingGroup[] {
  const groups = new Map<string, ListedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding, grouping);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups]
    .map(([key, own]) => ({
      key,
      label: grouping === 'severity' ? NAMES[own[0]!.severity]()[1] : key,
      severity: SEVERITIES.find((severity) => own.some((finding) => finding.severity === severity))!,
      findings: own.sort(grouping === 'file' ? byPlace : (one, other) => bySeverity(one, other) || byPlace(one, other)),
    }))
    .sort(
      (one, other) =>
        bySeverity(one, other) || other.findings.length - one.findings.length || byText(one.key, other.key),
    );
}

/** Those that hold every word of the filter: in message, rule, severity or path. */
export function filtered(findings: readonly ListedFinding[], filter: string): readonly ListedFinding[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return findings;
  return findings.filter(({ message, rule, severity, path }) => {
    const text = `${message} ${rule} ${severity} ${path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `train.py:3`, `explore.ipynb cell 2:1`; without the file where that stands above. */
export function shownPlace({ path, cell, line }: ListedFinding, grouping: Grouping): string {
  const name = grouping === 'file' ? '' : path.slice(path.lastIndexOf('/') + 1);
  if (cell === null) return name === '' ? l10n.t('line {0}', line) : `${name}:${line}`;
  return name === ''
    ? l10n.t('cell {0}, line {1}', cell + 1, line)
    : l10n.t('{0} cell {1}, line {2}', name, cell + 1, line);
}

/** What a screen reader says of a finding: all that icon and columns show. */
export const spokenFinding = ({ severity, message, rule, path, cell, line }: ListedFinding): string =>
  cell === null
    ? l10n.t('{0}: {1} {2}, line {3}, rule {4}', NAMES[severity]()[0], message, path, line, rule)
    : l10n.t('{0}: {1} {2}, cell {3}, line {4}, rule {5}', NAMES[severity]()[0], message, path, cell + 1, line, rule);

export const spokenGroup = ({ label, severity, findings }: FindingGroup): string =>
  l10n.t('{0}, {1}, worst {2}', label, counted(findings.length, 'finding'), NAMES[severity]()[0]);

/** A notebook that is not open has its cells in words: `Cell 3, line 2: …`. `cell` counts from 0. */
export const cellInWords = (cell: number, line: number, message: string): string => worded(cell + 1, line, message);

const worded = (cell: number | string, line: number | string, message: string): string =>
  l10n.t('Cell {0}, line {1}: {2}', cell, line, message);

let pattern: RegExp | undefined;

/** Those words in the language of the editor, which may have another order. */
const wordedPattern = (): RegExp =>
  (pattern ??= new RegExp(
    `^${worded('\x01', '\x02', '\x03').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
      .replace('\x01', '(?<cell>\\d+)')
      .replace('\x02', '(?<line>\\d+)')
      .replace('\x03', '(?<message>[^]*)'),
  ));

/** What `cellInWords` said; null for another message. */
export function placeInWords(
  message: string,
): { readonly cell: number; readonly line: number; readonly message: string } | null {
  const found = wordedPattern().exec(message)?.groups;
  return found ? { cell: Number(found['cell']) - 1, line: Number(found['line']), message: found['message']! } : null;
}

/** The number of a cell in the address that the editor gives it: a letter, the number to the base of seven, `s`. Only of a notebook that is not open is this its index. */
export function cellInAddress(fragment: string): number | null {
  const digits = /^[A-Za-z]([0-6]{1,10})s/.exec(fragment)?.[1];
  return digits === undefined ? null : parseInt(digits, 7);
}

const keyOf = ({ severity, rule, path }: ListedFinding, grouping: Grouping): string =>
  grouping === 'severity' ? severity : grouping === 'rule' ? rule : path;

const bySeverity = (one: { severity: Severity }, other: { severity: Severity }): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);

const byPlace = (one: ListedFinding, other: ListedFinding): number =>
  byText(one.path, other.path) ||
  (one.cell ?? -1) - (other.cell ?? -1) ||
  one.line - other.line ||
  one.column - other.column ||
  byText(one.rule, other.rule);

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

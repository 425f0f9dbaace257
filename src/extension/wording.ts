import { l10n } from 'vscode';
import type { Severity } from '../core/finding';

/** Characters of a title in the lightbulb's menu; more is cut there. */
export const LONGEST_TITLE = 50;

/** What is counted: a whole text for each number, since not every language makes a plural with a letter. */
const COUNTED = {
  finding: (count: number) => [l10n.t('No findings'), l10n.t('1 finding'), l10n.t('{0} findings', count)],
  error: (count: number) => [l10n.t('No errors'), l10n.t('1 error'), l10n.t('{0} errors', count)],
  warning: (count: number) => [l10n.t('No warnings'), l10n.t('1 warning'), l10n.t('{0} warnings', count)],
  info: (count: number) => [l10n.t('No infos'), l10n.t('1 info'), l10n.t('{0} infos', count)],
  hint: (count: number) => [l10n.t('No hints'), l10n.t('1 hint'), l10n.t('{0} hints', count)],
  file: (count: number) => [l10n.t('No files'), l10n.t('1 file'), l10n.t('{0} files', count)],
  package: (count: number) => [l10n.t('No packages'), l10n.t('1 package'), l10n.t('{0} packages', count)],
  model: (count: number) => [l10n.t('No models'), l10n.t('1 model'), l10n.t('{0} models', count)],
  requirement: (count: number) => [
    l10n.t('No requirements'),
    l10n.t('1 requirement'),
    l10n.t('{0} requirements', count),
  ],
  dataset: (count: number) => [l10n.t('No data sets'), l10n.t('1 data set'), l10n.t('{0} data sets', count)],
  note: (count: number) => [l10n.t('No notes'), l10n.t('1 note'), l10n.t('{0} notes', count)],
} as const;

export const counted = (count: number, what: keyof typeof COUNTED): string => COUNTED[what](count)[Math.min(count, 2)]!;

/** How many findings there are: `31 findings: 7 errors, 14 warnings, 10 infos`. */
export function countedBySeverity(counts: Readonly<Record<Severity, number>>): string {
  const severities = (['error', 'warning', 'info', 'hint'] as const).filter((severity) => counts[severity] > 0);
  const total = counted(
    severities.reduce((sum, severity) => sum + counts[severity], 0),
    'finding',
  );
  if (severities.length === 0) return total;
  return l10n.t('{0}: {1}', total, severities.map((severity) => counted(counts[severity], severity)).join(', '));
}

/** How far a scan of a folder is. `total` is 0 until it is known. */
export const progressed = ({ done, total }: { readonly done: number; readonly total: number }): string =>
  total > 0 ? l10n.t('{0} of {1}', done, counted(total, 'file')) : l10n.t('looking for files…');

/** A title with the id of a rule in it, no longer than a menu shows: a long id loses its middle. */
export function titled(title: (rule: string) => string, rule: string): string {
  const room = LONGEST_TITLE - title('').length;
  if (rule.length <= room) return title(rule);
  const head = Math.max(Math.ceil((room - 1) / 2), 1);
  const tail = Math.max(room - 1 - head, 0);
  return title(`${rule.slice(0, head)}…${rule.slice(rule.length - tail)}`);
}

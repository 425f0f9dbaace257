import type { Severity } from '../core/finding';

/** Characters of a title in the lightbulb's menu; more is cut there. */
export const LONGEST_TITLE = 50;

export const counted = (count: number, noun: string): string =>
  `${count === 0 ? 'No' : count} ${noun}${count === 1 ? '' : 's'}`;

/** How many findings there are: `31 findings: 7 errors, 14 warnings, 10 infos`. */
export function countedBySeverity({ error, warning, info, hint }: Readonly<Record<Severity, number>>): string {
  const parts = (
    [
      [error, 'error'],
      [warning, 'warning'],
      [info, 'info'],
      [hint, 'hint'],
    ] as const
  ).flatMap(([count, noun]) => (count > 0 ? [counted(count, noun)] : []));
  const total = counted(error + warning + info + hint, 'finding');
  return parts.length > 0 ? `${total}: ${parts.join(', ')}` : total;
}

/** A title with the id of a rule in it, no longer than a menu shows: a long id loses its middle. */
export function titled(before: string, rule: string, after = ''): string {
  const room = LONGEST_TITLE - before.length - after.length;
  if (rule.length <= room) return before + rule + after;
  const head = Math.ceil((room - 1) / 2);
  return `${before}${rule.slice(0, head)}…${rule.slice(rule.length - (room - 1 - head))}${after}`;
}

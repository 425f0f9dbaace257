import type { LocatedFinding, Note, Severity } from '../core/finding';
import type { Position } from '../core/range';
import { reaches, type ScanReport } from './report';
import { withoutControls } from './terminal-text';

/** Annotations of one kind that GitHub shows per step; it drops the others without a word. */
const SHOWN = 10;

/**
 * Workflow commands of GitHub Actions, worst first. Beyond the number that GitHub shows, findings are plain lines of the log,
 * and a last line tells how many there are.
 */
export function printGithub(report: ScanReport): string {
  const mistakes = report.notes.filter(({ mistake }) => mistake);
  const used: Record<string, number> = { error: Math.min(mistakes.length, SHOWN) };
  const commands: string[] = mistakes.slice(0, SHOWN).map(mistakeAnnotation);
  const lines: string[] = [];
  for (const finding of worstFirst(report.findings)) {
    const command = COMMANDS[finding.severity];
    used[command] = (used[command] ?? 0) + 1;
    if (used[command] <= SHOWN) commands.push(annotation(command, finding, report));
    else lines.push(logLine(finding, report));
  }
  if (lines.length > 0)
    lines.unshift(`${lines.length} more, which GitHub would not show as annotations (${SHOWN} of a kind per step):`);
  for (const { path, message, mistake } of report.notes) if (!mistake) lines.push(inert(`- note: ${path}: ${message}`));
  return [...commands, ...lines].map((line) => `${line}\n`).join('');
}

/** The mistakes in configurations alone: of a scan that was not made because of them. */
export const printMistakes = (notes: readonly Note[]): string =>
  notes
    .filter(({ mistake }) => mistake)
    .slice(0, SHOWN)
    .map((note) => `${mistakeAnnotation(note)}\n`)
    .join('');

function mistakeAnnotation({ path, mistake }: Note): string {
  const { start, end } = mistake!.range;
  return commandOf(
    'error',
    { title: 'touchstone configuration', file: path, ...placeProperties(start, end) },
    mistake!.message,
  );
}

const COMMANDS: Record<Severity, 'error' | 'warning' | 'notice'> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

const worstFirst = (findings: readonly LocatedFinding[]): LocatedFinding[] =>
  [...findings].sort((a, b) => (a.severity === b.severity ? 0 : reaches(a.severity, b.severity) ? -1 : 1));

function annotation(command: string, finding: LocatedFinding, report: ScanReport): string {
  const { start, end } = placeOf(finding, report);
  return commandOf(
    command,
    {
      title: `${finding.rule}${finding.cell === null ? '' : ` (cell ${finding.cell + 1})`}`,
      file: finding.path,
      ...placeProperties(start, end),
    },
    finding.message,
  );
}

/** GitHub refuses columns that span lines. */
const placeProperties = (start: Position, end: Position) => ({
  line: start.line,
  endLine: end.line,
  ...(start.line === end.line && { col: start.column, endColumn: end.column }),
});

const commandOf = (command: string, properties: Readonly<Record<string, string | number>>, message: string): string =>
  `::${command} ${Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',')}::${escapeData(withoutControls(message))}`;

function logLine(finding: LocatedFinding, report: ScanReport): string {
  const { start } = placeOf(finding, report);
  return inert(
    `- ${finding.path}:${start.line}:${start.column}: ${finding.severity}: ${finding.message} [${finding.rule}]`,
  );
}

/** In a notebook GitHub counts lines of the JSON. */
const placeOf = (finding: LocatedFinding, report: ScanReport) =>
  report.source(finding.path)?.onDisk(finding.cell, finding.range) ?? finding.range;

/** Text that the runner cannot take for a command: `::` counts only at the start of a line, `##[` anywhere. */
const inert = (line: string): string => withoutControls(line).replaceAll('##[', '# #[');

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

import { wordsOf, type LocatedFinding, type Severity } from '../core/finding';
import { maskLine, secretColumns, secretRules, type Columns } from './masking';
import { byPath, type ScanReport } from './report';
import { padded, plain, TAB, widthOf } from './terminal-text';

/** Colours of a terminal; each function gives the text back where there is no colour. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly underline: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

type Paint = (text: string) => string;

const NONE: Paint = (text) => text;
export const NO_COLOURS: Palette = { bold: NONE, dim: NONE, underline: NONE, red: NONE, yellow: NONE, blue: NONE, green: NONE, cyan: NONE };

/** Findings for people: by file, each with the line it is on and what would fix it; then notes and a summary. */
export function printText(report: ScanReport, palette: Palette = NO_COLOURS): string {
  const lines: string[] = [];
  const baselined = byPath(report.baselined);
  for (const [path, findings] of byPath(report.findings)) {
    const page: Page = { report, palette, inFile: [...findings, ...(baselined.get(path) ?? [])], secret: secretRules(report.rules) };
    lines.push(palette.bold(palette.underline(plain(path))), ...fileLines(findings, page), '');
  }
  for (const { path, message } of report.notes) lines.push(`${palette.cyan('note')} ${plain(path)}: ${plain(message)}`);
  if (report.notes.length > 0) lines.push('');
  lines.push(summaryLine(report, palette));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Terminal columns of source that are shown. */
const EXCERPT = 110;

const paintOf = (severity: Severity, palette: Palette): Paint =>
  ({ error: palette.red, warning: palette.yellow, info: palette.blue, hint: palette.dim })[severity];

/** What the lines of one file need to know. */
interface Page {
  readonly report: ScanReport;
  readonly palette: Palette;
  /** All findings of the file, also those that are not printed: their secrets are starred. */
  readonly inFile: readonly LocatedFinding[];
  readonly secret: ReadonlySet<string>;
}

function fileLines(findings: readonly LocatedFinding[], page: Page): string[] {
  const { palette } = page;
  const places = findings.map(placeText);
  const placeWidth = Math.max(...places.map(widthOf));
  const severityWidth = Math.max(...findings.map(({ severity }) => severity.length));
  return findings.flatMap((finding, index) => {
    const paint = paintOf(finding.severity, palette);
    const head = `  ${palette.dim(padded(places[index]!, placeWidth))}  ${paint(padded(finding.severity, severityWidth))}  ${plain(finding.message)}  ${palette.dim(finding.rule)}`;
    return [head, ...excerpt(finding, page, paint), ...(finding.reasons ?? []).map((reason) => `      ${palette.cyan('because')} ${plain(wordsOf(reason))}`), ...fixLines(finding, palette)];
  });
}

const placeText = ({ cell, range: { start } }: LocatedFinding): string => `${cell === null ? '' : `cell ${cell} `}${start.line}:${start.column}`;

/** The finding's first line, cut around its range, with carets below. A secret is starred. */
function excerpt(finding: LocatedFinding, { report, palette, inFile, secret }: Page, paint: Paint): string[] {
  const { cell, range: { start, end } } = finding;
  const line = report.source(finding.path)?.line(cell, start.line);
  if (line === undefined || line === null || line.trim() === '') return [];
  const own: Columns = { start: start.column - 1, end: end.line === start.line ? end.column - 1 : line.trimEnd().length };
  const shown = cut(maskLine(line, secretColumns(inFile, secret, cell, start.line), own), own);
  const number = String(start.line);
  const carets = ' '.repeat(widthOf(shown.before)) + paint('^'.repeat(Math.max(widthOf(shown.own), 1)));
  return [
    `      ${palette.dim(`${number} |`)} ${shown.before}${shown.own}${shown.after}`,
    `      ${palette.dim(`${' '.repeat(number.length)} |`)} ${carets}`,
  ];
}

/** The line in three parts, shortened with `…` to what a terminal shows, indentation removed. */
function cut(line: string, own: Columns): { before: string; own: string; after: string } {
  const safe = (text: string): string => plain(text.replaceAll('\t', TAB));
  let before = safe(line.slice(0, own.start).trimStart());
  const middle = clipped(safe(line.slice(own.start, own.end)), EXCERPT - 10);
  const room = EXCERPT - widthOf(middle);
  let after = safe(line.slice(own.end));
  if (widthOf(before) + widthOf(after) > room) {
    const keep = Math.max(room - Math.min(widthOf(after), Math.floor(room / 2)), 8);
    if (widthOf(before) > keep) before = `…${[...before].slice(-(keep - 1)).join('')}`;
    after = clipped(after, Math.max(room - widthOf(before), 1));
  }
  return { before, own: middle, after };
}

const clipped = (text: string, width: number): string => (widthOf(text) <= width ? text : `${[...text].slice(0, Math.max(width - 1, 0)).join('')}…`);

function fixLines(finding: LocatedFinding, palette: Palette): string[] {
  return finding.fixes.slice(0, 3).map((fix) =>
    `      ${palette.green(fix.safety === 'safe' ? 'fix' : 'fix, to be checked')}: ${plain(fix.title)}`);
}

function summaryLine({ findings, summary }: ScanReport, palette: Palette): string {
  const files = count(summary.files, 'file');
  const extra = summary.suppressed > 0 ? ` (${summary.suppressed} suppressed)` : '';
  if (findings.length === 0) return `${palette.green('No problems')} in ${files}${extra}.`;
  const counts = (['error', 'warning', 'info', 'hint'] as const).filter((severity) => summary[severity] > 0)
    .map((severity) => paintOf(severity, palette)(severity === 'info' ? `${summary.info} info` : count(summary[severity], severity)));
  const fixable = findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length;
  return `${palette.bold(count(findings.length, 'problem'))} in ${files}: ${counts.join(', ')}${extra}.${fixable > 0 ? ` ${fixable} can be fixed with --fix.` : ''}`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

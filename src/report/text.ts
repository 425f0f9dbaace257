import { fixableSentence } from './fixable';
import { sentenceOf, type LocatedFinding, type LocatedRelated, type Severity } from '../core/finding';
import { countsByRule, folded } from './folding';
import { maskNear, secretColumns, secretFindings, secretRules, type Columns } from './masking';
import { byPath, type ScanReport } from './report';
import { padded, withoutControls, TAB, widthOf, wrapped } from './terminal-text';

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
export const NO_COLOURS: Palette = {
  bold: NONE,
  dim: NONE,
  underline: NONE,
  red: NONE,
  yellow: NONE,
  blue: NONE,
  green: NONE,
  cyan: NONE,
};

/**
 * Findings for people: by file, each with the line it is on and what would fix it; then notes and a summary.
 * Lines are broken to fit a terminal of `width` columns; null leaves them whole, as who searches the text wants them.
 */
export function printText(report: ScanReport, palette: Palette = NO_COLOURS, width: number | null = null): string {
  const lines: string[] = [];
  const baselined = byPath(report.baselined);
  const secret = secretRules(report.rules);
  for (const [path, findings] of byPath(report.findings)) {
    const all = [...findings, ...(baselined.get(path) ?? [])];
    const page: Page = { report, palette, width, secrets: secretFindings(all, secret), secret };
    lines.push(palette.bold(palette.underline(withoutControls(path))), ...fileLines(findings, page), '');
  }
  for (const { path, message } of report.notes)
    lines.push(
      ...hanging(`${palette.cyan('note')} `, 5, `${withoutControls(path)}: ${withoutControls(message)}`, width),
    );
  if (report.notes.length > 0) lines.push('');
  lines.push(...ruleLines(report, palette), summaryLine(report, palette));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Terminal columns of source that are shown, at most and at least. */
const EXCERPT = 110;
const SHORTEST = 40;
/** Units of which so many columns are cut: not all of a line that is as long as a file. */
const ENOUGH = 1000;

/** Less is left beside what stands before it: then the terminal may break a message where it likes. */
const NARROWEST = 24;

export const paintOf = (severity: Severity, palette: Palette): Paint =>
  ({ error: palette.red, warning: palette.yellow, info: palette.blue, hint: palette.dim })[severity];

/** What the lines of one file need to know. */
interface Page {
  readonly report: ScanReport;
  readonly palette: Palette;
  readonly width: number | null;
  /** The secret findings of the file, also those that are not printed: what they point at is starred. */
  readonly secrets: readonly LocatedFinding[];
  readonly secret: ReadonlySet<string>;
}

function fileLines(findings: readonly LocatedFinding[], page: Page): string[] {
  const { palette, width } = page;
  const places = findings.map(placeText);
  const placeWidth = Math.max(...places.map(widthOf));
  const severityWidth = Math.max(...findings.map(({ severity }) => severity.length));
  return folded(findings).flatMap(({ finding, folded: left }) => {
    const paint = paintOf(finding.severity, palette);
    const head = `  ${palette.dim(padded(placeText(finding), placeWidth))}  ${paint(padded(finding.severity, severityWidth))}  `;
    return [
      ...hanging(head, placeWidth + severityWidth + 6, withoutControls(finding.message), width, {
        text: finding.rule,
        paint: palette.dim,
      }),
      ...excerpt(finding, page, paint),
      ...explanation(finding, page),
      ...fixLines(finding, page),
      ...(left > 0
        ? hanging(`      ${palette.dim('…')} `, 8, `${left} more of the same in this file; --explain shows all`, width)
        : []),
    ];
  });
}

/** A text behind `head`, which takes `indent` columns; its further lines stand below its first. `last` is what ends it, never broken. */
function hanging(
  head: string,
  indent: number,
  text: string,
  width: number | null,
  last?: { readonly text: string; readonly paint: Paint },
): string[] {
  const room = width === null ? Infinity : width - indent;
  const lines = room < NARROWEST ? [text] : wrapped(text, room);
  if (last) {
    const fits = room < NARROWEST || widthOf(lines.at(-1)!) + 2 + widthOf(last.text) <= room;
    if (fits) lines.push(`${lines.pop()}  ${last.paint(last.text)}`);
    else lines.push(last.paint(last.text));
  }
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line);
}

const placeText = ({ cell, range: { start } }: LocatedFinding): string =>
  `${cell === null ? '' : `cell ${cell + 1} `}${start.line}:${start.column}`;

/** The finding's first line, cut around its range, with carets below. A secret is starred. */
function excerpt(finding: LocatedFinding, { report, palette, width, secrets, secret }: Page, paint: Paint): string[] {
  const {
    cell,
    range: { start, end },
  } = finding;
  const line = report.source(finding.path)?.line(cell, start.line);
  if (line === undefined || line === null || line.trim() === '') return [];
  const own: Columns = {
    start: start.column - 1,
    end: end.line === start.line ? end.column - 1 : line.trimEnd().length,
  };
  const number = String(start.line);
  const room =
    width === null ? EXCERPT : Math.min(Math.max(width - '       | '.length - number.length, SHORTEST), EXCERPT);
  const near = maskNear(line, secretColumns(secrets, secret, cell, start.line), own);
  const shown = cut(near.line, near.own, room);
  const carets = ' '.repeat(widthOf(shown.before)) + paint('^'.repeat(Math.max(widthOf(shown.own), 1)));
  return [
    `      ${palette.dim(`${number} |`)} ${shown.before}${shown.own}${shown.after}`,
    `      ${palette.dim(`${' '.repeat(number.length)} |`)} ${carets}`,
  ];
}

/** The line in three parts, shortened with `…` to what a terminal shows, indentation removed. */
function cut(line: string, own: Columns, columns: number): { before: string; own: string; after: string } {
  const safe = (text: string): string => withoutControls(text.replaceAll('\t', TAB));
  let before = safe(line.slice(Math.max(own.start - ENOUGH, 0), own.start).trimStart());
  const middle = clipped(safe(line.slice(own.start, Math.min(own.end, own.start + ENOUGH))), columns - 10);
  const room = columns - widthOf(middle);
  let after = safe(line.slice(own.end, own.end + ENOUGH));
  if (widthOf(before) + widthOf(after) > room) {
    const keep = Math.max(room - Math.min(widthOf(after), Math.floor(room / 2)), 8);
    if (widthOf(before) > keep) before = `…${[...before].slice(-(keep - 1)).join('')}`;
    after = clipped(after, Math.max(room - widthOf(before), 1));
  }
  return { before, own: middle, after };
}

const clipped = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${[...text].slice(0, Math.max(width - 1, 0)).join('')}…`;

/** Why a finding that is to be explained is believed, and the places that it also is about. */
function explanation({ detail, reasons, related }: LocatedFinding, { palette, width }: Page): string[] {
  if (reasons === undefined) return [];
  const isTold = ({ path, range: { start } }: LocatedRelated): boolean =>
    reasons.flat().some((part) => typeof part !== 'string' && part.path === path && part.line === start.line);
  const places = related
    .filter((place) => !isTold(place))
    .slice(0, 3)
    .map(
      ({ path, cell, range: { start }, message }) =>
        `${path}${typeof cell === 'number' ? ` cell ${cell + 1}` : ''}:${start.line}: ${message}`,
    );
  return [
    ...(detail === undefined ? [] : hanging('      ', 6, `${withoutControls(detail)}.`, width)),
    ...reasons.flatMap((reason) =>
      hanging(`      ${palette.cyan('because')} `, 14, withoutControls(sentenceOf(reason)), width),
    ),
    ...places.flatMap((place) => hanging(`      ${palette.cyan('see')} `, 10, withoutControls(place), width)),
  ];
}

function fixLines(finding: LocatedFinding, { palette, width }: Page): string[] {
  return finding.fixes.slice(0, 3).flatMap(({ safety, title }) => {
    const head = safety === 'safe' ? 'fix' : 'fix (review first)';
    return hanging(`      ${palette.green(head)}: `, head.length + 8, withoutControls(title), width);
  });
}

const A_FEW = 5;

/** How often each rule speaks, where that is more than a look tells. */
function ruleLines({ findings }: ScanReport, palette: Palette): string[] {
  const rules = countsByRule(findings);
  if (new Set(rules.map(({ rule }) => rule)).size < 2 && findings.length <= A_FEW) return [];
  const severities = Math.max(...rules.map(({ severity }) => severity.length));
  const numbers = String(Math.max(...rules.map(({ count: n }) => n))).length;
  return [
    ...rules.map(
      ({ rule, severity, count: n }) =>
        `  ${paintOf(severity, palette)(padded(severity, severities))}  ${String(n).padStart(numbers)}  ${rule}`,
    ),
    '',
  ];
}

function summaryLine({ findings, summary }: ScanReport, palette: Palette): string {
  const files = count(summary.files, 'file');
  const extra = summary.suppressed > 0 ? ` (${summary.suppressed} suppressed)` : '';
  if (findings.length === 0) return `${palette.green('No problems')} in ${files}${extra}.`;
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) =>
      paintOf(severity, palette)(severity === 'info' ? `${summary.info} info` : count(summary[severity], severity)),
    );
  return `${palette.bold(count(findings.length, 'problem'))} in ${files}: ${counts.join(', ')}${extra}.${fixableSentence(findings)}`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
